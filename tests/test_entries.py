"""The validator: every problem at once in plain words, whatever somebody sends, and nothing else ever comes of it."""

from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from complaints.entries import LONGEST, read
from complaints.errors import Invalid
from complaints.models.entries import fields_of
from tests.machine.conftest import TIMES
from workflows.allegations.entries import AddAllegation
from workflows.duty_status.entries import RecordArrest, RestrictDuties
from workflows.handling.entries import ReportMatter
from workflows.independence.entries import DecideIndependence, DeclareInterests
from workflows.model import Entry, PersonRef, Pick
from workflows.oversight.entries import AgreeContact, LogContact
from workflows.referral.entries import DecideToRefer
from workflows.registry import ENTRIES

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
EXAMPLES = settings(max_examples=40 * TIMES, deadline=None, derandomize=TIMES == 1, database=None)


def known(given: str) -> PersonRef | None:
    """The register: one officer, with one number."""
    return PersonRef("K7Q2-M4XD-9TBC") if given == "4471" else None


def problems(kind: type[Entry], /, **raw: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as invalid:
        read(kind, raw, known, now=NOW)
    return invalid.value.problems


REACHED_BY = {"telephone": "07700 900123", "email": "name@example.com"}


def answers(kind: type[Entry]) -> dict[str, Any]:
    """A sensible answer to every question."""
    return {f.name: _answer(f) for f in fields_of(kind)}


def _answer(field: Any) -> Any:
    if field.ask.pick is Pick.ALLEGATIONS:
        return "1"
    if field.ask.pick is Pick.CORRECTIONS:
        return "handling.5"
    if field.ask.pick in (Pick.EVERYBODY, Pick.TO_DECLARE):
        return ["victim"] if field.several else "victim"
    if field.ask.pick is Pick.OWN_ROLES:
        return ["investigator"]
    if field.ask.pick is Pick.TIES:
        return ["none"]
    if field.ask.pick in (Pick.ACTIONS, Pick.RECOMMENDATIONS):
        return "a1"
    if field.ask.pick:
        return "4471"
    if issubclass(field.kind, Enum):
        first = next(iter(field.kind)).value
        return [first] if field.several else first
    if field.name in REACHED_BY:
        return REACHED_BY[field.name]
    return {date: "2026-02-28", datetime: "2026-02-28T09:30", bool: "yes", int: "7"}.get(field.kind, "Some words.")


BLANKS: tuple[Any, ...] = ("", "   ", None, [], {}, {"day": "", "month": " ", "year": ""})


@pytest.mark.parametrize("kind", ENTRIES.values(), ids=ENTRIES)
@pytest.mark.parametrize("blank", BLANKS, ids=repr)
def test_nothing_answered_gives_every_required_question_at_once(kind: type[Entry], blank: Any) -> None:
    required = {f.name: f"Answer the question “{f.ask.question}”" for f in fields_of(kind) if not f.optional}
    needed = {name for name in required if getattr(kind, name, ...) is ...}
    raw = {f.name: blank for f in fields_of(kind)}
    if not needed:
        assert isinstance(read(kind, raw, known, now=NOW), kind)
        return
    found = problems(kind, **raw)
    assert {name: found.get(name) for name in needed} == {name: required[name] for name in needed}


@pytest.mark.parametrize("kind", ENTRIES.values(), ids=ENTRIES)
def test_all_problems_are_plain_sentences(kind: type[Entry]) -> None:
    rubbish = {f.name: {"what": ["is", "this"]} for f in fields_of(kind)} | {"more": "than was asked"}
    for sentence in problems(kind, **rubbish).values():
        assert sentence[0].isupper()
        assert not any(word in sentence for word in ("Input", "valid_", "type=", "None", "instance", "Traceback"))


def test_what_was_not_asked_is_named() -> None:
    found = problems(LogContact, **answers(LogContact), shoe_size="9")
    assert found == {"shoe_size": "There is no such question"}


# Whatever somebody sends.

NASTY = st.sampled_from(
    (
        "\x00",
        "a\x00b",
        "\u202eabc",
        "\ud800",
        "‮",
        "\uff19",
        "١٢",
        "0x10",
        "1e9",
        "nan",
        "-1",
        "9" * 400,
        "2026-02-30",
        "T",
        "24:00",
    )
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30) | NASTY | st.just("x" * 20_001)
PARTS = st.dictionaries(st.sampled_from(("day", "month", "year", "time", "else")), SCALARS, max_size=4)
JUNK = (
    SCALARS | st.lists(SCALARS, max_size=3) | PARTS | st.lists(PARTS, max_size=2) | st.just(NOW) | st.just(NOW.date())
)


@pytest.mark.parametrize("kind", ENTRIES.values(), ids=ENTRIES)
@EXAMPLES
@given(data=st.data())
def test_rubbish_is_invalid_and_nothing_worse(kind: type[Entry], data: st.DataObject) -> None:
    """Some answers are sensible, so that rubbish is not hidden behind what is missing."""
    good = answers(kind)
    raw = {name: data.draw(JUNK) if data.draw(st.booleans()) else value for name, value in good.items()}
    entry = _read_or_problems(kind, raw)
    if isinstance(entry, dict):
        assert set(entry) <= set(good)
        assert all(isinstance(sentence, str) and sentence for sentence in entry.values())
        return
    for field in fields_of(kind):
        value = getattr(entry, field.name)
        members = value if field.several else (value,)
        assert value is None or all(isinstance(member, field.kind) for member in members)
        assert "\x00" not in str(value)


def _read_or_problems(kind: type[Entry], raw: dict[str, Any]) -> Entry | dict[str, str]:
    try:
        return read(kind, raw, known, now=NOW)
    except Invalid as invalid:
        return invalid.problems


def test_text_that_cannot_be_stored_is_refused() -> None:
    said = answers(LogContact)
    for nasty in ("a\x00b", "half a letter \ud800", "\udfff"):
        assert list(problems(LogContact, **said | {"summary": nasty})) == ["summary"]


def test_text_in_any_script_is_kept_as_it_is() -> None:
    for words in ("قالت إنها بخير", "Zoë said “no”", "🙂", "a\nb", "\u202eabc"):
        entry: Any = read(LogContact, answers(LogContact) | {"summary": words}, known, now=NOW)
        assert entry.summary == words


@pytest.mark.parametrize(("length", "right"), [(LONGEST, True), (LONGEST + 1, False)])
def test_text_has_a_longest(length: int, right: bool) -> None:
    raw = answers(LogContact) | {"summary": "x" * length}
    if right:
        assert isinstance(read(LogContact, raw, known, now=NOW), LogContact)
    else:
        assert problems(LogContact, **raw) == {"summary": "This must be no longer than 20,000 characters"}


# Days and moments.


@pytest.mark.parametrize(
    ("given", "means"),
    [
        ({"day": "29", "month": "2", "year": "2024"}, date(2024, 2, 29)),
        ({"day": "9", "month": "02", "year": "2024"}, date(2024, 2, 9)),
        ("2024-02-29", date(2024, 2, 29)),
        (date(2024, 2, 29), date(2024, 2, 29)),
        ("1930-01-01", date(1930, 1, 1)),
        ({"day": "29", "month": "2", "year": "2025"}, "This must be a real date, for example 27 3 2026"),
        ({"day": "29", "month": "", "year": "2025"}, "This must include a month"),
        ({"day": "", "month": "", "year": "2025"}, "This must include a day and a month"),
        ({"day": "1", "month": "13", "year": "2025"}, "This must be a real date, for example 27 3 2026"),
        ("1929-12-31", "This must be in a year from 1930 to 2040"),
        ("2041-01-01", "This must not be in the future"),
        ("2026-11-22", "This must not be in the future"),
        ("2026-11-21", date(2026, 11, 21)),
        (NOW, "This must be a day without a time"),
    ],
    ids=repr,
)
def test_a_day(given: Any, means: date | str) -> None:
    raw = answers(AddAllegation) | {"conduct_from": given, "conduct_to": None}
    if isinstance(means, str):
        assert problems(AddAllegation, **raw) == {"conduct_from": means}
    else:
        entry: Any = read(AddAllegation, raw, known, now=NOW)
        assert entry.conduct_from == means


REAL = "This must be a real date and a time, for example 9:30am or 17:05"


@pytest.mark.parametrize(
    ("given", "means"),
    [
        ("2026-06-29T09:30", datetime(2026, 6, 29, 8, 30, tzinfo=UTC)),
        ("2026-01-29T09:30", datetime(2026, 1, 29, 9, 30, tzinfo=UTC)),
        ("2026-01-29T09:30+00:00", datetime(2026, 1, 29, 9, 30, tzinfo=UTC)),
        ({"day": "29", "month": "6", "year": "2026", "time": "9:30"}, datetime(2026, 6, 29, 8, 30, tzinfo=UTC)),
        ("2026-10-25T01:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (NOW, NOW),
        ("2026-03-29T01:30", "1:30am on 29 March 2026 does not exist: the clocks went forward"),
        ({"day": "", "month": "", "year": "", "time": "9:30"}, "This must include a day, a month and a year"),
        ("2026-11-21T12:01", "This must not be in the future"),
        ("2030-01-01T00:00", "This must not be in the future"),
        ("2011-12-31T23:00", "This must be in a year from 2012 to 2040"),
    ],
    ids=repr,
)
def test_a_moment(given: Any, means: datetime | str) -> None:
    raw = answers(LogContact) | {"contacted_at": given}
    if isinstance(means, str):
        assert problems(LogContact, **raw) == {"contacted_at": means}
    else:
        entry: Any = read(LogContact, raw, known, now=NOW)
        assert entry.contacted_at == means


WRITTEN = "0:05 9.30 14:15 2:15pm 02:15PM 2p.m. 12am 12:30pm midnight Midday"
MEANT = "00:05 09:30 14:15 14:15 14:15 14:00 00:00 12:30 00:00 12:00"
JANUARY = {"day": "29", "month": "1", "year": "2026"}


@pytest.mark.parametrize(("typed", "means"), list(zip(WRITTEN.split(), MEANT.split(), strict=True)))
def test_a_time_as_people_write_it(typed: str, means: str) -> None:
    entry: Any = read(LogContact, answers(LogContact) | {"contacted_at": JANUARY | {"time": typed}}, known, now=NOW)
    assert f"{entry.contacted_at:%H:%M}" == means


@pytest.mark.parametrize("typed", ["", "9", "14:5", "24:00", "13pm", "0am", "14:15pm", "9:60", "half past two"])
def test_a_time_that_could_be_another(typed: str) -> None:
    raw = answers(LogContact) | {"contacted_at": JANUARY | {"time": typed}}
    assert problems(LogContact, **raw) == {"contacted_at": REAL}


@pytest.mark.parametrize("kind", [ReportMatter, LogContact, RecordArrest, DecideToRefer])
def test_nothing_has_happened_in_the_future(kind: type[Entry]) -> None:
    (moment,) = (f.name for f in fields_of(kind) if f.kind is datetime)
    raw = {name: value for name, value in answers(kind).items() if name not in ("victim", "victim_name")}
    raw[moment] = "2026-11-21T12:01"
    assert problems(kind, **raw) == {moment: "This must not be in the future"}


# Answers that contradict each other.


@pytest.mark.parametrize(
    ("kind", "changed", "field"),
    [
        (ReportMatter, {"victim_name": None, "withhold_identity": None}, "victim"),
        (AddAllegation, {"conduct_from": "2026-03-01", "conduct_to": "2026-02-28"}, "conduct_to"),
        (
            DeclareInterests,
            {"known": ["none", "subject:social"]},
            "known",
        ),
        (DeclareInterests, {"is_true": "no"}, "is_true"),
        (AgreeContact, {"channels": ["email"], "avoid": ["email"]}, "avoid"),
        (AgreeContact, {"channels": ["email"], "avoid": [], "every_days": "0"}, "every_days"),
        (AgreeContact, {"channels": ["email"], "avoid": [], "every_days": "366"}, "every_days"),
    ],
)
def test_answers_that_contradict_each_other(kind: type[Entry], changed: dict[str, Any], field: str) -> None:
    assert list(problems(kind, **answers(kind) | changed)) == [field]


def test_contradictions_show_beside_what_is_missing() -> None:
    raw = answers(AgreeContact) | {"channels": ["email"], "avoid": ["email"], "every_days": ""}
    assert sorted(problems(AgreeContact, **raw)) == ["avoid", "every_days"]


def test_nobody_of_that_number() -> None:
    found = problems(RestrictDuties) | problems(AddAllegation, **answers(AddAllegation) | {"subject": "999"})
    assert found["subject"] == "Choose somebody from the list"
    report = answers(ReportMatter) | {"subject": "999", "victim": None, "victim_name": None}
    assert problems(ReportMatter, **report) == {"subject": "Nobody on the register has this number"}


def test_an_answer_that_is_not_offered() -> None:
    raw = answers(DecideIndependence) | {"trust": "perhaps", "review_on": "2026-13-01"}
    assert problems(DecideIndependence, **raw) == {
        "trust": "Choose one of the answers",
        "review_on": "This must be a real date, for example 27 3 2026",
    }
