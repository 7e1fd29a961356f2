"""The database keeps the lists of the desk true, in the same transaction as every change to what they follow from."""

from django.db import migrations

DESK = """
CREATE FUNCTION screening_desk(results bigint[]) RETURNS void LANGUAGE plpgsql
    -- Planned once for a session, by indexes alone: planning anew took five times as long as the rest, and a plan that
    -- was made while a table was empty must not read all of it when it has grown.
    SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
BEGIN
    IF results IS NULL OR cardinality(results) = 0 THEN RETURN; END IF;
    WITH now_ AS MATERIALIZED (SELECT * FROM screening_desk_now(results)), gone AS (
        DELETE FROM screening_deskentry AS entry WHERE entry.preselection_id = ANY (results)
            AND NOT EXISTS (SELECT 1 FROM now_ WHERE now_.preselection_id = entry.preselection_id)
    )
    INSERT INTO screening_deskentry AS entry (
        preselection_id, campaign_id, which, score, ref, proposed_by_id, paused_until, revisit_due
    )
    SELECT * FROM now_
    ON CONFLICT (preselection_id) DO UPDATE SET
        (campaign_id, which, score, ref, proposed_by_id, paused_until, revisit_due) = (
            excluded.campaign_id, excluded.which, excluded.score, excluded.ref, excluded.proposed_by_id,
            excluded.paused_until, excluded.revisit_due
        )
    WHERE (entry.campaign_id, entry.which, entry.score, entry.ref, entry.proposed_by_id, entry.paused_until,
           entry.revisit_due)
        IS DISTINCT FROM (excluded.campaign_id, excluded.which, excluded.score, excluded.ref, excluded.proposed_by_id,
           excluded.paused_until, excluded.revisit_due);
END $$;

CREATE FUNCTION screening_desk_now(results bigint[]) RETURNS TABLE (
    preselection_id bigint, campaign_id bigint, which text, score int, ref text, proposed_by_id bigint,
    paused_until date, revisit_due date
) LANGUAGE sql STABLE AS $$
    SELECT result.id, result.campaign_id,
        CASE WHEN proposal.id IS NOT NULL THEN 'second'
             WHEN decision.id IS NOT NULL THEN 'held'
             WHEN result.placed <> '' THEN result.placed
             ELSE result."group" END,
        result.score, result.ref, proposal.by_id, place.paused_until,
        CASE WHEN proposal.id IS NULL THEN decision.revisit_due END
    FROM screening_preselection AS result
    JOIN talent_poolmembership AS place
        ON place.candidate_id = result.candidate_id AND place.state IN ('waiting', 'approved')
    LEFT JOIN screening_proposal AS proposal
        ON proposal.candidate_id = result.candidate_id AND proposal.campaign_id = result.campaign_id
        AND proposal.settled_at IS NULL
    LEFT JOIN screening_decision AS decision
        ON decision.candidate_id = result.candidate_id AND decision.campaign_id = result.campaign_id
        AND decision.current
    WHERE result.id = ANY (results) AND (
        proposal.id IS NOT NULL OR decision.id IS NULL OR decision.verdict = 'held' AND decision.revisit_due IS NOT NULL
    )
$$;

CREATE FUNCTION screening_result_came() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM screening_desk(ARRAY(SELECT id FROM changed));
    RETURN NULL;
END $$;
CREATE FUNCTION screening_result_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM screening_desk(ARRAY(
        SELECT later.id FROM changed AS later JOIN before AS earlier USING (id)
        WHERE (later.candidate_id, later.campaign_id, later.placed, later."group", later.score, later.ref)
            IS DISTINCT FROM
              (earlier.candidate_id, earlier.campaign_id, earlier.placed, earlier."group", earlier.score, earlier.ref)
    ));
    RETURN NULL;
END $$;
CREATE FUNCTION screening_result_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM screening_deskentry WHERE preselection_id IN (SELECT id FROM changed);
    RETURN NULL;
END $$;
CREATE FUNCTION screening_decided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM screening_desk(ARRAY(
        SELECT DISTINCT result.id FROM changed
        JOIN screening_preselection AS result USING (candidate_id, campaign_id)
    ));
    RETURN NULL;
END $$;
-- A row that moves to another person (records that were one person's) changes both.
CREATE FUNCTION screening_redecided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM screening_desk(ARRAY(
        SELECT result.id
        FROM (SELECT candidate_id, campaign_id FROM changed UNION SELECT candidate_id, campaign_id FROM before) AS about
        JOIN screening_preselection AS result USING (candidate_id, campaign_id)
    ));
    RETURN NULL;
END $$;
CREATE FUNCTION screening_in_pool() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM screening_desk(ARRAY(
        SELECT result.id FROM changed JOIN screening_preselection AS result USING (candidate_id)
    ));
    RETURN NULL;
END $$;
-- Of a place in the pool only this much counts: signing in is no change.
CREATE FUNCTION screening_moved_in_pool() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM screening_desk(ARRAY(
        SELECT DISTINCT result.id
        FROM changed AS later JOIN before AS earlier USING (id)
        CROSS JOIN unnest(ARRAY[later.candidate_id, earlier.candidate_id]) AS person
        JOIN screening_preselection AS result ON result.candidate_id = person
        WHERE (later.candidate_id, later.state, later.paused_until)
            IS DISTINCT FROM (earlier.candidate_id, earlier.state, earlier.paused_until)
    ));
    RETURN NULL;
END $$;
CREATE TRIGGER screening_desk_came AFTER INSERT ON screening_preselection
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION screening_result_came();
CREATE TRIGGER screening_desk_changed AFTER UPDATE ON screening_preselection
    REFERENCING NEW TABLE AS changed OLD TABLE AS before
    FOR EACH STATEMENT EXECUTE FUNCTION screening_result_changed();
CREATE TRIGGER screening_desk_gone AFTER DELETE ON screening_preselection
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION screening_result_gone();
"""
#: table -> what looks at rows that came or went, and what at rows before and after they changed.
CONCERNS = {
    "screening_decision": ("screening_decided", "screening_redecided"),
    "screening_proposal": ("screening_decided", "screening_redecided"),
    "talent_poolmembership": ("screening_in_pool", "screening_moved_in_pool"),
}
TRIGGERS = "".join(
    f"""
CREATE TRIGGER screening_desk_came AFTER INSERT ON {table}
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION {there}();
CREATE TRIGGER screening_desk_went AFTER DELETE ON {table}
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION {there}();
CREATE TRIGGER screening_desk_moved AFTER UPDATE ON {table}
    REFERENCING NEW TABLE AS changed OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION {moved}();
"""
    for table, (there, moved) in CONCERNS.items()
)
EVERYBODY = "SELECT screening_desk(ARRAY(SELECT id FROM screening_preselection));"
AWAY = "".join(
    f"DROP TRIGGER screening_desk_{name} ON {table};" for table in CONCERNS for name in ("came", "went", "moved")
)
AWAY += "".join(
    f"DROP TRIGGER screening_desk_{name} ON screening_preselection;" for name in ("came", "changed", "gone")
)
AWAY += """
DROP FUNCTION screening_result_came();
DROP FUNCTION screening_result_changed();
DROP FUNCTION screening_result_gone();
DROP FUNCTION screening_decided();
DROP FUNCTION screening_redecided();
DROP FUNCTION screening_in_pool();
DROP FUNCTION screening_moved_in_pool();
DROP FUNCTION screening_desk(bigint[]);
DROP FUNCTION screening_desk_now(bigint[]);
"""


class Migration(migrations.Migration):
    dependencies = [("screening", "0002_search_entries_keep_themselves"), ("talent", "0002_changes_note_themselves")]
    operations = [migrations.RunSQL(DESK + TRIGGERS + EVERYBODY, AWAY)]
