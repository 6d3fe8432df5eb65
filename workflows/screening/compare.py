"""What each rule compares: pure functions that find, between one person and one party, what the rule speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from workflows.model import PersonRef
from workflows.screening.facts import EarlierPart, Managed, Party, Period, Post, Register, ScreenedCase, Tie
from workflows.screening.periods import merged, told
from workflows.screening.vocabulary import Declared, Reach, Side
from workflows.words import plural, written


@dataclass(frozen=True)
class Pair:
    """One person and one party of a case, on a London day; `since` is the first day that counts as recent."""

    person: PersonRef
    party: Party
    case: ScreenedCase
    register: Register
    on: date
    since: date

    @property
    def them(self) -> str:
        """The party, in a sentence."""
        return self.party.side.label

    @property
    def recent(self) -> Period:
        """The days that count as recent."""
        return Period(self.since, self.on)


@dataclass(frozen=True)
class Found:
    """One finding in a plain sentence; `force` is where people served together."""

    sentence: str
    period: Period | None = None
    force: str = ""


Finding = Iterator[Found]


def has_a_part(pair: Pair) -> Finding:
    """They are this party, and not one who works on the case."""
    if pair.person == pair.party.person and pair.party.side is not Side.HANDLER:
        yield Found(f"Is {pair.them}.")


def relationship(pair: Pair) -> Finding:
    """Either has declared a relationship with the other."""
    yield from _declared(pair, Declared.RELATIONSHIP)


def association(pair: Pair) -> Finding:
    """Either has declared a notifiable association with the other."""
    yield from _declared(pair, Declared.ASSOCIATION)


def business(pair: Pair) -> Finding:
    """Either has declared a business interest that is the other's as well."""
    yield from _declared(pair, Declared.INTEREST)
    yield from _shared(pair, Declared.INTEREST, "a business interest with the same name")


def same_group(pair: Pair) -> Finding:
    """Both have declared an association with the same group."""
    yield from _shared(pair, Declared.ASSOCIATION, "an association with the same group")


def _declared(pair: Pair, declared: Declared) -> Finding:
    theirs = pair.register.ties_of.get(pair.party.person, ()) if pair.party.person else ()
    for tie in pair.register.ties_of.get(pair.person, ()):
        by_name = tie.digest is not None and tie.digest in pair.party.names
        if tie.declared is declared and (by_name or (tie.other is not None and tie.other == pair.party.person)):
            yield Found(_tie(tie, pair, f"Declared a {declared.label} with", by_name or tie.by_name), tie.period)
    for tie in theirs:
        if tie.declared is declared and tie.other == pair.person:
            yield Found(
                _tie(tie, pair, f"A {declared.label} with them was declared by", False, tie.by_name), tie.period
            )


def _tie(tie: Tie, pair: Pair, says: str, of_their_name: bool, of_this_name: bool = False) -> str:
    kind = f", {tie.connection.label.lower()}" if tie.connection else ""
    whom = f"somebody with the name of {pair.them}" if of_their_name else pair.them
    unsure = ", under this person's name" if of_this_name else ""
    return f"{says} {whom}{kind}{unsure}, {told(tie.period, pair.on)}."


def _shared(pair: Pair, declared: Declared, what: str) -> Finding:
    if pair.party.person is None:
        return
    theirs = {tie.digest for tie in pair.register.ties_of.get(pair.party.person, ()) if tie.declared is declared}
    for tie in pair.register.ties_of.get(pair.person, ()):
        if tie.declared is declared and tie.digest and tie.digest in theirs:
            yield Found(f"Declared {what} as {pair.them}, {told(tie.period, pair.on)}.", tie.period)


def address(pair: Pair) -> Finding:
    """Both have or had one address."""
    yield from _reached(pair, {Reach.ADDRESS})


def telephone(pair: Pair) -> Finding:
    """Both have or had one telephone number or e-mail address."""
    yield from _reached(pair, {Reach.TELEPHONE, Reach.EMAIL})


