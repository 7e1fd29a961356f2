"""A candidate introduced to an employer, the feedback, and the warm message that leaves after a hold."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from kretslop.campaigns.models import Campaign, CriteriaVersion, Participation, WantedProfile
from kretslop.employers.models import Client, Employer
from kretslop.employers.wording import hirer
from kretslop.introductions import rules
from kretslop.messaging.models import OutboxMail
from kretslop.shared.exact_json import ExactJSONEncoder
from kretslop.shared.personal_data import PROOF, PersonalData
from kretslop.shared.refs import RefField, new_pseudonym
from kretslop.talent.models import Candidate

#: What a move may change on an introduction, and undoing it puts back; times and dates are kept as text.
CHANGED_TIMES = (
    "state_since", "next_step_due", "decided_at", "accepted_at", "interviewed_at", "ended_at", "starts_on",
    "liaison_told_at",
)  # fmt: skip
CHANGED = (
    "state", "end_reason", "decided_by_id", "next_step", "work_place", "remote_share", *CHANGED_TIMES
)  # fmt: skip
#: Kept as it is: a code or a time, which says nothing without the person.
_PROCESS = PersonalData(
    "decision", "what became of the introduction", "legitimate_interest", PROOF, on_erasure="counted"
)


class Introduction(models.Model):
    """One candidate and one employer, for one wanted profile; keeps the profile as the employer saw it."""

    ref = RefField()
    pseudonym = models.CharField(max_length=12, unique=True, default=new_pseudonym)
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="introductions")
    wanted_profile = models.ForeignKey(WantedProfile, on_delete=models.PROTECT, related_name="introductions")
    participation = models.ForeignKey(Participation, on_delete=models.PROTECT, related_name="introductions")
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="introductions")
    #: For whom an agency asks: the company that the candidate says yes to, by name.
    client = models.ForeignKey(Client, null=True, blank=True, on_delete=models.PROTECT, related_name="introductions")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="introductions")
    version = models.ForeignKey(CriteriaVersion, null=True, on_delete=models.PROTECT, related_name="introductions")
    state = models.CharField(max_length=12, choices=[(s, s) for s in rules.STATES], default=rules.ASKED)
    state_since = models.DateTimeField()
    snapshot = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    liaison_words = models.TextField(max_length=600)
    introduced_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    #: What is waited for when it is not what the state says (`rules.STEPS`): such as a time that the candidate picks.
    next_step = models.CharField(max_length=20, blank=True)
    next_step_due = models.DateTimeField(null=True, blank=True)
    introduced_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    interviewed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=30, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    work_place = models.CharField(max_length=rules.PLACE_MAX, blank=True)
    remote_share = models.PositiveSmallIntegerField(null=True, blank=True)
    consent_words = models.CharField(max_length=20, blank=True)
    #: When a liaison was told that nobody answers; she then has `rules.LIAISON_DAYS` before the wait ends by itself.
    liaison_told_at = models.DateTimeField(null=True, blank=True)
    #: When a hire was over because the person came back to the pool: from then on they can be hired anew.
    hire_over_at = models.DateTimeField(null=True, blank=True)
    #: Counts what was taken back or reopened, so that a mail that was stopped then can be written again.
    turn = models.PositiveSmallIntegerField(default=0)
    simulated = models.BooleanField(default=False)

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "pseudonym": PersonalData(
            "identity", "what the employer calls the person before acceptance", on_erasure="counted"
        ),
        "state": _PROCESS,
        "state_since": _PROCESS,
        "snapshot": PersonalData("profile", "the profile as this employer saw it"),
        "result": PersonalData(
            "decision", "the explanation as this employer saw it", "legitimate_interest", PROOF, on_erasure="erased"
        ),
        "liaison_words": PersonalData("words", "the liaison's sentence to the employer"),
        "asked_at": _PROCESS,
        "introduced_at": _PROCESS,
        "decided_at": _PROCESS,
        "accepted_at": _PROCESS,
        "interviewed_at": _PROCESS,
        "ended_at": _PROCESS,
        "end_reason": _PROCESS,
        "hire_over_at": _PROCESS,
        "work_place": PersonalData("decision", "where the work that was agreed is done", "legitimate_interest"),
        "remote_share": PersonalData("decision", "how much of it is done from elsewhere", "legitimate_interest"),
        "starts_on": PersonalData("decision", "the first day at work that was agreed", "legitimate_interest"),
        "consent_words": PersonalData(
            "decision", "which words the person said yes to", "legal_obligation", PROOF, on_erasure="counted"
        ),
    }
    kept_since: ClassVar[str] = "ended_at"
    not_personal: ClassVar[set[str]] = {"next_step", "next_step_due", "liaison_told_at", "turn", "simulated"}

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["participation", "state"], name="introduction_desk"),
            models.Index(fields=["state", "next_step_due"], name="introduction_due"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["candidate", "employer", "client"],
                condition=models.Q(state__in=rules.OPEN),
                nulls_distinct=False,
                name="one_open_introduction",
            ),
            models.UniqueConstraint(
                fields=["candidate"],
                condition=models.Q(state=rules.HIRED, hire_over_at__isnull=True),
                name="one_hire",
            ),
            models.CheckConstraint(condition=models.Q(state__in=rules.STATES), name="introduction_state_known"),
            models.CheckConstraint(
                condition=models.Q(state__in=rules.OPEN, ended_at__isnull=True)
                | models.Q(state__in=rules.ENDED, ended_at__isnull=False),
                name="introduction_end_has_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=(*rules.IN_PROCESS, rules.HIRED, rules.NOT_HIRED))
                | models.Q(accepted_at__isnull=False),
                name="introduction_in_process_was_accepted",
            ),
        ]

    def __str__(self) -> str:
        return self.pseudonym

    @property
    def hirer(self) -> str:
        """Return who would hire by name: the employer, or an agency's client and the agency."""
        return hirer(self.employer, self.client)

    @property
    def is_public(self) -> bool:
        """True when a list of applicants may be asked for: the employer, or the client, is a public one."""
        return self.client.public if self.client else self.employer.kind == "public"

    @property
    def about_hirer(self) -> str:
        """Return what candidates read about whoever would hire."""
        return self.client.about if self.client else self.employer.about


