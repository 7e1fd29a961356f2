import django.db.models.deletion
import kretslop.importing.models
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
            name="Import",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", kretslop.shared.refs.RefField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reading", "reading"),
                            ("mapping", "mapping"),
                            ("checking", "checking"),
                            ("checked", "checked"),
                            ("committing", "committing"),
                            ("committed", "committed"),
                            ("undoing", "undoing"),
                            ("undone", "undone"),
                            ("failed", "failed"),
                            ("discarded", "discarded"),
                        ],
                        default="reading",
                        max_length=10,
                    ),
                ),
                ("state_since", models.DateTimeField()),
                ("source", models.CharField(max_length=200)),
                ("file", models.FileField(blank=True, max_length=200, upload_to=kretslop.importing.models.import_path)),
                ("rows", models.FileField(blank=True, max_length=200, upload_to=kretslop.importing.models.import_path)),
                ("file_name", models.CharField(max_length=200)),
                ("content_hash", models.CharField(max_length=64)),
                ("header", models.JSONField(default=list)),
                ("header_hash", models.CharField(blank=True, max_length=64)),
                ("mapping", models.JSONField(default=dict)),
                ("notes", models.JSONField(default=list)),
                ("why", models.CharField(blank=True, max_length=40)),
                ("total", models.PositiveIntegerField(default=0)),
                ("done", models.PositiveIntegerField(default=0)),
                ("offset", models.PositiveBigIntegerField(default=0)),
                ("counts", models.JSONField(default=dict)),
                (
                    "language",
                    models.CharField(blank=True, choices=[("en", "English"), ("nb", "Norwegian")], max_length=5),
                ),
                ("asked_since", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="imports", to="campaigns.campaign"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ImportedPerson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", kretslop.shared.refs.RefField()),
                ("row", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("new", "new"),
                            ("asked", "asked"),
                            ("registered", "registered"),
                            ("refused", "refused"),
                        ],
                        default="new",
                        max_length=10,
                    ),
                ),
                ("email_hash", models.CharField(max_length=64, unique=True)),
                ("email", models.CharField(blank=True, max_length=254)),
                ("name", models.CharField(blank=True, max_length=150)),
                ("told", models.JSONField(default=dict)),
                ("created_at", models.DateTimeField()),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
                ("answer_due", models.DateField(blank=True, null=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "brought_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="people", to="importing.import"
                    ),
                ),
                (
                    "candidate",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="imported_as",
                        to="talent.candidate",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ImportChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("before", models.JSONField()),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="changes", to="importing.import"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="importing.importedperson",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ImportProblem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("row", models.PositiveIntegerField()),
                ("column", models.PositiveSmallIntegerField()),
                ("field", models.CharField(max_length=20)),
                ("code", models.CharField(max_length=30)),
                ("value", models.CharField(blank=True, max_length=100)),
                ("stops", models.BooleanField()),
                (
                    "found_in",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="problems", to="importing.import"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        (
                            "reading",
                            "mapping",
                            "checking",
                            "checked",
                            "committing",
                            "committed",
                            "undoing",
                            "undone",
                            "failed",
                            "discarded",
                        ),
                    )
                ),
                name="import_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("state__in", ("reading", "mapping", "checking", "checked", "committing", "committed", "undoing"))
                ),
                fields=("campaign", "content_hash"),
                name="one_import_per_file",
            ),
        ),
        migrations.AddIndex(
            model_name="importedperson",
            index=models.Index(fields=["brought_by", "state"], name="imported_state"),
        ),
        migrations.AddIndex(
            model_name="importedperson",
            index=models.Index(condition=models.Q(("state", "asked")), fields=["answer_due"], name="imported_due"),
        ),
        migrations.AddConstraint(
            model_name="importedperson",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("new", "asked", "registered", "refused"))),
                name="imported_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="importedperson",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "asked"), _negated=True),
                    models.Q(("answer_due__isnull", False), ("asked_at__isnull", False)),
                    _connector="OR",
                ),
                name="imported_asked_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="importedperson",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ("new", "asked")),
                    models.Q(("email", ""), ("name", ""), ("told", {})),
                    _connector="OR",
                ),
                name="imported_answered_is_blank",
            ),
        ),
        migrations.AddConstraint(
            model_name="importchange",
            constraint=models.UniqueConstraint(fields=("made_by", "person"), name="one_change_per_import"),
        ),
    ]
