"""A whole application on a test's database, with a clock that stands still, and browsers for it.

    site = Site(database)                      # the application; `site.house`, `site.app`, `site.clock`
    site.add_person("ana", Role.INTAKE)        # an account; everybody's password is PASSWORD
    ana = site.browser("ana")                  # a signed-in client; site.browser() is nobody's
    ana.get("/safety")
    site.post(ana, "/safety", concern="...")   # with the token that a form would carry
    site.clock.forward(minutes=11)
    site.logged()                              # kind, what and account of every entry of the log but accounts made

Redirects are not followed. `settled(response.text)` is a page without what differs from session to session.
"""

import re
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, cached_property
from threading import Thread
from typing import Any
from weakref import finalize

import anyio
from anyio.from_thread import BlockingPortal
from argon2 import PasswordHasher
from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient
from sqlmodel import col, select

from complaints.app import create_app
from complaints.database import SYSTEM, Database
from complaints.models.log import LogEntry, LogKind
from complaints.models.people import Person, SignedIn
from complaints.references import reference, seeded
from complaints.resources import environment, templates_directory
from complaints.secrets import KeyRing, new_key
from complaints.services import accounts
from complaints.web.house import House, Work
from complaints.web.sessions import cookie_name, csrf_token
from complaints.web.static import Assets
from tests.support.bench import Bench
from workflows.casefile import Service
from workflows.model import Role

PASSWORD = "correct horse"
START = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
ASSETS = Assets(templates_directory() / "static" / "served")
TEMPLATES = environment(ASSETS.url)
accounts.HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
accounts.NOBODYS_HASH = accounts.HASHER.hash("nobody has this password")
"""A real password costs a tenth of a second on purpose; tests sign in hundreds of times."""

IDLE: dict[bool, list[Litestar]] = defaultdict(list)
"""Applications, with secure cookies and without, whose sites are gone: one takes a tenth of a second to build."""

TOKEN = re.compile(r'(name="(?:_csrf_token|submission)" value=)"[^"]*"')


@dataclass
class Clock:
    """Stands still until it is moved."""

    at: datetime = START

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **by: float) -> None:
        self.at += timedelta(**by)


class Site:
    """One application; see the module. `secure=False` is for a browser that comes over plain HTTP.

    `start` is what the application does with work in the background: here, at once.
    """

    def __init__(
        self, database: Database, *, secure: bool = True, start: Callable[[Work], None] = lambda work: work()
    ) -> None:
        self.clock = Clock()
        self.database = with_keys(database)
        self.random = seeded("site")
        self.house = House(self.database, TEMPLATES, self.clock, self.random, secure_cookies=secure, start=start)

    def __deepcopy__(self, _memo: Any) -> "Site":
        """At the same moment, with a house of its own on the same database."""
        copy = Site(self.database, secure=self.house.secure_cookies, start=self.house.start)
        copy.clock.at = self.clock.at
        return copy

    @cached_property
    def app(self) -> Litestar:
        """Had when it is first asked for, and handed on when the site is gone. All that it knows is its house.

        A test that adds to an application puts one of its own here.
        """
        idle = IDLE[self.house.secure_cookies]
        app = idle.pop() if idle else create_app(self.house, ASSETS)
        app.state.house = self.house
        finalize(self, idle.append, app)
        return app

    def add_person(
        self, username: str, *roles: Role, number: str | None = None, team: str = "", manager: str | None = None
    ) -> SignedIn:
        """Somebody on the register with an account. Their name is the user name with a capital letter.

        `manager` is the reference of somebody who is there already.
        """
        name = reference(self.random, username)
        person = Person(
            reference=name,
            name=username.title(),
            number=number,
            service=Service.OFFICER,
            force="Specimen",
            team=team,
            manager=manager,
            trained_until=date(2027, 12, 31),
        )
        with self.database.transaction(SYSTEM) as session:
            accounts.create_account(session, person, username, PASSWORD, roles, at=self.clock())
            found = accounts.account_named(session, username)
        assert found is not None
        return found

    def browser(self, username: str = "") -> TestClient[Litestar]:
        """A client with cookies of its own, signed in if a name is given."""
        client: TestClient[Litestar] = TestClient(self.app, base_url="https://complaints.example.org")
        client.blocking_portal = event_loop()
        client.follow_redirects = False
        if username:
            client.get("/sign-in")
            assert self.post(client, "/sign-in", name=username, password=PASSWORD).status_code == 303
        return client

    def token(self, client: TestClient[Litestar]) -> str:
        """What a form of this browser carries as `_csrf_token`."""
        return csrf_token(client.cookies[cookie_name(self.house)])

    def post(self, client: TestClient[Litestar], path: str, **form: Any) -> Response:
        """Send a form as the browser would, token and all."""
        return client.post(path, data={"_csrf_token": self.token(client), **form})

    def logged(self) -> list[tuple[str, str, int | None]]:
        """Kind, what and account id of the log's entries, in order, without those of accounts made."""
        wanted = select(LogEntry.kind, LogEntry.what, LogEntry.account_id).order_by(col(LogEntry.sequence))
        with self.database.transaction(SYSTEM, write=False) as session:
            rows = session.exec(wanted.where(LogEntry.kind != LogKind.ACCOUNT)).all()
        return [(kind.value, what, account) for kind, what, account in rows]


@cache
def event_loop() -> BlockingPortal:
    """One loop for all requests: without it, a client starts two threads and two loops for each."""
    begun: Future[BlockingPortal] = Future()

    async def run() -> None:
        async with BlockingPortal() as portal:
            begun.set_result(portal)
            await portal.sleep_until_stopped()

    Thread(target=anyio.run, args=[run], daemon=True).start()
    return begun.result()


def with_keys(database: Database) -> Database:
    """The same database, now able to write and read secret columns."""
    if isinstance(database, Bench):  # it is; and it is not laid out before it is needed
        return database
    database.keys = KeyRing([new_key()])
    dialect: Any = database.engine.dialect
    dialect.key_ring = database.keys
    return database


def settled(html: str) -> str:
    """A page without tokens and submission ids."""
    return TOKEN.sub(r"\1", html)
