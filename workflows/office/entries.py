"""What people state in administration. Each entry names what it is about: that is its office file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from workflows import terms
from workflows.model import Ask, Entry, PersonRef, Pick
from workflows.office.vocabulary import DayKind

CHECKED = "Have you checked it against its source?"
COUNTED_FROM = 2012
"""Clocks count in years whose bank holidays are all known, and the first of them is this."""

NOT_CHECKED = "checked", "Confirm only what you have checked. Turn it down instead"
ABOUT = Ask("About whom?", pick=Pick.REGISTER)


@dataclass(frozen=True, kw_only=True)
class ConfirmAboutPerson(Entry):
    """A second person agrees to what is proposed about somebody on the register."""

    person: Annotated[PersonRef, ABOUT]
    checked: Annotated[bool, Ask(CHECKED)]

    def problems(self) -> Iterable[tuple[str, str]]:
        """What was not checked is not confirmed."""
        if self.checked is False:
            yield NOT_CHECKED


@dataclass(frozen=True, kw_only=True)
class TurnDownAboutPerson(Entry):
    """What is proposed about somebody on the register does not happen."""

    person: Annotated[PersonRef, ABOUT]
    why: Annotated[str, Ask("Why is it turned down?", long=True)]


@dataclass(frozen=True, kw_only=True)
class ProposeSetting(Entry):
    """One of the force's own settings is to have another value from a day on."""

    setting: Annotated[str, Ask("Which setting?")]
    value: Annotated[str, Ask("What should it be?")]
    from_day: Annotated[date, Ask("From which day on?", "What happened before that day keeps the value it had.")]
    source: Annotated[str, Ask("Who decided this, and where is it written?", "For example, a minute or a policy.")]
    why: Annotated[str, Ask("Why?", long=True)]

    def problems(self) -> Iterable[tuple[str, str]]:
        """The setting is one of ours, is not fixed by law, and may have this value."""
        if not (self.setting and self.value and self.from_day):
            return
        try:
            terms.changed(self.setting, self.value, self.from_day, self.source or "")
        except KeyError:
            yield "setting", "There is no such setting"
        except ValueError as problem:
            yield "value", str(problem)


@dataclass(frozen=True, kw_only=True)
class ConfirmSetting(Entry):
    """A second person agrees: from its day on the new value holds."""

    setting: Annotated[str, Ask("Which setting?")]
    checked: Annotated[bool, Ask(CHECKED)]

    def problems(self) -> Iterable[tuple[str, str]]:
        """What was not checked is not confirmed."""
        if self.checked is False:
            yield NOT_CHECKED


@dataclass(frozen=True, kw_only=True)
class TurnDownSetting(Entry):
    """The value stays as it is."""

    setting: Annotated[str, Ask("Which setting?")]
    why: Annotated[str, Ask("Why is it turned down?", long=True)]


@dataclass(frozen=True, kw_only=True)
class ProposeDay(Entry):
    """One day is not what the standing rules make of it."""

    day: Annotated[date, Ask("Which day?")]
    becomes: Annotated[DayKind, Ask("What is it?")]
    called: Annotated[str, Ask("What is it called?", "For example, State funeral")]
    source: Annotated[str, Ask("Who decided this, and where is it written?", "For example, a royal proclamation.")]

    def problems(self) -> Iterable[tuple[str, str]]:
        """A day of a year in which clocks count."""
        if self.day and self.day.year < COUNTED_FROM:
            yield "day", f"This must be in {COUNTED_FROM} or later"


@dataclass(frozen=True, kw_only=True)
class ConfirmDay(Entry):
    """A second person agrees: clocks count the day as it was proposed."""

    day: Annotated[date, Ask("Which day?")]
    checked: Annotated[bool, Ask(CHECKED)]

    def problems(self) -> Iterable[tuple[str, str]]:
        """What was not checked is not confirmed."""
        if self.checked is False:
            yield NOT_CHECKED


@dataclass(frozen=True, kw_only=True)
class TurnDownDay(Entry):
    """The day stays what it was."""

    day: Annotated[date, Ask("Which day?")]
    why: Annotated[str, Ask("Why is it turned down?", long=True)]
