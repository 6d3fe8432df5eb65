"""By when a possible link is decided on, and what follows when one is found late. No clock names anybody."""

from collections.abc import Callable, Iterator
from datetime import date, datetime

from workflows import citations as law
from workflows.calendar import CountRule, Limit, london_day
from workflows.casefile import CaseFile, Fact, ProcessFact
from workflows.clocks import Clock, Run
from workflows.model import PersonRef
from workflows.screening import decided, late
from workflows.screening.entries import DecideLink, ReportLink
from workflows.screening.kept import KeptLink, Screened

LEFT = "They have left the case."


def _working_days(file: CaseFile, key: str, starts: date) -> Limit:
    return Limit(CountRule.WD_FWD_PLUS, file.terms.number(key, starts))


def _to_decide(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
    """One run for each person and kind of link, from the screening that first found it to the first decision.

    It ends where they have left the case because of another link or connection.
    """
    seen, gone = set(), late.left(file)
    for screened, link in _to_be_decided(file):
        key = (screened.person, decided.link_ref(link))
        if key in seen:
            continue
        seen.add(key)
        starts = london_day(screened.at)
        yield Run(
            starts=starts,
            because="A screening found a possible link",
            limit=_working_days(file, "link-decision", starts),
            met_at=(met := _decided_at(file, *key)),
            ended=LEFT if screened.person in gone and not met else "",
        )


def _to_be_decided(file: CaseFile) -> Iterator[tuple[Screened, KeptLink]]:
    for screened in file.screenings:
        yield from ((screened, link) for link in screened.links if decided.needs_decision(link))


def _decided_at(file: CaseFile, person: PersonRef, link: str) -> datetime | None:
    made: list[Fact[DecideLink] | Fact[ReportLink]] = [
        *(f for f in file.all(DecideLink) if person in f.entry.people and f.entry.link == link),
        *(f for f in file.all(ReportLink) if f.entry.person == person),
    ]
    return min((f.event.recorded_at for f in made), default=None)


def _after_a_late_link(
    key: str, because: str, met: Callable[[CaseFile, late.FoundLate], datetime | None]
) -> Callable[[CaseFile, ProcessFact], Iterator[Run]]:
    def runs(file: CaseFile, _process: ProcessFact) -> Iterator[Run]:
        for found in late.found_late(file):
            starts = found.fact.event.day
            yield Run(starts, because, _working_days(file, key, starts), met(file, found))

    return runs


CLOCKS = (
    Clock(
        id="LKS-C1",
        title="Decide on a possible link",
        workflow="independence",
        met_by=("decide-link",),
        cite=law.LINK_TERMS,
        runs=_to_decide,
        own_target=True,
    ),
    Clock(
        id="LKS-C2",
        title="Review the work of somebody who left the case",
        workflow="independence",
        met_by=("review-linked-work",),
        cite=law.LINK_FOUND_LATE,
        runs=_after_a_late_link("link-review", "Somebody who had worked on the case left it", late.reviewed_at),
        own_target=True,
        after_closure=True,
    ),
    Clock(
        id="LKS-C3",
        title="Tell the victim that somebody left the case",
        workflow="independence",
        met_by=("record-link-notice",),
        cite=law.LINK_FOUND_LATE,
        runs=_after_a_late_link("link-telling", "Somebody who had worked on the case left it", late.told_at),
        own_target=True,
        after_closure=True,
    ),
)
