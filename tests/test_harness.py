"""The harness itself: what every other test relies on without looking."""

import socket
from datetime import UTC, datetime

import pytest
from litestar import Litestar, MediaType, get
from playwright.sync_api import Browser, Error
from pytest_socket import SocketConnectBlockedError
from sqlalchemy import func, select, text

from complaints.database import SYSTEM, Database
from complaints.models.people import SignInAttempt
from complaints.services.accounts import resolve_person
from tests.queries.scene import Scene
from tests.support.bench import again
from tests.support.browser import axe, serve
from tests.support.postgres import APP, postgres
from tests.support.statements import count_statements

ELSEWHERE = "192.0.2.1"  # an address kept for documentation: it is nobody's
PAGE = "<!doctype html><html lang='en'><title>A page</title><main><h1>A page</h1>{}</main></html>"


@get("/right", media_type=MediaType.HTML, sync_to_thread=False)
def right() -> str:
    return PAGE.format("<p>Nothing is wrong here.</p>")


@get("/wrong", media_type=MediaType.HTML, sync_to_thread=False)
def wrong() -> str:
    return PAGE.format("<img src='data:,'>")


def test_the_network_is_out_of_reach() -> None:
    with pytest.warns(UserWarning, match="allowed"), pytest.raises(SocketConnectBlockedError):
        socket.create_connection((ELSEWHERE, 80))


@pytest.mark.parametrize("_time", ["once", "again"])
def test_each_test_has_a_database_of_its_own(database: Database, _time: str) -> None:
    with database.transaction() as session:
        session.add(SignInAttempt(name_hash="a" * 64, at=datetime(2026, 3, 2, tzinfo=UTC)))
        session.flush()
        assert session.scalar(select(func.count()).select_from(SignInAttempt)) == 1


def with_nell(database: Database) -> Scene:
    """A case just reported, and somebody more on the register."""
    scene = Scene(database)
    scene.site.add_person("nell", number="900")
    return scene


@pytest.mark.xdist_group("bench")
@pytest.mark.parametrize("time", range(6))
def test_what_was_built_before_is_as_it_was_and_goes_on_from_there(database: Database, time: int) -> None:
    """Without her twice, so that there are pictures of it; and with her built, built for a picture, and put back."""
    scene = Scene(database) if time < 2 else again(with_nell, database)
    scene.play(until="record-matter")
    with database.transaction(SYSTEM) as session:
        assert bool(resolve_person(session, "900")) is (time >= 2)
        assert session.scalar(text("SELECT count(*) FROM event")) == 7
        session.add(SignInAttempt(name_hash="a" * 64, at=datetime(2026, 3, 2, tzinfo=UTC)))
        session.flush()
        assert session.scalar(select(func.count()).select_from(SignInAttempt)) == 1


@pytest.mark.xdist_group("bench")
@pytest.mark.parametrize("time", range(2))
def test_what_was_built_beside_something_else_is_not_put_back(database: Database, time: int) -> None:
    """After the test above has looked for a case just reported more than once."""
    if time == 0:
        with database.transaction(SYSTEM) as session:
            session.add(SignInAttempt(name_hash="a" * 64, at=datetime(2026, 3, 2, tzinfo=UTC)))
    Scene(database)
    with database.transaction(SYSTEM) as session:
        assert session.scalar(select(func.count()).select_from(SignInAttempt)) == (1 if time == 0 else 0)


def test_it_is_opened_as_the_powerless_application(database: Database) -> None:
    database.check(allow_unsafe=True)


@pytest.mark.postgresql
def test_a_durable_server_is_as_durable_as_we_ask() -> None:
    with postgres(durable=True) as cluster:
        database = Database(cluster.url(APP, cluster.create_database()))
        database.check()
        database.dispose()


def test_statements_are_counted_but_not_what_surrounds_them(database: Database) -> None:
    with count_statements(database.engine) as sent, database.transaction(SYSTEM) as session:
        session.execute(text("SELECT 1"))
        session.execute(text("SELECT 2"))
    assert sent.statements[-2:] == ["SELECT 1", "SELECT 2"]
    assert sent.count == (2 if database.sqlite else 3)  # PostgreSQL is told for whom it works


def test_axe_names_what_is_wrong(browser: Browser) -> None:
    with serve(Litestar([right, wrong])) as address, browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}/right")
        assert axe(page) == []
        page.goto(f"{address}/wrong")
        assert axe(page) == ["image-alt: Images must have alternative text: [['img']]"]


def test_axe_is_refused_where_it_would_wait_for_ever(browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as context, pytest.raises(ValueError, match="JavaScript"):
        axe(context.new_page())


def test_the_browser_reaches_nothing_but_us(browser: Browser) -> None:
    with browser.new_context() as context, pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        context.new_page().goto(f"http://{ELSEWHERE}/")
