"""What goes wrong, and the page that says so: no page tells more than the person could know anyway."""

import logging
import traceback
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from litestar import Request, Response
from litestar.concurrency import sync_to_thread
from litestar.exceptions import HTTPException, MethodNotAllowedException, NotFoundException
from litestar.response import Redirect
from litestar.types import ExceptionHandlersMap, Scope
from sqlalchemy.exc import IntegrityError, OperationalError

from complaints.errors import Invalid, NotFound, PackShut, Stale
from complaints.web.conflicts import log_refusal, note_what_changed, refused_page, stale_page
from complaints.web.house import House
from complaints.web.reading import log_not_found
from complaints.web.render import render
from complaints.web.security import NotSignedIn, actor_of, is_public, load_actor
from complaints.web.sessions import Connection
from workflows.model import Refused

AnyRequest = Request[Any, Any, Any]

LOGGER = logging.getLogger("complaints")

WORDS = {
    400: ("The request could not be read", "Go back, reload the page and try again."),
    403: (
        "This form can no longer be sent",
        "Go back, reload the page and send the form again. Nothing has been saved.",
    ),
    405: ("This address is not a page", "It only takes forms. Nothing has been saved."),
    413: ("What you sent is too large", "Go back and send less. Nothing has been saved."),
    422: ("The form could not be read", "Go back and check your answers. Nothing has been saved."),
    429: (
        "Too many tries",
        "Wait 15 minutes and try again. If you need something done now, ask a colleague.",
    ),
    500: (
        "There is a problem with the service",
        "It has been noted. Before you try again, look whether what you did was saved.",
    ),
    503: (
        "The service is busy",
        "Nothing has been saved. Wait a minute, go back and send it again.",
    ),
}
"""For each status the title and what to do now."""


async def before_error(problem: Exception, scope: Scope) -> None:
    """What the error pages need from the database, which they must not ask themselves: they run on the event loop.

    Finds who is signed in where no page's guard has, and logs refusals and looks for what is not there.
    """
    connection: Connection = Connection(scope)
    house: House = connection.app.state.house
    if isinstance(problem, (NotFoundException, MethodNotAllowedException)) and "user" not in scope:
        await load_actor(house, connection)
    if actor := actor_of(connection):
        if isinstance(problem, Stale) and "reference" in scope["path_params"]:
            await sync_to_thread(note_what_changed, AnyRequest(scope), house, actor)
        if isinstance(problem, Refused):
            await sync_to_thread(log_refusal, house, actor, problem.trigger, scope["path_params"].get("reference"))
        elif isinstance(problem, NotFoundException):
            await sync_to_thread(log_not_found, house, actor, "page", scope["path"])


def plain_page(request: AnyRequest, status: int) -> Response[str]:
    """The page of a status that needs only words."""
    house: House = request.app.state.house
    title, advice = WORDS.get(status, WORDS[400])
    return render(
        request, house, actor_of(request), "errors/plain.html", title=title, status=status, in_menu=False, advice=advice
    )


def not_found(request: AnyRequest, problem: Exception) -> Response[Any]:
    """The same page for what is not there, not theirs or hidden; to sign in first, for somebody who has not."""
    actor = actor_of(request)
    if actor is None and not is_public(request.scope.get("route_handler")):
        return to_sign_in(request, problem)
    house: House = request.app.state.house
    title = "Page or case not found"
    return render(request, house, actor, "errors/not_found.html", title=title, status=404, in_menu=False)


def to_sign_in(request: AnyRequest, problem: Exception) -> Redirect:
    """To the sign-in page, and from there back to a page that was asked for, or to the form that was kept."""
    query = request.scope["query_string"].decode("latin-1")
    asked = request.scope["path"] + (f"?{query}" if query else "")
    if request.method != "GET":
        kept = problem.kept if isinstance(problem, NotSignedIn) else ""
        asked = f"/unsent/{kept}" if kept else "/"
    back = f"?{urlencode({'next': asked})}" if asked != "/" else ""
    return Redirect(f"/sign-in{back}", status_code=303)


def pack_shut(_request: AnyRequest, problem: PackShut) -> Redirect:
    """To where somebody declares, or is told that a decision waits: whether or not there is what they asked for."""
    return Redirect(problem.href, status_code=303)


def http_error(request: AnyRequest, problem: HTTPException) -> Response[str]:
    response = plain_page(request, problem.status_code)
    response.headers.update(problem.headers or {})
    return response


def invalid(request: AnyRequest, _problem: Invalid) -> Response[str]:
    return plain_page(request, HTTPStatus.UNPROCESSABLE_ENTITY)


def busy(request: AnyRequest, problem: OperationalError) -> Response[str]:
    """The database did not answer, or another writer held it for too long."""
    _note(request, problem)
    response = plain_page(request, HTTPStatus.SERVICE_UNAVAILABLE)
    response.headers["Retry-After"] = "60"
    return response


def clash(request: AnyRequest, problem: IntegrityError) -> Response[str]:
    """Two people acted at the same moment, and the database let one; noted, for it may be a fault of ours."""
    _note(request, problem)
    return stale_page(request, Stale())


def server_error(request: AnyRequest, problem: Exception) -> Response[str]:
    _note(request, problem)
    return plain_page(request, HTTPStatus.INTERNAL_SERVER_ERROR)


def _note(request: AnyRequest, problem: Exception) -> None:
    LOGGER.error("%s %s\n%s", request.method, request.scope.get("path_template", ""), "".join(_trace(problem)))


def _trace(problem: BaseException) -> Iterator[str]:
    """The stack without the exceptions' messages, which may hold what somebody typed."""
    if before := problem.__cause__ or problem.__context__:
        yield from _trace(before)
    yield from traceback.format_tb(problem.__traceback__)
    yield f"{type(problem).__module__}.{type(problem).__qualname__}\n"


HANDLERS: ExceptionHandlersMap = {
    NotSignedIn: to_sign_in,
    NotFound: not_found,
    NotFoundException: not_found,
    PackShut: pack_shut,
    Refused: refused_page,
    Stale: stale_page,
    Invalid: invalid,
    IntegrityError: clash,
    OperationalError: busy,
    HTTPException: http_error,
    HTTPStatus.INTERNAL_SERVER_ERROR: server_error,
}
