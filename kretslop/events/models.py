"""An event of a campaign, and who has a place at it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kretslop.campaigns.models import Campaign
from kretslop.employers.models import Member
from kretslop.events import rules
from kretslop.shared.personal_data import EVENT, PersonalData
from kretslop.shared.refs import RefField
from kretslop.talent.models import Candidate


class CampaignEvent(models.Model):
    """An info session, a working session, the evaluation or a meet-up (R9, R10).

    `sequence` grows with each change that calendars must learn of. The link of an online meeting is for those who have
    a place; `notes` are read by everybody who had one.
    """

    ref = RefField()
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=20, choices=[(k, k) for k in rules.KINDS])
    title = models.CharField(max_length=rules.TITLE_MAX)
    words = models.TextField(max_length=rules.WORDS_MAX, blank=True)
    invited = models.CharField(max_length=10, choices=[(i, i) for i in rules.INVITED])
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    time_zone = models.CharField(max_length=50, default="Europe/Oslo")
    place = models.CharField(max_length=rules.PLACE_MAX, blank=True)
    link = models.CharField(max_length=rules.PLACE_MAX, blank=True)
    capacity = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=[(s, s) for s in rules.STATES], default=rules.PLANNED)
    why_cancelled = models.TextField(max_length=rules.WHY_MAX, blank=True)
    sequence = models.PositiveSmallIntegerField(default=0)
    notes = models.TextField(max_length=rules.NOTES_MAX, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    invited_at = models.DateTimeField(null=True, blank=True)
    simulated = models.BooleanField(default=False)

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "notes": PersonalData("words", "what was said at an event", "legitimate_interest", "36 months"),
    }
    about_others: ClassVar[str] = "whoever is named in the notes of an event"
    not_personal: ClassVar[set[str]] = {
        "kind", "title", "words", "invited", "starts_at", "ends_at", "time_zone", "place", "link", "capacity", "state",
        "why_cancelled", "sequence", "made_at", "invited_at", "simulated",
    }  # fmt: skip

    class Meta:
        ordering: ClassVar[list[str]] = ["starts_at", "pk"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["campaign", "starts_at"], name="event_when")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="event_ends_later"),
            models.CheckConstraint(condition=~models.Q(place="", link=""), name="event_is_somewhere"),
            models.CheckConstraint(
                condition=models.Q(capacity__isnull=True) | models.Q(capacity__gt=0), name="event_has_room"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Place(models.Model):
    """Somebody's place at an event: an employer's member or a candidate; `came` is ticked by the secretariat.

    Whoever is `waiting` has none yet: the first in line (`taken_at`) gets the next that is free.
    """

    ref = RefField()
    event = models.ForeignKey(CampaignEvent, on_delete=models.CASCADE, related_name="places")
    candidate = models.ForeignKey(Candidate, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    taken_at = models.DateTimeField()
    given_back_at = models.DateTimeField(null=True, blank=True)
    waiting = models.BooleanField(default=False)
    came = models.BooleanField(null=True, blank=True)

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "taken_at": PersonalData(
            "trace", "that you wanted to come to an event", "agreement", EVENT, label=_("Place taken")
        ),
        "given_back_at": PersonalData(
            "trace", "that you could not come after all", "agreement", EVENT, label=_("Place given back")
        ),
        "waiting": PersonalData(
            "trace", "that you wait for a place at an event", "agreement", EVENT, label=_("On the waiting list")
        ),
        "came": PersonalData("trace", "who came to an event", "agreement", EVENT, label=_("You came")),
    }
    personal_label: ClassVar[str | Promise] = _("your places at events")
    not_personal: ClassVar[set[str]] = set()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(candidate__isnull=True) ^ models.Q(member__isnull=True), name="place_is_somebodys"
            ),
            models.UniqueConstraint(
                fields=["event", "candidate"], condition=models.Q(candidate__isnull=False), name="one_place_a_candidate"
            ),
            models.UniqueConstraint(
                fields=["event", "member"], condition=models.Q(member__isnull=False), name="one_place_a_member"
            ),
            models.CheckConstraint(
                condition=models.Q(waiting=False) | models.Q(given_back_at__isnull=True, came__isnull=True),
                name="waiting_is_for_later",
            ),
        ]

    def __str__(self) -> str:
        return f"a place at {self.event_id}"
