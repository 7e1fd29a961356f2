"""The switch that stops the machine's sorting in a campaign: for the project lead, with a reason, and on the record."""

from datetime import datetime

from kretslop.accounts.models import User
from kretslop.campaigns.models import Campaign
from kretslop.screening.models import AutomationStop
from kretslop.shared.errors import Invalid, NotAllowed
from kretslop.shared.transactions import action
from kretslop.timeline.actions import record


@action
def stop_automation(*, campaign: Campaign, by: User, why: str, now: datetime) -> AutomationStop:
    """Stop sorting people in this campaign until it is lifted; stopped already, that stop is returned.

    Results that are there stay; people go on deciding. Invalid("why") without a reason.
    """
    if not by.is_project_lead:
        raise NotAllowed("project_lead_only")
    if not why.strip():
        raise Invalid("why", "required")
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    there = AutomationStop.objects.filter(campaign=campaign, lifted_at__isnull=True).first()
    if there is not None:
        return there
    record("automation.stopped", about=[campaign], by=by, now=now)
    return AutomationStop.objects.create(campaign=campaign, why=why.strip()[:300], by=by, at=now)


@action
def lift_stop(*, campaign: Campaign, by: User, now: datetime) -> None:
    """Let the machine sort again; whoever came meanwhile waits on the liaison's page for the criteria to be applied."""
    if not by.is_project_lead:
        raise NotAllowed("project_lead_only")
    stopped = AutomationStop.objects.filter(campaign=campaign, lifted_at__isnull=True)
    if stopped.update(lifted_by=by, lifted_at=now):
        record("automation.resumed", about=[campaign], by=by, now=now)
