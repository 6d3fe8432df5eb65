"""The application as a whole: every address is public by name or closed, and a weak start is none."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar.openapi import OpenAPIConfig
from litestar.routes import HTTPRoute

from complaints.app import THREADS, create_app
from complaints.database import Database
from complaints.secrets import new_key
from tests.web.client import ASSETS, Site

ROOT = Path(__file__).parents[2]

PUBLIC = {
    ("GET", "/accessibility"),
    ("GET", "/assets/{name:str}"),
    ("OPTIONS", "/assets/{name:str}"),
    ("GET", "/health"),
    ("GET", "/sign-in"),
}
"""All that somebody who has not signed in gets an answer from; a form there still needs its token."""

NEEDS_TOKEN = {("POST", "/sign-in"), ("POST", "/sign-in/password"), ("POST", "/sign-out")}

START = """
from complaints.app import application
app = application()
print(app.debug, len(app.on_startup), app.openapi_config)
"""

TUNED = """
import asyncio, threading
from litestar.concurrency import sync_to_thread
from complaints.app import tune

async def work():
    await tune()
    names = await asyncio.gather(*(sync_to_thread(name) for _ in range(100)))
    print(len(set(names)))

def name():
    threading.Event().wait(0.002)
    return threading.current_thread().name

asyncio.run(work())
"""


@pytest.fixture
def site(sqlite_url: str) -> Iterator[Site]:
    database = Database(sqlite_url)
    yield Site(database)
    database.dispose()


def test_every_address_is_public_by_name_or_sends_nobody_to_sign_in(site: Site) -> None:
    routes = [route for route in site.app.routes if isinstance(route, HTTPRoute)]
    every = {(method, route.path) for route in routes for method in route.methods}
    answers = {one: answer(site, *one) for one in every}
    sent_away = {one for one, found in answers.items() if found == (303, "/sign-in")}
    refused = {one for one, found in answers.items() if found == (403, "")}
    assert refused == NEEDS_TOKEN
    assert every - sent_away - refused == PUBLIC


def answer(site: Site, method: str, path: str) -> tuple[int, str]:
    """The status, and where somebody who has not signed in is sent, without the way back."""
    concrete = path.replace(":str}", "}").replace(":int}", "}").replace("{", "").replace("}", "")
    response = site.browser().request(method, concrete)
    return response.status_code, response.headers.get("location", "").partition("?")[0]


@pytest.mark.parametrize("path", ["/schema", "/schema/openapi.json", "/schema/swagger", "/docs", "/openapi.json"])
def test_no_schema_is_served(site: Site, path: str) -> None:
    site.add_person("ana")
    assert site.browser("ana").get(path).status_code == 404


def test_a_schema_can_be_made_for_tests(site: Site) -> None:
    described = create_app(site.house, ASSETS, openapi_config=OpenAPIConfig("Complaints", "1"))
    paths = described.openapi_schema.paths or {}
    assert {"/sign-in", "/safety", "/cases/{reference}"} <= set(paths)


def test_health_is_the_databases(site: Site) -> None:
    browser = site.browser()
    assert (browser.get("/health").status_code, browser.get("/health").text) == (200, "ok")


def test_a_database_that_does_not_answer_is_not_healthy(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/not/there.db")
    assert Site(database).browser().get("/health").status_code == 503


def run(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run some code in a process of its own, which a start or its threads would otherwise change for good."""
    environment |= {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    return subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)


def test_it_starts_from_the_environment(sqlite_url: str) -> None:
    assert run(START, DATABASE_URL=sqlite_url, COMPLAINTS_KEYS=new_key()).stdout == "False 2 None\n"


def test_it_does_not_start_without_a_key(sqlite_url: str) -> None:
    found = run(START, DATABASE_URL=sqlite_url)
    assert (found.returncode, "KeyProblem: there is no key" in found.stderr) == (1, True)


@pytest.mark.postgresql
def test_it_does_not_start_on_a_database_that_may_lose_work(postgresql_url: str) -> None:
    found = run(START, DATABASE_URL=postgresql_url, COMPLAINTS_KEYS=new_key())
    assert (found.returncode, "WeakDatabase: " in found.stderr) == (1, True)


def test_it_does_its_work_on_few_threads() -> None:
    assert run(TUNED).stdout == f"{THREADS}\n"
