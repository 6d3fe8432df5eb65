"""How Alembic writes a revision from the models: plain column types, and `protect` for each new table."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any, Literal

from alembic.autogenerate import renderers
from alembic.autogenerate.api import AutogenContext
from alembic.operations.ops import CreateTableOp, ExecuteSQLOp, MigrateOperation, MigrationScript
from alembic.runtime.migration import MigrationContext
from sqlalchemy import JSON, Enum
from sqlmodel.sql.sqltypes import AutoString

from complaints.models import metadata
from complaints.models.types import EncryptedText, KeyedDigest, UTCDateTime
from complaints.protections import Protection, protection_of


class Call(MigrateOperation):
    """A call of one of `complaints.migrations.protect`'s functions, as it will stand in the revision."""

    def __init__(self, function: str, arguments: str = "") -> None:
        self.function = function
        self.arguments = arguments


@renderers.dispatch_for(Call)
def _render_call(context: AutogenContext, call: Call) -> str:
    context.imports.add(f"from complaints.migrations.protect import {call.function}")
    return f"{call.function}({call.arguments})"


def render_item(kind: str, item: Any, context: AutogenContext) -> str | Literal[False]:
    """Our column types as SQLAlchemy's own, so that a revision does not change when our code does."""
    if kind != "type":
        return False
    match item:
        case JSON():
            context.imports.add("from sqlalchemy.dialects import postgresql")
            return "sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')"
        case UTCDateTime():
            return "sa.DateTime(timezone=True)"
        case EncryptedText():
            return "sa.Text()"
        case KeyedDigest():
            return "sa.String(length=64)"
        case AutoString() | Enum():
            return f"sa.String(length={item.length})" if item.length else "sa.String()"
    return False


def add_protections(context: MigrationContext, _revision: Any, directives: list[MigrationScript]) -> None:
    """After the tables that a revision makes: their protections, and the rows they start with."""
    for script in directives:
        upgrade, downgrade = script.upgrade_ops, script.downgrade_ops
        if upgrade is None or downgrade is None or not upgrade.ops:
            continue
        tables = [operation for operation in upgrade.ops if isinstance(operation, CreateTableOp)]
        if context.get_current_revision() is None:
            upgrade.ops.append(Call("create_functions"))
            downgrade.ops.append(Call("drop_functions"))
        for table in tables:
            upgrade.ops.extend(_protections(table))


def _protections(operation: CreateTableOp) -> Iterable[MigrateOperation]:
    table = metadata.tables[operation.table_name]
    yield Call("protect", ", ".join([f'"{table.name}"', *_differences(protection_of(table))]))
    if "planted" in table.info:
        yield ExecuteSQLOp(table.info["planted"])
    operation.info = {}  # it is said above, and in the models; a revision needs no third copy


def _differences(protection: Protection) -> Iterable[str]:
    """What differs from a table without any protection, as keyword arguments."""
    for field in fields(Protection):
        value = getattr(protection, field.name)
        if value != field.default:
            yield f"{field.name}={value!r}"
