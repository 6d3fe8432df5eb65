"""A workforce file of an invented force, of any size: units, people, who served where under whom, what they declared.

Everything follows from a seed. The numbers have six digits, as nobody's in a story has.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import StringIO
from random import Random

from complaints.force import FORCE, Pronoun, invent
from complaints.imports.columns import COLUMNS
from workflows.casefile import Service

Said = dict[str, str]
"""What one line says, by column."""

TEAM, TEAMS, UNITS = 12, 5, 5
"""People in a team, teams in a unit, units at a station."""

BEGAN = date(2012, 4, 1)
STATIONS = ("Alderwick", "Bramsford", "Castlemoor", "Dunmarsh", "Eastholt", "Fernleigh", "Gallowby", "Harrowmere")
WORK = ("Response", "Neighbourhoods", "CID", "Custody", "Roads Policing", "Control Room", "Public Protection", "Events")
GRADES = ("enquiry officer", "analyst", "crime recorder", "detention officer")
CLUBS = ("Harriers Running Club", "St Aldhelm's Lodge", "Rovers Football Club", "Choral Society")
TRADES = ("Lettings", "Driving School", "Joinery", "Catering", "Fitness")
AREAS = ("01632 960", "0113 496 0", "0114 496 0", "0115 496 0", "0116 496 0", "0117 496 0", "0118 496 0", "0121 496 0",
         "0131 496 0", "0141 496 0", "0151 496 0", "0161 496 0", "0191 498 0", "020 7946 0", "029 2018 0")  # fmt: skip
"""The beginnings of numbers that Ofcom keeps for fiction, each with a thousand ends."""

FIRST = 100_001
COURSES = ("Abuse by police", "First aid", "Response driving")


@dataclass(frozen=True)
class Team:
    """A team, who leads it and since when, and who leads its unit."""

    unit: str
    station: str
    name: str
    sergeant: str
    since: date
    inspector: str


def specimen(seed: str, people: int, today: date) -> list[Said]:
    """The lines of a force of so many people, as they were on a day; the same arguments give the same lines."""
    force = _Force(Random(f"{seed}/workforce"), seed, today, deque(f"{FIRST + n:06}" for n in range(people)))
    lines: list[Said] = []
    while force.numbers:
        lines += _unit(force)
    return lines


@dataclass(frozen=True)
class _Force:
    """A force in the making: numbers that nobody has yet, who commands each station, and the teams so far."""

    random: Random
    seed: str
    today: date
    numbers: deque[str]
    commanders: list[str] = field(default_factory=list)
    teams: list[Team] = field(default_factory=list)


def _unit(force: _Force) -> Iterator[Said]:
    """One more unit: its line, its inspector, and its teams; a station's first unit brings its commander."""
    index = len(force.teams) // TEAMS
    again, nth = divmod(index // UNITS, len(STATIONS))
    station = f"{STATIONS[nth]} {again + 1}" if again else STATIONS[nth]
    unit = f"{WORK[index % len(WORK)]} {station} {index // len(WORK) + 1}"
    yield {"record": "unit", "force": FORCE, "unit": unit}
    inspector = force.numbers.popleft()
    commands = index % UNITS == 0
    if commands:
        force.commanders.append(inspector)
    above = force.commanders[0 if commands else -1]
    rank = "chief inspector" if commands else "inspector"
    yield from _person(force, inspector, rank)
    post = Team(unit, station, "", "", BEGAN, "")
    yield _posting(inspector, post, rank, BEGAN, None, "" if above == inspector else above)
    for letter in "ABCDE"[:TEAMS]:
        if force.numbers:
            yield from _team(force, unit, station, f"{unit} {letter}", inspector)


def _team(force: _Force, unit: str, station: str, name: str, inspector: str) -> Iterator[Said]:
    """A sergeant, who may have been a constable elsewhere before, and up to eleven others."""
    sergeant, days = force.numbers.popleft(), (force.today - BEGAN).days
    team = Team(unit, station, name, sergeant, BEGAN + timedelta(days=force.random.randrange(0, days - 400)), inspector)
    yield from _person(force, sergeant, "sergeant")
    if force.teams and team.since > BEGAN:
        earlier = force.random.choice(force.teams)
        yield _posting(sergeant, earlier, "constable", BEGAN, team.since - timedelta(days=1), earlier.inspector)
    yield _posting(sergeant, team, "sergeant", team.since, None, inspector)
    force.teams.append(team)
    for _ in range(min(TEAM - 1, len(force.numbers))):
        yield from _member(force, force.numbers.popleft(), team)


def _member(force: _Force, number: str, team: Team) -> Iterator[Said]:
    """Somebody in a team today, who has served in up to three others before."""
    random, days = force.random, (force.today - BEGAN).days
    rank = random.choices(("constable", random.choice(GRADES)), weights=(3, 1))[0]
    yield from _person(force, number, rank)
    moves = sorted(random.sample(range(30, days - 30), random.randrange(0, 4)))
    starts = [BEGAN, *(BEGAN + timedelta(days=day) for day in moves)]
    for begins, following in zip(starts, [*starts[1:], None], strict=True):
        place = random.choice(force.teams) if following else team
        yield from _served(number, place, rank, begins, following - timedelta(days=1) if following else None)


def _served(number: str, team: Team, rank: str, begins: date, ends: date | None) -> Iterator[Said]:
    """A post in a team: under the inspector until the team's sergeant came, and under the sergeant from then on."""
    before = team.since - timedelta(days=1)
    if begins < team.since:
        yield _posting(number, team, rank, begins, min(before, ends or before), team.inspector)
    if ends is None or ends >= team.since:
        yield _posting(number, team, rank, max(begins, team.since), ends, team.sergeant)


def _posting(number: str, team: Team, rank: str, begins: date, ends: date | None, manager: str) -> Said:
    said = {"record": "posting", "number": number, "force": FORCE, "unit": team.unit, "station": team.station}
    said |= {"team": team.name, "role": team.unit.rsplit(" ", 2)[0], "rank": rank, "manager": manager}
    return said | {"from": begins.isoformat(), "to": ends.isoformat() if ends else ""}


def _person(force: _Force, number: str, rank: str) -> Iterator[Said]:
    """Somebody, and what else is on file of some of them."""
    random = force.random
    details = invent(f"{force.seed}/workforce/{number}", random.choice(list(Pronoun)))
    service, nth = Service.STAFF if rank in GRADES else Service.OFFICER, int(number) - FIRST
    said = {"record": "person", "number": number, "name": details.name, "service": service.value}
    said |= {"telephone": f"{AREAS[nth // 1000 % len(AREAS)]}{nth % 1000:03}", "email": details.email}
    yield said | {"address": _address(random, force.seed, nth)}
    day = force.today - timedelta(days=random.randrange(30, 900))
    if random.random() < 0.5:
        course, counts = random.choice(COURSES), day + timedelta(days=1095)
        taken = {"record": "training", "number": number, "course": course, "from": day.isoformat()}
        yield taken | {"to": counts.isoformat()}
    if random.random() < 0.05:
        away = {"record": "absence", "number": number, "from": day.isoformat()}
        yield away | {"to": (day + timedelta(days=random.randrange(1, 120))).isoformat()}
    yield from _declared(random, number, day)


def _address(random: Random, seed: str, nth: int) -> str:
    """Where somebody lives: a few with somebody who came before them."""
    lodges = nth and random.random() < 0.03
    return invent(f"{seed}/workforce/{random.randrange(nth) if lodges else nth}/home", Pronoun.THEY).address


def _declared(random: Random, number: str, day: date) -> Iterator[Said]:
    """A few have declared something. Whoever is related to somebody is so to somebody who came before them."""
    first = {"number": number, "from": day.isoformat()}
    earlier = int(number) - FIRST
    if earlier and random.random() < 0.04:
        other = f"{FIRST + random.randrange(earlier):06}"
        yield {
            "record": "relationship",
            "kind": random.choice(("family", "intimate", "social")),
            "with": other,
            **first,
        }
    if random.random() < 0.02:
        yield {"record": "association", "kind": "social", "with_name": random.choice(CLUBS), **first}
    if random.random() < 0.02:
        yield {"record": "interest", "with_name": f"{STATIONS[0]} {random.choice(TRADES)}", **first}


def of_the_standing_force(people: Iterable[tuple[str, str, str, str]], began: date) -> Iterator[Said]:
    """Postings, from a day on, of people who are on the register: (number, team, rank, manager's number) of each."""
    everybody = list(people)
    for team in sorted({team for _, team, _, _ in everybody}):
        yield {"record": "unit", "force": FORCE, "unit": team}
    for number, team, rank, manager in everybody:
        place = Team(team, "Headquarters", team, "", began, "")
        yield _posting(number, place, rank, began, None, manager)


def as_csv(lines: Iterable[Said]) -> str:
    """The lines as a workforce file."""
    text = StringIO()
    writer = csv.DictWriter(text, list(COLUMNS), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    return text.getvalue()
