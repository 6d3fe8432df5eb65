"""Case files made by hand: each step stands as it was stated, with no engine and no database between.

    build = Build().reported().did("record-matter", day=1, kind=MatterKind.CONDUCT, ...)
    build.file

Day 0 is Monday 2 March 2026. People are their own references.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any, Self

from complaints.facts.terms import standing_terms
from workflows.casefile import CaseFile, Fact, Happened, Move, Posting, ProcessFact, Service
from workflows.handling.vocabulary import ReportRoute
from workflows.investigation.vocabulary import CriminalStrand
from workflows.model import Answer, PartyRef, PersonRef, Role, Urgency
from workflows.registry import STEPS, WORKFLOW_OF
from workflows.screening.facts import Period
from workflows.screening.kept import KeptLink, Screened
from workflows.screening.vocabulary import Effect, Side, Strength

START = datetime(2026, 3, 2, 10, tzinfo=UTC)
TESTED = {
    "concern": Answer.NO,
    "connection": Answer.NO,
    "confidence": Answer.YES,
    "criminal_lead": CriminalStrand.NONE,
}
"""What is said of an investigator who passes every test."""

SAME_TEAM = KeptLink(
    "LNK-13",
    PartyRef("subject"),
    Side.SUBJECT,
    Strength.WORKING,
    Effect.EXCLUDES,
    "Served in the same team as the subject, since 1 March 2021: 5 years.",
    Period(date(2021, 3, 1), date.max),
)
"""What a screening finds in the files of tests, unless they say otherwise."""


def moment(day: int, hours: float = 0) -> datetime:
    """Ten in the morning of a day (UTC), and some hours later."""
    return START + timedelta(days=day, hours=hours)


class Build:
    """A file under construction; each method returns the same one."""

    def __init__(self) -> None:
        self.facts: list[Fact[Any]] = []
        self.postings: list[Posting] = []
        self.screenings: list[Screened] = []
        self.moves: list[Move] = []
        self.status: dict[tuple[str, str | None], Any] = {}

    @property
    def file(self) -> CaseFile:
        processes = [ProcessFact(name, about, status) for (name, about), status in self.status.items()]  # type: ignore[arg-type]
        copied = tuple(self.postings), tuple(self.screenings)
        return CaseFile(standing_terms(), tuple(processes), tuple(self.facts), *copied, tuple(self.moves))

    def did(
        self,
        trigger: str,
        day: int = 0,
        hours: float = 0,
        by: str = "lee",
        about: str | None = None,
        urgent: bool = False,
        knows: bool = False,
        corrects: str | None = None,
        flags: tuple[str, ...] = (),
        **stated: Any,
    ) -> Self:
        """One step, whatever the rules say of it. Its event's key is the trigger and its number, as "send-update.1"."""
        step, workflow = STEPS[trigger], WORKFLOW_OF[trigger]
        source = self.status.get((workflow.name, about), workflow.initial)
        entry = step.entry(**stated)
        at = moment(day, hours)
        number = 1 + sum(fact.event.trigger == trigger for fact in self.facts)
        event = Happened(
            key=f"{trigger}.{number}",
            workflow=workflow.name,
            about=PersonRef(about) if about else None,
            trigger=trigger,
            source=source,
            dest=step.dest or source,
            by=PersonRef(by),
            occurred_at=getattr(entry, step.occurred) if step.occurred else at,
            recorded_at=at,
            flags=flags,
            urgency=Urgency("It could not wait", knows) if urgent else None,
            corrects=corrects,
            before_declaring=step.before_declaring,
        )
        self.facts.append(Fact(event, entry))
        if trigger == "screen-person":
            self.screened(stated["person"], stated["role"], SAME_TEAM, day=day, hours=hours)
        self.status[workflow.name, about] = event.dest
        return self

    def reported(self, domestic_abuse: Answer = Answer.YES, **people: Any) -> Self:
        """The first report, and the processes that it opens."""
        for name in ("referral", "independence", "oversight", "withdrawal", "criminal"):
            self.status.setdefault((name, None), STEPS_START[name])
        if people.get("subject"):
            self.status["duty-status", people["subject"]] = STEPS_START["duty-status"]
        return self.did(
            "report-matter",
            by="ana",
            route=ReportRoute.COLLEAGUE,
            came_to_attention_at=START,
            account="Told at work",
            domestic_abuse=domestic_abuse,
            **people,
        )

    def declared(self, by: str, day: int = 0, hours: float = 0) -> Self:
        """Somebody declares that they have no connection."""
        stated = {"known": ("none",), "is_true": True}
        return self.did("declare-interests", day, hours, by=by, **stated)

    def screened(self, person: str, role: Role, *links: KeptLink, day: int = 0, hours: float = 0) -> Self:
        """What was found of somebody when a step relied on it."""
        self.screenings.append(Screened(PersonRef(person), role, links, moment(day, hours)))
        return self

    def moved(self, person: str, starts: date, day: int = 0) -> Self:
        """Somebody has a new post from a London day on; the register knows it from a day of the case."""
        self.moves.append(Move(PersonRef(person), starts, moment(day)))
        return self

    def posted(
        self, person: str, service: Service = Service.OFFICER, trained_until: date | None = None, day: int = 0
    ) -> Self:
        """Somebody as the register has them from a day on."""
        self.postings.append(
            Posting(
                PersonRef(person),
                person.title(),
                service,
                "Specimen",
                "",
                "",
                None,
                trained_until,
                frozenset(),
                moment(day),
            )
        )
        return self


STEPS_START = {workflow.name: workflow.initial for workflow in WORKFLOW_OF.values()}
