"""A candidate tells of their household, changes it, and takes it back.

Nothing of it goes to the timeline: that cannot be erased, and that somebody told of a family tells already that there
is one. The consent ledger proves what was agreed.
"""

from dataclasses import asdict
from datetime import datetime, timedelta

from kretslop.accounts.models import User
from kretslop.relocation import rules
from kretslop.relocation.models import Case, Household, Step
from kretslop.shared.calendar import OSLO
from kretslop.shared.errors import Invalid, NotAllowed
from kretslop.shared.transactions import action
from kretslop.talent import actions as talent
from kretslop.talent.locking import locked
from kretslop.talent.models import Candidate
from kretslop.talent.rules import PARTNER_AND_FAMILY


def _own(candidate: Candidate, by: User) -> Candidate:
    """Lock the person's own row; NotAllowed for anybody else, staff too."""
    if candidate.user_id != by.pk:
        raise NotAllowed("not_yours")
    return locked(candidate.pk)


@action
def tell_household(*, candidate: Candidate, told: rules.Told, by: User, now: datetime) -> Household:
    """Keep what the candidate tells, with the consent to it; Invalid names a field that cannot be."""
    candidate = _own(candidate, by)
    if wrong := rules.wrong_field(told):
        raise Invalid(wrong, "unknown")
    talent.give_consent(candidate=candidate, purpose=PARTNER_AND_FAMILY, words_version=rules.WORDS_VERSION, now=now)
    values = asdict(told)
    help_now = values.pop("help_now")
    values["partner_languages"] = list(dict.fromkeys(told.partner_languages))
    before = Household.objects.filter(candidate=candidate).first()
    values["help_asked_at"] = ((before and before.help_asked_at) or now) if help_now else None
    values["changed_at"] = now
    household, _new = Household.objects.update_or_create(
        candidate=candidate, defaults=values, create_defaults={**values, "told_at": now}
    )
    for case in Case.objects.filter(candidate=candidate, state=rules.OPEN):
        fit_family(case, told, now=now)
    return household


@action
def take_back_household(*, candidate: Candidate, by: User, now: datetime) -> None:
    """Withdraw the consent and erase what was told, at once, also the steps of a move that tell of a family."""
    forget_household(_own(candidate, by), now=now)


def forget_household(candidate: Candidate, *, now: datetime) -> None:
    """Erase a household, whoever has the say; the caller holds the candidate's lock."""
    talent.withdraw_consent(candidate=candidate, purpose=PARTNER_AND_FAMILY, now=now)
    Household.objects.filter(candidate=candidate).delete()
    Step.objects.filter(case__candidate=candidate, code__in=rules.OF_FAMILY).delete()


def fit_family(case: Case, told: rules.Told | None, *, now: datetime) -> None:
    """Give an open case the steps that the household brings, and take away those that it no longer does."""
    codes = rules.family_codes(told)
    Step.objects.filter(case=case, code__in=set(rules.OF_FAMILY) - set(codes), done_on__isnull=True).delete()
    there = set(Step.objects.filter(case=case).values_list("code", flat=True))
    day = case.starts_on or case.hired_on + timedelta(weeks=8)
    today = now.astimezone(OSLO).date()
    planned = [rules.settle(code, day=day, hired_on=max(case.hired_on, today)) for code in codes if code not in there]
    Step.objects.bulk_create([Step(case=case, code=p.code, who=p.who, due_on=p.due_on) for p in planned])


def told_of(household: Household | None) -> rules.Told | None:
    """Return a household as plain values."""
    if household is None:
        return None
    return rules.Told(
        **{
            name: getattr(household, name)
            for name in rules.Told.__dataclass_fields__
            if name not in {"help_now", "partner_languages"}
        },
        partner_languages=tuple(household.partner_languages),
        help_now=household.help_asked_at is not None,
    )
