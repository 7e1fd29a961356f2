"""What an employer says about working together."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kretslop.campaigns.models import Participation
from kretslop.events.models import CampaignEvent
from kretslop.introductions.models import Introduction
from kretslop.shared.personal_data import PersonalData
from kretslop.shared.refs import RefField
from kretslop.surveys import rules


class CollaborationAnswer(models.Model):
    """A score of 1 to 4 and words: about one introduction that has ended, or at the evaluation of the campaign."""

    ref = RefField()
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="collaboration_answers")
    introduction = models.ForeignKey(Introduction, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    event = models.ForeignKey(CampaignEvent, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    question = models.CharField(max_length=20, choices=[(q, q) for q in rules.QUESTIONS])
    score = models.PositiveSmallIntegerField()
    words = models.TextField(max_length=rules.WORDS_MAX, blank=True)
    answered_at = models.DateTimeField()

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "words": PersonalData(
            "words",
            "what an employer says about working with the alliance on an introduction",
            "legitimate_interest",
            export=False,
        ),
        "score": PersonalData(
            "trace", "how well working together went", "legitimate_interest", export=False, on_erasure="counted"
        ),
        "answered_at": PersonalData(
            "trace", "when an employer said so", "legitimate_interest", export=False, on_erasure="counted"
        ),
    }
    personal_label: ClassVar[str | Promise] = _("what employers say about working with the alliance")
    not_personal: ClassVar[set[str]] = {"question"}

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(score__in=rules.SCALE), name="answer_on_the_scale"),
            models.CheckConstraint(
                condition=models.Q(introduction__isnull=True) ^ models.Q(event__isnull=True), name="answer_about_one"
            ),
            models.UniqueConstraint(
                fields=["introduction", "question"],
                condition=models.Q(introduction__isnull=False),
                name="one_answer_an_introduction",
            ),
            models.UniqueConstraint(
                fields=["event", "participation", "question"],
                condition=models.Q(event__isnull=False),
                name="one_answer_an_evaluation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.score}"