class Move(models.Model):
    """One move of an introduction as it was made, with what stood before: for undoing it, and for the time in a stage.

    What one click did has one `batch`: a hire and the introductions that it closed.
    """

    introduction = models.ForeignKey(Introduction, on_delete=models.CASCADE, related_name="moves")
    verb = models.CharField(max_length=20)
    before = models.CharField(max_length=12)
    after = models.CharField(max_length=12)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    batch = models.CharField(max_length=12, db_index=True)
    kept = models.JSONField(default=dict, encoder=ExactJSONEncoder)
    undone_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "verb": _PROCESS,
        "before": _PROCESS,
        "after": _PROCESS,
        "at": _PROCESS,
        "kept": PersonalData("technical", "what stood before, for taking a move back", export=False),
        "undone_at": _PROCESS,
    }
    not_personal: ClassVar[set[str]] = {"batch"}

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.before} to {self.after}"


class Feedback(models.Model):
    """Why an employer said no: a structured reason, words to the candidate, and a private note kept apart."""

    introduction = models.OneToOneField(Introduction, on_delete=models.CASCADE, related_name="feedback")
    reason = models.CharField(max_length=30)
    words_to_candidate = models.TextField(max_length=rules.WORDS_MAX)
    private_note = models.TextField(max_length=rules.WORDS_MAX, blank=True)
    who_else = models.CharField(max_length=rules.WHO_ELSE_MAX, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    simulated = models.BooleanField(default=False)

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "reason": PersonalData("decision", "why the employer said no", "legitimate_interest", PROOF),
        "words_to_candidate": PersonalData("words", "what the employer wants the person to know"),
        "private_note": PersonalData("words", "the employer's own note", "legitimate_interest", export=False),
        "who_else": PersonalData("words", "which employer might fit better", "legitimate_interest", export=False),
        "at": _PROCESS,
    }
    not_personal: ClassVar[set[str]] = {"simulated"}

    def __str__(self) -> str:
        return self.reason


class ScoreCard(models.Model):
    """What one member of the employer makes of a candidate: a score per criterion, and takeaways; stays in the company.

    `scores` is criterion key -> one of `rules.SCORES`; a criterion that was not judged is left out.
    """

    introduction = models.ForeignKey(Introduction, on_delete=models.CASCADE, related_name="score_cards")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    scores = models.JSONField(default=dict)
    takeaways = models.TextField(max_length=rules.WORDS_MAX, blank=True)
    at = models.DateTimeField()

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "scores": PersonalData("decision", "the employer's own judgement", "legitimate_interest", export=False),
        "takeaways": PersonalData("words", "the employer's own note", "legitimate_interest", export=False),
        "at": _PROCESS,
    }
    not_personal: ClassVar[set[str]] = set()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["introduction", "by"], name="one_score_card_per_member")
        ]

    def __str__(self) -> str:
        return f"{self.by} about {self.introduction}"


class ReleaseMessage(models.Model):
    """What the candidate is told at the end of an introduction; the liaison may read, edit or stop it before it leaves.

    The candidate's own page shows the end from `leaves_at` on, or when the liaison has told the person.
    """

    introduction = models.OneToOneField(Introduction, on_delete=models.CASCADE, related_name="release_message")
    words = models.TextField(max_length=rules.WORDS_MAX, blank=True)
    mail = models.ForeignKey(OutboxMail, null=True, on_delete=models.SET_NULL, related_name="+")
    leaves_at = models.DateTimeField()
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    told_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "words": PersonalData("words", "what the person is told at the end of an introduction"),
        "leaves_at": _PROCESS,
        "stopped_at": _PROCESS,
        "told_at": _PROCESS,
    }
    not_personal: ClassVar[set[str]] = set()

    def __str__(self) -> str:
        return f"leaves {self.leaves_at:%Y-%m-%d %H:%M}"
