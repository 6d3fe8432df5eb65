"""What the database itself forbids: triggers, grants and row-level policies, for both databases.

`protection_of` derives them from a table of the metadata; a migration names them, and its `protect` puts
them in place.

Every table is one of three: append-only (rows are added, never changed or removed; secret columns and their
digests may be made anew with another key), deletable, or neither (rows change but stay). On SQLite triggers hold it
against everybody; on PostgreSQL grants hold it against the application's role and triggers hold append-only tables
against the owner too.

On PostgreSQL a table that tells of a case also has a policy: the person named by `transaction` sees no row of a
case from which they are excluded, and without a person no case is seen. Rows of no case, as a meeting's, are open.
A confidential report is seen by gatekeepers whom it does not name, and in a transaction that came by its reference; a
safety concern by everybody but whom it names.
The owner is not bound (no FORCE): it runs migrations only, and the function below must read every exclusion.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Table

from complaints.models.types import digest_columns, secret_columns

CASES, REPORTS = "case_file", "confidential_report"
SCOPES = ("case_id", "process_id", "event_id")
"""The columns by which a table tells of a case; the first that it has is the one that its policy reads."""

NAMED_BY = (
    ("report-in-confidence", "subject"),
    ("add-in-confidence", "subject"),
    ("keep-out", "person"),
    ("pass-to-psd", "subject"),
    ("pass-to-psd", "victim"),
)
"""Every answer that names somebody who must know nothing of a confidential report."""

_NAMED = " OR ".join(
    f"EXISTS (SELECT FROM entry_{trigger.replace('-', '_')} AS named"
    f" WHERE named.event_id = event.id AND named.{field} = person.reference)"
    for trigger, field in NAMED_BY
)


def _any_row(name: str, table: str) -> tuple[str, str]:
    """What finds a row by its reference past every policy, or the first where none has it: it tells nobody which."""
    meant = f"(SELECT id FROM {table} WHERE reference = named)"
    body = f"BEGIN RETURN coalesce({meant}, (SELECT min(id) FROM {table})); END"
    options = "LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp"
    return (
        f"CREATE FUNCTION {name}(named text) RETURNS integer {options} AS $$ {body} $$",
        f"REVOKE ALL ON FUNCTION {name}(text) FROM PUBLIC",
    )


FUNCTIONS = (
    """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$
""",
    # NULL hides every case. An exclusion takes effect when its transaction commits: a person who declares a
    # connection must still finish that step. It runs as the owner, because exclusions are hidden as well.
    """
