"""The database keeps the lists of the desk true, in the same transaction as every change to what they follow from."""

from django.db import migrations

DESK = """
CREATE FUNCTION screening_desk(results bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF results IS NULL OR cardinality(results) = 0 THEN RETURN; END IF;
    DELETE FROM screening_deskentry AS entry WHERE entry.preselection_id = ANY (results) AND NOT EXISTS (
        SELECT 1 FROM screening_desk_now(results) AS now_ WHERE now_.preselection_id = entry.preselection_id
    );
    INSERT INTO screening_deskentry AS entry (
        preselection_id, campaign_id, which, score, ref, proposed_by_id, paused_until, revisit_due
    )
    SELECT * FROM screening_desk_now(results)
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

CREATE FUNCTION screening_result_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM screening_desk(ARRAY(SELECT id FROM changed));
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
CREATE FUNCTION screening_moved_in_pool() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM screening_desk(ARRAY(
        SELECT result.id FROM changed JOIN screening_preselection AS result USING (candidate_id)
    ));
    RETURN NULL;
END $$;
CREATE TRIGGER screening_desk_gone AFTER DELETE ON screening_preselection
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION screening_result_gone();
"""
#: table -> the function that finds the results which a change of its rows concerns.
CONCERNS = {
    "screening_decision": "screening_decided",
    "screening_proposal": "screening_decided",
    "talent_poolmembership": "screening_moved_in_pool",
}
#: A row that moves to another person (records that were one person's) changes both.
MOMENTS = {"came": "INSERT NEW", "went": "DELETE OLD", "changed": "UPDATE NEW", "moved": "UPDATE OLD"}
TRIGGER = """
CREATE TRIGGER screening_desk_{name} AFTER {event} ON {table}
    REFERENCING {which} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION {function}();
"""


def trigger(table: str, function: str, name: str) -> str:
    """Return the statement that has a function look at what becomes of a table's rows at one of `MOMENTS`."""
    event, which = MOMENTS[name].split()
    return TRIGGER.format(name=name, event=event, which=which, table=table, function=function)


TRIGGERS = "".join(trigger(table, function, name) for table, function in CONCERNS.items() for name in MOMENTS)
TRIGGERS += "".join(trigger("screening_preselection", "screening_result_changed", name) for name in ("came", "changed"))
EVERYBODY = "SELECT screening_desk(ARRAY(SELECT id FROM screening_preselection));"
AWAY = "".join(f"DROP TRIGGER screening_desk_{name} ON {table};" for table in CONCERNS for name in MOMENTS)
AWAY += "".join(
    f"DROP TRIGGER screening_desk_{name} ON screening_preselection;" for name in ("came", "changed", "gone")
)
AWAY += """
DROP FUNCTION screening_result_changed();
DROP FUNCTION screening_result_gone();
DROP FUNCTION screening_decided();
DROP FUNCTION screening_moved_in_pool();
DROP FUNCTION screening_desk(bigint[]);
DROP FUNCTION screening_desk_now(bigint[]);
"""


class Migration(migrations.Migration):
    dependencies = [("screening", "0003_lists_of_the_desk"), ("talent", "0002_changes_note_themselves")]
    operations = [migrations.RunSQL(DESK + TRIGGERS + EVERYBODY, AWAY)]
