import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import kretslop.shared.refs
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("campaigns", "0001_initial"),
        ("talent", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MatcherState",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.BigIntegerField(default=0)),
                ("matched", models.CharField(blank=True, max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name="PoolName",
            fields=[
                ("number", models.AutoField(primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=100, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="SavedSearch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", kretslop.shared.refs.RefField()),
                ("name", models.CharField(max_length=80)),
                ("wanted", models.JSONField(default=dict)),
                ("notes", models.BooleanField(default=True)),
                ("saved_at", models.DateTimeField()),
                ("looked_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ScreeningRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", kretslop.shared.refs.RefField()),
                ("vocabulary", models.CharField(blank=True, max_length=64)),
                ("counts", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="screening_runs",
                        to="campaigns.campaign",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="runs", to="campaigns.criteriaversion"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Preselection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", kretslop.shared.refs.RefField()),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("meets_all", "meets_all"),
                            ("near_miss", "near_miss"),
                            ("find_out", "find_out"),
                            ("not_now", "not_now"),
                        ],
                        max_length=12,
                    ),
                ),
                ("score", models.PositiveIntegerField()),
                ("result", models.JSONField()),
                ("at", models.DateTimeField()),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="preselections",
                        to="campaigns.campaign",
                    ),
                ),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="preselections", to="talent.candidate"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="campaigns.criteriaversion"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="preselections",
                        to="screening.screeningrun",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "candidate",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search_entry",
                        serialize=False,
                        to="talent.candidate",
                    ),
                ),
                (
                    "terms",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=110), default=list, size=None
                    ),
                ),
                ("words", django.contrib.postgres.search.SearchVectorField()),
                ("years", models.PositiveSmallIntegerField(null=True)),
                ("route", models.CharField(blank=True, max_length=20)),
                ("lives_here", models.BooleanField(default=False)),
                ("notice_weeks", models.PositiveSmallIntegerField(null=True)),
                ("available_on", models.DateField(null=True)),
                ("paused_until", models.DateField(null=True)),
                ("heard_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["terms"], name="search_entry_terms"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["words"], name="search_entry_words"
                    ),
                    models.Index(fields=["heard_at", "candidate"], name="search_entry_heard"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchFit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("new_since", models.DateTimeField(null=True)),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="talent.candidate"
                    ),
                ),
                (
                    "search",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="fits", to="screening.savedsearch"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AutomationStop",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("why", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="automation_stops",
                        to="campaigns.campaign",
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at__isnull", True)), fields=("campaign",), name="one_stop_in_force"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", kretslop.shared.refs.RefField()),
                (
                    "verdict",
                    models.CharField(
                        choices=[("approved", "approved"), ("held", "held"), ("not_now", "not_now")], max_length=10
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=30)),
                ("note", models.TextField(blank=True, max_length=1000)),
                ("revisit_due", models.DateField(blank=True, null=True)),
                ("at", models.DateTimeField()),
                ("current", models.BooleanField(default=True)),
                ("batch", models.CharField(db_index=True, default=kretslop.shared.refs.new_ref, max_length=12)),
                ("undone_at", models.DateTimeField(null=True)),
                ("simulated", models.BooleanField(default=False)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="campaigns.campaign"
                    ),
                ),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="decisions", to="talent.candidate"
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="screening.decision",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="campaigns.criteriaversion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("current", True)),
                        fields=("candidate", "campaign"),
                        name="one_decision_in_force",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("verdict", "approved"), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="decision_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PoolEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("codes", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ("weeks", models.SmallIntegerField(null=True)),
                ("least_weeks", models.SmallIntegerField(default=0)),
                ("free_on", models.DateField(null=True)),
                ("in_pool", models.BooleanField()),
                ("basis", models.CharField(max_length=16)),
                ("matched", models.CharField(blank=True, max_length=32)),
                (
                    "candidate",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pool_entry", to="talent.candidate"
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("in_pool", True)), fields=["codes"], name="pool_codes"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PoolFit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("meets_all", "meets_all"),
                            ("near_miss", "near_miss"),
                            ("find_out", "find_out"),
                            ("not_now", "not_now"),
                        ],
                        max_length=12,
                    ),
                ),
                ("score", models.BigIntegerField()),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pool_fits", to="talent.candidate"
                    ),
                ),
                (
                    "wanted",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="campaigns.wantedprofile"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("candidate", "wanted"), name="one_fit")],
            },
        ),
        migrations.CreateModel(
            name="PoolPlace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("meets_all", "meets_all"),
                            ("near_miss", "near_miss"),
                            ("find_out", "find_out"),
                            ("not_now", "not_now"),
                        ],
                        max_length=12,
                    ),
                ),
                ("score", models.BigIntegerField()),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pool_places", to="talent.candidate"
                    ),
                ),
                (
                    "wanted",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="campaigns.wantedprofile"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("wanted", "candidate"), name="one_place")],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", kretslop.shared.refs.RefField()),
                ("criterion", models.CharField(max_length=120)),
                ("asked_at", models.DateTimeField()),
                ("answer_due", models.DateTimeField()),
                ("answer", models.CharField(blank=True, max_length=40)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("simulated", models.BooleanField(default=False)),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="questions", to="campaigns.campaign"
                    ),
                ),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="talent.candidate"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at__isnull", True)),
                        fields=("candidate", "campaign", "criterion"),
                        name="one_open_question_per_criterion",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="savedsearch",
            constraint=models.UniqueConstraint(fields=("by", "name"), name="one_saved_search_per_name"),
        ),
        migrations.AddIndex(
            model_name="preselection",
            index=models.Index(fields=["campaign", "group", "-score"], name="preselection_group"),
        ),
        migrations.AddConstraint(
            model_name="preselection",
            constraint=models.UniqueConstraint(fields=("candidate", "campaign"), name="one_preselection"),
        ),
        migrations.AddConstraint(
            model_name="preselection",
            constraint=models.CheckConstraint(
                condition=models.Q(("group__in", ("meets_all", "near_miss", "find_out", "not_now"))),
                name="preselection_group_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="searchfit",
            constraint=models.UniqueConstraint(fields=("search", "candidate"), name="one_fit_per_search"),
        ),
    ]
