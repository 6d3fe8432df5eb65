"""What the libraries take of a page: its statements, sent by SQLAlchemy from a handler of Litestar's, and nothing more.

No rule is asked, no file is built and no page is drawn: the answer is a page that was drawn before. What stands between
this and the floor cannot be saved while these libraries are used.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from litestar import Litestar, MediaType, Response, get
from litestar.concurrency import sync_to_thread
from sqlalchemy import Executable, event, text
from sqlalchemy.sql.dml import UpdateBase

from complaints.database import NAME_ACTOR, SYSTEM, Database
from tests.benchmarks.floor import INSERT_ONE

Asked = list[tuple[Executable, dict[str, Any]]]
"""The statements of one transaction, as they were handed to SQLAlchemy."""

INSERT = text(INSERT_ONE)


@contextmanager
def asked(database: Database) -> Iterator[list[Asked]]:
    """Write down what SQLAlchemy is asked to read, one list a transaction."""
    made: list[Asked] = []

    def begin(_connection: Any) -> None:
        made.append([])

    def execute(_c: Any, statement: Executable, many: Any, one: dict[str, Any], _options: Any) -> None:
        if statement is not NAME_ACTOR and not isinstance(statement, UpdateBase):
            made[-1].append((statement, dict(one) or (many[0] if many else {})))

    event.listen(database.engine, "begin", begin)
    event.listen(database.engine, "before_execute", execute)
    try:
        yield made
    finally:
        event.remove(database.engine, "begin", begin)
        event.remove(database.engine, "before_execute", execute)


def nothing_made(database: Database, made: list[Asked], page: str) -> Litestar:
    """An application that reads what a page read: session, case and log, with an insert."""
    session, case, log = made

    async def guard(_connection: Any, _handler: Any) -> None:
        await sync_to_thread(_read, database, session)

    @get("/cases/{reference:str}", sync_to_thread=True, guards=[guard])
    def handler(reference: str) -> Response[str]:  # noqa: ARG001  the page of any case
        _read(database, case)
        _read(database, log, then=lambda connection: connection.execute(INSERT))
        return Response(page, media_type=MediaType.HTML)

    return Litestar([handler], openapi_config=None, logging_config=None)


def _read(database: Database, made: Asked, then: Callable[[Any], object] | None = None) -> None:
    with database.transaction(SYSTEM, write=then is not None) as session:
        connection = session.connection()
        for statement, parameters in made:
            connection.execute(statement, parameters).all()
        if then:
            then(connection)
