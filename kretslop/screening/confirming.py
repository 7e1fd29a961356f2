"""Decisions that take two people, where a campaign asks for it: one proposes, another one confirms or sends it back."""

from datetime import datetime
from typing import Any

from kretslop.accounts.models import User
from kretslop.campaigns.models import Campaign
from kretslop.screening import actions, placing, rules
from kretslop.screening.models import Decision, Override, Proposal
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.shared.refs import new_ref
from kretslop.shared.transactions import action
from kretslop.talent.locking import locked
from kretslop.talent.models import Candidate
from kretslop.timeline.actions import record

Effect = Decision | Override | Proposal | None


@action
def decide(
    *,
    candidate: Candidate,
    campaign: Campaign,
    verdict: str,
    by: User,
    reason: str = "",
    note: str = "",
    group: str = "",
    batch: str = "",
    now: datetime,
) -> Effect:
    """Decide at once, or propose it to a second person where the campaign asks for two; return what came of it."""
    if verdict in rules.NEEDS_SECOND and Campaign.objects.filter(pk=campaign.pk, two_people=True).exists():
        return _propose(candidate, campaign, verdict, by=by, reason=reason, note=note, group=group, now=now)
    return _act(candidate, campaign, verdict, by=by, reason=reason, note=note, group=group, batch=batch, now=now)


def _act(candidate: Candidate, campaign: Campaign, verdict: str, **said: Any) -> Effect:
    group, batch, reason = said.pop("group"), said.pop("batch"), said.pop("reason")
    whom: dict[str, Any] = {"candidate": candidate, "campaign": campaign}
    if verdict == rules.APPROVED:
        return actions.approve(**whom, **said)
    if verdict == rules.PLACED:
        return placing.place(**whom, group=group, reason=reason, **said)
    act = actions.hold if verdict == rules.HELD else actions.set_aside
    return act(**whom, reason=reason, batch=batch, **said)


def _propose(
    candidate: Candidate,
    campaign: Campaign,
    verdict: str,
    *,
    by: User,
    reason: str,
    note: str,
    group: str,
    now: datetime,
) -> Proposal:
    if not by.is_liaison:
        raise NotAllowed("liaison_only")
    candidate = locked(candidate.pk, "membership")
    if candidate.membership.state not in ("waiting", "approved"):
        raise NotPossible("pool_move_not_possible")
    if verdict == rules.PLACED:
        placing.check(group, reason, note)
    elif rules.needs_reason(verdict) and reason not in rules.REASONS[verdict]:
        raise Invalid("reason", "required")
    there = Proposal.objects.filter(candidate=candidate, campaign=campaign, settled_at__isnull=True).first()
    if there is not None:
        raise NotPossible("proposed_already")
    record("decision.proposed", about=[candidate, campaign], by=by, now=now, codes={"verdict": verdict})
    return Proposal.objects.create(
        candidate=candidate, campaign=campaign, verdict=verdict, group=group, reason=reason, note=note.strip(),
        by=by, at=now,
    )  # fmt: skip


@action
def confirm(*, proposal: Proposal, by: User, now: datetime) -> Effect:
    """A second liaison agrees: the decision takes effect now. NotAllowed for whoever proposed it."""
    proposal = _open(proposal)
    if not by.is_liaison or by.pk == proposal.by_id:
        raise NotAllowed("another_liaison_only")
    _settle(proposal, by, now, confirmed=True)
    return _act(
        proposal.candidate, proposal.campaign, proposal.verdict, by=proposal.by, second=by, reason=proposal.reason,
        note=proposal.note, group=proposal.group, batch=new_ref(), now=now,
    )  # fmt: skip


@action
def send_back(*, proposal: Proposal, by: User, answer: str = "", now: datetime) -> Proposal:
    """A second liaison does not agree and says why, or the first one takes it back: the person is on the desk again.

    Invalid("answer") without words to a colleague, or with more than 1000 characters.
    """
    proposal = _open(proposal)
    if not by.is_liaison:
        raise NotAllowed("liaison_only")
    if by.pk != proposal.by_id and not answer.strip():
        raise Invalid("answer", "required")
    if len(answer) > 1000:
        raise Invalid("answer", "too_long")
    proposal.answer = answer.strip()
    return _settle(proposal, by, now, confirmed=False)


def _open(proposal: Proposal) -> Proposal:
    found = Proposal.objects.select_for_update(of=("self",)).select_related("candidate", "campaign", "by")
    row = found.get(pk=proposal.pk)
    if row.settled_at is not None:
        raise NotPossible("settled_already")
    return row


def _settle(proposal: Proposal, by: User, now: datetime, *, confirmed: bool) -> Proposal:
    proposal.settled_by, proposal.settled_at, proposal.confirmed = by, now, confirmed
    proposal.save(update_fields=["settled_by", "settled_at", "confirmed", "answer"])
    own = by.pk == proposal.by_id
    record(
        "decision.confirmed" if confirmed else "decision.taken_back" if own else "decision.sent_back",
        about=[proposal.candidate, proposal.campaign],
        by=by,
        now=now,
        codes={"verdict": proposal.verdict},
    )
    return proposal
