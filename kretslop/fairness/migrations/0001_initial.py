import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("talent", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="FairnessAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "sex",
                    models.CharField(
                        blank=True, choices=[("woman", "woman"), ("man", "man"), ("other", "other")], max_length=10
                    ),
                ),
                (
                    "age_band",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("under_25", "under_25"),
                            ("25_34", "25_34"),
                            ("35_44", "35_44"),
                            ("45_54", "45_54"),
                            ("55_up", "55_up"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "country_group",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("nordic", "nordic"),
                            ("eea", "eea"),
                            ("europe", "europe"),
                            ("africa", "africa"),
                            ("asia", "asia"),
                            ("americas", "americas"),
                            ("oceania", "oceania"),
                        ],
                        max_length=10,
                    ),
                ),
                ("answered_at", models.DateTimeField()),
                (
                    "candidate",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="talent.candidate"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("age_band", ""), ("country_group", ""), ("sex", ""), _negated=True),
                        name="fairness_answers_something",
                    )
                ],
            },
        ),
    ]
