"""What is alleged, how it is flagged and by whom, the order of days, and what was searched."""

from datetime import date

import pytest

from tests.workflows.case_files import Build, moment
from workflows.allegations.facts import (
    Flag,
    chronology,
    flag_history,
    flags,
    history_searched,
    is_domestic_abuse,
    may_be_domestic_abuse,
    misuse_without_own_allegation,
)
from workflows.allegations.vocabulary import AbuseKind, BehaviourStandard, Category, FlagChange, Precision, Source
from workflows.model import AllegationRef, Answer, PartyRef, PersonRef

ONE, DEE = AllegationRef("1"), PersonRef("dee")
SET, AWAY = FlagChange.SET, FlagChange.TAKEN_AWAY


def alleged(*allegations: tuple[str, Answer], kinds: tuple[AbuseKind, ...] = (), abuse: Answer = Answer.NO) -> Build:
    """Dee is reported; each allegation has a category, and says whether police status was used."""
    build = Build().posted("dee").reported(abuse, subject=DEE)
    for category, misuse in allegations:
        build.did(
            "add-allegation",
            by="ana",
            subject=DEE,
            category=Category(category),
            summary="That he did it.",
            domestic_abuse=abuse,
            misuse_of_position=misuse,
            conduct_from=date(2026, 1, 1),
            kinds=kinds,
        )
    return build


def test_there_are_forty_five_categories_under_eleven_letters() -> None:
    letters = [category.value[0] for category in Category]
    assert {letter: letters.count(letter) for letter in letters} == {
        "A": 4,
        "B": 9,
        "C": 1,
        "D": 4,
        "E": 1,
        "F": 10,
        "G": 6,
        "H": 5,
        "J": 3,
        "K": 1,
        "L": 1,
    }
    assert [s.value for s in BehaviourStandard] == [str(n) for n in range(1, 11)]
    assert {c.value[0] for c in Category if c.is_misuse} == {"D", "G"}


def test_who_set_a_flag_is_the_actor_and_the_latest_stands() -> None:
    build = alleged(("K1", Answer.NO), kinds=(AbuseKind.STALKING,), abuse=Answer.YES)
    later = {"allegation": ONE, "kind": AbuseKind.STALKING}
    build.did("flag-allegation", day=2, by="ivy", change=AWAY, reasons="It is not.", **later)
    build.did(
        "flag-allegation",
        day=3,
        by="lee",
        allegation=ONE,
        kind=AbuseKind.ECONOMIC,
        change=SET,
        reasons="He took her pay.",
    )
    today = moment(0).date()
    domestic = Flag(AbuseKind.DOMESTIC, SET, PersonRef("ana"), today, "")
    economic = Flag(AbuseKind.ECONOMIC, SET, PersonRef("lee"), moment(3).date(), "He took her pay.")
    assert flags(build.file, ONE) == (domestic, economic)
    assert [(f.kind, f.change, f.by) for f in flag_history(build.file, ONE)] == [
        (AbuseKind.DOMESTIC, SET, "ana"),
        (AbuseKind.STALKING, SET, "ana"),
        (AbuseKind.STALKING, AWAY, "ivy"),
        (AbuseKind.ECONOMIC, SET, "lee"),
    ]
    assert flags(build.file, AllegationRef("2")) == ()


def test_a_flag_makes_a_case_domestic_abuse_and_taking_it_away_unsays_no_answer() -> None:
    build = alleged(("K1", Answer.NO))
    assert not may_be_domestic_abuse(build.file)
    build.did("flag-allegation", allegation=ONE, kind=AbuseKind.CONTROL, change=SET, reasons="Seen.")
    assert not may_be_domestic_abuse(build.file)
    build.did("flag-allegation", allegation=ONE, kind=AbuseKind.DOMESTIC, change=SET, reasons="They live together.")
    assert is_domestic_abuse(build.file)
    build.did("flag-allegation", allegation=ONE, kind=AbuseKind.DOMESTIC, change=AWAY, reasons="They do not.")
    assert is_domestic_abuse(build.file)
    assert may_be_domestic_abuse(build.file)


@pytest.mark.parametrize(
    ("stated", "missing"),
    [
        ((("K1", Answer.YES),), ("1",)),
        ((("K1", Answer.YES), ("H5", Answer.YES)), ("1", "2")),
        ((("K1", Answer.YES), ("D1", Answer.YES)), ()),
        ((("K1", Answer.YES), ("G6", Answer.NO)), ()),
        ((("K1", Answer.NO), ("J1", Answer.UNKNOWN)), ()),
        ((("G2", Answer.YES),), ()),
    ],
)
def test_misuse_of_status_has_an_allegation_of_its_own(
    stated: tuple[tuple[str, Answer], ...], missing: tuple[str, ...]
) -> None:
    assert misuse_without_own_allegation(alleged(*stated).file) == missing


def test_what_happened_is_in_the_order_of_days() -> None:
    build = alleged()
    told = ((Precision.EXACT, (11, None), "c"), (Precision.ROUGHLY, (1, None), "a"), (Precision.BETWEEN, (1, 9), "b"))
    for precision, (first, last), what in told:
        days = {"happened_on": date(2026, 2, first), "happened_until": date(2026, 2, last) if last else None}
        build.did("add-incident", precision=precision, what=what, known_from="Her.", **days)
    assert [f.entry.what for f in chronology(build.file)] == ["a", "b", "c"]


def test_what_could_not_be_searched_was_not_searched() -> None:
    build = alleged()
    nobody = history_searched(build.file, DEE)
    build.did(
        "search-history",
        person=PartyRef("subject"),
        found_in=(Source.PSD,),
        nothing_in=(Source.CRIME,),
        not_searched=(Source.PND,),
        what="A complaint of 2021; nobody could search the national database.",
    )
    build.did("search-history", person=PartyRef("victim"), nothing_in=(Source.IOPC,))
    assert nobody == frozenset()
    assert history_searched(build.file, DEE) == {Source.PSD, Source.CRIME}
