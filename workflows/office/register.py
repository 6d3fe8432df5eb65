"""The workforce register by steps: somebody is added by one person, and moved by two."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from workflows import citations as law
from workflows.casefile import Service
from workflows.model import Ask, Attempt, Entry, PersonRef, Pick, Requirement, Step
from workflows.office.entries import CHECKED, NOT_CHECKED
from workflows.office.lifecycle import ADMINISTRATORS, BY_TWO, CITES, SECOND_PEOPLE
from workflows.office.posts import NOT_A_NUMBER, NUMBER, unfit_line
from workflows.office.requirements import second_person
from workflows.office.vocabulary import ProposalStatus as Is
from workflows.words import capital

WHOSE = Ask("Whose posting?", pick=Pick.REGISTER)


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
class ConfirmPosting(Entry):
    """A second person agrees: the register says it at once."""

    person: Annotated[PersonRef, WHOSE]
    checked: Annotated[bool, Ask(CHECKED)]

    def problems(self) -> Iterable[tuple[str, str]]:
        """What was not checked is not confirmed."""
        if self.checked is False:
            yield NOT_CHECKED


@dataclass(frozen=True, kw_only=True)
class TurnDownPosting(Entry):
    """The register stays as it is."""

    person: Annotated[PersonRef, WHOSE]
    why: Annotated[str, Ask("Why is it turned down?", long=True)]


def _unfit(entry: Entry, *names: str) -> Iterator[tuple[str, str]]:
    for name in names:
        if wrong := unfit_line(getattr(entry, name) or ""):
            yield name, capital(wrong)


def _not_their_own(a: Attempt) -> bool:
    return bool(a.entry.person != a.by.person)


REQUIREMENTS = (
    second_person("ADM-6", "confirm-posting"),
    Requirement(
        id="ADM-7",
        before=frozenset({"propose-posting", "propose-ending", "confirm-posting"}),
        unmet="Nobody settles their own posting",
        met=_not_their_own,
        cite=law.TWO_PEOPLE_ADMINISTER,
        reads_entry=True,
    ),
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
        trigger="confirm-posting",
        label="Confirm what is proposed of postings",
        done="Posting confirmed",
        source=(Is.PROPOSED,),
        dest=Is.SETTLED,
        by=SECOND_PEOPLE,
        entry=ConfirmPosting,
        cites=BY_TWO,
    ),
    Step(
        trigger="turn-down-posting",
        label="Turn down what is proposed of postings",
        done="Posting turned down",
        source=(Is.PROPOSED,),
        dest=Is.SETTLED,
        by=SECOND_PEOPLE,
        entry=TurnDownPosting,
        cites=BY_TWO,
    ),
)
