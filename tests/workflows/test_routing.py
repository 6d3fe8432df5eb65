"""The routing table against examples written by hand from the law."""

from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from workflows.casefile import Service
from workflows.handling.known import FACTS, Known
from workflows.handling.routing import routes
from workflows.handling.routing_table import ROWS, Route
from workflows.handling.triggers import MUST_DECIDE
from workflows.handling.vocabulary import ReportRoute

LABELS = {route.label: route for route in Route}
ROW = {row.id: row for row in ROWS}
ASKED = [field.name for field in fields(Known) if field.name != "setting_allows"]
KINDS: dict[str, Any] = {"reporter": ReportRoute, "service": Service}


@dataclass(frozen=True)
class Example:
    says: str
    facts: Known
    rows: tuple[str, ...]
    routes: tuple[str, ...]
    cite: str
    why: str
    decide: tuple[str, ...] = ()
    nearly: tuple[str, ...] = ()


def read(raw: dict[str, Any], usual: dict[str, Any]) -> Example:
    stated = {name: value for name, value in (usual | raw.pop("known")).items() if value != "unknown"}
    facts = Known(**{name: KINDS[name](value) if name in KINDS else value for name, value in stated.items()})
    lists = {name: tuple(raw.pop(name, ())) for name in ("rows", "routes", "decide", "nearly")}
    return Example(facts=facts, **lists, **raw)


def examples() -> list[Example]:
    whole = yaml.safe_load((Path(__file__).parent / "routing_examples.yaml").read_text(encoding="utf-8"))
    return [read(raw, whole["usual"]) for raw in whole["examples"]]


EXAMPLES = examples()
every_example = pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.says)


def pointed(facts: Known) -> set[Route]:
    """The routes that the facts point to."""
    return {LABELS[s.text.rpartition(" (")[0]] for s in routes(facts) if not s.text.startswith(MUST_DECIDE)}


def to_decide(facts: Known) -> set[Route]:
    """The routes that a person must decide."""
    texts = (s.text.removeprefix(f"{MUST_DECIDE}: ") for s in routes(facts) if s.text.startswith(MUST_DECIDE))
    return {LABELS[text.rpartition(" (")[0] or text] for text in texts}


def fitting(facts: Known) -> list[str]:
    return [row.id for row in ROWS if row.unknown(facts) == ()]


def wrong(row: str, facts: Known) -> list[str]:
    """The known facts that keep a row from fitting."""
    return [f for f, fits in ROW[row].when.items() if (a := getattr(facts, f)) is not None and a not in fits]


def test_there_are_enough_examples_and_no_two_say_the_same() -> None:
    assert len(EXAMPLES) >= 60
    assert len({example.says for example in EXAMPLES}) == len(EXAMPLES)


@every_example
def test_an_example_is_routed_as_the_law_says(example: Example) -> None:
    assert fitting(example.facts) == list(example.rows)
    expected = {Route(value) for value in example.routes}
    assert pointed(example.facts) == expected - {Route.UNSETTLED}
    assert to_decide(example.facts) == {Route(value) for value in example.decide} | expected & {Route.UNSETTLED}


@every_example
def test_an_example_is_cited_as_the_table_is(example: Example) -> None:
    still_open = [row.id for row in ROWS if row.unknown(example.facts)] if example.decide else []
    named = {cite.short for row in (*example.rows, *still_open) for cite in ROW[row].cites}
    assert example.cite in named or example.cite == routes(example.facts)[0].cite.short


@every_example
def test_what_nearly_fits_is_kept_out_by_one_fact(example: Example) -> None:
    assert {row: len(wrong(row, example.facts)) for row in example.nearly} == dict.fromkeys(example.nearly, 1)


def test_every_row_has_an_example_that_fits_and_one_that_nearly_does() -> None:
    assert {row for example in EXAMPLES for row in example.rows} == set(ROW)
    assert {row for example in EXAMPLES for row in example.nearly} == set(ROW)


@every_example
@pytest.mark.parametrize("fact", ASKED)
def test_not_knowing_a_fact_never_loses_a_route(example: Example, fact: str) -> None:
    less = replace(example.facts, **{fact: None})
    lost = pointed(example.facts) - pointed(less)
    assert lost - to_decide(less) == set()


def facts_at_random() -> st.SearchStrategy[Known]:
    answers = st.sampled_from([True, False, None])
    drawn = {name: answers for name in ASKED if name not in KINDS}
    kinds = {name: st.sampled_from([*kind, None]) for name, kind in KINDS.items()}
    return st.builds(Known, **drawn, **kinds, setting_allows=st.booleans())


def is_possible(facts: Known) -> bool:
    """A member of the public is under no chief officer and not on duty; a victim who reports has one wish."""
    outside = facts.service is not Service.OUTSIDE or not (facts.same_chief or facts.on_duty)
    return outside and (facts.reporter is not ReportRoute.VICTIM or facts.reporter_wish is None)


@given(facts_at_random().filter(is_possible), st.sampled_from(ASKED))
def test_whatever_is_known_a_route_is_never_lost_in_silence(facts: Known, fact: str) -> None:
    less = replace(facts, **{fact: None})
    assert pointed(facts) - pointed(less) - to_decide(less) == set()
    assert routes(less) != ()


def test_a_suggestion_gives_its_row_its_reason_and_its_first_source() -> None:
    facts = next(e.facts for e in EXAMPLES if e.rows == ("RT-9",) and not e.decide)
    (found,) = routes(facts)
    assert (found.text, found.because, found.cite) == (
        "Recordable conduct matter (RT-9)",
        ROW["RT-9"].because,
        ROW["RT-9"].cites[0],
    )


def test_what_is_not_known_is_named_once() -> None:
    facts = replace(EXAMPLES[0].facts, wish=None)
    complaint, conduct = routes(facts)
    asked = "Not known: whether the victim is dissatisfied, in any words, or wishes to complain."
    assert (complaint.text, complaint.because) == ("A person must decide: Complaint (RT-1)", asked)
    assert (conduct.text, conduct.because) == ("A person must decide: Recordable conduct matter (RT-2)", asked)


def test_every_fact_has_its_words() -> None:
    derived = ["may_complain", "complained"]
    assert list(FACTS) == [field.name for field in fields(Known)] + derived
    assert {fact for row in ROWS for fact in row.when} <= set(FACTS)


def test_the_ids_run_on() -> None:
    assert [row.id for row in ROWS] == [f"RT-{n}" for n in range(1, len(ROWS) + 1)]
