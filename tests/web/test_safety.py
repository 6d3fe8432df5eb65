"""The one-way form: kept encrypted, once, and answered alike whatever it says."""

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from sqlmodel import select, text

from complaints.database import Database
from complaints.entries import LONGEST
from complaints.models.outputs import SafetyConcern
from complaints.services.safety import AT_MOST
from tests.web.client import Site, settled

CANARY = "He waits outside her mother's house in Canary Lane"
FORM_ID = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def site(database: Database) -> Site:
    site = Site(database)
    site.add_person("dee")
    return site


@pytest.fixture
def dee(site: Site) -> TestClient[Litestar]:
    return site.browser("dee")


def kept(site: Site) -> list[str]:
    with site.database.transaction(write=False) as session:
        return list(session.exec(select(SafetyConcern.concern)).all())


def test_a_concern_is_kept_and_thanked_for(site: Site, dee: TestClient[Litestar]) -> None:
    sent = site.post(dee, "/safety", concern=f"  {CANARY} ", submission=FORM_ID)
    assert (sent.status_code, sent.headers["location"]) == (303, "/safety/thanks")
    assert "Thank you" in dee.get("/safety/thanks").text
    assert kept(site) == [CANARY]


def test_the_database_holds_no_word_of_it_and_not_who_sent_it(site: Site, dee: TestClient[Litestar]) -> None:
    site.post(dee, "/safety", concern=CANARY, submission=FORM_ID)
    with site.database.transaction(write=False) as session:
        row = session.execute(text("SELECT * FROM safety_concern")).mappings().one()
    assert set(row) == {"id", "at", "submission", "concern", "subject"}
    assert "Canary" not in row["concern"]
    kind, what, account = site.logged()[-1]
    assert (kind, what, account is not None) == ("safety_concern", "sent", True)


def test_a_form_sent_twice_is_kept_once_and_thanked_for_twice(site: Site, dee: TestClient[Litestar]) -> None:
    page = dee.get("/safety").text
    sent_id = page.partition('name="submission" value="')[2][:32]
    answers = [site.post(dee, "/safety", concern=CANARY, submission=sent_id) for _ in range(2)]
    assert [answer.headers["location"] for answer in answers] == ["/safety/thanks"] * 2
    assert kept(site) == [CANARY]


@pytest.mark.parametrize("sent_id", ["", "x", "\x00", "0" * 500])
def test_a_concern_without_an_id_of_ours_is_kept_all_the_same(
    site: Site, dee: TestClient[Litestar], sent_id: str
) -> None:
    for minute in range(2):
        site.clock.forward(minutes=minute)
        assert site.post(dee, "/safety", concern=CANARY, submission=sent_id).status_code == 303
    assert kept(site) == [CANARY] * 2


@pytest.mark.parametrize(
    ("concern", "problem"),
    [("   ", "Tell us what you know"), ("x" * (LONGEST + 1), "This must be no longer than 20,000 characters")],
)
def test_what_cannot_be_kept_is_asked_for_again(
    site: Site, dee: TestClient[Litestar], concern: str, problem: str
) -> None:
    answer = site.post(dee, "/safety", concern=concern, submission=FORM_ID)
    assert (answer.status_code, kept(site)) == (422, [])
    assert f'<a href="#concern">{problem}</a>' in answer.text
    assert concern.strip() in answer.text


def test_a_number_that_nobody_has_is_said_beside_everything_else_and_nothing_is_kept(
    site: Site, dee: TestClient[Litestar]
) -> None:
    answer = site.post(dee, "/safety", concern=" ", subject="999999", submission=FORM_ID)
    assert (answer.status_code, kept(site)) == (422, [])
    assert '<a href="#concern">Tell us what you know</a>' in answer.text
    assert '<a href="#subject">Nobody on the register has this number.' in answer.text
    assert 'value="999999"' in answer.text


def test_too_many_in_an_hour_wait_and_lose_nothing(site: Site, dee: TestClient[Litestar]) -> None:
    ids = [f"{number:032x}" for number in range(AT_MOST + 1)]
    answers = [site.post(dee, "/safety", concern=f"concern {one}", submission=one) for one in ids]
    assert [answer.status_code for answer in answers] == [303] * AT_MOST + [429]
    assert f">concern {ids[-1]}</textarea>" in answers[-1].text
    site.clock.forward(minutes=9)
    dee.get("/safety")
    site.clock.forward(minutes=9)
    assert site.post(dee, "/safety", concern="again", submission=ids[-1]).status_code == 429
    for _ in range(6):
        site.clock.forward(minutes=9)
        dee.get("/safety")
    assert site.post(dee, "/safety", concern="again", submission=ids[-1]).status_code == 303
    assert len(kept(site)) == AT_MOST + 1


def test_the_answer_is_the_same_whoever_is_spoken_of(site: Site, dee: TestClient[Litestar]) -> None:
    pages = []
    for number, concern in enumerate(("about 4471", "about nobody")):
        site.post(dee, "/safety", concern=concern, submission=f"{number:032x}")
        pages.append(settled(dee.get("/safety/thanks").text))
    assert pages[0] == pages[1]
