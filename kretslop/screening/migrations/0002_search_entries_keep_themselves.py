"""The database keeps the search's index true, in the same transaction as every change to a profile."""

from django.db import migrations

INDEX = """
CREATE FUNCTION screening_index(people bigint[]) RETURNS void LANGUAGE plpgsql AS $$
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
        place.state = 'approved', person.years, person.route, person.country = 'NO', person.notice_weeks,
        person.available_on, place.paused_until, coalesce(person.last_contact_at, person.registered_at)
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
        IS DISTINCT FROM
          (excluded.terms, excluded.words, excluded.approved, excluded.years, excluded.route, excluded.lives_here,
           excluded.notice_weeks, excluded.available_on, excluded.paused_until, excluded.heard_at);
END $$;

CREATE FUNCTION screening_person_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- A word with somebody is noted more often than all else changes, and concerns one column.
    UPDATE screening_searchentry AS entry SET heard_at = coalesce(later.last_contact_at, later.registered_at)
    FROM changed AS later
    WHERE later.id = entry.candidate_id AND entry.heard_at <> coalesce(later.last_contact_at, later.registered_at);
    PERFORM screening_index(ARRAY(
        SELECT later.id FROM changed AS later JOIN before AS earlier USING (id)
        WHERE (later.places, later.education, later.occupation, later.remote, later.route, later.country,
               later.role_title, later.headline, later.summary, later.approved_summary, later.years, later.notice_weeks,
               later.available_on, later.erased_at, later.merged_into_id)
            IS DISTINCT FROM
              (earlier.places, earlier.education, earlier.occupation, earlier.remote, earlier.route, earlier.country,
               earlier.role_title, earlier.headline, earlier.summary, earlier.approved_summary, earlier.years,
               earlier.notice_weeks, earlier.available_on, earlier.erased_at, earlier.merged_into_id)
    ));
    RETURN NULL;
END $$;
CREATE FUNCTION screening_person_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM screening_searchentry WHERE candidate_id IN (SELECT id FROM changed);
    RETURN NULL;
END $$;
CREATE FUNCTION screening_part_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM screening_index(ARRAY(SELECT DISTINCT candidate_id FROM changed));
    RETURN NULL;
END $$;
-- A row that moves to another person (records that were one person's) changes both.
CREATE FUNCTION screening_part_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM screening_index(ARRAY(SELECT candidate_id FROM changed UNION SELECT candidate_id FROM before));
    RETURN NULL;
END $$;
-- Of a place in the pool only this much is in the index: signing in is no change.
CREATE FUNCTION screening_place_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM screening_index(ARRAY(
        SELECT unnest(ARRAY[later.candidate_id, earlier.candidate_id])
        FROM changed AS later JOIN before AS earlier USING (id)
        WHERE (later.candidate_id, later.state, later.paused_until)
            IS DISTINCT FROM (earlier.candidate_id, earlier.state, earlier.paused_until)
    ));
    RETURN NULL;
END $$;

CREATE TRIGGER screening_changed AFTER UPDATE ON talent_candidate
    REFERENCING NEW TABLE AS changed OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION screening_person_changed();
CREATE TRIGGER screening_gone AFTER DELETE ON talent_candidate
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION screening_person_gone();
"""
#: table -> the function that looks at rows before and after they changed.
PARTS = {
    "talent_poolmembership": "screening_place_moved",
    "talent_candidateskill": "screening_part_moved",
    "talent_candidatelanguage": "screening_part_moved",
}
NAMES = ("came", "went", "moved")
TRIGGERS = "".join(
    f"""
CREATE TRIGGER screening_came AFTER INSERT ON {table}
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION screening_part_changed();
CREATE TRIGGER screening_went AFTER DELETE ON {table}
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION screening_part_changed();
CREATE TRIGGER screening_moved AFTER UPDATE ON {table}
    REFERENCING NEW TABLE AS changed OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION {moved}();
"""
    for table, moved in PARTS.items()
)
EVERYBODY = "SELECT screening_index(ARRAY(SELECT id FROM talent_candidate));"
AWAY = (
    "".join(f"DROP TRIGGER screening_{name} ON {table};" for table in PARTS for name in NAMES)
    + """
DROP TRIGGER screening_changed ON talent_candidate;
DROP TRIGGER screening_gone ON talent_candidate;
DROP FUNCTION screening_person_changed();
DROP FUNCTION screening_person_gone();
DROP FUNCTION screening_part_changed();
DROP FUNCTION screening_part_moved();
DROP FUNCTION screening_place_moved();
DROP FUNCTION screening_index(bigint[]);
"""
)


class Migration(migrations.Migration):
    dependencies = [("screening", "0001_initial"), ("talent", "0002_changes_note_themselves")]
    operations = [migrations.RunSQL(INDEX + TRIGGERS + EVERYBODY, AWAY)]
