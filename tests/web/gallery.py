"""Renders the gallery: one page that shows every macro, in the states that matter."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from complaints.resources import environment
from complaints.web.shell import NavItem, Page, Shell

SECTIONS = ("Safety concern", "Senior oversight", "Panel", "Compliance")
SHELL = Shell(
    csrf="token",
    signed_in_as="Ana Hollin",
    navigation=(NavItem("My work", "/", current=True), *(NavItem(label, f"/{label}") for label in SECTIONS)),
)
DATA = {
    "clocks": [
        {"label": "Update to the victim", "text": "due 30 March 2026", "tone": "due", "steps": ()},
        {"label": "Referral", "text": "due tomorrow", "tone": "soon", "steps": ()},
        {
            "label": "Declarations",
            "text": "overdue by 2 days",
            "tone": "overdue",
            "steps": ({"label": "Declare", "href": "#"},),
        },
        {"label": "Recording", "text": "met on 2 March 2026", "tone": "met", "steps": ()},
        {"label": "Investigation", "text": "paused since 1 March 2026", "tone": "paused", "steps": ()},
    ],
    "errors": {
        "warrant": "Enter the collar number",
        "reasons": "Say why",
        "handled_by": "Choose who will investigate",
        "received": "The date must be a real date",
    },
    "tasks": [
        {"title": "Record the matter", "status": "Done"},
        {
            "title": "Declare interests",
            "href": "/declare",
            "status": "To do",
            "tone": "yellow",
            "hint": "Due today",
        },
        {
            "title": "Decide independence",
            "href": "/decide",
            "status": "Cannot start yet",
            "reasons": [
                {
                    "text": "The person deciding has not declared their interests",
                    "cite": "Police Reform Act 2002, Schedule 3",
                    "href": "/declare",
                },
                {"text": "No subject has been named"},
            ],
        },
    ],
    "summary": [
        {"key": "Received", "value": "2 March 2026", "href": "/change"},
        {"key": "Handled by", "value": "Professional standards department of this force, under direction"},
    ],
    "bars": [
        {"label": "Recorded", "value": 14},
        {"label": "Waiting for an independence decision", "value": 5},
        {"label": "Under investigation", "value": 31},
        {"label": "With the panel", "value": 0},
    ],
    "events": [
        {
            "title": "Contact logged",
            "by": "Lee Marsh, senior oversight officer",
            "at": datetime(2026, 3, 30, 8, 30, tzinfo=UTC),
            "body": "She was told that the file went to the prosecutor.",
            "flags": ["The number called is not marked as safe"],
        },
        {
            "title": "Matter reported",
            "by": "Ana Hollin, intake",
            "at": datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
        },
    ],
    "bodies": [
        {
            "value": "force",
            "text": "This force",
            "hint": "Only if the decision says why it is independent enough",
        },
        {"value": "other", "text": "Another force"},
        {"value": "iopc", "text": "The IOPC"},
    ],
}


def gallery(asset: Callable[[str], str]) -> str:
    source = Path(__file__).with_name("gallery.html").read_text("utf-8")
    page = Page("Gallery", error=True)
    return environment(asset).from_string(source).render(page=page, shell=SHELL, **DATA)
