"""Who may send a request at all: signed in, from a form of ours, with the role that the page is for.

Every handler says whom it is for, or the application does not start: `opt={"public": True}` lets anybody in,
`SIGNED_IN` everybody who is signed in, and `opt={"roles": (...)}` answers an actor without one of these roles as if
there were no such page.
"""

import hmac
from collections.abc import Iterable
from typing import Any

from litestar import Request
from litestar.concurrency import sync_to_thread
from litestar.exceptions import NotFoundException, PermissionDeniedException
from litestar.handlers import BaseRouteHandler
from litestar.routes import BaseRoute, HTTPRoute

from complaints.models.people import SignedIn
from complaints.web.forms import CSRF_FIELD, PASSWORD_FIELDS, read_form, text
from complaints.web.house import House
from complaints.web.sessions import Connection, browser_id, csrf_token, find_person, keep_for_later

AnyRequest = Request[Any, Any, Any]

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
OWN_SITE = frozenset({None, "same-origin", "none"})
"""Where a form may be sent from, in the words of Sec-Fetch-Site; older browsers do not say."""


SIGNED_IN = {"signed_in": True}
"""`opt` of a page for whoever is signed in; what it shows depends on what they may know of."""

AUDIENCES = frozenset({"public", "signed_in", "roles"})


NEVER_KEPT = PASSWORD_FIELDS | {CSRF_FIELD}
"""What of a form is not kept for later: passwords are kept nowhere, and are asked for again."""


class Undeclared(Exception):
    """An address does not say whom it is for. Raised at start."""


class NotSignedIn(Exception):
    """Somebody asked for a page that is not public. `kept` is the key of the form that they sent, if it was kept."""

    def __init__(self, kept: str = "") -> None:
        super().__init__("not signed in")
        self.kept = kept


def check_declared(routes: Iterable[BaseRoute]) -> None:
    """Raise Undeclared, naming them, if any handler says nothing, or two different things, of whom it is for."""
    handlers = {handler for route in routes if isinstance(route, HTTPRoute) for handler in route.route_handlers}
    ours = (handler for handler in handlers if not handler.http_methods <= {"OPTIONS"})
    silent = sorted(str(handler) for handler in ours if len(AUDIENCES & {k for k, v in handler.opt.items() if v}) != 1)
    if silent:
        raise Undeclared(", ".join(silent))


async def admit(connection: Connection, handler: BaseRouteHandler) -> None:
    """The guard of every page. Raises NotSignedIn, PermissionDeniedException and NotFoundException."""
    house: House = connection.app.state.house
    actor = await load_actor(house, connection)
    if "\x00" in connection.scope["path"] or b"%00" in connection.scope["query_string"]:
        raise NotFoundException  # PostgreSQL takes no NUL in a text
    if actor is None and not is_public(handler):
        raise NotSignedIn(await _keep_what_was_typed(house, connection))
    request = AnyRequest(connection.scope, connection.receive)
    if request.method not in SAFE_METHODS:
        await _check_origin(house, request)
    roles = handler.opt.get("roles")
    if roles and not (actor and actor.roles.intersection(roles)):
        raise NotFoundException


async def load_actor(house: House, connection: Connection) -> SignedIn | None:
    """Find who is signed in, and leave it on the request for `actor_of`."""
    browser = browser_id(house, connection)
    actor = await sync_to_thread(find_person, house, browser) if browser else None
    connection.scope["user"] = actor
    return actor


def actor_of(connection: Connection) -> SignedIn | None:
    """Who is signed in, once `load_actor` has looked."""
    actor: SignedIn | None = connection.scope.get("user")
    return actor


def is_public(handler: BaseRouteHandler | None) -> bool:
    return handler is not None and bool(handler.opt.get("public"))


async def _keep_what_was_typed(house: House, connection: Connection) -> str:
    """Keep a form that came after its session had ended, for whoever's session it was; returns its key, or nothing."""
    request = AnyRequest(connection.scope, connection.receive)
    browser = browser_id(house, request)
    if request.method in SAFE_METHODS or browser is None:
        return ""
    await _check_origin(house, request)
    form = {name: list(given) for name, given in (await read_form(request)).items() if name not in NEVER_KEPT}
    query = connection.scope["query_string"].decode("latin-1")
    address = connection.scope["path"] + (f"?{query}" if query else "")
    return await sync_to_thread(keep_for_later, house, browser, address, form)


async def _check_origin(house: House, request: AnyRequest) -> None:
    """The form must be one of ours, made for this browser."""
    if request.headers.get("sec-fetch-site") not in OWN_SITE:
        raise PermissionDeniedException
    browser, token = browser_id(house, request), text(await read_form(request), CSRF_FIELD)
    if browser is None or not hmac.compare_digest(csrf_token(browser).encode(), token.encode()):
        raise PermissionDeniedException
