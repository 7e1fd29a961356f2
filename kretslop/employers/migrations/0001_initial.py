import django.db.models.deletion
import kretslop.shared.refs
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Employer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", kretslop.shared.refs.RefField()),
                ("name", models.CharField(max_length=150)),
                ("org_number", models.CharField(blank=True, max_length=30)),
                (
                    "kind",
                    models.CharField(
                        choices=[("private", "private"), ("public", "public"), ("agency", "agency")],
                        default="private",
                        max_length=10,
                    ),
                ),
                (
                    "size",
                    models.CharField(
                        blank=True,
                        choices=[("1-9", "1-9"), ("10-49", "10-49"), ("50-249", "50-249"), ("250+", "250+")],
                        max_length=10,
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        blank=True,
                        choices=[("start_up", "start_up"), ("scale_up", "scale_up"), ("mature", "mature")],
                        max_length=10,
                    ),
                ),
                ("sector", models.CharField(blank=True, max_length=80)),
                ("city", models.CharField(blank=True, max_length=80)),
                (
                    "remote_policy",
                    models.CharField(
                        blank=True,
                        choices=[("onsite", "onsite"), ("hybrid", "hybrid"), ("remote", "remote")],
                        max_length=10,
                    ),
                ),
                ("about", models.TextField(blank=True, max_length=600)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("org_number", ""), _negated=True),
                        fields=("org_number",),
                        name="employer_org_number_unique",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", kretslop.shared.refs.RefField()),
                (
                    "role",
                    models.CharField(
                        choices=[("manager", "manager"), ("recruiter", "recruiter")], default="recruiter", max_length=10
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=100)),
                ("active", models.BooleanField(default=True)),
                ("added_at", models.DateTimeField()),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="members", to="employers.employer"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("employer", "user"), name="one_membership_per_person")],
            },
        ),
    ]
