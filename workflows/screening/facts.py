"""The frozen facts that screening reads: a case's parties, and what the register and earlier cases hold of people.

Whoever loads them has left out what their reader may not know: a party whose identity is held apart, and every earlier
case from which the reader is excluded. Days are London days, and both ends of a period count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple, TypeVar

from workflows.independence.vocabulary import Connection
from workflows.model import PartyRef, PersonRef
from workflows.screening.vocabulary import Declared, Reach, Side

K = TypeVar("K")
V = TypeVar("V")


class Period(NamedTuple):
    """From a first day to a last; `date.max` where no last day is known, `date.min` where no first."""

    first: date
    last: date

    def within(self, other: Period) -> Period | None:
        """The days that both have, or None."""
        common = Period(max(self.first, other.first), min(self.last, other.last))
        return common if common.first <= common.last else None


class Post(NamedTuple):
    """Where somebody served, and who managed them there. An empty word is not known."""

    force: str
    unit: str
    station: str
    team: str
    manager: PersonRef | None
    period: Period


class Managed(NamedTuple):
    """For some days somebody was so many steps below a manager; 1 is directly."""

    steps: int
    period: Period


class Contact(NamedTuple):
    """A way of reaching somebody by its keyed digest; `since` is the day from which the register has it."""

    reach: Reach
    digest: str
    since: date


class Tie(NamedTuple):
    """What somebody declared: with a person, or with whomever or whatever the keyed digest stands for.

    `by_name`: the person is somebody of the name that was declared, and may be another.
    """

    person: PersonRef
    declared: Declared
    connection: Connection | None
    other: PersonRef | None
    digest: str | None
    period: Period
    by_name: bool = False


class Training(NamedTuple):
    """One person taught another."""

    trainee: PersonRef
    trainer: PersonRef
    course: str
    taken_on: date


class EarlierPart(NamedTuple):
    """What somebody was in another case, in words, and from when. `side` is HANDLER for whoever worked on it."""

    case: int
    person: PersonRef
    side: Side
    role: str
    since: date


@dataclass(frozen=True)
class Party:
    """Somebody to be compared with. `person` is None off the register; `contacts` and `names` are keyed digests."""

    ref: PartyRef
    side: Side
    person: PersonRef | None
    name: str
    contacts: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ScreenedCase:
    """One case as screening sees it: its parties, when the conduct took place, and who looked before their work began.

    `viewed` holds the first day on which each person viewed the record before being allocated to it.
    """

    parties: tuple[Party, ...]
    conduct: tuple[Period, ...] = ()
    viewed: Mapping[PersonRef, date] = field(default_factory=dict)


@dataclass(frozen=True)
class Register:
    """What is on file of the people to be screened, of the parties, and of everybody above either.

    `sizes` is how many people each force has on the register.
    """

    posts: Mapping[PersonRef, tuple[Post, ...]] = field(default_factory=dict)
    contacts: Mapping[PersonRef, tuple[Contact, ...]] = field(default_factory=dict)
    ties: tuple[Tie, ...] = ()
    trainings: tuple[Training, ...] = ()
    parts: tuple[EarlierPart, ...] = ()
    sizes: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def _managers(self) -> dict[PersonRef, dict[PersonRef, tuple[Managed, ...]]]:
        return {}

    def managers(self, person: PersonRef) -> Mapping[PersonRef, tuple[Managed, ...]]:
        """Everybody who ever managed somebody, directly or through others, and when."""
        if person not in self._managers:
            self._managers[person] = self._above(person)
        return self._managers[person]

    def _above(self, person: PersonRef) -> dict[PersonRef, tuple[Managed, ...]]:
        found: dict[PersonRef, list[Managed]] = defaultdict(list)
        ways = [(person, Period(date.min, date.max), frozenset({person}))]
        while ways:
            below, days, way = ways.pop()
            for post in self.posts.get(below, ()):
                common = post.period.within(days)
                if common and post.manager and post.manager not in way:
                    found[post.manager].append(Managed(len(way), common))
                    ways.append((post.manager, common, way | {post.manager}))
        return {manager: tuple(held) for manager, held in found.items()}

    @cached_property
    def ties_of(self) -> Mapping[PersonRef, tuple[Tie, ...]]:
        """What each person declared."""
        return _grouped((tie.person, tie) for tie in self.ties)

    @cached_property
    def trained_with(self) -> Mapping[frozenset[PersonRef], tuple[Training, ...]]:
        """Courses by the two people whom they brought together."""
        return _grouped((frozenset({t.trainee, t.trainer}), t) for t in self.trainings)

    @cached_property
    def parts_of(self) -> Mapping[PersonRef, tuple[EarlierPart, ...]]:
        """What each person was in other cases."""
        return _grouped((part.person, part) for part in self.parts)


def _grouped(pairs: Iterable[tuple[K, V]]) -> Mapping[K, tuple[V, ...]]:
    found: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}
