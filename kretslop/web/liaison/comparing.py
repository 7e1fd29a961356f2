"""Puts two registrations side by side: what they say, field by field, and what hangs on each."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kretslop.campaigns.wording import EDUCATION, REMOTE_WORK, language_name, occupation_name, skill_name
from kretslop.introductions import desk
from kretslop.matching.facts import CEFR
from kretslop.privacy.actions.merging import CHOICES
from kretslop.routes.wording import route_words
from kretslop.talent.duplicates import Reason, wording
from kretslop.talent.queries import rows_of
from kretslop.talent.wording import (
    CONSENTS,
    domains_words,
    industries_words,
    pay_words,
    seniority_words,
    wishes_words,
)
from kretslop.timeline import queries as timeline
from kretslop.web.components.words import number, weekday_date
from kretslop.web.explaining import places_words
from kretslop.web.liaison.showing import events_in_words, with_states
from kretslop.web.profile.choices import country_name

if TYPE_CHECKING:
    from kretslop.accounts.models import User
    from kretslop.talent.models import Candidate, LikelyDuplicate

LABELS: dict[str, Any] = {
    "name": gettext_lazy("Name"),
    "phone": gettext_lazy("Telephone"),
    "country": gettext_lazy("Country"),
    "city": gettext_lazy("Town"),
    "places": gettext_lazy("Would work in"),
    "remote": gettext_lazy("Wishes to work"),
    "available_on": gettext_lazy("Free from"),
    "notice_weeks": gettext_lazy("Weeks of notice"),
    "route": gettext_lazy("Way into the country"),
    "occupation": gettext_lazy("Occupation"),
    "role_title": gettext_lazy("Title"),
    "years": gettext_lazy("Years of experience"),
    "education": gettext_lazy("Education"),
    "summary": gettext_lazy("Own words"),
    "headline": gettext_lazy("One line for employers"),
    "approved_summary": gettext_lazy("Words for employers"),
    "links": gettext_lazy("Links"),
    "employer_wishes": gettext_lazy("Would like to work for"),
    "seniority_wishes": gettext_lazy("Would like as a post"),
    "industries": gettext_lazy("Has worked in"),
    "domains": gettext_lazy("Would like to work with"),
    "salary_wish": gettext_lazy("Hopes for"),
    "liaison": gettext_lazy("Liaison"),
}


def _words(person: Candidate, name: str) -> str:
    """Return one field of a profile in words; "" when nobody knows it."""
    value = getattr(person, name)
    if value in (None, "", [], {}):
        return ""
    told = {
        "country": lambda: country_name(value),
        "available_on": lambda: weekday_date(value),
        "places": lambda: places_words(value),
        "remote": lambda: str(REMOTE_WORK.get(value, value)),
        "route": lambda: str(route_words(value)),
        "occupation": lambda: str(occupation_name(value)),
        "education": lambda: str(EDUCATION.get(value, value)),
        "links": lambda: ", ".join(value),
        "employer_wishes": lambda: wishes_words(value),
        "seniority_wishes": lambda: seniority_words(value),
        "industries": lambda: industries_words(value),
        "domains": lambda: domains_words(value),
        "salary_wish": lambda: pay_words(value),
    }
    return told[name]() if name in told else str(value)


def fields(first: Candidate, second: Candidate) -> list[dict[str, Any]]:
    """Return what the two say: differences with a choice, a value that only one has being chosen already."""
    rows = []
    for name in CHOICES:
        one, two = _words(first, name), _words(second, name)
        if one or two:
            differs = getattr(first, name) != getattr(second, name)
            chosen = "second" if not one else "first"
            rows.append(
                {"name": name, "label": LABELS[name], "one": one, "two": two, "differs": differs, "chosen": chosen}
            )
    return rows


def sides(user: User, *people: Candidate) -> list[dict[str, Any]]:
    """Return what hangs on each of the two; all of it moves to the one that stays."""
    return [
        {
            "person": person,
            "skills": ", ".join(skill_name(row.skill) for row in person.skills.all() if row.level != 0),
            "languages": ", ".join(
                f"{language_name(row.code)} {CEFR[row.level - 1]}" for row in person.languages.all() if row.level
            ),
            "introductions": with_states(desk.of_candidate(user, person)),
            "campaigns": [row.campaign.name for row in person.registrations.select_related("campaign")],
            "consents": [
                {"words": CONSENTS.get(row.purpose, row.purpose), "consent": row}
                for row in person.consents.order_by("-given_at", "-pk")
            ],
            "files": person.cv_files.order_by("-uploaded_at"),
            "events": events_in_words(timeline.about_any(rows_of(person))[:8]),
        }
        for person in people
    ]


def reasons(pair: LikelyDuplicate) -> list[tuple[str, str]]:
    """Return why the two may be one person, the strongest reasons first, what speaks against it last."""
    found = sorted(pair.reasons, key=lambda each: -each["points"])
    return [
        (wording.reason(Reason(each["about"], each["found"], each["points"])), _signed(each["points"]))
        for each in found
    ]


def _signed(points: float) -> str:
    return ("+" if points > 0 else "") + number(points, 1)


def main_reasons(pair: LikelyDuplicate) -> str:
    """Return the three strongest reasons in one line."""
    return " · ".join(words for words, _points in reasons(pair)[:3])


def problem_words(code: str) -> str:
    """Return why two registrations cannot be merged, or parted again, and what would help."""
    return {
        "both_in_process": _("Both are in a process with the same employer. End one of the two first."),
        "both_hired": _("Both are hired. Talk to the project lead: one of the hires is a mistake."),
        "one_is_hired": _("One is hired, and the other has open introductions. End those first."),
        "restricted": _("One of them has asked that the profile is only kept, and not used. Talk to the person first."),
        "answered_already": _("Somebody has answered already. The page shows how it stands now."),
        "merged_already": _("The two are merged. Undo that first."),
        "not_answered": _("Nobody has said that these are two people."),
        "undone_already": _("That was undone already."),
        "too_late": _("The time for undoing is over."),
        "merged_since": _("One of them was merged with somebody else since. Undo that first."),
        "other_roles": _("One of the two accounts does more than being a candidate, so its address stays."),
        "no_other_account": _("There is only one account."),
        "address_asked": _("The other mailbox is asked already."),
        "address_taken": _("The other account is in use again. Look at the new pair instead."),
        "address_overtaken": _("That was answered already. The page shows how it stands now."),
        "address_changed_lately": _(
            "The mail address was changed a few days ago. Wait until the old one can no longer stop it."
        ),
        "registered_again": _("The other person has registered again. Look at the new pair instead."),
    }.get(code, _("That is not possible now."))


def may_undo(until: datetime) -> bool:
    """True while a merge can be undone."""
    return timezone.now() <= until
