"""The steps about people: they move nothing, and may be taken as long as there is a case."""

from collections.abc import Iterable

from workflows import citations as law
from workflows.model import PSD, Actor, Bar, Kind, Opens, PersonRef, Role, Step
from workflows.people import entries as e
from workflows.people.colleagues import NEAR
from workflows.people.facts import BAR_OF_PART
from workflows.people.identity import STEPS as IDENTITY
from workflows.people.standing import suggested
from workflows.people.vocabulary import Part
from workflows.people.vocabulary import PeopleStatus as Is

OPEN = (Is.OPEN,)
LISTENERS = PSD | {Role.OVERSIGHT_OFFICER}
"""Who hears what somebody says of herself or himself."""


def _named_party(_by: Actor, entry: e.AddParty) -> Iterable[tuple[PersonRef, Bar]]:
    return [(entry.person, BAR_OF_PART[entry.part])] if entry.person else []


STEPS = (
    Step(
        trigger="add-party",
        label="Add somebody to the case",
        done="Person added to the case",
        source=OPEN,
        dest=None,
        by=PSD | {Role.GATEKEEPER, Role.DUTY_INSPECTOR},
        entry=e.AddParty,
        kind=Kind.EVENT,
        excludes=_named_party,
        opens=(Opens("duty-status", about=lambda entry: entry.person if entry.part is Part.SUBJECT else None),),
        cites=(law.S_21, law.settlement(4)),
    ),
    Step(
        trigger="state-involvement",
        label="State somebody's service and how this concerns them",
        done="Service and involvement stated",
        source=OPEN,
        dest=None,
        by=PSD,
        entry=e.StateInvolvement,
        kind=Kind.EVENT,
        suggests=suggested,
        cites=(law.S_12_1A, law.S_12_7, law.S_29_4, law.settlement(19), law.settlement(27)),
    ),
    Step(
        trigger="describe-person",
        label="Record what somebody says of themselves",
        done="Person described",
        source=OPEN,
        dest=None,
        by=LISTENERS,
        entry=e.DescribePerson,
        kind=Kind.EVENT,
        cites=(law.EQUALITY_ACT, law.CODE_RIGHT_1),
    ),
    Step(
        trigger="record-relationship",
        label="Record relationship and children",
        done="Relationship and children recorded",
        source=OPEN,
        dest=None,
        by=LISTENERS,
        entry=e.RecordRelationship,
        kind=Kind.EVENT,
        cites=(law.APP_PPDA,),
    ),
    Step(
        trigger="record-wishes",
        label="Record what somebody wants to happen",
        done="Wishes recorded",
        source=OPEN,
        dest=None,
        by=LISTENERS,
        entry=e.RecordWishes,
        kind=Kind.EVENT,
        cites=(law.PARA_2_6,),
    ),
    Step(
        trigger="take-account",
        label="Record somebody's account",
        done="Account recorded",
        source=OPEN,
        dest=None,
        by=LISTENERS,
        entry=e.TakeAccount,
        kind=Kind.EVENT,
        occurred="taken_at",
        cites=(law.ASKED_ONCE,),
    ),
    Step(
        trigger="readmit-colleague",
        label="Let a colleague or manager of the victim know of the case",
        done="A colleague or manager of the victim readmitted",
        source=OPEN,
        dest=None,
        by=frozenset({Role.HEAD_OF_PSD}),
        entry=e.ReadmitColleague,
        readmits=lambda entry: [(entry.person, bar) for bar in NEAR],
        cites=(law.settlement(6),),
    ),
    *IDENTITY,
)
