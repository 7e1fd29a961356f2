"""The search's entries leave out merged records by themselves, and are counted from an index alone."""

from django.db import migrations, models

FUNCTIONS = """
CREATE OR REPLACE FUNCTION screening_index(people bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF cardinality(people) = 0 THEN RETURN; END IF;
    DELETE FROM screening_searchentry AS entry WHERE entry.candidate_id = ANY (people) AND NOT EXISTS (
        SELECT 1 FROM talent_poolmembership AS place JOIN talent_candidate AS person ON person.id = place.candidate_id
        WHERE place.candidate_id = entry.candidate_id AND place.state IN ('waiting', 'approved')
            AND person.merged_into_id IS NULL
    );
    INSERT INTO screening_searchentry AS entry (
        candidate_id, terms, words, approved, years, route, lives_here, notice_weeks, available_on, paused_until, heard_at
    )
    SELECT person.id,
        ARRAY(
            SELECT 'skill:' || skill || ':' || level_
            FROM talent_candidateskill, generate_series(1, coalesce(level, 1)) AS level_
            WHERE candidate_id = person.id
            UNION SELECT 'language:' || code || ':' || level_
            FROM talent_candidatelanguage, generate_series(1, level) AS level_ WHERE candidate_id = person.id
            UNION SELECT 'place:' || place_ FROM unnest(person.places) AS place_
            UNION SELECT 'education:' || level_ FROM generate_series(1, person.education) AS level_
            UNION SELECT kind || ':' || code FROM (VALUES
                ('occupation', person.occupation), ('remote', person.remote), ('route', person.route),
                ('country', person.country)
            ) AS told (kind, code) WHERE code <> ''
            ORDER BY 1
        ),
        to_tsvector('simple', concat_ws(
            ' ', person.role_title, person.headline, person.summary, person.approved_summary
        )),
        place.state = 'approved', person.years, person.route, person.country = 'NO', person.notice_weeks, person.available_on,
        place.paused_until, coalesce(person.last_contact_at, person.registered_at)
    FROM talent_candidate AS person JOIN talent_poolmembership AS place ON place.candidate_id = person.id
    WHERE person.id = ANY (people) AND place.state IN ('waiting', 'approved') AND person.erased_at IS NULL
        AND person.merged_into_id IS NULL
    ORDER BY person.id
    ON CONFLICT (candidate_id) DO UPDATE SET
        (terms, words, approved, years, route, lives_here, notice_weeks, available_on, paused_until, heard_at) = (
            excluded.terms, excluded.words, excluded.approved, excluded.years, excluded.route, excluded.lives_here,
            excluded.notice_weeks, excluded.available_on, excluded.paused_until, excluded.heard_at
        )
    WHERE (entry.terms, entry.words, entry.approved, entry.years, entry.route, entry.lives_here, entry.notice_weeks,
           entry.available_on, entry.paused_until, entry.heard_at)
        IS DISTINCT FROM (excluded.terms, excluded.words, excluded.approved, excluded.years, excluded.route, excluded.lives_here,
           excluded.notice_weeks, excluded.available_on, excluded.paused_until, excluded.heard_at);
END $$;

CREATE OR REPLACE FUNCTION screening_person_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM screening_index(ARRAY(
        SELECT later.id FROM changed AS later JOIN before AS earlier USING (id)
        WHERE (later.places, later.education, later.occupation, later.remote, later.route, later.country, later.role_title,
               later.headline, later.summary, later.approved_summary, later.years, later.notice_weeks, later.available_on,
               later.last_contact_at, later.registered_at, later.erased_at, later.merged_into_id)
            IS DISTINCT FROM
              (earlier.places, earlier.education, earlier.occupation, earlier.remote, earlier.route, earlier.country, earlier.role_title,
               earlier.headline, earlier.summary, earlier.approved_summary, earlier.years, earlier.notice_weeks, earlier.available_on,
               earlier.last_contact_at, earlier.registered_at, earlier.erased_at, earlier.merged_into_id)
    ));
    RETURN NULL;
END $$;
"""
EVERYBODY = "SELECT screening_index(ARRAY(SELECT id FROM talent_candidate));"


class Migration(migrations.Migration):
    dependencies = [("screening", "0005_replays_of_runs_are_kept"), ("talent", "0002_changes_note_themselves")]
    operations = [
        migrations.RemoveIndex(model_name="searchentry", name="search_entry_heard"),
        migrations.AddField(
            model_name="searchentry",
            name="approved",
            field=models.BooleanField(default=False),
        ),
        migrations.AddIndex(
            model_name="searchentry",
            index=models.Index(
                fields=["heard_at", "candidate"],
                include=("approved", "years", "route", "lives_here", "notice_weeks", "available_on", "paused_until"),
                name="search_entry_heard",
            ),
        ),
        migrations.RunSQL(FUNCTIONS + EVERYBODY, migrations.RunSQL.noop),
    ]