def _reached(pair: Pair, reaches: set[Reach]) -> Finding:
    for contact in pair.register.contacts.get(pair.person, ()):
        if contact.reach in reaches and contact.digest in pair.party.contacts:
            what = f"Has or had the same {contact.reach.label} as {pair.them}"
            yield Found(f"{what}; on the register since {written(contact.since)}.", Period(contact.since, date.max))


def direct_now(pair: Pair) -> Finding:
    """One manages the other directly."""
    yield from _managed(pair, direct=True, during=[Period(pair.on, pair.on)], whole=True)


def direct_then(pair: Pair) -> Finding:
    """One managed the other directly at the time of the conduct."""
    yield from _managed(pair, direct=True, during=pair.case.conduct, when=" at the time of the conduct")


def indirect_now(pair: Pair) -> Finding:
    """One manages the other through others."""
    yield from _managed(pair, direct=False, during=[Period(pair.on, pair.on)], whole=True)


def indirect_then(pair: Pair) -> Finding:
    """One managed the other through others at the time of the conduct."""
    yield from _managed(pair, direct=False, during=pair.case.conduct, when=" at the time of the conduct")


def supervised(pair: Pair) -> Finding:
    """One managed the other directly in recent years, and does so no more."""
    for found in _managed(pair, direct=True, during=[pair.recent], whole=True):
        if found.period and found.period.last < pair.on:
            yield found


def _managed(pair: Pair, *, direct: bool, during: Iterable[Period], whole: bool = False, when: str = "") -> Finding:
    """Line management in either direction on some of the days `during`.

    A period is told `whole`, or only as far as it lies within those days. What lies after the day of screening does
    not count.
    """
    for above, holds in _lines(pair, direct):
        past = Period(date.min, pair.on)
        days = [day for each in during if (day := each.within(past))]
        for period in merged(held.period for held in holds):
            common = merged(part for each in days if (part := period.within(each)))
            for shown in (period,) if whole and common else common:
                yield Found(_line(pair, holds, above, shown, when), shown)


def _lines(pair: Pair, direct: bool) -> Iterator[tuple[bool, Sequence[Managed]]]:
    """How this person is above the party, and then how below, directly or through others."""
    party, managers = pair.party.person, pair.register.managers
    if party is None:
        return
    for above, held in ((True, managers(party).get(pair.person)), (False, managers(pair.person).get(party))):
        if found := [each for each in held or () if (each.steps == 1) is direct]:
            yield above, found


def _line(pair: Pair, holds: Iterable[Managed], above: bool, period: Period, when: str) -> str:
    goes_on = period.last >= pair.on
    if above:
        says = f"{'Manages' if goes_on else 'Managed'} {pair.them}"
    else:
        says = f"{'Is' if goes_on else 'Was'} managed by {pair.them}"
    steps = min(held.steps for held in holds if held.period.within(period))
    how = "directly" if steps == 1 else f"through {plural(steps - 1, 'other')}"
    return f"{says} {how}{when}, {told(period, pair.on)}."


def trained(pair: Pair) -> Finding:
    """One taught the other in recent years."""
    if pair.party.person is None:
        return
    for training in pair.register.trained_with.get(frozenset({pair.person, pair.party.person}), ()):
        if pair.since <= training.taken_on <= pair.on:
            says = f"Trained {pair.them}" if training.trainer == pair.person else f"Was trained by {pair.them}"
            day = Period(training.taken_on, training.taken_on)
            yield Found(f"{says} in {training.course} on {written(training.taken_on)}.", day)


def same_team(pair: Pair) -> Finding:
    """Both served in one team at the same time in recent years."""
    for (force, unit, team), periods in _together(pair, _teams).items():
        where = f"{team}, {unit}" if unit and unit != team else team
        for period in periods:
            says = f"Served in the same team as {pair.them} ({where}, {force})"
            yield Found(f"{says}, {told(period, pair.on)}.", period, force)


