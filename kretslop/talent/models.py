"""A candidate is one person; the place in the pool, files, skills and consents hang on it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper

from kretslop.shared.personal_data import PROOF, PersonalData
from kretslop.shared.refs import RefField, new_ref
from kretslop.talent import rules
from kretslop.talent.changing import Change  # noqa: F401 - a model of this room, too
from kretslop.talent.likeness import LikelyDuplicate, MatchKeys  # noqa: F401 - models of this room, too

_PROFILE = PersonalData("profile", "to match the person with wanted profiles")
_WISH = PersonalData("profile", "so that the liaison proposes employers the person would like; employers never see it")

_MATCHED_WISH = PersonalData(
    "profile", "to count for the person where an employer offers what they wish; no employer learns of another wish"
)


def cv_path(instance: CvFile, filename: str) -> str:
    """Return a random storage path; the person's own file name stays in the row."""
    return f"cv/{new_ref()}{new_ref()}"


class Candidate(models.Model):
    """One person who registered. Everything that an employer may see goes through `introductions.disclosure`."""

    ref = RefField()
    user = models.OneToOneField(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="candidate")
    liaison = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="liaison_of"
    )
    name = models.CharField(max_length=150)
    email = models.EmailField(max_length=254)
    phone = models.CharField(max_length=40, blank=True)
    country = models.CharField(max_length=2, blank=True)
    city = models.CharField(max_length=100, blank=True)
    places = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    remote = models.CharField(max_length=10, blank=True, choices=[(r, r) for r in rules.REMOTE])
    available_on = models.DateField(null=True, blank=True)
    notice_weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    route = models.CharField(max_length=20, blank=True)
    occupation = models.CharField(max_length=80, blank=True)
    role_title = models.CharField(max_length=120, blank=True)
    years = models.PositiveSmallIntegerField(null=True, blank=True)
    education = models.PositiveSmallIntegerField(null=True, blank=True)
    industries = models.JSONField(default=dict, blank=True)  # industry -> whole years in it
    industries_known = models.BooleanField(default=False)
    skills_known = models.BooleanField(default=False)
    languages_known = models.BooleanField(default=False)
    summary = models.TextField(max_length=2000, blank=True)
    headline = models.CharField(max_length=160, blank=True)
    approved_summary = models.TextField(max_length=2000, blank=True)
    links = ArrayField(models.URLField(max_length=300), default=list, blank=True)
    employer_wishes = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    seniority_wishes = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    domains = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    salary_wish = models.PositiveIntegerField(null=True, blank=True)
    simulated = models.BooleanField(default=False)
    registered_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    last_contact_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    # Somebody who was there twice: a person merged this row into that one, and nothing hangs on it any more.
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_from")

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "name": PersonalData("identity", "to know and greet the person"),
        "email": PersonalData("contact", "to write to the person"),
        "phone": PersonalData("contact", "to call the person"),
        "country": PersonalData("profile", "where the person lives: forecast and time zone"),
        "city": PersonalData("profile", "where the person lives"),
        "places": _PROFILE,
        "remote": _PROFILE,
        "available_on": _PROFILE,
        "notice_weeks": _PROFILE,
        "route": PersonalData("profile", "to forecast when the person can be at a desk; never a criterion (R36)"),
        "occupation": _PROFILE,
        "role_title": _PROFILE,
        "years": _PROFILE,
        "education": _PROFILE,
        "industries": _PROFILE,
        "industries_known": _PROFILE,
        "skills_known": _PROFILE,
        "languages_known": _PROFILE,
        "summary": PersonalData("words", "the person's own words about their work"),
        "headline": PersonalData("words", "what employers read before they know who it is; approved by the liaison"),
        "approved_summary": PersonalData("words", "what employers read; approved by the liaison"),
        "links": PersonalData("contact", "work that the person wants to show, after acceptance"),
        "employer_wishes": _MATCHED_WISH,
        "seniority_wishes": _MATCHED_WISH,
        "domains": _WISH,
        "salary_wish": _WISH,
        "registered_at": PersonalData("trace", "when the person registered", on_erasure="counted"),
        "last_seen_at": PersonalData(
            "trace", "retention counts from the last sign-in", "legitimate_interest", on_erasure="counted"
        ),
        "erased_at": PersonalData(
            "trace",
            "when the profile was erased; the row stays as a number",
            "legal_obligation",
            export=False,
            on_erasure="counted",
        ),
        "last_contact_at": PersonalData("trace", "so that nobody is left without a word", "legitimate_interest"),
    }
    not_personal: ClassVar[set[str]] = {"simulated"}

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            # For the list of candidates, and how many there are.
            models.Index(
                fields=["-registered_at", "id"],
                name="candidate_listed",
                condition=models.Q(erased_at__isnull=True, merged_into__isnull=True),
            ),
            # For the list of candidates: a part of a name, in large or small letters.
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="candidate_name_part"),
            models.Index(Upper("email"), name="candidate_email_any_case"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(years__isnull=True) | models.Q(years__lte=70), name="candidate_years"
            ),
            models.CheckConstraint(
                condition=models.Q(erased_at__isnull=True) | models.Q(name="", email="", user__isnull=True),
                name="erased_is_nobody",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name.strip() else ""

    @property
    def language(self) -> str:
        return self.user.language if self.user else "en"

    @property
    def time_zone(self) -> str:
        return self.user.time_zone if self.user else "Europe/Oslo"


class CandidateSkill(models.Model):
    """One skill with where it is known from.

    level: 1 has used it … 4 leads with it; 0 asked, and does not; None: used, but nobody said how well. years: of use.
    """

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="skills")
    skill = models.CharField(max_length=80)
    level = models.PositiveSmallIntegerField(null=True)
    years = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=10, choices=[(s, s) for s in rules.SOURCES], default="own")
    where = models.CharField(max_length=60, blank=True)

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "skill": _PROFILE,
        "level": _PROFILE,
        "years": _PROFILE,
        "source": _PROFILE,
        "where": _PROFILE,
    }
    not_personal: ClassVar[set[str]] = set()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["skill", "candidate"], name="skill_candidate")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["candidate", "skill"], name="one_row_per_skill"),
            models.CheckConstraint(condition=models.Q(level__gte=0, level__lte=4), name="skill_level"),
            models.CheckConstraint(
                condition=models.Q(years__isnull=True) | models.Q(years__lte=70), name="skill_years"
            ),
        ]

    def __str__(self) -> str:
        return self.skill if self.level is None else f"{self.skill} {self.level}"


