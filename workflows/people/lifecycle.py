"""The steps about people: they move nothing, and may be taken as long as there is a case."""

from collections.abc import Iterable

from workflows import citations as law
from workflows.model import PSD, Actor, Bar, Kind, Opens, PersonRef, Step
from workflows.people import entries as e
from workflows.people.facts import BAR_OF_PART
from workflows.people.vocabulary import Part
from workflows.people.vocabulary import PeopleStatus as Is

OPEN = (Is.OPEN,)


def _named_party(_by: Actor, entry: e.AddParty) -> Iterable[tuple[PersonRef, Bar]]:
    return [(entry.person, BAR_OF_PART[entry.part])] if entry.person else []


STEPS = (
    Step(
        trigger="add-party",
        label="Add somebody to the case",
        done="Person added to the case",
        source=OPEN,
        dest=None,
        by=PSD,
        entry=e.AddParty,
        kind=Kind.EVENT,
        excludes=_named_party,
        opens=(Opens("duty-status", about=lambda entry: entry.person if entry.part is Part.SUBJECT else None),),
        cites=(law.S_21, law.settlement(4)),
    ),
)
