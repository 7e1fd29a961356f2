import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import kretslop.shared.refs


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("campaigns", "0001_initial"),
        ("talent", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
            options={
                "indexes": [models.Index(fields=["campaign", "group", "-score"], name="preselection_group")],
                "constraints": [
                    models.UniqueConstraint(fields=("candidate", "campaign"), name="one_preselection"),
                    models.CheckConstraint(
                        condition=models.Q(("group__in", ("meets_all", "near_miss", "find_out", "not_now"))),
                        name="preselection_group_known",
                    ),
                ],
            },
        ),
    ]
