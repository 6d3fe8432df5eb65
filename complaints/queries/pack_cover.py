"""The first page of one reader's pack: what may be counted in the sections behind it, and what the panel has said.

Nothing here hangs on a case that is not behind it (decision 4). Themes and recommendations speak of no case.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from complaints.facts.meetings import meetings
from complaints.queries.pack_view import Counts, SectionView, counts, overdue_clocks
from complaints.queries.recommendations import recommendation_rows
from workflows.casefile import CaseFile
from workflows.panel.entries import PlanMeeting, RecordMeeting
from workflows.panel.facts import Plan, plan

A_YEAR = timedelta(days=366)


@dataclass(frozen=True)
class Asked:
    """The panel's recommendations to the force that are open: how many, unanswered, and overdue."""

    open: int
    unanswered: int
    late: int


@dataclass(frozen=True)
class Cover:
    """The first page of one reader's pack. `views` are those of the sections behind it, and of no others.

    `clocks` and `themes` are pairs of words and how often: in so many cases, at so many meetings of the last year.
    """

    title: str
    force: str
    meets_on: date
    views: tuple[SectionView, ...]
    counts: Counts
    clocks: tuple[tuple[str, int], ...]
    themes: tuple[tuple[str, int], ...]
    asked: Asked
    fingerprint: str


def cover_of(session: Session, file: CaseFile, views: Sequence[SectionView], fingerprint: str, at: datetime) -> Cover:
    """The cover of a meeting's pack with these sections, as things stand at a moment in UTC."""
    stands = plan_of(file)
    planner = file.posting(next(iter(file.all(PlanMeeting))).event.by)
    files = [each.file for each in meetings(session)]
    return Cover(
        title=f"Panel pack for {month_in_words(stands)}",
        force=planner.force if planner else "",
        meets_on=stands.meets_on,
        views=tuple(views),
        counts=counts(views),
        clocks=overdue_clocks(views),
        themes=_themes(files, stands.meets_on),
        asked=_asked(files, at),
        fingerprint=fingerprint,
    )


def plan_of(file: CaseFile) -> Plan:
    """The plan of a meeting as it stands."""
    stands = plan(file)
    assert stands is not None, "a meeting opens with its plan"
    return stands


def month_in_words(stands: Plan) -> str:
    """The month that a meeting is for: "March 2026", and of an extra one "March 2026 (extra)"."""
    return in_words(stands.month) + (" (extra)" if stands.extra else "")


def in_words(month: str) -> str:
    """ "2026-03" as "March 2026"."""
    return f"{date.fromisoformat(f'{month}-01'):%B %Y}"


def _themes(files: Iterable[CaseFile], meets_on: date) -> tuple[tuple[str, int], ...]:
    """Each theme that came up at a meeting in the year before, the most frequent first."""
    found: dict[str, int] = {}
    for file in files:
        held = file.last(RecordMeeting)
        if held and meets_on - A_YEAR < held.entry.held_on < meets_on:
            for theme in held.entry.themes:
                found[theme.label] = found.get(theme.label, 0) + 1
    return tuple(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def _asked(files: Iterable[CaseFile], at: datetime) -> Asked:
    rows = [row for file in files for row in recommendation_rows(file, at) if row.open]
    return Asked(len(rows), sum(not row.response for row in rows), sum(row.late for row in rows))
