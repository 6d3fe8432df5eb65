"""A row by its reference, looked for so that a clock cannot tell one that is hidden from one that is not there.

Whoever looks for what nobody has gets some other row, or would if they might know of it: then as much is asked of it as
is asked of the one that is meant, and what is locked is unlocked. The caller compares the reference.
"""

from typing import Any

from sqlalchemy import Integer, String, Table, bindparam, func, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

from complaints.models import metadata
from complaints.protections import CASES, REPORTS


class any_case(GenericFunction[int]):
    """The row id of the case with a reference; where none has it, of the first. On PostgreSQL, past every policy."""

    type = Integer()
    inherit_cache = True


class any_report(GenericFunction[int]):
    """The same of a confidential report."""

    type = Integer()
    inherit_cache = True


@compiles(any_case, "sqlite")
def _case(_function: any_case, compiler: Any, **options: Any) -> str:
    return _either(metadata.tables[CASES], compiler, options)


@compiles(any_report, "sqlite")
def _report(_function: any_report, compiler: Any, **options: Any) -> str:
    return _either(metadata.tables[REPORTS], compiler, options)


def _either(table: Table, compiler: Any, options: dict[str, Any]) -> str:
    """What the function of that name does on PostgreSQL, as an expression."""
    row = table.alias("named")
    this = select(row.c.id).where(row.c.reference == bindparam("reference")).scalar_subquery()
    first = select(func.min(row.c.id)).scalar_subquery()
    return str(compiler.process(func.coalesce(this, first), **options))


def named(table: Table) -> Any:
    """That a row is the one with the reference in `:reference`, or some other where there is none."""
    any_row = {CASES: any_case, REPORTS: any_report}[table.name]
    return table.c.id == any_row(bindparam("reference", type_=String()))
