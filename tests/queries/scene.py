"""A site with people in every role and one case of abuse by police, carried as far as a test wants.

scene = Scene(database)             # the case is reported by Ana; `scene.reference` names it
scene.do("ana", "declare-interests", **NO_CONNECTION)
scene.play(until="agree-contact")   # the first route, up to and with this step
"""

from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from complaints.database import SYSTEM, Database
from complaints.entries import read
from complaints.facts.load import Owner, facts_of
from complaints.queries.visible import CASE_FILE, find_case
from complaints.references import reference, submission
from complaints.services.accounts import resolve_person
from complaints.services.openings import open_case
from complaints.services.progress import Correction, Place, Taken, take_step
from complaints.web.house import Work
from tests.support.bench import Bench
from tests.support.independence import INDEPENDENT, TESTED
from tests.web.client import Site
from workflows.handling.entries import ReportMatter
from workflows.model import Role, Urgency
from workflows.people.aliases import aliases
from workflows.registry import STEPS

NO_CONNECTION = {
    "known": ["none"],
    "is_true": "yes",
}
STAFF = {
    "ana": (Role.INTAKE, "100"),
    "lee": (Role.APPROPRIATE_AUTHORITY, "101"),
    "hed": (Role.HEAD_OF_PSD, "102"),
    "ivy": (Role.INVESTIGATOR, "103"),
    "sue": (Role.OVERSIGHT_OFFICER, "104"),
}
PARTIES = {"dee": "4471", "vic": "4472", "rep": "4473"}
REPORT = {
    "route": "colleague",
    "came_to_attention_at": "2026-03-02T09:00",
    "account": "She told a colleague that she is afraid to go home.",
    "domestic_abuse": "yes",
    "subject": "4471",
    "victim": "4472",
    "victim_telephone": "07700 900123",
    "reporter": "4473",
}
ALLEGATION = {
    "subject": "4471",
    "category": "K1",
    "summary": "Followed her home from work.",
    "domestic_abuse": "yes",
    "misuse_of_position": "no",
    "conduct_from": "2025-12-01",
    "conduct_to": "2026-02-20",
}
PLAN = {
    "channels": ["email"],
    "avoid": ["post"],
    "telephone": "07700 900456",
    "email": "safe@example.org",
    "code_word": "tulip",
    "times": "Weekdays before noon",
    "every_days": "14",
}
ROUTE: tuple[tuple[str, str, int, dict[str, Any]], ...] = (
    ("ana", "declare-interests", 0, NO_CONNECTION),
    ("ana", "allocate-case", 0, {"person": "101", "role": "appropriate-authority"}),
    ("ana", "allocate-case", 0, {"person": "102", "role": "head-of-psd"}),
    ("lee", "declare-interests", 0, NO_CONNECTION),
    ("lee", "add-allegation", 0, ALLEGATION),
    ("lee", "record-matter", 0, {"kind": "conduct-matter", "ground": "reg-7", "reasons": "It is of a listed kind."}),
    ("lee", "decide-not-to-refer", 0, {"mandatory": "None applies.", "voluntary": "The force can handle it."}),
    (
        "lee",
        "decide-independence",
        0,
        INDEPENDENT | {"review_on": "2026-04-02"},
    ),
    ("lee", "start-investigation", 0, {"reasons": "It is serious."}),
    ("lee", "appoint-investigator", 0, TESTED | {"investigator": "103", "reasons": "From another site."}),
    ("lee", "appoint-oversight-officer", 0, {"officer": "104", "reasons": "Experienced."}),
    ("sue", "declare-interests", 0, NO_CONNECTION),
    ("ivy", "declare-interests", 0, NO_CONNECTION),
    ("sue", "agree-contact", 0, PLAN),
    (
        "sue",
        "log-contact",
        1,
        {"contacted_at": "2026-03-03T09:00", "channel": "email", "reached": "spoke", "summary": "She is safe."},
    ),
    ("sue", "send-update", 20, {"channel": "email", "text": "The investigation goes on."}),
    (
        "lee",
        "restrict-duties",
        20,
        {"about": "4471", "restrictions": ["systems"], "role_risk": "Has access.", "review_on": "2026-05-02"},
    ),
    ("ivy", "submit-report", 40, {"summary": "The evidence supports it."}),
    (
        "lee",
        "decide-outcome",
        41,
        {"allegation": "1", "outcome": "case-to-answer-gross-misconduct", "reasons": "The evidence is strong."},
    ),
    ("lee", "confirm-outcomes", 41, {"learning": "Nothing yet."}),
    ("sue", "tell-outcome", 42, {"channel": "email", "allegations": "1", "text": "There is a case to answer."}),
    (
        "sue",
        "make-closing-contact",
        43,
        {"channel": "email", "feedback_offered": "yes", "summary": "She has support."},
    ),
    ("lee", "close-case", 44, {"code": "C_CTA_GM", "reasons": "Handed on to proceedings."}),
)
"""Who does what, on which day after the report, and what they state."""


