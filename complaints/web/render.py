"""Pages: a template with its frame, which says who is signed in and where they may go."""

from dataclasses import dataclass
from typing import Any

from litestar import MediaType, Request, Response

from complaints.models.people import SignedIn
from complaints.web.house import House
from complaints.web.sessions import browser_id, csrf_token
from complaints.web.shell import NavItem, Page, Shell
from workflows.model import PSD, Role
from workflows.panel.lifecycle import DECLARERS


@dataclass(frozen=True)
class Section:
    """One place of the menu: for whom, and the first parts of the addresses that belong to it."""

    label: str
    href: str
    roles: frozenset[Role]
    parts: frozenset[str]

    def item(self, path: str | None) -> NavItem:
        current = path is not None and path.split("/")[1] in self.parts
        return NavItem(self.label, self.href, current)


PANEL = DECLARERS
COMPLIANCE = frozenset({Role.HEAD_OF_PSD, Role.APPROPRIATE_AUTHORITY})
CASEWORK = PSD | {Role.OVERSIGHT_OFFICER, Role.DUTY_INSPECTOR, Role.CHIEF_OFFICER, Role.DEPUTY}
"""The roles in which people work on cases."""

ADMINISTRATION = frozenset({Role.ADMINISTRATOR, Role.HEAD_OF_PSD})
SECTIONS = (
    Section("My work", "/", CASEWORK, frozenset({""})),
    Section("Cases", "/cases", CASEWORK, frozenset({"cases", "saved-filters"})),
    Section("Find", "/find", CASEWORK, frozenset({"find", "urgent"})),
    Section("Senior oversight", "/oversight", frozenset({Role.OVERSIGHT_OFFICER}), frozenset({"oversight"})),
    Section("Outside the chain", "/outside", frozenset({Role.DEPUTY}), frozenset({"outside", "further"})),
    Section("Panel", "/panel", PANEL, frozenset({"panel"})),
    Section("Compliance", "/compliance", COMPLIANCE, frozenset({"compliance"})),
    Section("Alerts", "/alerts", frozenset({Role.HEAD_OF_PSD}), frozenset({"alerts"})),
    Section("Administration", "/administration", ADMINISTRATION, frozenset({"administration"})),
    Section(
        "Confidential reports",
        "/gatekeeper",
        frozenset({Role.GATEKEEPER}),
        frozenset({"gatekeeper", "concerns", "further"}),
    ),
    Section("Report in confidence", "/confidential", frozenset(), frozenset({"confidential"})),
    Section("Safety concern", "/safety", frozenset(), frozenset({"safety"})),
)
"""The menu, in order. A section without roles is for everybody who is signed in."""


def render(
    request: Request[Any, Any, Any],
    house: House,
    actor: SignedIn | None,
    template: str,
    *,
    title: str,
    status: int = 200,
    error: bool = False,
    browser: str | None = None,
    in_menu: bool = True,
    **context: Any,
) -> Response[str]:
    """A page from `templates/`: the template receives `page`, `shell` and the context.

    `title` holds no names or references; `error` says that a form was refused. `browser` is the browser's id where it
    differs from the one it sent. Without `in_menu` no section is marked as the current one.
    """
    browser = browser or browser_id(house, request)
    shell = Shell(
        csrf=csrf_token(browser) if browser else "",
        signed_in_as=actor.name if actor else None,
        navigation=_menu(actor, request.scope["path"] if in_menu else None),
        urgent=actor is not None and actor.urgent_case is not None,
    )
    html = house.templates.get_template(template).render(page=Page(title, error), shell=shell, **context)
    return Response(html, media_type=MediaType.HTML, status_code=status)


def _menu(actor: SignedIn | None, path: str | None) -> tuple[NavItem, ...]:
    if actor is None:
        return ()
    return tuple(section.item(path) for section in SECTIONS if not section.roles or section.roles & actor.roles)
