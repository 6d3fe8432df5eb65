"""To which routes the facts of a matter point (law 1.6), and why. A person decides.

Every row of the table that fits is returned. Where a row may fit once more is known, its route is returned as one
that a person must decide, with what is not known: a route is never lost because a question was not asked.
"""

from collections.abc import Iterable, Iterator

from workflows import citations as law
from workflows.casefile import CaseFile
from workflows.handling.known import FACTS, Known, known
from workflows.handling.routing_table import ROWS, Route, Row
from workflows.handling.triggers import MUST_DECIDE, Wish, complainant_wish, conduct_filter, recording_triggers
from workflows.model import Suggestion


def routes(facts: Known) -> tuple[Suggestion, ...]:
    """Every route that the facts point to, then every other that they leave open; never nothing at all."""
    fits = [row for row in ROWS if row.unknown(facts) == ()]
    certain = {row.route for row in fits}
    still_open = [row for row in ROWS if row.unknown(facts) and row.route not in certain | {Route.UNSETTLED}]
    return (*map(_pointed, fits), *_left_open(facts, still_open)) or (NO_ROW,)


def suggest_route(file: CaseFile, *, wish: Wish = complainant_wish) -> tuple[Suggestion, ...]:
    """The same for a case file; `wish` says whether the complainant wishes it to be recorded."""
    return routes(known(file, wish(file)))


def to_record(file: CaseFile) -> tuple[Suggestion, ...]:
    """All that somebody who decides on recording should see: routes, triggers, and the filter for conduct matters."""
    return suggest_route(file) + recording_triggers(file) + conduct_filter(file)


NO_ROW = Suggestion(
    f"{MUST_DECIDE}: {Route.UNSETTLED.label}",
    "No row of the routing table fits what is known.",
    law.ROUTING_TABLE,
    certain=False,
)


def _pointed(row: Row) -> Suggestion:
    text = f"{MUST_DECIDE}: {row.route.label}" if row.route is Route.UNSETTLED else row.route.label
    return Suggestion(f"{text} ({row.id})", row.because, row.cites[0], certain=row.route is not Route.UNSETTLED)


def _left_open(facts: Known, rows: Iterable[Row]) -> Iterator[Suggestion]:
    by_route: dict[Route, list[Row]] = {}
    for row in rows:
        by_route.setdefault(row.route, []).append(row)
    for route, several in by_route.items():
        missing = dict.fromkeys(FACTS[fact] for row in several for fact in row.unknown(facts) or ())
        ids = ", ".join(row.id for row in several)
        text = f"{MUST_DECIDE}: {route.label} ({ids})"
        yield Suggestion(text, f"Not known: {'; '.join(missing)}.", several[0].cites[0], certain=False)
