"""What an office file is about, what is proposed in it, and what has been settled."""

from datetime import date

from workflows.casefile import CaseFile, Fact
from workflows.model import Entry

NAMED_BY = {
    "setting-change": "setting",
    "day-off": "day",
    "account": "person",
    "support-service": "service",
    "register-entry": "person",
}
"""The field of an entry that names its office file, by workflow."""

CHANGE_CLOCKS = frozenset({"confirm-setting", "confirm-day"})
"""The steps after which deadlines may fall on other days."""


def file_name(workflow: str, entry: Entry) -> str:
    """The name of the office file in which a step is taken: a setting's key, a day as 2026-03-02, a reference."""
    named = getattr(entry, NAMED_BY[workflow])
    return named.isoformat() if isinstance(named, date) else str(named)


def last_proposal(file: CaseFile) -> Fact[Entry] | None:
    """What was proposed last in an office file, whatever became of it."""
    return next((f for f in reversed(file.facts) if f.event.trigger.startswith("propose-")), None)
