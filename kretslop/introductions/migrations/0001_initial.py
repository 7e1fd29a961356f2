import django.db.models.deletion
import kretslop.shared.refs
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("campaigns", "0001_initial"),
        ("employers", "0001_initial"),
        ("messaging", "0001_initial"),
        ("talent", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Introduction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", kretslop.shared.refs.RefField()),
                ("pseudonym", models.CharField(default=kretslop.shared.refs.new_pseudonym, max_length=12, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "asked"),
                            ("refused", "refused"),
                            ("expired", "expired"),
                            ("introduced", "introduced"),
                            ("declined", "declined"),
                            ("lapsed", "lapsed"),
                            ("accepted", "accepted"),
                            ("interview", "interview"),
                            ("assessment", "assessment"),
                            ("negotiation", "negotiation"),
                            ("hired", "hired"),
                            ("not_hired", "not_hired"),
                            ("withdrawn", "withdrawn"),
                            ("closed", "closed"),
                        ],
                        default="asked",
                        max_length=12,
                    ),
                ),
                ("state_since", models.DateTimeField()),
                ("snapshot", models.JSONField(default=dict)),
                ("result", models.JSONField(default=dict)),
                ("liaison_words", models.TextField(max_length=600)),
                ("asked_at", models.DateTimeField()),
                ("next_step_due", models.DateTimeField(blank=True, null=True)),
                ("introduced_at", models.DateTimeField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("interviewed_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("end_reason", models.CharField(blank=True, max_length=30)),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("consent_words", models.CharField(blank=True, max_length=20)),
                ("simulated", models.BooleanField(default=False)),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="introductions",
                        to="campaigns.campaign",
                    ),
                ),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="introductions", to="talent.candidate"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="introductions",
                        to="employers.employer",
                    ),
                ),
                (
                    "introduced_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "participation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="introductions",
                        to="campaigns.participation",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="introductions",
                        to="campaigns.criteriaversion",
                    ),
                ),
                (
                    "wanted_profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="introductions",
                        to="campaigns.wantedprofile",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Feedback",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=30)),
                ("words_to_candidate", models.TextField(max_length=1500)),
                ("private_note", models.TextField(blank=True, max_length=1500)),
                ("at", models.DateTimeField()),
                ("simulated", models.BooleanField(default=False)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "introduction",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="feedback",
                        to="introductions.introduction",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReleaseMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.TextField(blank=True, max_length=1500)),
                ("leaves_at", models.DateTimeField()),
                ("stopped_at", models.DateTimeField(blank=True, null=True)),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                (
                    "edited_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "introduction",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="release_message",
                        to="introductions.introduction",
                    ),
                ),
                (
                    "mail",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="messaging.outboxmail",
                    ),
                ),
                (
                    "stopped_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="introduction",
            index=models.Index(fields=["participation", "state"], name="introduction_desk"),
        ),
        migrations.AddIndex(
            model_name="introduction",
            index=models.Index(fields=["state", "next_step_due"], name="introduction_due"),
        ),
        migrations.AddConstraint(
            model_name="introduction",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("state__in", ("asked", "introduced", "accepted", "interview", "assessment", "negotiation"))
                ),
                fields=("candidate", "employer"),
                name="one_open_introduction",
            ),
        ),
        migrations.AddConstraint(
            model_name="introduction",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "hired")), fields=("candidate",), name="one_hire"
            ),
        ),
        migrations.AddConstraint(
            model_name="introduction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        (
                            "asked",
                            "refused",
                            "expired",
                            "introduced",
                            "declined",
                            "lapsed",
                            "accepted",
                            "interview",
                            "assessment",
                            "negotiation",
                            "hired",
                            "not_hired",
                            "withdrawn",
                            "closed",
                        ),
                    )
                ),
                name="introduction_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="introduction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ended_at__isnull", True),
                        ("state__in", ("asked", "introduced", "accepted", "interview", "assessment", "negotiation")),
                    ),
                    models.Q(
                        ("ended_at__isnull", False),
                        (
                            "state__in",
                            ("refused", "expired", "declined", "lapsed", "hired", "not_hired", "withdrawn", "closed"),
                        ),
                    ),
                    _connector="OR",
                ),
                name="introduction_end_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="introduction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state__in", ("accepted", "interview", "assessment", "negotiation", "hired", "not_hired")),
                        _negated=True,
                    ),
                    ("accepted_at__isnull", False),
                    _connector="OR",
                ),
                name="introduction_in_process_was_accepted",
            ),
        ),
    ]
