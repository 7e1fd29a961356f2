"""Tells people of the pool about a campaign: only who agreed, at most once for each campaign, and not too often."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from procrastinate.contrib.django import app as jobs

from kretslop.accounts.models import User
from kretslop.campaigns.models import Campaign, Registration, TrackedLink
from kretslop.campaigns.rules import OPEN
from kretslop.messaging import actions as mail
from kretslop.messaging.rendering import Rendered, render
from kretslop.screening import rules
from kretslop.screening.models import CampaignMail, CampaignMailTo
from kretslop.shared.calendar import OSLO
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.shared.transactions import action
from kretslop.talent.models import Candidate, Consent
from kretslop.talent.rules import APPROVED, CAMPAIGN_MAIL, WAITING, is_paused
from kretslop.timeline.actions import record

KIND = "campaign_mail"
LANGUAGES = ("en", "nb")
_SALT = "screening.mailing"

#: language -> subject and text, as the liaison wrote them.
Words = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Sorted:
    """Who gets a mail about a campaign, and how many do not, by reason."""

    people: list[Candidate]
    left_out: dict[str, int]


def sort_out(*, campaign: Campaign, numbers: Iterable[int], now: datetime) -> Sorted:
    """Say who of these candidates may be told about the campaign; four queries for any number."""
    found = Candidate.objects.filter(pk__in=list(numbers), erased_at__isnull=True, merged_into__isnull=True)
    people = list(found.select_related("membership", "user").order_by("pk"))
    numbers = [each.pk for each in people]
    consents = Consent.objects.filter(candidate__in=numbers, purpose=CAMPAIGN_MAIL, withdrawn_at__isnull=True)
    agreed = set(consents.values_list("candidate_id", flat=True))
    joined = Registration.objects.filter(campaign=campaign, candidate__in=numbers)
    inside = set(joined.values_list("candidate_id", flat=True))
    since = now - timedelta(days=rules.MAIL_EVERY_DAYS)
    told = list(CampaignMailTo.objects.filter(candidate__in=numbers).values_list("candidate", "campaign", "at"))
    before = {candidate for candidate, about, _at in told if about == campaign.pk}
    lately = {candidate for candidate, _about, at in told if at > since}
    written, left_out = [], Counter[str]()
    for person in people:
        if why := _why_not(person, now):
            left_out[why] += 1
        elif person.pk in inside:
            left_out["in_campaign"] += 1
        elif person.pk in before:
            left_out["told_before"] += 1
        elif person.pk in lately:
            left_out["told_lately"] += 1
        elif person.pk not in agreed:
            left_out["no_consent"] += 1
        else:
            written.append(person)
    return Sorted(written, {reason: left_out[reason] for reason in rules.LEFT_OUT if left_out[reason]})


def _why_not(person: Candidate, now: datetime) -> str:
    if person.user is None or person.membership.state not in (WAITING, APPROVED):
        return "left_pool"
    return "paused" if is_paused(person.membership.paused_until, now.astimezone(OSLO).date()) else ""


def why_not_told(person: Candidate, campaign: Campaign, now: datetime) -> str:
    """Return "" or why a mail that waits stays: the person has left, rests, has joined by now, or has said no."""
    if why := _why_not(person, now):
        return why
    if person.registrations.filter(campaign=campaign).exists():
        return "overtaken"
    agrees = person.consents.filter(purpose=CAMPAIGN_MAIL, withdrawn_at__isnull=True)
    return "" if agrees.exists() else "no_consent"


def context_of(
    campaign: Campaign, words: dict[str, str], *, first_name: str, refusal: str, via: str, by: User
) -> dict[str, object]:
    """Return what the template needs for one reader."""
    parts = re.split(r"\n\s*\n", "\n".join(words["text"].splitlines()))
    way = reverse("public:campaign", args=[campaign.slug]) + (f"?via={via}" if via else "")
    return {
        "first_name": first_name, "subject": words["subject"], "way": way,
        "refuse": reverse("public:no_campaign_mail", args=[refusal]),
        "paragraphs": [part.strip() for part in parts if part.strip()],
        "days": rules.MAIL_EVERY_DAYS, "liaison": by.name,
    }  # fmt: skip


def preview(*, campaign: Campaign, words: Words, by: User) -> dict[str, Rendered]:
    """Return the mail as it will be read, in each language."""
    return {
        language: render(
            kind=KIND, language=language, to_name=by.name,
            context=context_of(campaign, words[language], first_name=by.first_name, refusal="-", via="", by=by),
        )
        for language in LANGUAGES
    }  # fmt: skip


@action
def write(
    *, campaign: Campaign, numbers: Iterable[int], words: Words, key: str, by: User, now: datetime
) -> CampaignMail:
    """Write to each of these candidates who may be told; the mails wait `rules.UNDO_MINUTES` for an undo.

    The worker puts them into the outbox, lot by lot (`queue_lot`). The same `key` again returns what was written first.
    NotPossible("campaign_not_open", "nobody_to_tell", "too_many_to_tell"); Invalid(language) when subject or text is
    empty.
    """
    if not by.is_liaison:
        raise NotAllowed("liaison_only")
    # Whoever writes at the same moment waits here, so that nobody is written to twice.
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if there := CampaignMail.objects.filter(key=key, by=by).first():
        return there
    if campaign.state != OPEN:
        raise NotPossible("campaign_not_open")
    for language in LANGUAGES:
        if not (words[language]["subject"].strip() and words[language]["text"].strip()):
            raise Invalid(language, "required")
    people = sort_out(campaign=campaign, numbers=numbers, now=now).people
    if not people:
        raise NotPossible("nobody_to_tell")
    if len(people) > rules.MOST_TOLD:
        raise NotPossible("too_many_to_tell")
    leaves_at = now + timedelta(minutes=rules.UNDO_MINUTES)
    made = CampaignMail.objects.create(
        key=key, campaign=campaign, by=by, words=words, written_at=now, leaves_at=leaves_at, link=_link(campaign, now)
    )
    CampaignMailTo.objects.bulk_create(
        [CampaignMailTo(mail=made, campaign=campaign, candidate=person, at=now) for person in people]
    )
    jobs.configure_task("screening.queue_campaign_mail", lock=f"campaign-mail-{made.pk}").defer(mail_id=made.pk)
    record("campaign.told", about=[campaign, made], by=by, now=now, codes={"people": len(people)})
    return made


@action
def queue_lot(*, made: CampaignMail, now: datetime) -> bool:
    """Put the mails to the next people into the outbox; False when none is left, or when it was taken back."""
    made = CampaignMail.objects.select_for_update(of=("self",)).select_related("campaign", "link", "by").get(pk=made.pk)
    if made.undone_at is not None:
        return False
    lot = list(made.people.filter(queued_at=None).select_related("candidate__user").order_by("pk")[: rules.MAIL_LOT])
    for each in lot:
        if each.candidate.user is not None:  # whoever was merged or erased meanwhile gets none
            _queue(made, each.candidate, now)
    made.people.filter(pk__in=[each.pk for each in lot]).update(queued_at=now)
    return bool(lot)


def _link(campaign: Campaign, now: datetime) -> TrackedLink:
    """Return a tracked link of this mail's own, so that its effect is counted, without remembering anybody."""
    number = CampaignMail.objects.filter(campaign=campaign).count() + 1
    name = gettext("Mail to the talent pool %(number)s") % {"number": number}
    return TrackedLink.objects.create(campaign=campaign, channel="other", name=name, created_at=now)


