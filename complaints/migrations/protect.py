"""What a revision calls, so that the tables it makes are protected."""

from typing import Any

from alembic import op
from sqlalchemy import inspect

from complaints.protections import (
    CALLED,
    FUNCTIONS,
    NO_FUNCTIONS,
    Protection,
    postgresql_statements,
    sqlite_statements,
)


def protect(table: str, **protection: Any) -> None:
    """Put a new table's triggers, grants and policy in place. `protection` is `Protection`'s."""
    bind = op.get_bind()
    columns = [column["name"] for column in inspect(bind).get_columns(table)]
    asked = Protection(**protection)
    if bind.dialect.name == "sqlite":
        statements = sqlite_statements(table, columns, asked)
    else:
        statements = postgresql_statements(table, columns, asked, _role())
    for statement in statements:
        op.execute(statement)


def create_functions() -> None:
    """PostgreSQL only: what the triggers and policies call."""
    if op.get_bind().dialect.name == "postgresql":
        for statement in (*FUNCTIONS, *(f"GRANT EXECUTE ON FUNCTION {called} TO {_role()}" for called in CALLED)):
            op.execute(statement)


def drop_functions() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for statement in NO_FUNCTIONS:
            op.execute(statement)


def _role() -> str:
    """The application's role, quoted."""
    role: str = op.get_context().opts["app_role"]
    return op.get_bind().dialect.identifier_preparer.quote(role)
