"""Screens again whoever works on an open case, where the register says news of somebody in it or at work on it.

That is a new post, a way to reach them, or what they declared to their force; a course keeps nobody from a case. Every
change of the register writes down, in its own transaction, what is to be looked at. Whoever has time does it: a hundred
cases at a time, with how far it has come written down after them, so that it may be broken off anywhere, and gone on
with by anybody. Most screenings find nothing new, and leave nothing behind. A possible link that was not known is kept
by a step `screen-person` in the name of the system, and waits for a decision.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, Row, bindparam, func, insert, or_, select, union, update
from sqlmodel import Session

from complaints.database import SYSTEM, Database
from complaints.facts.load import Owner, facts_of
from complaints.facts.screening import screen_for_the_case
from complaints.facts.screening_rows import PARTS
from complaints.facts.standing import OPEN
from complaints.models import metadata
from complaints.models.people import SYSTEM_ACTOR
from complaints.references import Random, submission
from complaints.services.progress import Place, take_step
from workflows.casefile import CaseFile
from workflows.independence.facts import excluded
from workflows.independence.work import at_work
from workflows.model import PersonRef, Role
from workflows.screening.decided import brings_news
from workflows.screening.entries import ScreenPerson

BATCH = 100
Clock = Callable[[], datetime]
"""Gives the moment, in UTC."""

SCREENER = replace(SYSTEM_ACTOR, roles=frozenset({Role.INTAKE}))
"""The system, with a role lent to it for this: it screens as whoever gives work does."""

ROUND, CASE_FILE, EXCLUSION, ALLOCATION, POST, PROCESS, *SAID = (
    metadata.tables[name]
    for name in (
        *("screening_round", "case_file", "exclusion", "allocation", "register_post", "process"),
        *("register_contact", "register_declared"),
    )
)
_new: ColumnElement[bool] = or_(POST.c.change_id == bindparam("change"), POST.c.starts > bindparam("after"))
_moved = select(POST.c.person_id).where(POST.c.starts <= bindparam("day"), _new)
_told = (select(said.c.person_id).where(said.c.change_id == bindparam("change")) for said in SAID)
CHANGED = union(_moved, *_told)
"""Whoever has one of the posts that a round looks at, or of whom its change says something else that is compared."""

LAST_DAY = select(func.max(ROUND.c.day))
IS_TO_DO = select(CHANGED.subquery().select().exists())
ADD = insert(ROUND)
_of_parties = select(EXCLUSION.c.case_id).where(EXCLUSION.c.reason.in_(PARTS), EXCLUSION.c.person_id.in_(CHANGED))
_of_workers = select(ALLOCATION.c.case_id).where(ALLOCATION.c.until.is_(None), ALLOCATION.c.person_id.in_(CHANGED))
NEXT_CASES = (
    select(CASE_FILE.c.id)
    .where(CASE_FILE.c.id > bindparam("reached"), CASE_FILE.c.id.in_(_of_parties.union(_of_workers)))
    .where(OPEN.where(PROCESS.c.case_id == CASE_FILE.c.id).exists())
    .order_by(CASE_FILE.c.id)
    .limit(bindparam("limit"))
)
OLDEST = select(ROUND).where(ROUND.c.finished.is_(False)).order_by(ROUND.c.id).limit(1)
THIS_ROUND = select(ROUND.c.reached).where(ROUND.c.id == bindparam("round")).with_for_update()
GO_ON = update(ROUND).where(ROUND.c.id == bindparam("round"), ROUND.c.reached < bindparam("last"))
GO_ON = GO_ON.values(reached=bindparam("last"))
END = update(ROUND).where(ROUND.c.id == bindparam("round")).values(finished=True)


def ask(session: Session, today: date, change: int | None = None) -> None:
    """Note what is to be looked at: a change of the register, and the posts that have begun since the last.

    Where there are none nothing is noted.
    """
    connection = session.connection()
    after = connection.execute(LAST_DAY).scalar() or today
    if connection.execute(IS_TO_DO, {"change": change, "after": after, "day": today}).scalar():
        said = {"change_id": change, "after": after, "day": today, "reached": 0, "finished": False}
        connection.execute(ADD, said)


def screen_again(database: Database, now: Clock, random: Random) -> None:
    """Do what has been asked for, the oldest first, until there is nothing left.

    How many cases there were is told to nobody: it would count those from which whoever asks is excluded.
    """
    while (asked := _oldest(database)) is not None:
        with database.transaction(SYSTEM, write=False) as session:
            cases = _next_cases(session, asked)
        for case_id in cases:
            _look_at(database, asked.id, case_id, now, random)
        with database.transaction(SYSTEM) as session:
            session.execute(*((GO_ON, {"round": asked.id, "last": cases[-1]}) if cases else (END, {"round": asked.id})))


def _oldest(database: Database) -> Row[tuple[object, ...]] | None:
    with database.transaction(SYSTEM, write=False) as session:
        return session.execute(OLDEST).first()


def _next_cases(session: Session, asked: Row[tuple[object, ...]]) -> Sequence[int]:
    """The next open cases in which somebody has a part, or works, of whom there is something new: one statement."""
    posts = {"change": asked.change_id, "after": asked.after, "day": asked.day}
    return session.scalars(NEXT_CASES, {**posts, "reached": asked.reached, "limit": BATCH}).all()


def _look_at(database: Database, round_id: int, case_id: int, now: Clock, random: Random) -> None:
    """Screen whoever works on a case. Only where there is news is anything locked, and looked at once more."""
    with database.transaction(SYSTEM, write=False) as session:
        if not _news(session, case_id, now()):
            return
    with database.transaction(SYSTEM) as session:
        # Others who work at this wait here, and find nothing new afterwards.
        session.execute(THIS_ROUND, {"round": round_id})
        at = now()
        for person, role in _news(session, case_id, at):
            form = submission(random, f"screened again {case_id} {person} {role} {at}")
            entry = ScreenPerson(person=person, role=role)
            place = Place(Owner.CASE, case_id)
            take_step(session, place, "screen-person", by=SCREENER, at=at, entry=entry, submission=form)


def _news(session: Session, case_id: int, at: datetime) -> list[tuple[PersonRef, Role]]:
    """Of whom, in which role, a link is found that keeps them from it and that was not known."""
    file = facts_of(session, [case_id])[case_id].file
    asked = list(_at_work(file))
    found = screen_for_the_case(session, case_id, asked, by=SCREENER, now=at) if asked else ()
    return [(each.person, each.role) for each in found if brings_news(file, each)]


def _at_work(file: CaseFile) -> Iterator[tuple[PersonRef, Role]]:
    """Everybody who works on a case, in each role; whoever is excluded from it does not."""
    out = excluded(file)
    for person, roles in sorted(at_work(file).items()):
        if person not in out:
            yield from ((person, role) for role in sorted(roles))
