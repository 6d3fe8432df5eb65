"""Reading a case: found and read, then logged after the exclusions are checked again; only then is it sent.

Unknown, unallocated and excluded take the same path, statement for statement.
"""

from collections.abc import Callable
from typing import TypeVar

from sqlmodel import Session

from complaints.errors import NotFound
from complaints.models.log import LogKind
from complaints.models.people import SignedIn
from complaints.queries.visible import find_case
from complaints.services import log
from complaints.web.house import House

View = TypeVar("View")


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
    """Log that somebody searched, whatever they found, and whether for their own name.

    Of what they sought there is only a keyed digest: a plain one of a name is found by trying names.
    """
    fingerprint, what = house.database.keys.fingerprint(sought), "find-own-name" if own_name else "find"
    with house.database.transaction(actor.person_id) as session:
        log.append(session, [_record(house, actor, LogKind.SEARCH, what, digest=fingerprint)])


def log_not_found(house: House, actor: SignedIn, what: str, reference: str) -> None:
    """Log that somebody asked for what is not there for them; of the reference, only a digest."""
    asked = digest_of(reference)
    with house.database.transaction(actor.person_id) as session:
        log.append(session, [_record(house, actor, LogKind.NOT_FOUND, what, digest=asked)])


def digest_of(asked: str) -> str:
    """What the log keeps of a reference, or of an address, that was not found."""
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
