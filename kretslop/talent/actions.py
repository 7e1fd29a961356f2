"""Writes about a candidate that touch nothing above this room."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from kretslop.accounts.models import User
from kretslop.shared.errors import Invalid, NotPossible
from kretslop.shared.transactions import action
from kretslop.talent import rules, seeking
from kretslop.talent.answers import Answers, SkillAnswer
from kretslop.talent.models import Candidate, CandidateLanguage, CandidateSkill, Consent, CvFile, PoolMembership
from kretslop.talent.noting import note_answer, note_answers  # noqa: F401 - verbs of this room, too
from kretslop.taxonomy import vocabulary
from kretslop.timeline.actions import record, record_many
from kretslop.timeline.rules import SIMULATION

KEPT = timedelta(days=365)
MOST_SKILLS, MOST_LANGUAGES = 80, 20


@action
def add_candidate(
    *, user: User | None, answers: Answers, consent_version: str, simulated: bool = False, now: datetime
) -> Candidate:
    """Make a candidate with a waiting place in the pool and the consent to be in it."""
    candidate = Candidate.objects.create(
        user=user, name=answers.name, email=answers.email, simulated=simulated, registered_at=now, last_seen_at=now
    )
    PoolMembership.objects.create(candidate=candidate, state_since=now, expires_on=(now + KEPT).date())
    give_consent(candidate=candidate, purpose="pool", words_version=consent_version, now=now)
    change_profile(candidate=candidate, answers=answers, by=user or SIMULATION, now=now)
    return candidate


@action
def add_candidates(
    *, people: Iterable[tuple[User, Answers]], consent_version: str, simulated: bool = False, now: datetime
) -> list[Candidate]:
    """Make many candidates, each as `add_candidate` does; Invalid names a wrong field, and none is made."""
    made = []
    pairs = list(people)
    for user, answers in pairs:
        _check(answers)
        candidate = Candidate(user=user, email=answers.email, simulated=simulated, registered_at=now, last_seen_at=now)
        _fill(candidate, answers)
        made.append(candidate)
    Candidate.objects.bulk_create(made, batch_size=200)
    expires_on = (now + KEPT).date()
    PoolMembership.objects.bulk_create(
        [PoolMembership(candidate=each, state_since=now, expires_on=expires_on) for each in made], batch_size=500
    )
    Consent.objects.bulk_create(
        [Consent(candidate=each, purpose="pool", words_version=consent_version, given_at=now) for each in made]
    )
    answered = [(candidate, answers) for candidate, (_, answers) in zip(made, pairs, strict=True)]
    CandidateSkill.objects.bulk_create(
        [row for candidate, answers in answered for row in _skill_rows(candidate, answers.skills)], batch_size=1000
    )
    CandidateLanguage.objects.bulk_create(
        [row for candidate, answers in answered for row in _language_rows(candidate, answers.languages)]
    )
    record_many("candidate.profile_changed", about_each=[([each], {}) for each in made], by=SIMULATION, now=now)
    return made


@action
def change_profile(*, candidate: Candidate, answers: Answers, by: User | str, now: datetime) -> None:
    """Replace the profile with `answers`; Invalid names the field that is wrong and nothing is changed."""
    _check(answers)
    _fill(candidate, answers)
    candidate.save()
    seeking.changed([candidate])
    set_skills(candidate=candidate, skills=answers.skills, now=now)
    set_languages(candidate=candidate, languages=answers.languages, now=now)
    record("candidate.profile_changed", about=[candidate], by=by, now=now)


def _fill(candidate: Candidate, answers: Answers) -> None:
    for name in (
        "name", "phone", "country", "city", "remote", "available_on", "notice_weeks", "route", "occupation",
        "role_title", "years", "education", "summary", "skills_known", "languages_known", "salary_wish",
        "industries_known",
    ):  # fmt: skip
        setattr(candidate, name, getattr(answers, name))
    for name in ("places", "links", "employer_wishes", "seniority_wishes", "domains"):
        setattr(candidate, name, list(getattr(answers, name)))
    candidate.industries = dict(answers.industries)


def _check(answers: Answers) -> None:
    if not answers.name.strip():
        raise Invalid("name", "required")
    if len(answers.skills) > MOST_SKILLS:
        raise Invalid("skills", "too_many")
    if len(answers.languages) > MOST_LANGUAGES:
        raise Invalid("languages", "too_many")
    if answers.remote and answers.remote not in rules.REMOTE:
        raise Invalid("remote", "unknown")
    for field, known in (
        ("employer_wishes", rules.EMPLOYER_WISHES), ("seniority_wishes", rules.SENIORITY), ("domains", rules.DOMAINS),
        ("industries", rules.DOMAINS),
    ):  # fmt: skip
        if not set(getattr(answers, field)) <= set(known):
            raise Invalid(field, "unknown")
    if not all(0 <= years <= rules.MOST_YEARS for years in answers.industries.values()):
        raise Invalid("industries", "years")
    if answers.salary_wish is not None and not rules.SALARY_LEAST <= answers.salary_wish <= rules.SALARY_MOST:
        raise Invalid("salary_wish", "unlikely")
    for answer in answers.skills:
        try:
            vocabulary.skill(answer.skill)
        except vocabulary.UnknownCode as unknown:
            raise Invalid("skills", "unknown_skill") from unknown
        if answer.years is not None and not 0 <= answer.years <= 70:
            raise Invalid("skills", "years")


@action
def set_skills(*, candidate: Candidate, skills: Iterable[SkillAnswer], now: datetime) -> None:
    """Replace the person's skills."""
    candidate.skills.all().delete()
    CandidateSkill.objects.bulk_create(_skill_rows(candidate, skills))