class CandidateLanguage(models.Model):
    """One spoken language on the CEFR scale, A1 = 1 … C2 = 6; 0 asked, and does not."""

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="languages")
    code = models.CharField(max_length=5)
    level = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=10, choices=[(s, s) for s in rules.SOURCES], default="own")

    personal_data: ClassVar[dict[str, PersonalData]] = {"code": _PROFILE, "level": _PROFILE, "source": _PROFILE}
    not_personal: ClassVar[set[str]] = set()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["candidate", "code"], name="one_row_per_language"),
            models.CheckConstraint(condition=models.Q(level__gte=0, level__lte=6), name="language_level"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.level}"


class CvFile(models.Model):
    """A CV as it came, and what was read from it. Kept even when nothing could be read."""

    ref = RefField()
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="cv_files")
    file = models.FileField(upload_to=cv_path, max_length=200)
    name = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    reading = models.JSONField(default=dict)
    uploaded_at = models.DateTimeField()

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "file": PersonalData("profile", "the person's CV as it came"),
        "name": PersonalData("profile", "the file's own name"),
        "size": PersonalData("technical", "the file's size"),
        "reading": PersonalData("profile", "what was read from the CV, to be confirmed"),
        "uploaded_at": PersonalData("trace", "when the file came"),
    }
    not_personal: ClassVar[set[str]] = set()

    def __str__(self) -> str:
        return self.name


class Consent(models.Model):
    """One consent: purpose, version of the words that were shown, given, withdrawn (GDPR article 7).

    `expired`: it ended by itself at `withdrawn_at`, by time or by newer words; nobody took it back.
    """

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=30, choices=[(p, p) for p in rules.CONSENT_PURPOSES])
    words_version = models.CharField(max_length=20)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    expired = models.BooleanField(default=False)

    _PROOF: ClassVar[PersonalData] = PersonalData("decision", "to prove what was agreed", "legal_obligation", PROOF)
    personal_data: ClassVar[dict[str, PersonalData]] = {
        "purpose": _PROOF,
        "words_version": _PROOF,
        "given_at": _PROOF,
        "withdrawn_at": _PROOF,
        "expired": _PROOF,
    }
    kept_since: ClassVar[str] = "withdrawn_at"
    not_personal: ClassVar[set[str]] = set()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["candidate", "purpose"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="one_consent_in_force",
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.words_version}"


class PoolMembership(models.Model):
    """The person's place in the region's pool: waiting, approved, hired or left; pauses end by themselves."""

    candidate = models.OneToOneField(Candidate, on_delete=models.CASCADE, related_name="membership")
    state = models.CharField(max_length=10, choices=[(s, s) for s in rules.POOL_STATES], default=rules.WAITING)
    state_since = models.DateTimeField()
    approved_at = models.DateTimeField(null=True, blank=True)
    paused_until = models.DateField(null=True, blank=True)
    expires_on = models.DateField()

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "state": PersonalData("decision", "whether the person may be introduced", on_erasure="counted"),
        "state_since": PersonalData("trace", "since when", on_erasure="counted"),
        "approved_at": PersonalData("decision", "when the liaison approved the person", on_erasure="counted"),
        "paused_until": PersonalData("profile", "the person wants a pause until then"),
        "expires_on": PersonalData(
            "technical", "when the consent to be in the pool ends", export=False, on_erasure="counted"
        ),
    }
    not_personal: ClassVar[set[str]] = set()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["state"], name="pool_state")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(state__in=rules.POOL_STATES), name="pool_state_known"),
            models.CheckConstraint(
                condition=~models.Q(state=rules.APPROVED) | models.Q(approved_at__isnull=False),
                name="approved_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.state