class Scene:
    """The site, its people by user name, and the case."""

    def __init__(
        self,
        database: Database,
        *,
        secure: bool = True,
        report: dict[str, Any] = REPORT,
        background: Callable[[Work], None] = lambda work: work(),
    ) -> None:
        self.site = Site(database, secure=secure, start=background)
        self.start = self.site.clock.at
        self._stands, self._reported = (getattr(database, "begun", -1), self.start), repr(report)
        untouched = self._stands == self._now()
        if self._put_back(self._reported):
            return
        self.people = {name: self.site.add_person(name, role, number=n) for name, (role, n) in STAFF.items()}
        self.people |= {name: self.site.add_person(name, number=number) for name, number in PARTIES.items()}
        self.reference = self.open("ana", report)
        if untouched:
            self._keep(self._reported)

    def open(self, who: str, report: dict[str, Any] = REPORT) -> str:
        """A new case; its reference."""
        form = self._form(who, "report-matter")
        case = reference(self.site.random, f"case {form}")
        by, now = self.people[who], self.site.clock()
        with self.site.database.transaction(by.person_id) as session:
            entry = read(ReportMatter, report, lambda given: resolve_person(session, given), now=now)
            assert isinstance(entry, ReportMatter)
            open_case(session, by=by, at=now, entry=entry, submission=form, reference=case)
        return case

    def do(
        self,
        who: str,
        trigger: str,
        *,
        case: str = "",
        about: str | None = None,
        urgency: Urgency | None = None,
        correction: Correction | None = None,
        **stated: Any,
    ) -> Taken:
        """Take one step through the door, a minute after the last."""
        self.site.clock.forward(minutes=1)
        by, now = self.people[who], self.site.clock()
        with self.site.database.transaction(by.person_id) as session:
            case_id = find_case(session, case or self.reference, by)
            place = Place(Owner.CASE, case_id, resolve_person(session, about) if about else None)
            entry = read(STEPS[trigger].entry, stated, lambda given: resolve_person(session, given), now=now)
            form = self._form(who, trigger)
            return take_step(
                session,
                place,
                trigger,
                by=by,
                at=now,
                entry=entry,
                submission=form,
                urgency=urgency,
                correction=correction,
            )

    def assess_risk(self, review_on: str = "2026-12-31") -> None:
        """Lee assesses the risk, and the head of the department countersigns it: nothing of it is due for long."""
        said = {"danger_now": "no", "tool": "dara", "level": "medium", "injuries": "no", "reasons": "What she told us."}
        self.do("lee", "assess-risk", assessed_at="2026-03-02T09:00", review_on=review_on, **said)
        self.do("hed", "declare-interests", **NO_CONNECTION)
        self.do("hed", "countersign-risk", checked="I have read her account.")

    def play(self, until: str = "close-case") -> None:
        """The first route, up to and with the last step of that trigger."""
        last = max(n for n, (_, trigger, _, _) in enumerate(ROUTE) if trigger == until)
        untouched = self._stands == self._now()
        done = next((n for n in range(last, -1, -1) if untouched and self._put_back((self._reported, n))), -1)
        for who, trigger, day, stated in ROUTE[done + 1 : last + 1]:
            self.site.clock.at = max(self.site.clock.at, self.start + timedelta(days=day))
            self.do(who, trigger, **stated)
        if untouched and done < last:
            self._keep((self._reported, last))

    @property
    def alias(self) -> str:
        """What stands for the victim, who serves with the police, wherever she is not open to somebody."""
        with self.site.database.transaction(SYSTEM, write=False) as session:
            case = session.execute(select(CASE_FILE.c.id).where(CASE_FILE.c.reference == self.reference)).scalar_one()
            return aliases(facts_of(session, [case])[case].file, self.reference)[self.people["vic"].person]

    def _form(self, who: str, trigger: str) -> str:
        return submission(self.site.random, f"{who} {trigger} {self.site.clock()}")

    def _now(self) -> tuple[int, datetime]:
        """What differs as soon as anybody goes to the database, or time goes by."""
        database = self.site.database
        return database.touched if isinstance(database, Bench) else -1, self.site.clock.at

    def _put_back(self, key: Hashable) -> bool:
        """If it was kept, everything is as it was then."""
        database = self.site.database
        if not (isinstance(database, Bench) and self._stands == self._now() and database.kept(key)):
            return False
        people, self.reference, self.site.clock.at = database.put_back(key)
        self.people = dict(people)
        self._stands = self._now()
        return True

    def _keep(self, key: Hashable) -> None:
        database = self.site.database
        if isinstance(database, Bench):
            database.keep(key, (dict(self.people), self.reference, self.site.clock.at))
        self._stands = self._now()
