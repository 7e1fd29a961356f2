"""An employer leaves a campaign: nobody new is introduced to it, its wanted profiles are withdrawn."""

from datetime import datetime

from kretslop.accounts.models import User
from kretslop.campaigns import rules
from kretslop.campaigns.actions.agreeing import freeze_if_agreed
from kretslop.campaigns.actions.colleagues import must_manage
from kretslop.campaigns.actions.wanting import withdraw_wanted_profile
from kretslop.campaigns.models import CriteriaVersion, Participation
from kretslop.shared.errors import NotPossible
from kretslop.shared.transactions import action
from kretslop.timeline.actions import record


@action
def leave(*, participation: Participation, by: User, now: datetime) -> Participation:
    """Take no part any more; what becomes of open introductions is `introductions.actions.leave_campaign`'s to do.

    The others' agreement to the criteria no longer waits for this employer. NotAllowed for anybody but a manager.
    """
    found = (
        Participation.objects.select_for_update(of=("self",))
        .select_related("employer", "campaign")
        .get(pk=participation.pk)
    )
    must_manage(found.employer, by)
    if found.left_at is not None:
        raise NotPossible("left_campaign")
    for profile in found.wanted_profiles.filter(state__in=rules.WANTED_CHANGEABLE).order_by("pk"):
        withdraw_wanted_profile(profile=profile, by=by, now=now)
    found.left_at = now
    found.save(update_fields=["left_at"])
    record("employer.left", about=[found.employer, found.campaign], by=by, now=now)
    proposed = CriteriaVersion.objects.select_for_update().filter(campaign=found.campaign, state=rules.PROPOSED)
    for version in proposed:
        freeze_if_agreed(version, by=by, now=now)
    return found
