"""PostgreSQL's function that finds what was stated in events.

One statement that named every entry's table would be planned for all of them each time that somebody connects; the
function plans for the tables that it comes to. It runs as whoever calls it, so that the policies hold. It is made of
the entries, and made anew whenever the database is migrated.
"""

from sqlalchemy import Connection

from complaints.models.entries import TABLES, fields_of
from workflows.registry import ENTRIES

FUNCTION = "stated(integer[])"


def make_stated(connection: Connection, role: str) -> None:
    """Make it as the entries are now; `role` is the application's, which may call it. SQLite needs none.

    `stated(events)` gives a row for each of these events that the caller may know of: the id of the event, and a JSON
    array of its entry's fields in their order.
    """
    if connection.dialect.name == "postgresql":
        caller = connection.dialect.identifier_preparer.quote(role)
        connection.exec_driver_sql(_function())
        connection.exec_driver_sql(f"REVOKE ALL ON FUNCTION {FUNCTION} FROM PUBLIC")
        connection.exec_driver_sql(f"GRANT EXECUTE ON FUNCTION {FUNCTION} TO {caller}")


def _function() -> str:
    kinds = "\n".join(_kind(trigger) for trigger in sorted(ENTRIES))
    return f"""
CREATE OR REPLACE FUNCTION stated(events integer[]) RETURNS TABLE (event integer, entry json)
LANGUAGE plpgsql STABLE AS $$
DECLARE
    step text;
BEGIN
    FOR step IN SELECT DISTINCT "trigger" FROM unnest(events) AS asked(id) JOIN event AS known USING (id) LOOP
        CASE step
{kinds}
            ELSE NULL;
        END CASE;
    END LOOP;
END $$
"""


def _kind(trigger: str) -> str:
    fields = ", ".join(f'told."{field.name}"' for field in fields_of(ENTRIES[trigger]))
    found = f"SELECT told.event_id, json_build_array({fields}) FROM unnest(events) AS asked(id)"
    return (
        f"WHEN '{trigger}' THEN RETURN QUERY {found} JOIN {TABLES[trigger].name} AS told ON told.event_id = asked.id;"
    )
