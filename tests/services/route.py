"""One case carried along the first route, one step at a time, to wherever a test needs it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from complaints.facts.load import Loaded, Owner
from complaints.services.progress import Taken
from tests.machine.town import STARTS, Town
from tests.support.independence import INDEPENDENT, TESTED

NONE: dict[str, Any] = {"known": ["none"], "is_true": "yes"}
REPORT: dict[str, Any] = {
    "route": "colleague",
    "came_to_attention_at": "2026-06-29T08:30",
    "account": "A friend told her over some weeks.",
    "domestic_abuse": "yes",
    "subject": "dee",
    "victim": "vic",
    "reporter": "ros",
    "victim_telephone": "07700 900123",
}
ALLEGATION: dict[str, Any] = {
    "subject": "dee",
    "category": "K1",
    "summary": "Controlling behaviour.",
    "domestic_abuse": "yes",
    "misuse_of_position": "no",
    "conduct_from": "2025-12-01",
    "conduct_to": "2026-02-20",
}
CONTACT: dict[str, Any] = {
    "contacted_at": "2026-06-29T08:30",
    "channel": "telephone",
    "reached": "spoke",
    "summary": "She is well.",
}

Line = tuple[str, str, str | None, dict[str, Any]]
SCRIPT: tuple[Line, ...] = (
    ("ana", "declare-interests", None, NONE),
    ("ana", "allocate-case", None, {"person": "lee", "role": "appropriate-authority"}),
    ("ana", "allocate-case", None, {"person": "hope", "role": "head-of-psd"}),
    ("ana", "allocate-case", None, {"person": "una", "role": "appropriate-authority"}),
    ("lee", "declare-interests", None, NONE),
    ("una", "declare-interests", None, NONE),
    ("lee", "add-allegation", None, ALLEGATION),
    ("lee", "record-matter", None, {"kind": "conduct-matter", "ground": "reg-7", "reasons": "Why."}),
    ("lee", "decide-not-to-refer", None, {"mandatory": "Why.", "voluntary": "Why."}),
    (
        "lee",
        "decide-independence",
        None,
        INDEPENDENT | {"review_on": "2026-12-01"},
    ),
    ("lee", "start-investigation", None, {"reasons": "Why."}),
    ("lee", "appoint-investigator", None, {"investigator": "ivy", "reasons": "Why."} | TESTED),
    ("lee", "appoint-oversight-officer", None, {"officer": "sue", "reasons": "Why."}),
    ("ivy", "declare-interests", None, NONE),
    ("sue", "declare-interests", None, NONE),
    (
        "sue",
        "agree-contact",
        None,
        {"channels": ["email"], "avoid": ["post"], "email": "safe@example.org", "every_days": "14"},
    ),
    ("sue", "log-contact", None, CONTACT),
    ("lee", "restrict-duties", "dee", {"restrictions": ["systems"], "role_risk": "Some.", "review_on": "2026-12-01"}),
    ("ivy", "submit-report", None, {"summary": "What was found."}),
    ("lee", "decide-outcome", None, {"allegation": "1", "outcome": "no-case-to-answer", "reasons": "Why."}),
    ("lee", "confirm-outcomes", None, {"learning": "Nothing yet."}),
    ("sue", "tell-outcome", None, {"channel": "email", "allegations": "1", "text": "What was decided."}),
    (
        "sue",
        "make-closing-contact",
        None,
        {"channel": "email", "feedback_offered": "yes", "summary": "Thanks."},
    ),
    ("lee", "close-case", None, {"code": "C_NCTA", "reasons": "Why."}),
)


@dataclass
class Route:
    """A case on its way. Each step comes an hour after the one before it, under a form of its own."""

    town: Town
    name: str = "case"
    at: datetime = STARTS
    case_id: int = 0
    forms: int = field(default=0)

    def open(self, **other: Any) -> Taken:
        taken = self.town.open_case("ana", REPORT | other, self.at, self.form(), self.name)
        self.case_id = taken.place.id
        return taken

    def do(self, by: str, trigger: str, /, about: str | None = None, *, form: str = "", **given: Any) -> Taken:
        """One step by somebody; what is not an answer of the entry is passed on to the door."""
        door = {name: given.pop(name) for name in ("urgency", "correction", "seen") if name in given}
        self.at += timedelta(hours=1)
        form = form or self.form()
        return self.town.do(by, trigger, given, self.at, form, about=about, name=self.name, **door)

    def form(self) -> str:
        self.forms += 1
        return f"{self.name}-{self.forms}"

    def until(self, trigger: str) -> Route:
        """Open the case and go along the script up to and with the first step of this name."""
        self.open()
        last = next(n for n, line in enumerate(SCRIPT) if line[1] == trigger)
        for by, step, about, raw in SCRIPT[: last + 1]:
            self.do(by, step, about, **raw)
        return self

    def load(self, known_at: datetime | None = None) -> Loaded:
        return self.town.load(self.case_id, Owner.CASE, known_at)

    def statuses(self, known_at: datetime | None = None) -> dict[str, str]:
        return {p.workflow: p.status.value for p in self.load(known_at).file.processes}
