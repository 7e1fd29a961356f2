"""A person puts somebody into another group than the machine, up or down, with a reason; and notes about a person."""

from collections.abc import Mapping
from datetime import datetime

from kretslop.accounts.models import User
from kretslop.campaigns.models import Campaign
from kretslop.screening import rules
from kretslop.screening.models import DeskNote, Override, Preselection, ScreeningRun
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.shared.transactions import action
from kretslop.talent.models import Candidate
from kretslop.timeline.actions import record


@action
def place(
    *,
    candidate: Candidate,
    campaign: Campaign,
    group: str,
    by: User,
    reason: str,
    note: str = "",
    second: User | None = None,
    now: datetime,
) -> Override | None:
    """Put somebody into another group; the machine's own group lifts what a person said before, and gives None.

    Invalid("group"), Invalid("reason"); NotPossible("not_sorted") for whoever has no result of the machine.
    """
    if not by.is_liaison:
        raise NotAllowed("liaison_only")
    check(group, reason, note)
    must_be_two(campaign, rules.PLACED, by, second)
    Candidate.objects.select_for_update().get(pk=candidate.pk)
    found = Preselection.objects.select_for_update().filter(candidate=candidate, campaign=campaign).first()
    if found is None:
        raise NotPossible("not_sorted")
    Override.objects.filter(candidate=candidate, campaign=campaign, current=True).update(current=False, ended_at=now)
    found.placed = group if group != found.group else ""
    found.save(update_fields=["placed"])
    codes: dict[str, str | int | bool] = {"machine": found.group, "group": group, "reason": reason}
    record("preselection.overruled", about=[candidate, campaign], by=by, now=now, codes=codes)
    if not found.placed:
        return None
    return Override.objects.create(
        candidate=candidate, campaign=campaign, version_id=found.version_id, machine=found.group, group=group,
        reason=reason, note=note.strip(), by=by, second=second, at=now,
    )  # fmt: skip


def check(group: str, reason: str, note: str) -> None:
    """Raise Invalid for what is no group, no reason, or too long a note."""
    if group not in rules.GROUPS:
        raise Invalid("group", "unknown")
    if reason not in rules.OVERRIDE_REASONS:
        raise Invalid("reason", "required")
    if len(note) > 1000:
        raise Invalid("note", "too_long")


@action
def note(*, candidate: Candidate, words: str, by: User, now: datetime) -> DeskNote:
    """Keep a liaison's note about a person; Invalid("words") for none, or more than 1000 characters."""
    if not by.is_liaison:
        raise NotAllowed("liaison_only")
    if not words.strip():
        raise Invalid("words", "required")
    if len(words) > 1000:
        raise Invalid("words", "too_long")
    return DeskNote.objects.create(candidate=candidate, words=words.strip(), by=by, at=now)


@action
def forget_note(*, note: DeskNote, by: User) -> None:
    """Delete a note of one's own."""
    if note.by_id != by.pk:
        raise NotAllowed("not_yours")
    note.delete()


def must_be_two(campaign: Campaign, verdict: str, by: User, second: User | None) -> None:
    """Refuse what takes a second person in this campaign and has none: NotPossible; or the same one: NotAllowed."""
    if second is not None and (second.pk == by.pk or not second.is_liaison):
        raise NotAllowed("another_liaison_only")
    if second is not None or verdict not in rules.NEEDS_SECOND:
        return
    # Read anew: the plan may have changed since the page was opened.
    if Campaign.objects.filter(pk=campaign.pk, two_people=True).exists():
        raise NotPossible("needs_second")


def end_overrides(run: ScreeningRun, groups: Mapping[int, str], now: datetime) -> None:
    """End what people put against a result of the machine that is now another one, or by other criteria.

    `groups` has the machine's group by the candidate's number.
    """
    for each in Override.objects.filter(campaign=run.campaign_id, current=True, candidate__in=groups):
        if each.machine != groups[each.candidate_id] or each.version_id != run.version_id:
            Override.objects.filter(pk=each.pk).update(current=False, ended_at=now)
            Preselection.objects.filter(campaign=run.campaign_id, candidate=each.candidate_id).update(placed="")
