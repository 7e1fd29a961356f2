"""From the draft that was read from an ad to criteria that can be matched, for a person to check."""

from kretslop.campaigns.ad_reading import AdDraft
from kretslop.matching.criteria import LONGEST_KEY, Criteria, Criterion

#: Years of work that an ad means when it names a seniority and no years.
YEARS_OF = {"junior": 1, "medium": 3, "senior": 5}
MUST_POINTS, NICE_POINTS = 3, 1
ENGLISH_AT_WORK = 4  # B2: what an ad means that asks for a language without a level


def criteria_of_ad(draft: AdDraft) -> Criteria:
    """Return what a draft says as criteria whose points sum to 100.

    A must weighs three times a wish. Years come from the ad, or from its seniority (`YEARS_OF`); an education is a
    wish as long as nobody says otherwise, because most ads take "or similar experience". A kind of post or of employer
    counts for those who wish for it, where the ad names exactly one.
    """
    items = [
        Criterion("skill", code=skill.code, level=skill.level, points=_points(skill.must), must=skill.must)
        for skill in draft.skills
    ]
    years = draft.years_min if draft.years_min is not None else YEARS_OF.get(draft.seniority or "")
    if years:
        items.append(Criterion("years", level=min(years, 50), points=MUST_POINTS, must=True))
    items += [
        Criterion("language", code=one.code, level=one.cefr or ENGLISH_AT_WORK, points=_points(one.must), must=one.must)
        for one in draft.languages
    ]
    if draft.education:
        items.append(Criterion("education", level=draft.education, points=NICE_POINTS))
    items += [
        Criterion("one_of", codes=one.codes, level=one.level, points=_points(one.must), must=one.must)
        for one in draft.choices
        if len(",".join(one.codes)) < LONGEST_KEY - len("one_of:")
    ]
    items += [
        Criterion("industry", code=one.code, level=one.years or 1, points=_points(one.must), must=one.must)
        for one in draft.industries
    ]
    if draft.seniority and len(draft.seniorities) == 1:
        items.append(Criterion("seniority", code=draft.seniority, points=NICE_POINTS))
    if draft.culture:
        items.append(Criterion("culture", code=draft.culture.code, points=NICE_POINTS))
    return Criteria(tuple(items)).scaled_to_100()


def _points(must: bool) -> int:
    return MUST_POINTS if must else NICE_POINTS
