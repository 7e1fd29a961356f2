"""The database refuses to change criteria that were agreed by all: runs and introductions point at them."""

from django.db import migrations

KEEP = """
CREATE FUNCTION campaigns_keep_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.frozen_at IS NOT NULL AND (NEW.criteria, NEW.number, NEW.campaign_id)
        IS DISTINCT FROM (OLD.criteria, OLD.number, OLD.campaign_id) THEN
        RAISE EXCEPTION 'frozen criteria are never changed' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_frozen BEFORE UPDATE ON campaigns_criteriaversion
    FOR EACH ROW EXECUTE FUNCTION campaigns_keep_frozen();
"""
UNDO = "DROP TRIGGER keep_frozen ON campaigns_criteriaversion; DROP FUNCTION campaigns_keep_frozen();"


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(KEEP, UNDO),
    ]
