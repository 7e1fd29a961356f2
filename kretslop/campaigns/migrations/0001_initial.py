import django.db.models.deletion
import kretslop.campaigns.models.registration
import kretslop.shared.refs
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("employers", "0001_initial"),
        ("talent", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Campaign",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", kretslop.shared.refs.RefField()),
                ("slug", models.SlugField(max_length=80, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("occupation", models.CharField(max_length=80)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("open", "open"), ("closed", "closed")],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("place", models.CharField(max_length=80)),
                ("promise", models.CharField(blank=True, max_length=200)),
                ("intro", models.TextField(blank=True, max_length=3000)),
                ("local_language_needed", models.BooleanField(default=False)),
                ("starts_on", models.DateField()),
                ("deadline_on", models.DateField()),
                ("contact_name", models.CharField(max_length=150)),
                ("contact_email", models.EmailField(max_length=254)),
                ("contact_phone", models.CharField(blank=True, max_length=40)),
                ("goal_registered", models.PositiveIntegerField(default=0)),
                ("goal_approved", models.PositiveIntegerField(default=0)),
                ("feedback_days", models.PositiveSmallIntegerField(default=5)),
                ("consent_days", models.PositiveSmallIntegerField(default=5)),
                ("open_introductions", models.PositiveSmallIntegerField(default=3)),
                ("simulated", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField()),
                (
                    "liaison",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-starts_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="CriteriaVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", kretslop.shared.refs.RefField()),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("proposed", "proposed"),
                            ("frozen", "frozen"),
                            ("superseded", "superseded"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("criteria", models.JSONField()),
                ("support", models.JSONField(default=dict)),
                ("made_at", models.DateTimeField()),
                ("proposed_at", models.DateTimeField(blank=True, null=True)),
                ("frozen_at", models.DateTimeField(blank=True, null=True)),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="criteria_versions",
                        to="campaigns.campaign",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="FaqEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "language",
                    models.CharField(choices=[("en", "English"), ("nb", "Norwegian")], default="en", max_length=5),
                ),
                ("question", models.CharField(max_length=200)),
                ("answer", models.TextField(max_length=2000)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="faq", to="campaigns.campaign"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Participation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", kretslop.shared.refs.RefField()),
                ("signed_at", models.DateTimeField()),
                ("agreement_version", models.CharField(max_length=20)),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participations",
                        to="campaigns.campaign",
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participations",
                        to="employers.employer",
                    ),
                ),
                (
                    "recruiter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recruits_in",
                        to="employers.member",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "stand_in",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stands_in",
                        to="employers.member",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("answer", models.CharField(choices=[("agreed", "agreed"), ("objected", "objected")], max_length=10)),
                ("words", models.TextField(blank=True, max_length=1000)),
                ("at", models.DateTimeField()),
                ("simulated", models.BooleanField(default=False)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="agreements",
                        to="campaigns.criteriaversion",
                    ),
                ),
                (
                    "participation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="campaigns.participation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Persona",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("counts", models.JSONField(default=dict)),
                ("name", models.CharField(blank=True, max_length=80)),
                ("words", models.TextField(blank=True, max_length=3000)),
                ("made_at", models.DateTimeField()),
                (
                    "campaign",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="persona", to="campaigns.campaign"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Prospect",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", kretslop.shared.refs.RefField()),
                ("company", models.CharField(max_length=150)),
                ("contact_name", models.CharField(max_length=150)),
                ("contact_role", models.CharField(blank=True, max_length=100)),
                ("contact_email", models.EmailField(max_length=254)),
                ("contact_phone", models.CharField(blank=True, max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("talking", "talking"),
                            ("invited", "invited"),
                            ("joined", "joined"),
                            ("said_no", "said_no"),
                        ],
                        default="talking",
                        max_length=10,
                    ),
                ),
                ("notes", models.TextField(blank=True, max_length=4000)),
                ("next_step", models.CharField(blank=True, max_length=200)),
                ("next_step_due", models.DateField(blank=True, null=True)),
                ("created_at", models.DateTimeField()),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="prospects", to="campaigns.campaign"
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="employers.employer",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["next_step_due", "company", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.CharField(max_length=64, unique=True)),
                ("email", models.EmailField(max_length=254)),
                ("name", models.CharField(max_length=150)),
                (
                    "language",
                    models.CharField(choices=[("en", "English"), ("nb", "Norwegian")], default="nb", max_length=5),
                ),
                ("sent_at", models.DateTimeField()),
                ("expires_on", models.DateField()),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("declined_at", models.DateTimeField(blank=True, null=True)),
                (
                    "prospect",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="invitations", to="campaigns.prospect"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TrackedLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", kretslop.shared.refs.RefField()),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("linkedin", "linkedin"),
                            ("facebook", "facebook"),
                            ("instagram", "instagram"),
                            ("reddit", "reddit"),
                            ("tiktok", "tiktok"),
                            ("community", "community"),
                            ("job_site", "job_site"),
                            ("newspaper", "newspaper"),
                            ("film", "film"),
                            ("own_site", "own_site"),
                            ("event", "event"),
                            ("university", "university"),
                            ("friend", "friend"),
                            ("agency", "agency"),
                            ("search", "search"),
                            ("other", "other"),
                        ],
                        max_length=20,
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("visits", models.PositiveIntegerField(default=0)),
                ("created_at", models.DateTimeField()),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="links", to="campaigns.campaign"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RegistrationDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", kretslop.shared.refs.RefField()),
                (
                    "language",
                    models.CharField(choices=[("en", "English"), ("nb", "Norwegian")], default="en", max_length=5),
                ),
                ("answers", models.JSONField(default=dict)),
                (
                    "cv",
                    models.FileField(
                        blank=True, max_length=200, upload_to=kretslop.campaigns.models.registration.draft_path
                    ),
                ),
                ("cv_name", models.CharField(blank=True, max_length=200)),
                ("reading", models.JSONField(blank=True, default=dict)),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("resume_sent_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="campaigns.campaign"
                    ),
                ),
                (
                    "link",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="campaigns.trackedlink",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Registration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", kretslop.shared.refs.RefField()),
                ("registered_at", models.DateTimeField()),
                (
                    "heard_from",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("linkedin", "linkedin"),
                            ("facebook", "facebook"),
                            ("instagram", "instagram"),
                            ("reddit", "reddit"),
                            ("tiktok", "tiktok"),
                            ("community", "community"),
                            ("job_site", "job_site"),
                            ("newspaper", "newspaper"),
                            ("film", "film"),
                            ("own_site", "own_site"),
                            ("event", "event"),
                            ("university", "university"),
                            ("friend", "friend"),
                            ("agency", "agency"),
                            ("search", "search"),
                            ("other", "other"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registrations",
                        to="campaigns.campaign",
                    ),
                ),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="registrations", to="talent.candidate"
                    ),
                ),
                (
                    "link",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="registrations",
                        to="campaigns.trackedlink",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WantedProfile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", kretslop.shared.refs.RefField()),
                ("title", models.CharField(max_length=120)),
                ("occupation", models.CharField(blank=True, max_length=80)),
                ("posts", models.PositiveSmallIntegerField(default=1)),
                ("filled", models.PositiveSmallIntegerField(default=0)),
                (
                    "seniority",
                    models.CharField(
                        blank=True,
                        choices=[("junior", "junior"), ("medium", "medium"), ("senior", "senior")],
                        max_length=10,
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=80)),
                (
                    "remote",
                    models.CharField(
                        blank=True,
                        choices=[("onsite", "onsite"), ("hybrid", "hybrid"), ("remote", "remote")],
                        max_length=10,
                    ),
                ),
                ("about", models.TextField(blank=True, max_length=2000)),
                ("criteria", models.JSONField(default=dict)),
                ("source_ad", models.TextField(blank=True, max_length=40000)),
                ("reading", models.JSONField(blank=True, default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("submitted", "submitted"),
                            ("filled", "filled"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                (
                    "participation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wanted_profiles",
                        to="campaigns.participation",
                    ),
                ),
            ],
            options={
                "ordering": ["title", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(("deadline_on__gte", models.F("starts_on"))), name="campaign_dates"
            ),
        ),
        migrations.AddConstraint(
            model_name="criteriaversion",
            constraint=models.UniqueConstraint(fields=("campaign", "number"), name="criteria_number_unique"),
        ),
        migrations.AddConstraint(
            model_name="criteriaversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "frozen")), fields=("campaign",), name="one_frozen_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="criteriaversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["draft", "proposed"])),
                fields=("campaign",),
                name="one_version_in_the_making",
            ),
        ),
        migrations.AddConstraint(
            model_name="criteriaversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "frozen"), _negated=True), ("frozen_at__isnull", False), _connector="OR"
                ),
                name="frozen_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.UniqueConstraint(fields=("campaign", "employer"), name="one_participation"),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.UniqueConstraint(fields=("version", "participation"), name="one_answer_per_employer"),
        ),
        migrations.AddConstraint(
            model_name="trackedlink",
            constraint=models.UniqueConstraint(fields=("campaign", "channel", "name"), name="one_link_per_name"),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.UniqueConstraint(fields=("candidate", "campaign"), name="one_registration_per_campaign"),
        ),
        migrations.AddConstraint(
            model_name="wantedprofile",
            constraint=models.CheckConstraint(
                condition=models.Q(("posts__gte", 1), ("posts__lte", 500)), name="wanted_posts"
            ),
        ),
        migrations.AddConstraint(
            model_name="wantedprofile",
            constraint=models.CheckConstraint(
                condition=models.Q(("filled__lte", models.F("posts"))), name="wanted_filled"
            ),
        ),
    ]
