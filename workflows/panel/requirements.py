"""What must hold before a pack goes to the panel, and what a meeting lacks."""

from workflows import citations as law
from workflows.calendar import london_day
from workflows.model import Attempt, Requirement
from workflows.panel.entries import PreparePack
from workflows.panel.vocabulary import Seat


def _second_person(a: Attempt) -> bool:
    return a.by.person not in {f.event.by for f in a.file.all(PreparePack)}


REQUIREMENTS = (
    Requirement(
        id="PAN-1",
        before=frozenset({"release-pack"}),
        unmet="Whoever prepared the pack cannot release it: a second person must read it",
        met=_second_person,
        cite=law.TWO_PEOPLE,
    ),
    Requirement(
        id="PAN-2",
        before=frozenset({"record-meeting"}),
        unmet="No specialist from outside the police took part",
        met=lambda a: Seat.SPECIALIST in a.entry.attended,
        cite=law.HAMPSHIRE_PANEL,
        reads_entry=True,
    ),
    Requirement(
        id="PAN-3",
        before=frozenset({"record-meeting"}),
        unmet="A meeting cannot have been held on a day to come",
        met=lambda a: a.entry.held_on <= london_day(a.at),
        cite=law.HAMPSHIRE_PANEL,
        reads_entry=True,
    ),
)
