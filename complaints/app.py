"""The application: every page, guard and header put together, and started from the environment."""

import asyncio
import gc
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from litestar import Litestar, Request, Router
from litestar.datastructures import State
from litestar.di import Provide
from litestar.openapi import OpenAPIConfig
from litestar.types import LifespanHook

from complaints.database import Database
from complaints.models.people import SignedIn
from complaints.references import real
from complaints.resources import environment, templates_directory
from complaints.services.recompute import work_off
from complaints.services.rescreening import screen_again
from complaints.settings import Settings
from complaints.web.errors import HANDLERS, before_error
from complaints.web.forms import read_form
from complaints.web.headers import headers_hook
from complaints.web.house import House
from complaints.web.pages import (
    about,
    administration,
    alerts,
    case_list,
    cases,
    compliance,
    concerns,
    confidential,
    find,
    further,
    gatekeeper,
    links,
    my_work,
    office_steps,
    outside,
    oversight,
    panel,
    panel_case,
    report,
    safety,
    sign_in,
    steps,
    unallocated,
    unsent,
    urgent,
)
from complaints.web.security import admit, check_declared
from complaints.web.static import Assets, assets_route

PAGES = (
    *(sign_in, my_work, report, unallocated, outside, case_list, find, urgent, cases, links, steps),
    *(oversight, panel, panel_case, compliance, alerts, confidential, gatekeeper, concerns, further),
    *(safety, about, unsent, administration, office_steps),
)

LARGEST_FORM = 1_000_000
"""Bytes of a request's body."""

THREADS = 4
"""More of them fight for the interpreter and serve fewer requests (docs/performance.md)."""


def create_app(
    house: House,
    assets: Assets,
    *,
    on_startup: Sequence[LifespanHook] = (),
    openapi_config: OpenAPIConfig | None = None,
) -> Litestar:
    """The application around a house. Only tests give an OpenAPI configuration, which would serve the schema."""
    pages = Router(
        "/",
        route_handlers=[handler for page in PAGES for handler in page.ROUTES],
        guards=[admit],
        dependencies={
            "house": Provide(_house, sync_to_thread=False),
            "actor": Provide(_actor, sync_to_thread=False),
            "form": Provide(read_form),
        },
    )
    app = Litestar(
        [pages, Router("/", route_handlers=[assets_route(assets)], opt={"public": True})],
        state=State({"house": house}),
        exception_handlers=HANDLERS,
        after_exception=[before_error],
        before_send=[headers_hook(secure=house.secure_cookies)],
        request_max_body_size=LARGEST_FORM,
        on_startup=on_startup,
        openapi_config=openapi_config,
        logging_config=None,
    )
    if openapi_config is None:  # a schema, which only tests ask for, brings addresses of its own
        check_declared(app.routes)
    return app


def application() -> Litestar:
    """The application that the environment describes, for `granian --factory complaints.app:application`.

    Raises WeakDatabase and KeyProblem rather than start on a weak database or without a key.
    """
    settings = Settings.from_environment()
    database = Database(settings.database_url, settings.keys)
    database.check(allow_unsafe=settings.allow_unsafe_database)
    database.keys.encrypt("")
    assets = Assets(templates_directory() / "static" / "served")
    house = House(database, environment(assets.url), _now, real, secure_cookies=settings.secure_cookies)
    return create_app(house, assets, on_startup=[tune, lambda _app: go_on(house)])


def go_on(house: House) -> None:
    """Go on with deadlines that were being worked out anew, and with screening again, where the server stopped."""
    house.start(lambda: work_off(house.database))
    house.start(lambda: screen_again(house.database, house.now, house.random))


async def tune() -> None:
    """Few threads, and a collector that leaves alone what was built at start."""
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS))
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _house(state: State) -> House:
    house: House = state.house
    return house


def _actor(request: Request[SignedIn, None, State]) -> SignedIn:
    """Who is signed in: the guard has seen to it that somebody is."""
    return request.user


def _now() -> datetime:
    return datetime.now(UTC)
