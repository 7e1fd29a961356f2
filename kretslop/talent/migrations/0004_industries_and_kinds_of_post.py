"""Industries with years, the kind of post that somebody wishes for, and both noted as changes by the database."""

import django.contrib.postgres.fields
from django.db import migrations, models

COLUMNS = (
    "country", "places", "remote", "available_on", "notice_weeks", "route", "occupation", "years", "education",
    "skills_known", "languages_known",
)  # fmt: skip
NEW = ("industries", "industries_known", "seniority_wishes", "employer_wishes")


def noting(columns: tuple[str, ...]) -> str:
    """Return the function that notes who changed in any of these columns."""
    now, then = (", ".join(f"{table}.{column}" for column in columns) for table in ("touched", "before"))
    return f"""
CREATE OR REPLACE FUNCTION talent_note_changed_candidate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO talent_change (candidate_number)
    SELECT touched.id FROM touched JOIN before USING (id)
    WHERE ({now})
        IS DISTINCT FROM
          ({then});
    RETURN NULL;
END $$;
"""  # noqa: S608 - names of columns from above


class Migration(migrations.Migration):
    dependencies = [
        ("talent", "0003_skills_may_have_years_only"),
    ]

    operations = [
        migrations.AddField(
            model_name="candidate",
            name="industries",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="candidate",
            name="industries_known",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="candidate",
            name="seniority_wishes",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=20), blank=True, default=list, size=None
            ),
        ),
        migrations.RunSQL(noting(COLUMNS + NEW), noting(COLUMNS)),
    ]
