"""An oracle of screening, written by hand: who is linked with whom by which rule, each rule met and just not met."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.workflows.screening_pairs import (
    BEFORE,
    CHO,
    CONDUCT,
    HANDLER,
    MO,
    ON,
    OTHER,
    PAT,
    PLACE,
    SAM,
    SINCE,
    TEAM,
    TO_COME,
    part,
    post,
    tie,
    together,
)
from workflows.independence.vocabulary import Connection
from workflows.screening.facts import Contact, Period, Training
from workflows.screening.vocabulary import Declared, Reach, Side

EXAMPLES: dict[str, tuple[list[Any], dict[str, Any], list[str]]] = {
    # A part in the case
    "is the subject": ([], {"person": CHO}, ["1"]),
    "is a witness": ([], {"person": CHO, "side": Side.WITNESS}, ["1"]),
    "is the handler compared with": ([], {"person": CHO, **HANDLER}, []),
    "is the subject, and lives where they live": (
        [(CHO, Contact(Reach.ADDRESS, "d1", SINCE)), post(CHO, SINCE, **TEAM)],
        {"person": CHO, "contacts": {"d1"}}, ["1"],
    ),
    "is compared with nobody on the register": (together(SINCE, **TEAM), {"person": None}, []),
    # Team
    "same team, up to the first day that is recent": (together("2019-01-01", SINCE, **TEAM), {}, ["13"]),
    "same team, up to the day before": (together("2019-01-01", BEFORE, **TEAM), {}, []),
    "same team, from today": (together(ON, **TEAM), {}, ["13"]),
    "same team, from tomorrow": (together(TO_COME, **TEAM), {}, []),
    "same team, and met for a day": (
        [post(CHO, "2022-01-01", "2022-06-30", **TEAM), post(PAT, "2022-06-30", "2022-12-31", **TEAM)], {}, ["13"],
    ),
    "same team, and missed by a day": (
        [post(CHO, "2022-01-01", "2022-06-30", **TEAM), post(PAT, "2022-07-01", "2022-12-31", **TEAM)], {}, [],
    ),
    "a team of the same name in another unit": (
        [post(CHO, SINCE, unit="Response", team="A"), post(PAT, SINCE, unit="Custody", team="A")], {}, [],
    ),
    "a team of the same name in another force": (
        [post(CHO, SINCE, **TEAM), post(PAT, SINCE, force=OTHER, **TEAM)], {}, [],
    ),
    "a team of which no unit is known": (
        [post(CHO, SINCE, team="Response A"), post(PAT, SINCE, unit="Response", team="response a")], {}, ["13"],
    ),
    "no team on either side": (together(SINCE, unit="Response"), {}, []),
    "same team twice is told twice": (
        [post(CHO, "2010-01-01", **TEAM), post(PAT, "2022-01-01", "2022-03-31", **TEAM),
         post(PAT, "2023-01-01", "2023-03-31", **TEAM)], {}, ["13", "13"],
    ),
    "posts that follow one another are one": (
        [post(CHO, "2010-01-01", **TEAM), post(PAT, "2022-01-01", "2022-03-31", **TEAM),
         post(PAT, "2022-04-01", "2022-06-30", **TEAM)], {}, ["13"],
    ),
    # Station
    "same station": (together(SINCE, **PLACE), {}, ["14"]),
    "same station, up to the day before": (together("2019-01-01", BEFORE, **PLACE), {}, []),
    "a station of the same name in another force": (
        [post(CHO, SINCE, **PLACE), post(PAT, SINCE, force=OTHER, **PLACE)], {}, [],
    ),
    "same station and team": (together(SINCE, **PLACE, **TEAM), {}, ["13", "14"]),
    # Line management
    "manages the subject": ([post(PAT, "2024-01-01", manager=CHO)], {}, ["7"]),
    "is managed by the subject": ([post(CHO, "2024-01-01", manager=PAT)], {}, ["7"]),
    "manages the subject until today": ([post(PAT, "2024-01-01", ON, manager=CHO)], {}, ["7"]),
    "managed the subject until yesterday": ([post(PAT, "2024-01-01", ON - timedelta(days=1), manager=CHO)], {}, ["11"]),
    "will manage the subject from tomorrow": ([post(PAT, TO_COME, manager=CHO)], {}, []),
    "managed the subject on the last day of the conduct": (
        [post(PAT, CONDUCT.last, CONDUCT.last, manager=CHO)], {}, ["8", "11"],
    ),
    "managed the subject from the day after the conduct": (
        [post(PAT, CONDUCT.last + timedelta(days=1), "2023-12-31", manager=CHO)], {}, ["11"],
    ),
    "managed the subject at the time, then and now": ([post(PAT, "2020-01-01", manager=CHO)], {}, ["7", "8"]),
    "managed the subject long ago, when it happened": (
        [post(PAT, "2015-01-01", "2015-12-31", manager=CHO)],
        {"conduct": (Period(date(2015, 12, 31), date(2016, 1, 31)),)}, ["8"],
    ),
    "managed the subject up to the first recent day": ([post(PAT, "2018-01-01", SINCE, manager=CHO)], {}, ["11"]),
    "managed the subject up to the day before": ([post(PAT, "2018-01-01", BEFORE, manager=CHO)], {}, []),
    "manages the subject through another": (
        [post(PAT, "2024-01-01", manager=MO), post(MO, "2024-01-01", manager=CHO)], {}, ["9"],
    ),
    "is managed by the subject through two others": (
        [post(CHO, "2024-01-01", manager=SAM), post(SAM, "2024-01-01", manager=MO),
         post(MO, "2024-01-01", manager=PAT)],
        {}, ["9"],
    ),
    "managed the subject through another at the time": (
        [post(PAT, "2022-01-01", "2023-12-31", manager=MO), post(MO, "2023-06-30", "2023-12-31", manager=CHO)],
        {}, ["10"],
    ),
    "managed the subject through another, a day after": (
        [post(PAT, "2022-01-01", "2023-12-31", manager=MO), post(MO, "2023-07-01", "2023-12-31", manager=CHO)], {}, [],
    ),
    "the steps of a chain on different days are none": (
        [post(PAT, "2022-01-01", "2023-05-31", manager=MO), post(MO, "2023-06-01", manager=CHO)], {}, [],
    ),
    "under the same manager is no line": (
        [post(PAT, "2024-01-01", manager=MO), post(CHO, "2024-01-01", manager=MO)], {}, [],
    ),
    # Training
    "trained the subject on the first day that is recent": ([Training(PAT, CHO, "Driving", SINCE)], {}, ["12"]),
    "was trained by the subject the day before": ([Training(CHO, PAT, "Driving", BEFORE)], {}, []),
    "was trained by the subject today": ([Training(CHO, PAT, "Driving", ON)], {}, ["12"]),
    "both trained by another": ([Training(CHO, MO, "Driving", ON), Training(PAT, MO, "Driving", ON)], {}, []),
    # Earlier cases
    "complained of the subject": ([part(CHO, Side.COMPLAINANT), part(PAT, Side.SUBJECT)], {}, ["15"]),
    "was the subject of the victim's report": (
        [part(CHO, Side.SUBJECT), part(PAT, Side.REPORTER)], {"side": Side.VICTIM}, ["15"],
    ),
    "investigated the subject before": ([part(CHO, Side.HANDLER), part(PAT, Side.SUBJECT)], {}, ["16"]),
    "both witnesses before": ([part(CHO, Side.WITNESS), part(PAT, Side.WITNESS)], {}, ["16"]),
    "both worked on a case before": ([part(CHO, Side.HANDLER), part(PAT, Side.HANDLER)], {}, ["16"]),
    "both worked on a case before, and both work on this": (
        [part(CHO, Side.HANDLER), part(PAT, Side.HANDLER)], HANDLER, [],
    ),
    "was a witness in what the decider handled": ([part(CHO, Side.WITNESS), part(PAT, Side.HANDLER)], HANDLER, ["16"]),
    "parts in two different cases": ([part(CHO, Side.COMPLAINANT, 8), part(PAT, Side.SUBJECT, 9)], {}, []),
    # Reach
    "same address": ([(CHO, Contact(Reach.ADDRESS, "d1", SINCE))], {"contacts": {"d1"}}, ["5"]),
    "same address as a victim off the register": (
        [(CHO, Contact(Reach.ADDRESS, "d1", SINCE))], {"contacts": {"d1"}, "person": None, "side": Side.VICTIM}, ["5"],
    ),
    "another address": ([(CHO, Contact(Reach.ADDRESS, "d1", SINCE))], {"contacts": {"d2"}}, []),
    "same telephone": ([(CHO, Contact(Reach.TELEPHONE, "d1", SINCE))], {"contacts": {"d1"}}, ["6"]),
    "same e-mail address": ([(CHO, Contact(Reach.EMAIL, "d1", SINCE))], {"contacts": {"d1"}}, ["6"]),
    # Declared
    "declared a relationship with the subject": (
        [tie(CHO, PAT, of=Declared.RELATIONSHIP, how=Connection.FAMILY)], {}, ["2"],
    ),
    "the subject declared a relationship": ([tie(PAT, CHO, of=Declared.RELATIONSHIP)], {}, ["2"]),
    "a relationship that has ended": (
        [tie(CHO, PAT, of=Declared.RELATIONSHIP, period=Period(date(2001, 1, 1), date(2009, 1, 1)))], {}, ["2"],
    ),
    "declared a relationship with another": ([tie(CHO, MO, of=Declared.RELATIONSHIP)], {}, []),
    "declared a relationship with somebody of the victim's name": (
        [tie(CHO, digest="n1", of=Declared.RELATIONSHIP)],
        {"person": None, "names": {"n1"}, "side": Side.VICTIM}, ["2"],
    ),
    "declared an association with the subject": ([tie(CHO, PAT, of=Declared.ASSOCIATION)], {}, ["3"]),
    "declared the same group": (
        [tie(CHO, digest="g1", of=Declared.ASSOCIATION), tie(PAT, digest="g1", of=Declared.ASSOCIATION)], {}, ["17"],
    ),
    "declared two groups": (
        [tie(CHO, digest="g1", of=Declared.ASSOCIATION), tie(PAT, digest="g2", of=Declared.ASSOCIATION)], {}, [],
    ),
    "declared the same business": (
        [tie(CHO, digest="b1", of=Declared.INTEREST), tie(PAT, digest="b1", of=Declared.INTEREST)], {}, ["4"],
    ),
    "a business called as the other's group": (
        [tie(CHO, digest="b1", of=Declared.INTEREST), tie(PAT, digest="b1", of=Declared.ASSOCIATION)], {}, [],
    ),
    # Looked first
    "viewed the record before appointment": ([], {"viewed": {CHO: ON}}, ["18"]),
    "another viewed the record": ([], {"viewed": {MO: ON}}, []),
}  # fmt: skip
