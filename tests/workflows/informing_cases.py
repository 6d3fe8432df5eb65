"""Case files in which people are kept informed, in few words."""

from datetime import date
from typing import Any

from tests.workflows.case_files import Build, moment
from workflows.calendar import london_day
from workflows.casefile import CaseFile, ProcessFact
from workflows.clocks import deadlines
from workflows.handling.vocabulary import MatterKind, RecordingGround
from workflows.informing.vocabulary import (
    HarmGround,
    InformingStatus,
    Notice,
    ReviewBody,
    Wish,
)
from workflows.model import Actor, AllegationRef, Answer, Attempt, PartyRef, PersonRef, Role
from workflows.oversight.vocabulary import Channel
from workflows.people.vocabulary import Part
from workflows.referral.vocabulary import Determination
from workflows.registry import CLOCKS, STEPS, WORKFLOW_OF

ONE = (AllegationRef("1"),)
POST = {"channel": Channel.POST, "text": "Words."}
REASONS = {"reasons": "Because."}
AUTHORITY = Actor(PersonRef("lee"), frozenset({Role.APPROPRIATE_AUTHORITY}))


class Case(Build):
    """A file with the process that keeps people informed, and its steps in few words."""

    def __init__(self, domestic_abuse: Answer = Answer.NO, **people: Any) -> None:
        super().__init__()
        self.status["informing", None] = InformingStatus.OPEN
        self.reported(domestic_abuse, **people)

    def named(self, part: Part, name: str, day: int = 0) -> "Case":
        return self.did("add-party", day, part=part, name=name)

    def recorded(self, kind: MatterKind = MatterKind.COMPLAINT, day: int = 0) -> "Case":
        return self.did("record-matter", day, kind=kind, ground=RecordingGround.PUBLIC_AFFECTED, **REASONS)

    def wrote(self, day: int, party: str = "p1") -> "Case":
        return self.did("write-to-party", day, party=PartyRef(party), **POST)

    def wished(self, day: int, wish: Wish, party: str = "p1") -> "Case":
        return self.did(
            "choose-information", day, party=PartyRef(party), wish=wish, channels=(Channel.POST,), said="So they said."
        )

    def withheld(self, day: int, review_on: int, what: Notice = Notice.UPDATE, party: str = "p1") -> "Case":
        stated = {"party": PartyRef(party), "what": what, "ground": HarmGround.ADVERSE_EFFECT, **REASONS}
        return self.did("withhold-notice", day, review_on=london_day(moment(review_on)), **stated)

    def released(self, day: int, what: Notice = Notice.UPDATE, party: str = "p1") -> "Case":
        return self.did("release-notice", day, party=PartyRef(party), what=what, **REASONS)

    def confirmed(self, day: int) -> "Case":
        return self.did("confirm-outcomes", day, learning="Nothing yet.")

    def told(self, day: int, party: str = "p1") -> "Case":
        return self.did("tell-party-outcome", day, party=PartyRef(party), allegations=ONE, **POST)

    def gave_right(self, day: int, body: ReviewBody, channel: Channel = Channel.POST, party: str = "p1") -> "Case":
        stated = {"channel": channel, "text": "Words.", **REASONS}
        return self.did("give-review-right", day, party=PartyRef(party), body=body, **stated)

    def applied(self, day: int, party: str = "p1") -> "Case":
        stated = {"received_on": london_day(moment(day)), "body": ReviewBody.LOCAL}
        return self.did("record-review-application", day, party=PartyRef(party), **stated)

    def decided(self, determination: Determination, day: int = 0) -> "Case":
        return self.did("record-determination", day, determination=determination)


def complaint() -> Case:
    """A complaint by somebody outside the police, recorded on day 0, Monday 2 March 2026."""
    return Case(subject="gus").named(Part.COMPLAINANT, "Mia").recorded()


def runs(file: CaseFile, clock: str) -> list[tuple[date, str]]:
    """The last day of each run of a clock, and how it stands."""
    found = [due for due in deadlines(file, CLOCKS) if due.clock == clock]
    return [(d.last_day, d.ended or (f"met {london_day(d.met_at)}" if d.met_at else "runs")) for d in found]


def explanations(file: CaseFile, clock: str) -> list[str]:
    return [due.explanation.split(":")[0] for due in deadlines(file, CLOCKS) if due.clock == clock]


def idle(trigger: str, case: Case) -> set[str]:
    """What shows that a step has nothing to act on."""
    attempt = Attempt(case.file, ProcessFact("informing", None, InformingStatus.OPEN), AUTHORITY, moment(99))
    return {r.id for r in WORKFLOW_OF[trigger].decide(STEPS[trigger], attempt).blocking if r.idle}


def may(day: int) -> date:
    return date(2026, 5, day)
