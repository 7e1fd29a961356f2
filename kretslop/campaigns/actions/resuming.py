"""The link by which somebody goes on with a registration later, here or on another device."""

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from procrastinate.contrib.django import app as jobs

from kretslop.campaigns import rules
from kretslop.campaigns.models import RegistrationDraft
from kretslop.campaigns.resuming import address_of, resume_token
from kretslop.messaging import actions as mail
from kretslop.messaging.rendering import day_in_words
from kretslop.shared.transactions import action


@action
def send_resume_link(*, draft: RegistrationDraft, now: datetime) -> bool:
    """Mail the link to the address that was typed; False when there is none yet, or nothing is left to finish.

    Asked for again within the hour, the same mail stands: nobody's mailbox is filled by a button. The mail greets
    nobody by name, because whoever typed the name may not be who reads it.
    """
    draft = RegistrationDraft.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=draft.pk)
    address = address_of(draft)
    if not address or draft.finished_at is not None or draft.campaign.state != rules.OPEN:
        return False
    page = reverse("public:resume", args=(draft.campaign.slug, resume_token(draft)))
    until = now + timedelta(days=rules.DRAFT_KEPT_DAYS)
    mail.queue(
        key=f"registration_saved:{draft.key}:{now:%Y%m%d%H}",
        kind="registration_saved",
        address=address,
        language=draft.language,
        context={
            "campaign": draft.campaign.name,
            "link": f"{settings.SITE_URL}{page}",
            "until": day_in_words(until, draft.language),
        },
        holds_code=True,
        now=now,
    )
    draft.resume_sent_at = now
    draft.save(update_fields=["resume_sent_at"])
    return True


@action
def offer_to_resume(*, draft_id: int, now: datetime) -> bool:
    """Send the link by itself, once, to somebody who has stopped typing; come back later while they are still at it."""
    draft = RegistrationDraft.objects.filter(pk=draft_id, finished_at__isnull=True).first()
    if draft is None or draft.resume_sent_at is not None:
        return False
    quiet_at = draft.changed_at + timedelta(minutes=rules.RESUME_QUIET_MINUTES)
    if quiet_at > now:
        defer_offer(draft, at=quiet_at)
        return False
    return send_resume_link(draft=draft, now=now)


def defer_offer(draft: RegistrationDraft, *, at: datetime) -> None:
    """Have the worker offer the link at `at`; the job knows the draft's number and nothing else."""
    jobs.configure_task("campaigns.offer_to_resume", schedule_at=at).defer(draft_id=draft.pk)