def _queue(made: CampaignMail, person: Candidate, now: datetime) -> None:
    language = person.language if person.language in LANGUAGES else LANGUAGES[0]
    token, via = refusal_token(person), made.link.ref if made.link else ""
    mail.queue(
        key=f"{KIND}:{made.ref}:{person.ref}", kind=KIND, to=person.user, about=[person, made, made.campaign],
        context={
            **context_of(
                made.campaign, made.words[language], first_name=person.first_name, refusal=token, via=via, by=made.by
            ),
            "mail": made.ref,
        },
        send_at=made.leaves_at, now=now,
    )  # fmt: skip


@action
def undo(*, made: CampaignMail, by: User, now: datetime) -> int:
    """Take the mail back before it leaves; return how many are spared it. NotAllowed for anybody but who wrote it."""
    made = CampaignMail.objects.select_for_update(of=("self",)).get(pk=made.pk)
    if made.by_id != by.pk:
        raise NotAllowed("not_yours")
    if made.undone_at is not None or now >= made.leaves_at:
        raise NotPossible("mail_too_late")
    made.undone_at = now
    made.save(update_fields=["undone_at"])
    mail.stop_about(thing=made, kinds=[KIND], why="undone", now=now)
    people = made.people.all().delete()[0]
    record("campaign.telling_undone", about=[made.campaign, made], by=by, now=now)
    return people


def mails(user: User) -> QuerySet[Any]:
    """Return every mail about a campaign, newest first, with how many got it; for liaisons, none for anybody else.

    Each has `told`, `to_queue` (those whose mail the worker has still to write), `came` and `visits`.
    """
    if not user.is_liaison:
        return CampaignMail.objects.none()
    told = CampaignMail.objects.select_related("campaign", "by", "link").order_by("-written_at", "-pk")
    return told.annotate(
        told=Count("people", distinct=True),
        to_queue=Count("people", filter=Q(people__queued_at=None), distinct=True),
        came=Count("link__registrations", distinct=True),
        visits=F("link__visits"),
    )


def refusal_token(person: Candidate) -> str:
    """Return what stands in the link by which somebody says no to such mails without signing in."""
    return signing.dumps(person.ref, salt=_SALT)


def person_by_token(token: str) -> Candidate | None:
    """Return whose link it is; None for a made-up one. It works as long as the person is here."""
    try:
        ref = str(signing.loads(token, salt=_SALT))
    except signing.BadSignature:
        return None
    person = Candidate.objects.select_related("merged_into").filter(ref=ref).first()
    return person.merged_into or person if person else None
