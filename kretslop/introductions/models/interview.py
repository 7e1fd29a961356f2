"""An interview: the times that an employer offers, the one that the candidate picked, and where they meet."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from kretslop.introductions import interviewing
from kretslop.introductions.models.introduction import Introduction
from kretslop.shared.personal_data import PersonalData
from kretslop.shared.refs import RefField


class Interview(models.Model):
    """One round of getting to know each other. `slots` are offered, `starts_at` is agreed.

    `zone` is the time zone in which the employer wrote the times; `sequence` counts what calendars were told.
    """

    ref = RefField()
    introduction = models.ForeignKey(Introduction, on_delete=models.CASCADE, related_name="interviews")
    round = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=[(s, s) for s in interviewing.STATES], default=interviewing.OFFERED)
    slots = ArrayField(models.DateTimeField(), default=list)
    minutes = models.PositiveSmallIntegerField()
    zone = models.CharField(max_length=50)
    place = models.CharField(max_length=interviewing.PLACE_MAX, blank=True)
    link = models.URLField(max_length=300, blank=True)
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()
    starts_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(max_length=interviewing.ANSWER_MAX, blank=True)
    called_off_at = models.DateTimeField(null=True, blank=True)
    sequence = models.PositiveSmallIntegerField(default=0)

    _MEETING: ClassVar[PersonalData] = PersonalData("trace", "when and where an employer meets you", "agreement")
    personal_data: ClassVar[dict[str, PersonalData]] = {
        "round": replace(_MEETING, label=_("Interview number")),
        "state": _MEETING,
        "slots": replace(_MEETING, label=_("Times offered")),
        "minutes": replace(_MEETING, label=_("Minutes")),
        "place": replace(_MEETING, label=_("Place")),
        "link": replace(_MEETING, label=_("Link")),
        "offered_at": replace(_MEETING, label=_("Offered")),
        "starts_at": replace(_MEETING, label=_("Begins")),
        "answered_at": _MEETING,
        "answer": PersonalData("words", "which times fit you, in your words", "agreement", label=_("Your words")),
        "called_off_at": replace(_MEETING, label=_("Called off")),
    }
    not_personal: ClassVar[set[str]] = {"zone", "sequence"}

    class Meta:
        ordering: ClassVar[list[str]] = ["round", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["introduction"],
                condition=models.Q(state__in=(interviewing.OFFERED, interviewing.NONE_FITS)),
                name="one_open_interview",
            ),
            models.CheckConstraint(
                condition=models.Q(state=interviewing.AGREED, starts_at__isnull=False)
                | ~models.Q(state=interviewing.AGREED),
                name="interview_agreed_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.state}"
