"""Reading a case: found and read, then logged after the exclusions are checked again; only then is it sent.

Unknown, unallocated and excluded take the same path, statement for statement.
"""

from collections.abc import Callable
from typing import TypeVar

from sqlmodel import Session

from complaints.errors import NotFound
from complaints.models.log import OWN_NAME, LogKind
from complaints.models.people import SignedIn
from complaints.queries.addresses import case_address
from complaints.queries.visible import find_case
from complaints.services import log
from complaints.web.house import House

View = TypeVar("View")

FOR_SOME = ("looked", "links", "not-safe")
"""The pages of a case that are for some roles alone: to others they are addresses of nothing, and logged as such."""


def read_case(
    house: House,
    actor: SignedIn,
    reference: str,
    what: str,
    read: Callable[[Session, int], View],
    kind: LogKind = LogKind.VIEW,
) -> View:
    """The view of a case that `read` makes, once the log says that it was seen. Raises `NotFound`.

    Where `read` makes nothing, because its reader has not declared, the log has a plain view.
    """
    try:
        with house.database.transaction(actor.person_id, write=False) as session:
            view = read(session, find_case(session, reference, actor))
        with house.database.transaction(actor.person_id) as session:
            seen = find_case(session, reference, actor)
            log.append(session, [_record(house, actor, LogKind.VIEW if view is None else kind, what, case_id=seen)])
    except NotFound:
        log_not_found(house, actor, what, reference)
        raise
    return view


def log_view(house: House, actor: SignedIn, what: str) -> None:
    """Log that a page about no one case was seen."""
    with house.database.transaction(actor.person_id) as session:
        log.append(session, [_record(house, actor, LogKind.VIEW, what)])


def log_search(house: House, actor: SignedIn, sought: str, *, own_name: bool) -> None:
    """Log that somebody searched, whatever they found, and whether for their own name or number.

    Of what they sought there is only a keyed digest: a plain one of a name is found by trying names.
    """
    fingerprint, what = house.database.keys.fingerprint(sought), OWN_NAME if own_name else "find"
    with house.database.transaction(actor.person_id) as session:
        log.append(session, [_record(house, actor, LogKind.SEARCH, what, digest=fingerprint)])


def log_not_found(house: House, actor: SignedIn, what: str, reference: str) -> None:
    """Log that somebody asked for what is not there for them; of the reference, only a digest."""
    asked = _digest(reference)
    with house.database.transaction(actor.person_id) as session:
        log.append(session, [_record(house, actor, LogKind.NOT_FOUND, what, digest=asked)])


def attempts(reference: str) -> list[str]:
    """What the log has of a case that was asked for in vain: its reference, or a page that is not for every role."""
    pages = (f"{case_address(reference)}/{name}" for name in FOR_SOME)
    return [_digest(asked) for asked in (reference, *pages)]


def _digest(asked: str) -> str:
    return log.digest("", [{"reference": asked}])


def _record(
    house: House,
    actor: SignedIn,
    kind: LogKind,
    what: str,
    *,
    case_id: int | None = None,
    digest: str | None = None,
) -> log.Record:
    return log.Record(kind=kind, at=house.now(), what=what, account_id=actor.account_id, case_id=case_id, digest=digest)
