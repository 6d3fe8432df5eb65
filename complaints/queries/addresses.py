"""Where things stand on the web: the addresses that views hand to templates."""

from urllib.parse import urlencode

from workflows.model import PersonRef

SECTIONS = {
    "record": "Record what has happened",
    "others": "For somebody else",
    "people": "People",
    "allegations": "Allegations",
    "risk": "Risk and safety",
    "independence": "Independence",
    "contact": "Contact with the victim",
    "deadlines": "Deadlines",
    "decisions": "Decisions",
    "documents": "Documents",
    "panel": "Panel",
    "timeline": "Timeline",
    "looked": "Who looked",
    "links": "Possible links",
}
"""The pages of a case beside its own, by the last part of their address; the log has them by the same name."""

PRINTED = {"print-summary": "Summary", "print-chronology": "Chronology"}
"""The pages of a case that are made for paper, as `SECTIONS`."""


def case_address(reference: str) -> str:
    """A case's own page."""
    return f"/cases/{reference}"


def meeting_address(reference: str) -> str:
    """A panel meeting's own page."""
    return f"/panel/{reference}"


def case_address_in(reference: str, name: str) -> str:
    """The page of one case of a meeting's pack, by its name there: "Case DQM5F"."""
    return f"{meeting_address(reference)}/cases/{name.removeprefix('Case ')}"


def step_address(reference: str, trigger: str, about: PersonRef | None = None, corrects: str | None = None) -> str:
    """The form of one step: of the process about one person, or as a correction of one event.

    A deputy hands a case on where it was taken over.
    """
    if trigger == "take-over-case" and not corrects:
        return f"/outside/{reference}"
    given = {"about": about, "corrects": corrects}
    query = urlencode({name: value for name, value in given.items() if value})
    return f"{case_address(reference)}/steps/{trigger}" + (f"?{query}" if query else "")
