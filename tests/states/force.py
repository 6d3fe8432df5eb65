"""A force to look at: nobody's work yet, all stories played, and the same with other words in every text."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Table, bindparam, select, text, update

from complaints.database import SYSTEM, Database
from complaints.documents.pack import let_pack_go, prepare_pack
from complaints.facts.load import Owner
from complaints.force import Player, enrol_force
from complaints.models import metadata
from complaints.models.entries import FIELDS, TABLES
from complaints.models.people import SignedIn
from complaints.queries.my_work import my_work
from complaints.queries.packs import sections
from complaints.queries.visible import find_case, find_meeting
from complaints.references import reference, seeded, submission
from complaints.secrets import KeyRing
from complaints.services.accounts import accounts_named
from complaints.services.openings import open_meeting
from complaints.services.packs import declare_unconnected, fingerprint
from complaints.services.progress import Place, take_step
from complaints.stories import play_file
from tests.builders import NOW, STORIES, story
from tests.conftest import KEYS
from tests.support.rendering import pdfs
from tests.web.client import PASSWORD, Site
from workflows.calendar import london_day
from workflows.independence.entries import NO_TIE, DeclareInterests
from workflows.model import PersonRef
from workflows.panel.entries import DeclareForMeeting, PlanMeeting, ReleasePack
from workflows.registry import ENTRIES

PEOPLE = ("ana", "lee", "hope", "ivy", "sue", "cora", "mina", "alex", "pat", "gwen", "dot", "cy", "dan")
"""One of each role, and the subject of a case: they sign in with PASSWORD."""

AT_WORK = ("lee", "ivy", "sue")
"""Who has kept their declarations up to date; those of others have run out."""

LONG = "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewiss"
"""A word of over sixty letters, in which no browser may break a line by itself."""

ARABIC, HEBREW = "محمد بن عبد الله الهاشمي", "היא סיפרה לחברה שהיא מפחדת ללכת הביתה (07700 900123)."
"""A name, and a sentence with a number in it, both from right to left."""

CODES = {"month", "allegation", "allegations", "fingerprint", "recommendation", "recommendations", "correction"}
CODES |= {"setting", "value", "service", "username", "website", "phone", "earlier", "link", "other"}
"""Answers in letters that are no free text: other parts of the service read them."""


def empty(path: Path) -> None:
    """A new force: its people, and no case."""
    database = Database(f"sqlite:///{path}", KEYS)
    _enrol(database)
    database.dispose()


def full(path: Path) -> None:
    """Every story played, and a pack that was released: when one was, for each case in it takes a while to print."""
    database = Database(f"sqlite:///{path}", KEYS)
    force = _enrol(database)
    play_file(database, story("live"), now=NOW)
    _release_pack(database, force)
    for each in STORIES:
        play_file(database, each, now=NOW)
    for who in AT_WORK:
        _declare_again(database, force[who].signed_in)
    database.dispose()


def reworded(old: Path, new: Path, name: str, words: str) -> None:
    """A copy in which everybody is called `name`, with a number behind it, and every free text begins with `words`."""
    shutil.copy(old, new)
    database = Database(f"sqlite:///{new}", KEYS)
    with database.transaction(SYSTEM) as session:
        for (trigger,) in session.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
            session.execute(text(f'DROP TRIGGER "{trigger}"'))  # what is written stays, but not in this copy
        for table, column, length in _texts():
            kept = select(*table.primary_key.columns, table.c[column]).where(table.c[column].is_not(None))
            said = name if length == 1 else words
            for number, row in enumerate(session.execute(kept).all()):
                key = next(iter(table.primary_key.columns))
                change = update(table).where(key == bindparam("key")).values({column: bindparam("said")})
                session.execute(change, {"key": row[0], "said": f"{said} {number}" if row[1] else row[1]})
    database.dispose()


def site_of(path: Path) -> Site:
    """The application on a force, at the moment after its stories. A pack that is asked for is never done."""
    database = Database(f"sqlite:///{path}")
    site = Site(database, secure=False, start=lambda _work: None)
    dialect: Any = database.engine.dialect
    dialect.key_ring = database.keys = KeyRing(list(KEYS))
    site.clock.at = NOW
    return site


def person_of(site: Site, username: str) -> PersonRef:
    """Who has an account."""
    with site.database.transaction(SYSTEM, write=False) as session:
        return accounts_named(session, [username])[username].person


def _texts() -> Iterator[tuple[Table, str, int]]:
    """Every column that holds a name (1) or a free text (2)."""
    for table in ("person", "posting", "saved_filter"):
        yield metadata.tables[table], "name", 1
    for trigger, entry in ENTRIES.items():
        for field in FIELDS[entry]:
            if field.kind is str and not field.ask.pick and field.name not in CODES:
                yield TABLES[trigger], field.name, 2 if field.ask.long else 1


def _enrol(database: Database) -> dict[str, Player]:
    with database.transaction(SYSTEM) as session:
        return enrol_force(session, at=NOW, passwords=dict.fromkeys(PEOPLE, PASSWORD))


def _declare_again(database: Database, by: SignedIn) -> None:
    """Stories are long past: nobody who has not declared again since could decide anything."""
    with database.transaction(by.person_id) as session:
        groups = my_work(session, by, NOW, everything=True).groups
        for case in [item.reference for group in groups for item in group.items]:
            place = Place(Owner.CASE, find_case(session, case, by))
            sent = submission(seeded("states"), f"{by.person} {case}")
            said = DeclareInterests(known=(NO_TIE,), is_true=True)
            take_step(session, place, "declare-interests", by=by, at=NOW, entry=said, submission=sent)


def _release_pack(database: Database, force: dict[str, Player]) -> None:
    planner, preparer, releaser = (force[key].signed_in for key in ("ana", "hope", "cora"))
    random, today = seeded("states"), london_day(NOW)
    meeting = reference(random, "meeting")
    plan = PlanMeeting(month=f"{today:%Y-%m}", meets_on=today)
    with database.transaction(planner.person_id) as session:
        sent = submission(random, "plan")
        open_meeting(session, by=planner, at=NOW, entry=plan, submission=sent, reference=meeting)
    prepare_pack(database, pdfs, meeting, by=preparer, at=NOW, submission=submission(random, "prepare"))
    for number, by in enumerate((preparer, releaser, force["mina"].signed_in)):
        with database.transaction(by.person_id) as session:
            sent = submission(random, f"declare {number}")
            declare_unconnected(session, find_meeting(session, meeting), by=by, at=NOW, submission=sent)
    with database.transaction(planner.person_id) as session:
        place = Place(Owner.MEETING, find_meeting(session, meeting))
        said = DeclareForMeeting(connected=True, whom="A cousin works in the control room.", is_true=True)
        sent = submission(random, "declare a connection")
        take_step(session, place, "declare-for-meeting", by=planner, at=NOW, entry=said, submission=sent)
    with database.transaction(releaser.person_id, write=False) as session:
        read = sections(session, find_meeting(session, meeting), releaser.person_id, released=False)
    release = ReleasePack(fingerprint=fingerprint(read), names_nobody=True)
    let_pack_go(database, meeting, by=releaser, at=NOW, entry=release, submission=submission(random, "release"))
