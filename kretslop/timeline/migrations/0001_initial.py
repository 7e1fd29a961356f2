import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=60)),
                ("at", models.DateTimeField()),
                ("actor", models.CharField(max_length=40)),
                (
                    "subjects",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None),
                ),
                ("codes", models.JSONField(default=dict)),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["subjects"], name="event_subjects"),
                    models.Index(fields=["kind", "at"], name="event_kind_at"),
                ],
            },
        ),
    ]
