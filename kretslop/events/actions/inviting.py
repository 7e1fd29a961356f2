"""Invitations by mail: to employers' people at once, to candidates who agreed to such mail lot by lot by the worker."""

from datetime import datetime

from procrastinate.contrib.django import app as jobs

from kretslop.accounts.models import User
from kretslop.campaigns.actions.campaigning import must_lead
from kretslop.campaigns.models import Participation
from kretslop.events import queries, rules
from kretslop.events.actions.handing import lock
from kretslop.events.actions.telling import invite_candidate, invite_member
from kretslop.events.models import CampaignEvent
from kretslop.shared.calendar import OSLO
from kretslop.shared.errors import NotPossible
from kretslop.shared.transactions import action
from kretslop.timeline.actions import record

TASK = "events.invite_candidates"


@action
def invite(*, event: CampaignEvent, by: User, now: datetime) -> int:
    """Write to those who are invited and have no place, once each; return how many were new.

    Of employers the recruiters and stand-ins; of the campaign's candidates those who said yes to mail about campaigns:
    the others find it on their own page. NotPossible when it is cancelled or has begun.
    """
    must_lead(by)
    event = lock(event)
    if event.state == rules.CANCELLED or event.starts_at <= now:
        raise NotPossible("cancelled" if event.state == rules.CANCELLED else "begun")
    new = _invite_employers(event, now) if rules.invites_employers(event.invited) else 0
    if rules.invites_candidates(event.invited):
        candidates = queries.to_write_to(event, now.astimezone(OSLO).date()).count()
        if candidates:
            jobs.configure_task(TASK).defer(event_id=event.pk)
        new += candidates
    CampaignEvent.objects.filter(pk=event.pk).update(invited_at=now)
    record("event.invited", about=[event, event.campaign], by=by, now=now, codes={"mails": new})
    return new


def _invite_employers(event: CampaignEvent, now: datetime) -> int:
    here = {place.member_id for place in queries.held(event)}
    rows = Participation.objects.filter(campaign=event.campaign, left_at__isnull=True)
    rows = rows.select_related("recruiter__user", "stand_in__user")
    members = {m.pk: m for each in rows for m in (each.recruiter, each.stand_in) if m is not None and m.active}
    return sum(invite_member(event, member, now=now) for pk, member in members.items() if pk not in here)


@action
def invite_lot(*, event: CampaignEvent, now: datetime) -> int:
    """Put the invitations to the next candidates into the outbox; return how many: 0 when nobody is left."""
    event = lock(event)
    if event.state == rules.CANCELLED or event.starts_at <= now:
        return 0
    lot = list(queries.to_write_to(event, now.astimezone(OSLO).date())[: rules.LOT])
    for candidate in lot:
        invite_candidate(event, candidate, now=now)
    return len(lot)