def _skill_rows(candidate: Candidate, skills: Iterable[SkillAnswer]) -> list[CandidateSkill]:
    unique = {answer.skill: answer for answer in skills}
    return [
        CandidateSkill(
            candidate=candidate, skill=a.skill, level=a.level, years=a.years, source=a.source, where=a.where[:60]
        )
        for a in unique.values()
    ]


@action
def set_languages(*, candidate: Candidate, languages: Mapping[str, int], source: str = "own", now: datetime) -> None:
    """Replace the person's languages (CEFR 1 to 6 by language code)."""
    candidate.languages.all().delete()
    CandidateLanguage.objects.bulk_create(_language_rows(candidate, languages, source))


def _language_rows(candidate: Candidate, languages: Mapping[str, int], source: str = "own") -> list[CandidateLanguage]:
    return [
        CandidateLanguage(candidate=candidate, code=code, level=level, source=source)
        for code, level in languages.items()
    ]


@action
def keep_cv(
    *, candidate: Candidate, file: object, name: str, size: int, reading: dict[str, object], now: datetime
) -> CvFile:
    """Keep a CV as it came, with what was read from it (also when nothing was)."""
    return CvFile.objects.create(
        candidate=candidate, file=file, name=name[:200], size=size, reading=reading, uploaded_at=now
    )


@action
def give_consent(*, candidate: Candidate, purpose: str, words_version: str, now: datetime) -> Consent:
    """Record a consent; one in force for the same words is kept, one for older words is replaced."""
    current = candidate.consents.filter(purpose=purpose, withdrawn_at__isnull=True).first()
    if current and current.words_version == words_version:
        return current
    if current:
        current.withdrawn_at, current.expired = now, True
        current.save(update_fields=["withdrawn_at", "expired"])
    return Consent.objects.create(candidate=candidate, purpose=purpose, words_version=words_version, given_at=now)


@action
def withdraw_consent(*, candidate: Candidate, purpose: str, now: datetime) -> None:
    """Withdraw a consent; doing it twice changes nothing."""
    candidate.consents.filter(purpose=purpose, withdrawn_at__isnull=True).update(withdrawn_at=now)


@action
def move_membership(*, candidate: Candidate, move: str, by: User | str, now: datetime) -> PoolMembership:
    """Make a move of `rules.MOVES`; NotPossible when the state does not allow it. Lock the candidate first."""
    membership = PoolMembership.objects.select_for_update().get(candidate=candidate)
    state = rules.next_state(membership.state, move)
    if state is None:
        raise NotPossible("pool_move_not_possible")
    if state != membership.state:
        membership.state, membership.state_since = state, now
        record(f"membership.{_PAST[move]}", about=[candidate], by=by, now=now)
    if move in {"approve", "reopen"} and membership.approved_at is None:
        membership.approved_at = now
    if move == "unapprove":
        membership.approved_at = None
    membership.save()
    return membership


_PAST = {
    "approve": "approved",
    "unapprove": "unapproved",
    "leave": "left",
    "hire": "hired",
    "find_job": "found_job",
    "reopen": "reopened",
    "come_back": "came_back",
    "restrict": "restricted",
    "lift": "restriction_lifted",
    "lift_hired": "restriction_lifted",
    "lift_left": "restriction_lifted",
}


@action
def set_pause(*, candidate: Candidate, until: date | None, by: User | str, now: datetime) -> None:
    """Pause until a day, or end the pause (None). Open introductions are the caller's business (`introductions`)."""
    PoolMembership.objects.filter(candidate=candidate).update(paused_until=until)
    record("membership.paused" if until else "membership.resumed", about=[candidate], by=by, now=now)


@action
def note_contact(*, candidate: Candidate, by: User, now: datetime) -> None:
    """A person of the alliance was in touch with the candidate (R33)."""
    Candidate.objects.filter(pk=candidate.pk).update(last_contact_at=now)
    record("candidate.contacted", about=[candidate], by=by, now=now)


@action
def note_seen(*, candidate: Candidate, now: datetime) -> None:
    """The person signed in: retention counts from here."""
    Candidate.objects.filter(pk=candidate.pk).update(last_seen_at=now)
    PoolMembership.objects.filter(candidate=candidate).update(expires_on=(now + KEPT).date())


@action
def approve_words(*, candidate: Candidate, headline: str, summary: str, by: User, now: datetime) -> None:
    """The liaison settles what employers read before they know who it is; Invalid when the words tell it."""
    for field, words in (("headline", headline), ("summary", summary)):
        if rules.names_the_person(words, name=candidate.name):
            raise Invalid(field, "names_the_person")
    candidate.headline, candidate.approved_summary = headline.strip()[:160], summary.strip()[:2000]
    candidate.save(update_fields=["headline", "approved_summary"])
    record("candidate.words_approved", about=[candidate], by=by, now=now)
