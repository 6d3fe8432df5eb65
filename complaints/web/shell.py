"""What every page shows around its content: who is signed in, where they may go, and how the page must be handled."""

from dataclasses import dataclass

HANDLING = "OFFICIAL-SENSITIVE"


@dataclass(frozen=True)
class NavItem:
    """A link of the service navigation; `current` marks the section that the page belongs to."""

    label: str
    href: str
    current: bool = False


@dataclass(frozen=True)
class Shell:
    """The frame of a page. `signed_in_as` is None on public pages; `csrf` is the token for every form on the page.

    `urgent` says that a case is open to this session by urgent access.
    """

    csrf: str
    signed_in_as: str | None = None
    navigation: tuple[NavItem, ...] = ()
    marking: str = HANDLING
    urgent: bool = False


@dataclass(frozen=True)
class Page:
    """`title` stands in browser histories and screenshots: no names, no references. `error`: a form was refused."""

    title: str
    error: bool = False