CREATE FUNCTION hidden_cases() RETURNS integer[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
    actor text := current_setting('app.person', true);
BEGIN
    RETURN CASE WHEN actor <> '' THEN ARRAY(
        SELECT case_id FROM exclusion
        WHERE person_id = CAST(actor AS integer) AND (until IS NULL OR until > now())
        AND xmin IS DISTINCT FROM CAST(pg_current_xact_id_if_assigned() AS xid)
    ) END;
END $$
""",
    "REVOKE ALL ON FUNCTION hidden_cases() FROM PUBLIC",
    # NULL hides every report: from all but a gatekeeper, the system, and whoever comes back to a report of their own.
    f"""
CREATE FUNCTION hidden_reports() RETURNS integer[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
    actor text := current_setting('app.person', true);
BEGIN
    IF actor = '0' OR (actor <> '' AND current_setting('app.confiding', true) = 'yes') THEN
        RETURN CAST(ARRAY[] AS integer[]);
    END IF;
    IF actor <> '' AND EXISTS (
        SELECT FROM account WHERE person_id = CAST(actor AS integer) AND roles @> CAST('["gatekeeper"]' AS jsonb)
    ) THEN
        RETURN ARRAY(
            SELECT event.confidential_id FROM event JOIN person ON person.id = CAST(actor AS integer)
            WHERE event.xmin IS DISTINCT FROM CAST(pg_current_xact_id_if_assigned() AS xid) AND ({_NAMED})
        );
    END IF;
    RETURN NULL;
END $$
""",
    "REVOKE ALL ON FUNCTION hidden_reports() FROM PUBLIC",
    *_any_row("any_case", CASES),
    *_any_row("any_report", REPORTS),
)
NO_FUNCTIONS = (
    "DROP FUNCTION any_report(text)",
    "DROP FUNCTION any_case(text)",
    "DROP FUNCTION hidden_reports()",
    "DROP FUNCTION hidden_cases()",
    "DROP FUNCTION refuse_change()",
)
ACTORS_REFERENCE = (
    "SELECT reference FROM person WHERE id = CAST(NULLIF(current_setting('app.person', true), '') AS integer)"
)
"""Nothing without a person: then a row that names anybody is seen by nobody."""

CALLED = ("hidden_cases()", "hidden_reports()", "any_case(text)", "any_report(text)")
"""What the application's role may execute: what the policies call, and what finds a row by its reference."""


@dataclass(frozen=True)
class Protection:
    """How one table is protected. `one_way`: somebody from whom a case is hidden may add rows about it.

    `kept_from` is a column with the reference of whoever must not see a row; they may add one that names them.
    """

    append_only: bool = False
    deletable: bool = False
    one_way: bool = False
    rotates: tuple[str, ...] = ()
    scope: str | None = None
    reports: str | None = None
    kept_from: str | None = None

    @property
    def has_policy(self) -> bool:
        """Whether some rows are hidden from some people."""
        return bool(self.scope or self.reports or self.kept_from)


def protection_of(table: Table) -> Protection:
    """What the table's `info`, its columns and their types ask for."""
    scope = "id" if table.name == CASES else next((name for name in SCOPES if name in table.c), None)
    append_only = table.info.get("append_only", False)
    return Protection(
        append_only=append_only,
        deletable=table.info.get("deletable", False),
        one_way=table.info.get("one_way", False),
        rotates=(*secret_columns(table), *digest_columns(table)) if append_only else (),
        scope=scope,
        kept_from=table.info.get("kept_from"),
        reports="id" if table.name == REPORTS else "confidential_id" if "confidential_id" in table.c else None,
    )


def sqlite_statements(table: str, columns: list[str], protection: Protection) -> Iterator[str]:
    """The triggers of one table. `columns` are all of its columns."""
    if protection.append_only:
        yield _sqlite_trigger(table, "update", _changes(columns, protection))
    if not protection.deletable:
        yield _sqlite_trigger(table, "delete", "DELETE")


def postgresql_statements(table: str, columns: list[str], protection: Protection, role: str) -> Iterator[str]:
    """The triggers, grants and policies of one table; `role` is the application's, quoted."""
    yield f"GRANT {_powers(protection)} ON {table} TO {role}"
    yield f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}"
    if protection.append_only:
        yield _postgresql_trigger(table, "update", _changes(columns, protection), "ROW")
        yield _postgresql_trigger(table, "delete", "DELETE", "ROW")
        yield _postgresql_trigger(table, "truncate", "TRUNCATE", "STATEMENT")
    if protection.has_policy:
        test = " AND ".join(_tests(table, protection))
        check = "true" if protection.one_way or protection.kept_from else test
        yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
        yield f"CREATE POLICY may_know ON {table} TO {role} USING ({test}) WITH CHECK ({check})"


def _changes(columns: list[str], protection: Protection) -> str:
    """Every update, or every one that touches more than secret columns."""
    fixed = [column for column in columns if column not in protection.rotates]
    return f"UPDATE OF {_listed(fixed)}" if protection.rotates else "UPDATE"


def _listed(columns: Iterable[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _sqlite_trigger(table: str, name: str, when: str) -> str:
    refusal = f"SELECT RAISE(ABORT, '{table} refuses {name}')"
    return f"CREATE TRIGGER {table}_refuses_{name} BEFORE {when} ON {table} BEGIN {refusal}; END"


def _postgresql_trigger(table: str, name: str, when: str, each: str) -> str:
    what = f"{table}_refuses_{name} BEFORE {when} ON {table}"
    return f"CREATE TRIGGER {what} FOR EACH {each} EXECUTE FUNCTION refuse_change()"


def _powers(protection: Protection) -> str:
    powers = ["SELECT", "INSERT"]
    if not protection.append_only:
        powers.append("UPDATE")
    if protection.rotates:
        powers.append(f"UPDATE ({_listed(protection.rotates)})")
    if protection.deletable:
        powers.append("DELETE")
    return ", ".join(powers)


def _tests(table: str, protection: Protection) -> Iterator[str]:
    """What must hold of a row before the transaction's person sees it."""
    if protection.scope:
        yield f"({_may_know(table, protection.scope)})"
    if protection.reports:
        yield f"({_not_among(f'{table}.{protection.reports}', 'hidden_reports()')})"
    if protection.kept_from:
        column = f"{table}.{protection.kept_from}"
        yield f"({column} IS NULL OR {column} <> ({ACTORS_REFERENCE}))"


def _not_among(column: str, hidden: str) -> str:
    """The list of what is hidden is made once a statement, not once a row, and only where a row needs it."""
    return f"{column} IS NULL OR {column} <> ALL (CAST((SELECT {hidden}) AS integer[]))"


def _may_know(table: str, scope: str) -> str:
    """The condition on a row that tells of a case."""
    column = f"{table}.{scope}"
    if scope in ("id", "case_id"):
        return _not_among(column, "hidden_cases()")
    parent = scope.removesuffix("_id")
    return f"{column} IS NULL OR EXISTS (SELECT FROM {parent} WHERE {parent}.id = {column})"
