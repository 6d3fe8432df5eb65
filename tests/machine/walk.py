"""A guided walk: random people do random things through the real door, and the oracle judges each of them.

The walk reads the rules to find its way to the late statuses. The oracle does not: see `law`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import Connection, text

from complaints.errors import Invalid, NotFound, Stale
from complaints.facts.load import Loaded, Owner
from complaints.services.progress import Correction, Taken
from complaints.services.recompute import recompute
from complaints.services.verify import verify
from tests.machine.answers import invent
from tests.machine.guide import (
    CONFIDING,
    DECIDING,
    DEPTH,
    GATEKEEPERS,
    MEETING_PEOPLE,
    ON_TOUR,
    UNINVITED,
    URGENT,
    Guide,
    Try,
    lent,
    owner_of_step,
)
from tests.machine.history import Deed, Past, kept_out, working
from tests.machine.law import HAPPENED, WHO, wrongs
from tests.machine.limits import last_days
from tests.machine.rows import digest_of
from tests.machine.survey import said, unlawful
from workflows.calendar import london_day
from workflows.model import Refused, Urgency

PATIENCE = 60


class Breach(AssertionError):
    """The law was broken, or a promise of the door."""


@dataclass
class Walk(Guide):
    """A walk. `deeds` and `meetings` are what the oracle knows; `outside` reads the tables past the application."""

    outside: Connection = field(kw_only=True)
    meetings: list[Deed] = field(default_factory=list)
    confidences: list[Deed] = field(default_factory=list)
    keys: dict[int, str] = field(default_factory=dict)
    statuses: list[tuple[datetime, dict[Any, str]]] = field(default_factory=list)
    tries: int = 0

    def __post_init__(self) -> None:
        super().__post_init__()
        self.questions = Random(self.seed)

    # The walk.

    def run(self, steps: int) -> None:
        """Open a case and a meeting, then try `steps` things. Raises `Breach`."""
        self._open()
        for _ in range(steps):
            self.at += timedelta(minutes=self.random.choice((1, 90, 60 * 30, 60 * 24 * 5)))
            self.attempt(self.choose())
        self.finish()

    def aim(self, goals: Iterable[str]) -> None:
        """Reach each goal in turn, by what the rules say is missing. Raises `Breach` where one cannot be reached."""
        self.given = ON_TOUR
        self._open()
        for goal in goals:
            for _ in range(PATIENCE):
                self.at += timedelta(minutes=self.random.choice((1, 90, 60 * 30)))
                tried = self.towards(goal, DEPTH)
                if self.attempt(tried) and tried.trigger == goal:
                    break
            else:
                self._expect(False, f"{goal} cannot be reached")
        review = (("review_on", str(london_day(self.at + timedelta(days=14)))),)
        knowing = Urgency("It could not wait.", knows_anyone=True)
        self.attempt(Try("ana", "restrict-duties", "dee", knowing, given=review))

    def _open(self) -> None:
        while Owner.CASE not in self.ids:
            try:
                taken = self.town.open_case("ana", self._answers("report-matter"), self.at, self._submission())
            except Invalid:
                continue
            self.ids[Owner.CASE] = taken.place.id
            self._done(Try("ana", "report-matter"), taken)
        taken = self.town.open_meeting(
            "cora", {"month": "2026-07", "meets_on": "2026-07-30"}, self.at, self._submission()
        )
        self.ids[Owner.MEETING] = taken.place.id
        self._done(Try("cora", "plan-meeting"), taken)
        taken = self.town.open_report(CONFIDING, self._answers("report-in-confidence"), self.at, self._submission())
        self.ids[Owner.CONFIDENTIAL] = taken.place.id
        self._done(Try(CONFIDING, "report-in-confidence"), taken)

    def attempt(self, tried: Try) -> Taken | None:
        """Try one thing: what is taken must be lawful, and what is refused must leave every row as it was."""
        raw = self._answers(tried.trigger) | dict(tried.given)
        before = digest_of(self.outside)
        try:
            taken = self._take(tried, raw)
        except Invalid:
            taken = None
        except (Refused, NotFound, Stale) as refusal:
            self._check_refusal(tried, refusal)
            taken = None
        if taken is None:
            changed = [name for name, rows in digest_of(self.outside).items() if rows != before[name]]
            self._expect(not changed, f"{tried.trigger} was refused, yet rows changed in {changed}")
        else:
            self._done(tried, taken)
        return taken

    def _answers(self, trigger: str) -> dict[str, Any]:
        return invent(self.random, trigger, self.at, abuse=self.abuse) | self.given.get(trigger, {})

    def _take(self, tried: Try, raw: dict[str, Any]) -> Taken:
        correction = Correction(self.keys[tried.corrects.number], "It was wrong.") if tried.corrects else None
        owner = owner_of_step(tried.trigger)
        if tried.trigger == "step-out" and correction is None:
            return self.town.step_out(tried.by, raw, self.at, self._submission())
        if tried.trigger == DECIDING and correction is None:
            return self.town.decide_panel_connection(tried.by, raw, self.at, self._submission())
        if tried.trigger == URGENT and correction is None:
            return self.town.use_urgent_access(tried.by, raw, self.at, self._submission())
        if tried.trigger in UNINVITED and correction is None:
            return self.town.come_in(tried.by, tried.trigger, raw, self.at, self._submission())
        if owner is Owner.CONFIDENTIAL:
            return self.town.confide(tried.by, tried.trigger, raw, self.at, self._submission())
        return self.town.do(
            tried.by,
            tried.trigger,
            raw,
            self.at,
            self._submission(),
            about=tried.about,
            owner=owner,
            urgency=tried.urgency,
            correction=correction,
        )

    def _done(self, tried: Try, taken: Taken) -> None:
        """Tell the oracle, and compare what it says with what is stored."""
        loaded = self.town.load(taken.place.id, taken.place.owner)
        fact = loaded.file.facts[-1]
        player = self.town.people[tried.by]
        deed = Deed(
            number=taken.event_id,
            trigger=tried.trigger,
            by=player.person,
            roles=frozenset(role.value for role in player.member.roles) | lent(tried.trigger),
            about=fact.event.about,
            entry=said(fact.entry),
            at=self.at,
            flags=frozenset(taken.flags),
            urgent=tried.urgency is not None,
            knows=bool(tried.urgency and tried.urgency.knows_anyone),
            corrects=tried.corrects.number if tried.corrects else None,
            reason=fact.event.correction_reason or "",
            key=fact.event.key,
        )
        history = {Owner.MEETING: self.meetings, Owner.CONFIDENTIAL: self.confidences}.get(
            taken.place.owner, self.deeds
        )
        wrong = wrongs(Past(self.town.world, history), deed)
        history.append(deed)
        self.keys[deed.number] = fact.event.key
        self._expect(not wrong, "; ".join(wrong))
        if tried.trigger in ("step-out", DECIDING) and not tried.corrects:
            self.deeds.append(deed)  # what a meeting says of whoever may know of the case
            self._check_access()
        if taken.place.owner is Owner.CASE:
            self._check_access()
            self.statuses.append((self.at, _statuses(loaded)))
        self._survey(loaded, history)

    # What must hold.

    def _survey(self, loaded: Loaded, history: list[Deed]) -> None:
        """Nothing that the rules would allow next, to anybody who may know of it, is unlawful."""
        people = sorted(self.free() if history is self.deeds else MEETING_PEOPLE)
        people = list(GATEKEEPERS) if history is self.confidences else people
        past, case = Past(self.town.world, history), self.ids[Owner.CASE]
        wrong = next(unlawful(self.town, loaded, case, past, people, self.at, self.questions, self.abuse), "")
        self._expect(not wrong, f"it could happen: {wrong}")

    def _check_refusal(self, tried: Try, refusal: Exception) -> None:
        """What has happened is never refused to somebody whose job it is and who may know of the case."""
        who = self.town.people[tried.by]
        may = {role.value for role in who.member.roles} & WHO[tried.trigger]
        if tried.trigger in HAPPENED and may and isinstance(refusal, Refused):
            self._expect(refusal.decision is None, f"{tried.trigger} was refused for {refusal.missing}")

    def _check_access(self) -> None:
        case = {"case": self.ids[Owner.CASE]}
        stored = {
            table: {tuple(row) for row in self.outside.execute(text(ACCESS.format(table, word)), case)}
            for table, word in (("exclusion", "''"), ("allocation", "role"))
        }
        self.outside.rollback()
        out = kept_out(self.deeds, self.town.world)
        self._expect({p for p, _ in stored["exclusion"]} == out, "the exclusions are not the law's")
        self._expect(stored["allocation"] == working(self.deeds), "the allocations are not the law's")

    def finish(self) -> None:
        """At the end: the record is whole, deadlines stand still, and the past is as it was."""
        found = verify(self.town.database)
        self._expect(found.problems == (), "; ".join(found.problems))
        self._expect(recompute(self.town.database, lambda _: None) == {}, "recomputing moved a deadline")
        self._check_limits()
        for moment, statuses in self.random.sample(self.statuses, min(4, len(self.statuses))):
            latest = [known for at, known in self.statuses if at == moment][-1]
            then = self.town.load(self.ids[Owner.CASE], known_at=moment)
            self._expect(_statuses(then) == (latest or statuses), f"the case as known at {moment} is another")

    def _check_limits(self) -> None:
        rows = self.outside.execute(text(LIMITS), {"case": self.ids[Owner.CASE]}).all()
        self.outside.rollback()
        for clock, wanted in last_days(Past(self.town.world, self.deeds)).items():
            stored = [str(row.last_day) for row in rows if row.clock == clock]
            self._expect(stored == [str(day) for day in wanted], f"{clock} ends on {stored}, not on {wanted}")

    def _expect(self, holds: bool, otherwise: str) -> None:
        if not holds:
            story = "\n".join(self._line(d) for d in (*self.meetings, *self.confidences, *self.deeds))
            raise Breach(f"seed {self.seed}: {otherwise}\n{story}")

    def _line(self, deed: Deed) -> str:
        named = {name: self.names.get(value, value) for name, value in deed.entry.items() if value}
        about, rest = (
            self.names.get(deed.about or "", ""),
            (sorted(deed.flags), deed.corrects or "", "in a hurry" if deed.urgent else ""),
        )
        return f"  {deed.at:%d %b %H:%M} {self.names[deed.by]} {deed.trigger} {about} {named} {rest}"

    def _submission(self) -> str:
        self.tries += 1
        return f"{self.seed:020d}{self.tries:012d}"


ACCESS = (
    "SELECT person.reference, {1} FROM {0} JOIN person ON person.id = {0}.person_id"
    " WHERE {0}.case_id = :case AND {0}.until IS NULL"
)


LIMITS = (
    "SELECT clock, last_day FROM deadline WHERE case_id = :case AND ended NOT LIKE 'Superseded%' ORDER BY clock, nth"
)


def _statuses(loaded: Loaded) -> dict[Any, str]:
    return {(p.workflow, p.about): p.status.value for p in loaded.file.processes}
