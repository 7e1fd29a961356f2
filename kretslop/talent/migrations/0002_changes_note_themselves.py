"""The database notes by itself whose profile or place in the pool changes, in the transaction of the change."""

from django.db import migrations

# One row per person and statement. Of a candidate's own row only the columns that facts are read from count, and
# of a place in the pool only its state, so that signing in is no change.
NOTE = """
CREATE FUNCTION talent_note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('INSERT INTO talent_change (candidate_number) SELECT DISTINCT %I FROM touched', TG_ARGV[0]);
    RETURN NULL;
END $$;
CREATE FUNCTION talent_note_changed_candidate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO talent_change (candidate_number)
    SELECT touched.id FROM touched JOIN before USING (id)
    WHERE (touched.country, touched.places, touched.remote, touched.available_on, touched.notice_weeks, touched.route,
           touched.occupation, touched.years, touched.education, touched.skills_known, touched.languages_known,
           touched.industries, touched.industries_known, touched.seniority_wishes, touched.employer_wishes)
        IS DISTINCT FROM
          (before.country, before.places, before.remote, before.available_on, before.notice_weeks, before.route,
           before.occupation, before.years, before.education, before.skills_known, before.languages_known,
           before.industries, before.industries_known, before.seniority_wishes, before.employer_wishes);
    RETURN NULL;
END $$;
CREATE FUNCTION talent_note_moved_membership() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO talent_change (candidate_number)
    SELECT touched.candidate_id FROM touched JOIN before USING (id) WHERE touched.state <> before.state;
    RETURN NULL;
END $$;
CREATE TRIGGER note_update AFTER UPDATE ON talent_poolmembership REFERENCING NEW TABLE AS touched OLD TABLE AS before
    FOR EACH STATEMENT EXECUTE FUNCTION talent_note_moved_membership();
CREATE TRIGGER note_update AFTER UPDATE ON talent_candidate REFERENCING NEW TABLE AS touched OLD TABLE AS before
    FOR EACH STATEMENT EXECUTE FUNCTION talent_note_changed_candidate();
"""
TABLES = (
    ("talent_candidate", "id", ("INSERT", "DELETE")),
    ("talent_candidateskill", "candidate_id", ("INSERT", "UPDATE", "DELETE")),
    ("talent_candidatelanguage", "candidate_id", ("INSERT", "UPDATE", "DELETE")),
    ("talent_poolmembership", "candidate_id", ("INSERT", "DELETE")),
)
TRIGGERS = "".join(
    f"CREATE TRIGGER note_{event.lower()} AFTER {event} ON {table} "
    f"REFERENCING {'OLD' if event == 'DELETE' else 'NEW'} TABLE AS touched "
    f"FOR EACH STATEMENT EXECUTE FUNCTION talent_note_change('{column}');\n"
    for table, column, events in TABLES
    for event in events
)
EVERYBODY = "INSERT INTO talent_change (candidate_number) SELECT id FROM talent_candidate;"
UNDO = (
    "DROP TRIGGER note_update ON talent_candidate; DROP TRIGGER note_update ON talent_poolmembership;"
    + "".join(f"DROP TRIGGER note_{event.lower()} ON {table};" for table, _, events in TABLES for event in events)
    + "DROP FUNCTION talent_note_change(); DROP FUNCTION talent_note_changed_candidate();"
    "DROP FUNCTION talent_note_moved_membership();"
)


class Migration(migrations.Migration):
    dependencies = [
        ("talent", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(NOTE + TRIGGERS + EVERYBODY, UNDO),
    ]
