"""A whole page, from request to last byte, against a hand-written read of the same rows and one durable insert."""

import asyncio
from collections.abc import Callable, Mapping
from copy import copy
from datetime import UTC, datetime
from statistics import median
from typing import Any

from complaints.app import create_app, tune
from complaints.database import SYSTEM, Database
from complaints.models.people import SignedIn, WebSession
from complaints.references import real
from complaints.resources import environment, templates_directory
from complaints.web.house import House
from complaints.web.sessions import cookie_name, new_id, session_key
from complaints.web.static import Assets
from tests.benchmarks.floor import Raw, Recording, recorded, timed
from tests.benchmarks.libraries import asked, nothing_made
from tests.benchmarks.scene import KEYS, Scene, Store, play_open_case

PAGES = 60
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
CASE, WORK = "case_page", "my_work"


def measure_pages(store: Store) -> dict[str, float]:
    """The case page against its rows read by hand, what the libraries alone take of it, and how many statements."""
    url = store.create()
    scene = play_open_case(Database(url, KEYS), seed="pages")
    scene.database.dispose()
    raw = Raw(store.copy(url))
    browser = Browser(scene)
    case = f"/cases/{scene.reference}"
    browser.get(case)
    with asked(scene.database) as read, recorded(scene.database) as made:
        drawn = browser.get(case).decode()
    with recorded(scene.database) as work:
        browser.get("/")
    libraries = browser.through(nothing_made(scene.database, read, drawn))
    ways = {
        "floor": lambda: read_by_hand(raw, made),
        CASE: lambda: browser.get(case),
        f"{CASE}_libraries": lambda: libraries.get(case),
    }
    taken = in_turns(ways)
    raw.close()
    browser.close()
    ratios = {f"{way}_ratio_{store.name}": taken[way] / taken["floor"] for way in ways if way != "floor"}
    return ratios | {
        f"{CASE}_ms_{store.name}": taken[CASE] * 1000,
        f"{CASE}_statements_{store.name}": statements(made),
        f"{WORK}_statements_{store.name}": statements(work),
    }


def in_turns(ways: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """The median seconds that each takes, of so many times in turn; once before that is not counted."""
    taken: dict[str, list[float]] = {way: [] for way in ways}
    for way in ways.values():
        way()
    for _ in range(PAGES):
        for name, way in ways.items():
            taken[name].append(timed(way))
    return {name: median(seconds) for name, seconds in taken.items()}


def read_by_hand(raw: Raw, made: Recording) -> None:
    """The rows that the page read, and one durable insert for its log entry."""
    reads = [sent for _, transaction in made.transactions for sent in transaction if sent[0].lstrip()[:6] != "INSERT"]
    raw.play((False, [sent for sent in reads if sent[0].lstrip()[:6] == "SELECT"]))
    raw.insert_one()


def statements(made: Recording) -> int:
    """How many statements were sent."""
    return sum(len(transaction) for _, transaction in made.transactions)


class Browser:
    """Somebody who is signed in, calling the application without a network between."""

    def __init__(self, scene: Scene, now: datetime = NOW) -> None:
        assets = Assets(templates_directory() / "static" / "served")
        self.house = House(scene.database, environment(assets.url), lambda: now, real, secure_cookies=False)
        self.app: Any = create_app(self.house, assets)
        self.headers = self.sign_in(scene.officer)
        self.loop = asyncio.new_event_loop()
        self.loop.run_until_complete(tune())

    def sign_in(self, person: SignedIn) -> list[tuple[bytes, bytes]]:
        """The headers of somebody's browser, as if they had typed a password."""
        browser, now = new_id(), self.house.now()
        with self.house.database.transaction(SYSTEM) as session:
            key, account = session_key(browser), person.account_id or 0
            session.add(WebSession(key=key, account_id=account, started_at=now, seen_at=now))
        return [(b"host", b"localhost"), (b"cookie", f"{cookie_name(self.house)}={browser}".encode())]

    def through(self, app: Any) -> "Browser":
        """The same browser, calling another application."""
        other = copy(self)
        other.app = app
        return other

    def get(self, path: str) -> bytes:
        """One page; raises AssertionError where it is not sent."""
        return self.ask(path, status=200)

    def ask(self, path: str, *, status: int) -> bytes:
        """What comes of asking for a page; raises AssertionError where the answer is another."""
        return self.loop.run_until_complete(self._ask(path, status))

    async def _ask(self, path: str, status: int) -> bytes:
        scope = {
            "type": "http",
            "method": "GET",
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"",
            "root_path": "",
            "scheme": "http",
            "headers": self.headers,
            "client": ("127.0.0.1", 1),
            "server": ("localhost", 80),
            "http_version": "1.1",
        }
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        await self.app(scope, receive, send)
        assert sent[0]["status"] == status, sent[0]
        return b"".join(message.get("body", b"") for message in sent[1:])

    def close(self) -> None:
        """Stop the threads."""
        self.loop.run_until_complete(self.loop.shutdown_default_executor())
        self.loop.close()
