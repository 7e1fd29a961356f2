"""The outbox: one row per mail, unique by its business key."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Lower

from kretslop.messaging import rules
from kretslop.shared.personal_data import Person, PersonalData
from kretslop.shared.refs import RefField


class OutboxMail(models.Model):
    """One mail to one person. `key` says which business event it belongs to, so that it can never be queued twice.

    `calendar`: a calendar file that goes with it. `holds_code`: a code or a secret link, of no use after an hour.
    `passing`: of it nothing is kept, the address neither, once it has left.
    """

    ref = RefField()
    key = models.CharField(max_length=150, unique=True)
    kind = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=[(s, s) for s in rules.STATES], default=rules.QUEUED)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    to_address = models.EmailField(max_length=254)
    to_name = models.CharField(max_length=150, blank=True)
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField()
    calendar = models.TextField(blank=True)
    context = models.JSONField(default=dict)
    about = ArrayField(models.CharField(max_length=40), default=list)
    holds_code = models.BooleanField(default=False)
    passing = models.BooleanField(default=False)
    simulated = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    send_at = models.DateTimeField()
    sending_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    message_id = models.CharField(max_length=120, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    why = models.CharField(max_length=120, blank=True)

    _MAIL: ClassVar[PersonalData] = PersonalData(
        "words", "to write to the person and to show what was written", "agreement"
    )
    personal_data: ClassVar[dict[str, PersonalData]] = {
        "to_address": PersonalData("contact", "to write to the person", "agreement"),
        "to_name": PersonalData("identity", "to greet by name", "agreement"),
        "subject": _MAIL,
        "text": _MAIL,
        "html": replace(_MAIL, export=False),
        "calendar": replace(_MAIL, export=False),
        "context": replace(_MAIL, export=False),
        "about": PersonalData(
            "trace",
            "to find a person's mails again, as random references",
            "agreement",
            export=False,
            on_erasure="counted",
        ),
        "language": PersonalData("profile", "to write in the person's language", "agreement", on_erasure="counted"),
        "sent_at": PersonalData("trace", "when it was sent", "agreement", on_erasure="counted"),
    }
    not_personal: ClassVar[set[str]] = {
        "key", "kind", "state", "holds_code", "passing", "simulated", "created_at", "send_at", "sending_at",
        "message_id", "attempts", "why",
    }  # fmt: skip

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "send_at"], name="mail_state_send"),
            GinIndex(fields=["about"], name="mail_about"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(state__in=rules.STATES), name="mail_state_known"),
            models.CheckConstraint(
                condition=~models.Q(state=rules.SENT) | models.Q(sent_at__isnull=False), name="mail_sent_has_time"
            ),
            models.CheckConstraint(
                condition=models.Q(simulated=False) | models.Q(state=rules.STOPPED), name="mail_simulated_never_leaves"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    def blank(self) -> None:
        """Forget a code or a secret link: the body, and what the subject quotes of it; the caller saves."""
        for value in filter(None, self.context.values()):
            self.subject = self.subject.replace(str(value), "…")
        self.text = self.html = self.calendar = ""
        self.context = {}
        if self.passing:
            self.to_address = self.to_name = self.subject = ""

    @classmethod
    def of_person(cls, person: Person) -> models.QuerySet[OutboxMail]:
        """Return the mails to the person's addresses, and those to others about the person's rows."""
        to = cls.objects.annotate(address=Lower("to_address"))
        found = models.Q(address__in=person.addresses) | models.Q(about__overlap=sorted(person.subjects))
        return to.filter(found)
