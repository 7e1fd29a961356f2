"""What the liaison decides about a pre-selected person."""

from datetime import datetime, timedelta

from kretslop.accounts.models import User
from kretslop.campaigns.models import Campaign
from kretslop.campaigns.queries import version_in_force
from kretslop.messaging import actions as mail
from kretslop.screening import placing, rules
from kretslop.screening.models import Decision
from kretslop.shared.calendar import OSLO
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.shared.refs import new_ref
from kretslop.shared.transactions import action
from kretslop.talent import actions as talent
from kretslop.talent.locking import locked
from kretslop.talent.models import Candidate
from kretslop.talent.queries import addressee
from kretslop.timeline.actions import record
from kretslop.timeline.rules import SIMULATION


@action
def approve(
    *,
    candidate: Candidate,
    campaign: Campaign,
    by: User,
    note: str = "",
    second: User | None = None,
    simulated: bool = False,
    now: datetime,
) -> Decision:
    """The liaison approves the person: they may be introduced from now on."""
    candidate = lock(candidate)
    decision = _decide(
        candidate, campaign, rules.APPROVED, by=by, reason="", note=note, simulated=simulated, now=now, second=second
    )
    talent.move_membership(candidate=candidate, move="approve", by=SIMULATION if simulated else by, now=now)
    if candidate.liaison is None:
        candidate.liaison = by
        candidate.save(update_fields=["liaison"])
    # An approval that was undone has taken its mail along; the next one brings its own.
    undone = candidate.decisions.filter(campaign=campaign, verdict=rules.APPROVED, undone_at__isnull=False).count()
    mail.queue(
        key=":".join(["candidate_approved", candidate.ref, campaign.ref, *([str(undone)] if undone else [])]),
        send_at=now + timedelta(minutes=rules.UNDO_MINUTES),
        kind="candidate_approved",
        **addressee(candidate),
        context={
            "first_name": candidate.first_name,
            "campaign": campaign.name,
            "liaison": (candidate.liaison or by).name,
            "liaison_email": (candidate.liaison or by).email,
        },
        about=[candidate],
        simulated=simulated,
        now=now,
    )
    return decision


@action
def hold(
    *,
    candidate: Candidate,
    campaign: Campaign,
    by: User,
    reason: str,
    note: str = "",
    batch: str = "",
    simulated: bool = False,
    now: datetime,
) -> Decision:
    """The liaison needs to know more first; the person comes back to the desk after `rules.REVISIT_DAYS`."""
    candidate = lock_in_pool(candidate)
    return _decide(
        candidate, campaign, rules.HELD, by=by, reason=reason, note=note, simulated=simulated, now=now, batch=batch
    )


@action
def set_aside(
    *,
    candidate: Candidate,
    campaign: Campaign,
    by: User,
    reason: str,
    note: str = "",
    batch: str = "",
    second: User | None = None,
    simulated: bool = False,
    now: datetime,
) -> Decision:
    """Not now, in this campaign: a person's decision with a reason. The place in the pool stays as it is."""
    candidate = lock_in_pool(candidate)
    return _decide(
        candidate, campaign, rules.NOT_NOW, by=by, reason=reason, note=note, simulated=simulated, now=now, batch=batch,
        second=second,
    )  # fmt: skip


@action
def look_again(*, candidate: Candidate, now: datetime) -> None:
    """Somebody has come back: earlier decisions no longer stand, so that the person is on the liaison's desk again."""
    Decision.objects.filter(candidate=candidate, current=True).update(current=False)


def lock(candidate: Candidate) -> Candidate:
    """Lock a person: always the first lock of a transaction."""
    return locked(candidate.pk, "user", "liaison")


def lock_in_pool(candidate: Candidate) -> Candidate:
    """Lock a person who waits or is approved; nothing is asked of, or decided about, somebody who left or is hired."""
    locked = lock(candidate)
    if locked.membership.state not in ("waiting", "approved"):
        raise NotPossible("pool_move_not_possible")
    return locked


def _decide(
    candidate: Candidate,
    campaign: Campaign,
    verdict: str,
    *,
    by: User,
    reason: str,
    note: str,
    simulated: bool,
    now: datetime,
    batch: str = "",
    second: User | None = None,
) -> Decision:
    if not by.is_liaison:
        raise NotAllowed("liaison_only")
    placing.must_be_two(campaign, verdict, by, second)
    if rules.needs_reason(verdict) and reason not in rules.REASONS[verdict]:
        raise Invalid("reason", "required")
    if len(note) > 1000:
        raise Invalid("note", "too_long")
    current = Decision.objects.select_for_update().filter(candidate=candidate, campaign=campaign, current=True).first()
    if current is not None:
        if current.verdict == verdict and current.reason == reason and current.by_id == by.pk and current.note == note:
            return current
        current.current = False
        current.save(update_fields=["current"])
    decision = Decision.objects.create(
        candidate=candidate,
        campaign=campaign,
        version_id=version_in_force(campaign),
        verdict=verdict,
        reason=reason,
        note=note.strip(),
        revisit_due=(now.astimezone(OSLO).date() + timedelta(days=rules.REVISIT_DAYS))
        if verdict == rules.HELD
        else None,
        by=by,
        at=now,
        replaces=current,
        batch=batch or new_ref(),
        second=second,
        simulated=simulated,
    )
    actor: User | str = SIMULATION if simulated else by
    record(f"candidate.{_PAST[verdict]}", about=[candidate, campaign], by=actor, now=now, codes={"reason": reason})
    return decision


_PAST = {rules.APPROVED: "approved", rules.HELD: "held", rules.NOT_NOW: "set_aside"}
