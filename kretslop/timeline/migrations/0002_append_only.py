"""A timeline that anybody could rewrite would prove nothing: the database refuses."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION timeline_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the timeline is append-only' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER timeline_append_only BEFORE UPDATE OR DELETE ON timeline_event
    FOR EACH ROW EXECUTE FUNCTION timeline_refuse();
CREATE TRIGGER timeline_no_truncate BEFORE TRUNCATE ON timeline_event
    FOR EACH STATEMENT EXECUTE FUNCTION timeline_refuse();
"""
ALLOW = """
DROP TRIGGER timeline_append_only ON timeline_event;
DROP TRIGGER timeline_no_truncate ON timeline_event;
DROP FUNCTION timeline_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("timeline", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