def same_station(pair: Pair) -> Finding:
    """Both served at one station at the same time in recent years."""
    for (force, station), periods in _together(pair, _stations).items():
        for period in periods:
            says = f"Served at the same station as {pair.them} ({station}, {force})"
            yield Found(f"{says}, {told(period, pair.on)}.", period, force)


def _teams(mine: Post, theirs: Post) -> tuple[str, ...] | None:
    """The team that two posts share. A post of which no unit is known may be in any."""
    same = mine.force == theirs.force and mine.team.casefold() == theirs.team.casefold()
    unit = mine.unit or theirs.unit
    return (mine.force, unit, mine.team) if same and mine.team and unit == (theirs.unit or unit) else None


def _stations(mine: Post, theirs: Post) -> tuple[str, ...] | None:
    same = mine.force == theirs.force and mine.station.casefold() == theirs.station.casefold()
    return (mine.force, mine.station) if same and mine.station else None


def _together(
    pair: Pair, shared: Callable[[Post, Post], tuple[str, ...] | None]
) -> dict[tuple[str, ...], list[Period]]:
    """By what two people shared: the whole periods in which they did, of which some day is recent."""
    if pair.party.person is None:
        return {}
    found: dict[tuple[str, ...], list[Period]] = defaultdict(list)
    for mine in pair.register.posts.get(pair.person, ()):
        for theirs in pair.register.posts.get(pair.party.person, ()):
            common = mine.period.within(theirs.period)
            if common and common.first <= pair.on and (what := shared(mine, theirs)):
                found[what].append(common)
    periods = {what: [p for p in merged(days) if p.within(pair.recent)] for what, days in found.items()}
    return {what: days for what, days in periods.items() if days}


COMPLAINS = frozenset({Side.VICTIM, Side.COMPLAINANT, Side.REPORTER})


def earlier_complaint(pair: Pair) -> Finding:
    """In another case one is the subject, and the other the victim, the complainant or who reported it."""
    for mine, theirs in _in_other_cases(pair):
        sides = {mine.side, theirs.side}
        if Side.SUBJECT in sides and sides & COMPLAINS:
            yield Found(f"In another case, of {_month(mine, theirs)}: {_roles(pair, mine, theirs)}.")


def earlier_case(pair: Pair) -> Finding:
    """Both had any part in another case. That two people who work on this one worked on another says nothing."""
    for mine, theirs in _in_other_cases(pair):
        sides = {mine.side, theirs.side}
        complaint = Side.SUBJECT in sides and sides & COMPLAINS
        if not complaint and not (pair.party.side is Side.HANDLER and sides == {Side.HANDLER}):
            yield Found(f"In another case, of {_month(mine, theirs)}: {_roles(pair, mine, theirs)}.")


def _in_other_cases(pair: Pair) -> Iterator[tuple[EarlierPart, EarlierPart]]:
    if pair.party.person is None:
        return
    for mine in pair.register.parts_of.get(pair.person, ()):
        for theirs in pair.register.parts_of.get(pair.party.person, ()):
            if mine.case == theirs.case:
                yield mine, theirs


def _month(mine: EarlierPart, theirs: EarlierPart) -> str:
    """From when both had a part in a case: the month alone, which names no case."""
    return f"{max(mine.since, theirs.since):%B %Y}"


def _roles(pair: Pair, mine: EarlierPart, theirs: EarlierPart) -> str:
    return f"this person as {mine.role}, {pair.them} as {theirs.role}"


def viewed(pair: Pair) -> Finding:
    """They looked at the record before they were given work on the case."""
    if pair.party.side is Side.CASE and pair.person in pair.case.viewed:
        day = pair.case.viewed[pair.person]
        yield Found(f"Viewed the record on {written(day)}, before being allocated to it.", Period(day, day))
