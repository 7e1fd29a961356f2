import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
import kretslop.shared.refs
import kretslop.talent.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Candidate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", kretslop.shared.refs.RefField()),
                ("name", models.CharField(max_length=150)),
                ("email", models.EmailField(max_length=254)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("country", models.CharField(blank=True, max_length=2)),
                ("city", models.CharField(blank=True, max_length=100)),
                (
                    "places",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), blank=True, default=list, size=None
                    ),
                ),
                (
                    "remote",
                    models.CharField(
                        blank=True,
                        choices=[("onsite", "onsite"), ("hybrid", "hybrid"), ("remote", "remote")],
                        max_length=10,
                    ),
                ),
                ("available_on", models.DateField(blank=True, null=True)),
                ("notice_weeks", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("route", models.CharField(blank=True, max_length=20)),
                ("occupation", models.CharField(blank=True, max_length=80)),
                ("role_title", models.CharField(blank=True, max_length=120)),
                ("years", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("education", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("skills_known", models.BooleanField(default=False)),
                ("languages_known", models.BooleanField(default=False)),
                ("summary", models.TextField(blank=True, max_length=2000)),
                ("headline", models.CharField(blank=True, max_length=160)),
                ("approved_summary", models.TextField(blank=True, max_length=2000)),
                (
                    "links",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.URLField(max_length=300), blank=True, default=list, size=None
                    ),
                ),
                (
                    "employer_wishes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), blank=True, default=list, size=None
                    ),
                ),
                (
                    "domains",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), blank=True, default=list, size=None
                    ),
                ),
                ("salary_wish", models.PositiveIntegerField(blank=True, null=True)),
                ("simulated", models.BooleanField(default=False)),
                ("registered_at", models.DateTimeField()),
                ("last_seen_at", models.DateTimeField()),
                ("last_contact_at", models.DateTimeField(blank=True, null=True)),
                ("erased_at", models.DateTimeField(blank=True, null=True)),
                (
                    "liaison",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="liaison_of",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged_from",
                        to="talent.candidate",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="candidate",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CandidateLanguage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=5)),
                ("level", models.PositiveSmallIntegerField()),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("own", "own"),
                            ("cv", "cv"),
                            ("survey", "survey"),
                            ("asked", "asked"),
                            ("simulated", "simulated"),
                        ],
                        default="own",
                        max_length=10,
                    ),
                ),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="languages", to="talent.candidate"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CandidateSkill",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("skill", models.CharField(max_length=80)),
                ("level", models.PositiveSmallIntegerField(default=1)),
                ("years", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("own", "own"),
                            ("cv", "cv"),
                            ("survey", "survey"),
                            ("asked", "asked"),
                            ("simulated", "simulated"),
                        ],
                        default="own",
                        max_length=10,
                    ),
                ),
                ("where", models.CharField(blank=True, max_length=60)),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="skills", to="talent.candidate"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("candidate_number", models.BigIntegerField()),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("version", models.BigIntegerField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("version__isnull", True)), fields=["id"], name="change_waits"),
                    models.Index(fields=["version"], name="change_version"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("pool", "pool"),
                            ("campaign_mail", "campaign_mail"),
                            ("partner_and_family", "partner_and_family"),
                            ("fairness", "fairness"),
                            ("click_tracking", "click_tracking"),
                        ],
                        max_length=30,
                    ),
                ),
                ("words_version", models.CharField(max_length=20)),
                ("given_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("expired", models.BooleanField(default=False)),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="consents", to="talent.candidate"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CvFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", kretslop.shared.refs.RefField()),
                ("file", models.FileField(max_length=200, upload_to=kretslop.talent.models.cv_path)),
                ("name", models.CharField(max_length=200)),
                ("size", models.PositiveIntegerField()),
                ("reading", models.JSONField(default=dict)),
                ("uploaded_at", models.DateTimeField()),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="cv_files", to="talent.candidate"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LikelyDuplicate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", kretslop.shared.refs.RefField()),
                ("score", models.FloatField()),
                ("reasons", models.JSONField(default=list)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("not_same", "not_same"), ("merged", "merged")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("found_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="likely_first", to="talent.candidate"
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="likely_second", to="talent.candidate"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MatchKeys",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "keys",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120), default=list, size=None
                    ),
                ),
                ("made_of", models.CharField(max_length=64)),
                (
                    "candidate",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="match_keys", to="talent.candidate"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PoolMembership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("approved", "approved"),
                            ("hired", "hired"),
                            ("left", "left"),
                            ("restricted", "restricted"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("state_since", models.DateTimeField()),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                ("paused_until", models.DateField(blank=True, null=True)),
                ("expires_on", models.DateField()),
                (
                    "candidate",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="membership", to="talent.candidate"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="candidate",
            index=models.Index(fields=["registered_at"], name="candidate_registered"),
        ),
        migrations.AddConstraint(
            model_name="candidate",
            constraint=models.CheckConstraint(
                condition=models.Q(("years__isnull", True), ("years__lte", 70), _connector="OR"), name="candidate_years"
            ),
        ),
        migrations.AddConstraint(
            model_name="candidate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("erased_at__isnull", True),
                    models.Q(("email", ""), ("name", ""), ("user__isnull", True)),
                    _connector="OR",
                ),
                name="erased_is_nobody",
            ),
        ),
        migrations.AddConstraint(
            model_name="candidatelanguage",
            constraint=models.UniqueConstraint(fields=("candidate", "code"), name="one_row_per_language"),
        ),
        migrations.AddConstraint(
            model_name="candidatelanguage",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__gte", 0), ("level__lte", 6)), name="language_level"
            ),
        ),
        migrations.AddConstraint(
            model_name="candidateskill",
            constraint=models.UniqueConstraint(fields=("candidate", "skill"), name="one_row_per_skill"),
        ),
        migrations.AddConstraint(
            model_name="candidateskill",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__gte", 0), ("level__lte", 4)), name="skill_level"
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at__isnull", True)),
                fields=("candidate", "purpose"),
                name="one_consent_in_force",
            ),
        ),
        migrations.AddIndex(
            model_name="likelyduplicate",
            index=models.Index(fields=["state", "-score"], name="likely_desk"),
        ),
        migrations.AddConstraint(
            model_name="likelyduplicate",
            constraint=models.UniqueConstraint(fields=("first", "second"), name="one_likeness_per_pair"),
        ),
        migrations.AddConstraint(
            model_name="likelyduplicate",
            constraint=models.CheckConstraint(
                condition=models.Q(("first__lt", models.F("second"))), name="likely_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="likelyduplicate",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("open", "not_same", "merged"))), name="likely_state_known"
            ),
        ),
        migrations.AddIndex(
            model_name="matchkeys",
            index=django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=["keys"], name="match_keys"),
        ),
        migrations.AddIndex(
            model_name="poolmembership",
            index=models.Index(fields=["state"], name="pool_state"),
        ),
        migrations.AddConstraint(
            model_name="poolmembership",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("waiting", "approved", "hired", "left", "restricted"))),
                name="pool_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="poolmembership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "approved"), _negated=True), ("approved_at__isnull", False), _connector="OR"
                ),
                name="approved_has_time",
            ),
        ),
    ]
