import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import kretslop.shared.refs
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="OutboxMail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", kretslop.shared.refs.RefField()),
                ("key", models.CharField(max_length=150, unique=True)),
                ("kind", models.CharField(max_length=60)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "queued"),
                            ("sending", "sending"),
                            ("sent", "sent"),
                            ("unknown", "unknown"),
                            ("stopped", "stopped"),
                            ("failed", "failed"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("language", models.CharField(choices=[("en", "English"), ("nb", "Norwegian")], max_length=5)),
                ("to_address", models.EmailField(max_length=254)),
                ("to_name", models.CharField(blank=True, max_length=150)),
                ("subject", models.CharField(max_length=250)),
                ("text", models.TextField()),
                ("html", models.TextField()),
                ("context", models.JSONField(default=dict)),
                (
                    "about",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                ("holds_code", models.BooleanField(default=False)),
                ("passing", models.BooleanField(default=False)),
                ("simulated", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField()),
                ("send_at", models.DateTimeField()),
                ("sending_at", models.DateTimeField(blank=True, null=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("message_id", models.CharField(blank=True, max_length=120)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("why", models.CharField(blank=True, max_length=120)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["state", "send_at"], name="mail_state_send"),
                    django.contrib.postgres.indexes.GinIndex(fields=["about"], name="mail_about"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ("queued", "sending", "sent", "unknown", "stopped", "failed"))
                        ),
                        name="mail_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "sent"), _negated=True), ("sent_at__isnull", False), _connector="OR"
                        ),
                        name="mail_sent_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("simulated", False), ("state", "stopped"), _connector="OR"),
                        name="mail_simulated_never_leaves",
                    ),
                ],
            },
        ),
    ]
