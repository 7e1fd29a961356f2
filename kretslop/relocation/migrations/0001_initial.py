import django.contrib.postgres.fields
import django.db.models.deletion
import kretslop.shared.refs
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("introductions", "0001_initial"),
        ("talent", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Bookmark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("room", models.CharField(default="relocation", max_length=20, unique=True)),
                ("read_until_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", kretslop.shared.refs.RefField()),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("settled", "settled"), ("not_moving", "not_moving")],
                        default="open",
                        max_length=12,
                    ),
                ),
                ("route", models.CharField(blank=True, max_length=20)),
                ("hired_on", models.DateField()),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="talent.candidate"
                    ),
                ),
                (
                    "introduction",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="introductions.introduction"
                    ),
                ),
                (
                    "owner",
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
        migrations.CreateModel(
            name="Household",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "partner",
                    models.CharField(
                        blank=True,
                        choices=[("comes", "comes"), ("later", "later"), ("unsure", "unsure"), ("none", "none")],
                        max_length=10,
                    ),
                ),
                ("partner_field", models.CharField(blank=True, max_length=120)),
                (
                    "partner_languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=5), blank=True, default=list, size=None
                    ),
                ),
                (
                    "partner_wish",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("work", "work"),
                            ("study", "study"),
                            ("work_and_study", "work_and_study"),
                            ("language_first", "language_first"),
                            ("not_now", "not_now"),
                        ],
                        max_length=20,
                    ),
                ),
                ("partner_words", models.TextField(blank=True, max_length=600)),
                ("small_children", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("school_children", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("older_children", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "housing",
                    models.CharField(
                        blank=True, choices=[("rent", "rent"), ("buy", "buy"), ("unsure", "unsure")], max_length=10
                    ),
                ),
                ("bedrooms", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("housing_words", models.TextField(blank=True, max_length=600)),
                ("help_asked_at", models.DateTimeField(blank=True, null=True)),
                ("told_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                (
                    "candidate",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="talent.candidate"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", kretslop.shared.refs.RefField()),
                ("code", models.CharField(max_length=20)),
                (
                    "who",
                    models.CharField(
                        choices=[
                            ("employer", "employer"),
                            ("candidate", "candidate"),
                            ("state", "state"),
                            ("liaison", "liaison"),
                        ],
                        max_length=10,
                    ),
                ),
                ("due_on", models.DateField()),
                ("done_on", models.DateField(blank=True, null=True)),
                (
                    "blocker",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("wrong_information", "wrong_information"),
                            ("long_process", "long_process"),
                            ("banking", "banking"),
                            ("catch_22", "catch_22"),
                            ("unclear_number", "unclear_number"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="relocation.case"
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("state", "open")),
                    models.Q(models.Q(("state", "open"), _negated=True), ("closed_at__isnull", False)),
                    _connector="OR",
                ),
                name="case_end_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="household",
            constraint=models.CheckConstraint(
                condition=models.Q(("small_children__isnull", True), ("small_children__lte", 9), _connector="OR"),
                name="household_small_children",
            ),
        ),
        migrations.AddConstraint(
            model_name="household",
            constraint=models.CheckConstraint(
                condition=models.Q(("school_children__isnull", True), ("school_children__lte", 9), _connector="OR"),
                name="household_school_children",
            ),
        ),
        migrations.AddConstraint(
            model_name="household",
            constraint=models.CheckConstraint(
                condition=models.Q(("older_children__isnull", True), ("older_children__lte", 9), _connector="OR"),
                name="household_older_children",
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.UniqueConstraint(fields=("case", "code"), name="one_row_per_step"),
        ),
    ]
