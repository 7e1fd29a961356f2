"""Erases a person: ends what is open, tells employers that know them, empties every table, and sends a receipt."""

from datetime import datetime

from kretslop.accounts.models import User
from kretslop.introductions import disclosure
from kretslop.introductions.actions.moving import lock_open_of, move
from kretslop.introductions.actions.telling import tell_employer
from kretslop.introductions.models import Introduction
from kretslop.messaging import actions as mail
from kretslop.privacy import inventory, queries, rules
from kretslop.privacy.actions.telling import tell, who_knows
from kretslop.privacy.erasing import erase_rows
from kretslop.shared.errors import Invalid, NotAllowed
from kretslop.shared.transactions import action
from kretslop.talent.locking import locked
from kretslop.talent.models import Candidate, Consent, PoolMembership
from kretslop.talent.rules import LEFT
from kretslop.timeline.actions import record
from kretslop.timeline.rules import SYSTEM


@action
def erase(*, candidate: Candidate, by: User | None, why: str, now: datetime) -> Candidate:
    """Erase a person, for good; doing it twice changes nothing.

    `why`: `asked` by the person (`by` is their account), `retention` by the clock (`by` None), or by a project lead:
    `asked_otherwise`, when the person wrote or called, `by_lead`, when the clock left it to a person. NotAllowed for
    anybody else; Invalid("why").
    What stays: figures that lead to nobody, decisions and consents without words until the months for proof are
    over, and the timeline's random references. The receipt names the reference under which that is kept.
    """
    if why not in rules.WHY_ERASED:
        raise Invalid("why", "unknown")
    # `of` self: an account that is erased at the same moment must not be waited for in the wrong order.
    candidate = locked(candidate.pk, "user", "liaison")
    if candidate.erased_at is not None:
        return candidate
    if not _may(candidate, by, why):
        raise NotAllowed("not_yours")
    actor: User | str = by or SYSTEM
    known = who_knows(candidate, now)
    ended = _end_what_is_open(candidate, actor if why == rules.ASKED else None, now)
    receipt = _receipt(candidate, now)
    ids = inventory.ids_of(candidate)
    Consent.objects.filter(candidate__in=ids, withdrawn_at__isnull=True).update(
        withdrawn_at=now, expired=why in (rules.RETENTION, rules.BY_LEAD)
    )
    PoolMembership.objects.filter(candidate__in=ids).update(state=LEFT, state_since=now)
    counts = erase_rows(candidate)
    Candidate.objects.filter(pk__in=ids).update(erased_at=now)
    record("candidate.erased", about=[candidate], by=actor, now=now, codes={"why": why, "rows": sum(counts.values())})
    # Only now, or these mails would be emptied with all others about the person.
    employers = tell(known, "person_erased", candidate=candidate, by=actor, now=now)
    for introduction in Introduction.objects.filter(pk__in=ended).select_related("candidate", "participation"):
        tell_employer(introduction, "candidate_withdrew", now=now)
    if receipt["address"]:
        _send_receipt(candidate, receipt, employers, why, now)
    return Candidate.objects.get(pk=candidate.pk)


def _may(candidate: Candidate, by: User | None, why: str) -> bool:
    if why == rules.ASKED:
        return by is not None and candidate.user_id == by.pk
    if why in (rules.BY_LEAD, rules.ASKED_OTHERWISE):
        return by is not None and by.is_project_lead and candidate.user_id != by.pk
    return by is None


def _end_what_is_open(candidate: Candidate, by: User | str | None, now: datetime) -> list[int]:
    """End open introductions; return those of employers that read the anonymous profile, to be told afterwards."""
    told_later = []
    for introduction in lock_open_of(candidate):
        if disclosure.is_visible(introduction) and not disclosure.is_named(introduction):
            told_later.append(introduction.pk)
        own = by if isinstance(by, User) else None
        move(introduction, "withdraw" if own else "close", by=own, now=now, reason="left_pool")
    return told_later


def _receipt(candidate: Candidate, now: datetime) -> dict[str, str]:
    """Return what the receipt needs of the person, before it is gone."""
    user = candidate.user
    return {
        "address": user.email if user else candidate.email,
        "name": candidate.name,
        "first_name": candidate.first_name,
        "language": candidate.language,
    }


def _send_receipt(candidate: Candidate, person: dict[str, str], employers: list[str], why: str, now: datetime) -> None:
    mail.queue(
        key=f"erasure_receipt:{candidate.ref}",
        kind="erasure_receipt",
        address=person["address"],
        name=person["name"],
        language=person["language"],
        context={
            "first_name": person["first_name"],
            "reference": candidate.ref,
            "employers": employers,
            "why": why,
            "months": queries.clock().proof_months,
        },
        passing=True,
        simulated=candidate.simulated,
        now=now,
    )
