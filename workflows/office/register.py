"""The workforce register by steps: somebody is added by one person, and moved by two."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from workflows.casefile import Service
from workflows.model import Ask, Entry, PersonRef, Pick, Step
from workflows.office.entries import ConfirmAboutPerson, TurnDownAboutPerson
from workflows.office.lifecycle import ADMINISTRATORS, BY_TWO, CITES, SECOND_PEOPLE
from workflows.office.posts import NOT_A_NUMBER, NUMBER, backwards, unfit_line
from workflows.office.requirements import not_their_own, second_person
from workflows.office.vocabulary import ProposalStatus as Is
from workflows.words import capital

WHOSE = Ask("Whose posting?", pick=Pick.REGISTER)
PROPOSALS = ("propose-posting", "propose-ending", "propose-training")
"""What two people settle about somebody on the register."""


@dataclass(frozen=True, kw_only=True)
class AddPerson(Entry):
    """Somebody is on the register from now on, without a posting and without an account."""

    person: Annotated[str, Ask("Who is it?")]
    number: Annotated[str, Ask("What is their collar, warrant or staff number?")]
    name: Annotated[str, Ask("What is their full name?")]
    service: Annotated[Service, Ask("How do they serve?")]

    def problems(self) -> Iterable[tuple[str, str]]:
        """A number and a name that the register can hold, of somebody who serves or served."""
        if self.number and not NUMBER.fullmatch(self.number):
            yield "number", capital(NOT_A_NUMBER)
        if self.service is Service.OUTSIDE:
            yield "service", "The register holds those who serve or have served"
        yield from _unfit(self, "name")


@dataclass(frozen=True, kw_only=True)
class ProposePosting(Entry):
    """Somebody is to serve somewhere from a day on."""

    person: Annotated[PersonRef, WHOSE]
    force: Annotated[str, Ask("In which force?")]
    unit: Annotated[str, Ask("In which unit?", "As the register names it.")]
    new_unit: Annotated[
        bool | None, Ask("Is it a new unit?", "Say yes only for a unit that the register does not have yet.")
    ] = None
    station: Annotated[str | None, Ask("At which station or building?")] = None
    team: Annotated[str | None, Ask("In which team or on which shift?")] = None
    role: Annotated[str | None, Ask("What will they do there?")] = None
    rank: Annotated[str | None, Ask("At which rank or grade?")] = None
    manager: Annotated[str | None, Ask("What is the number of their line manager?")] = None
    from_day: Annotated[date, Ask("From which day on?")]
    instead: Annotated[
        bool,
        Ask(
            "Does it take the place of the postings that they have?",
            "Then those end on the day before. Say no where they serve in both.",
        ),
    ]
    why: Annotated[str, Ask("Who decided this, and where is it written?", long=True)]

    def problems(self) -> Iterable[tuple[str, str]]:
        """Words that the register can hold."""
        yield from _unfit(self, "force", "unit", "station", "team", "role", "rank", "manager")


@dataclass(frozen=True, kw_only=True)
class ProposeEnding(Entry):
    """A posting is to end."""

    person: Annotated[PersonRef, WHOSE]
    posting: Annotated[str, Ask("Which posting ends?")]
    last_day: Annotated[date, Ask("What is its last day?", "A day that has been recorded cannot be changed.")]
    why: Annotated[str, Ask("Who decided this, and where is it written?", long=True)]


@dataclass(frozen=True, kw_only=True)
class ProposeTraining(Entry):
    """Somebody has taken a course, or it is in date until another day than the register says."""

    person: Annotated[PersonRef, Ask("Who took it?", pick=Pick.REGISTER)]
    course: Annotated[
        str, Ask("Which course did they take?", "As the register names it. The course that counts is Abuse by police.")
    ]
    taken_on: Annotated[
        date, Ask("On which day did they take it?", "For a correction, the day that the register has already.")
    ]
    expires_on: Annotated[date | None, Ask("What is the last day on which it counts?")] = None
    why: Annotated[str, Ask("Who says so, and where is it written?", long=True)]

    def problems(self) -> Iterable[tuple[str, str]]:
        """Words that the register can hold, and days in their order."""
        yield from _unfit(self, "course")
        if self.taken_on and (wrong := backwards(self.taken_on, self.expires_on)):
            yield "expires_on", capital(wrong)


class ConfirmRegister(ConfirmAboutPerson):
    """A second person agrees: the register says it at once."""


class TurnDownRegister(TurnDownAboutPerson):
    """The register stays as it is."""


def _unfit(entry: Entry, *names: str) -> Iterator[tuple[str, str]]:
    for name in names:
        if wrong := unfit_line(getattr(entry, name) or ""):
            yield name, capital(wrong)


REQUIREMENTS = (
    second_person("ADM-6", "confirm-register"),
    not_their_own("ADM-7", "what the register says of themselves", *PROPOSALS, "confirm-register"),
)

STEPS = (
    Step(
        trigger="add-person",
        label="Add a person",
        done="Person added to the register",
        source=(Is.SETTLED,),
        dest=None,
        by=ADMINISTRATORS,
        entry=AddPerson,
        cites=CITES,
    ),
    Step(
        trigger="propose-posting",
        label="Propose another posting",
        done="Another posting proposed",
        source=(Is.SETTLED,),
        dest=Is.PROPOSED,
        by=ADMINISTRATORS,
        entry=ProposePosting,
        cites=BY_TWO,
    ),
    Step(
        trigger="propose-ending",
        label="Propose that a posting ends",
        done="End of a posting proposed",
        source=(Is.SETTLED,),
        dest=Is.PROPOSED,
        by=ADMINISTRATORS,
        entry=ProposeEnding,
        cites=BY_TWO,
    ),
    Step(
        trigger="propose-training",
        label="Propose a course for the register",
        done="A course proposed for the register",
        source=(Is.SETTLED,),
        dest=Is.PROPOSED,
        by=ADMINISTRATORS,
        entry=ProposeTraining,
        cites=BY_TWO,
    ),
    Step(
        trigger="confirm-register",
        label="Confirm what is proposed for the register",
        done="What was proposed for the register confirmed",
        source=(Is.PROPOSED,),
        dest=Is.SETTLED,
        by=SECOND_PEOPLE,
        entry=ConfirmRegister,
        cites=BY_TWO,
    ),
    Step(
        trigger="turn-down-register",
        label="Turn down what is proposed for the register",
        done="What was proposed for the register turned down",
        source=(Is.PROPOSED,),
        dest=Is.SETTLED,
        by=SECOND_PEOPLE,
        entry=TurnDownRegister,
        cites=BY_TWO,
    ),
)
