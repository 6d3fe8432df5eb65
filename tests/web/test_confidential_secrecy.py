"""To the subject, the head of the department, the administrator and anybody else a report is an unknown reference."""

from collections.abc import Callable

import pytest
from sqlalchemy import select, text

from complaints.database import SYSTEM, Database, come_back
from complaints.documents.scan import scan_bytes
from complaints.models import metadata
from complaints.protections import NAMED_BY
from complaints.queries.confidential_page import reports_page
from tests.conftest import KEYS
from tests.support.bench import again
from tests.support.statements import count_statements
from tests.test_secrets_at_rest import stored
from tests.web.client import settled
from tests.web.confiding import PASS, REPORT, Confidence
from workflows.confidential.entries import PassToPsd
from workflows.confidential.lifecycle import STEPS
from workflows.model import Role

UNKNOWN = "K7Q2-M4XD-9TBR"
FOR_GATEKEEPERS = ("/gatekeeper/{}", "/gatekeeper/{}/steps/ask-reporter", "/gatekeeper/{}/steps/pass-to-psd")
FOR_SENDERS = ("/confidential/{}", "/confidential/{}/receipt", "/confidential/{}/steps/answer-gatekeeper")
OUTSIDERS = ("dee", "hed", "adm", "vic", "ana")
"""Dee is the subject, with the gatekeeper's role."""


@pytest.fixture
def world(database: Database) -> Confidence:
    return again(Confidence, database)


def seen(world: Confidence, who: str, path: str, method: str = "GET") -> tuple[int, str, list[str]]:
    """All that comes of a request: status, body and statements."""
    browser = world.site.browser(who)
    token = {"_csrf_token": world.site.token(browser)} if method == "POST" else None
    with count_statements(world.site.database.engine) as counted:
        answer = browser.request(method, path, data=token)
    return answer.status_code, settled(answer.text), list(counted.statements)


@pytest.mark.parametrize("who", OUTSIDERS)
def test_a_report_is_no_more_than_an_unknown_reference(world: Confidence, who: str) -> None:
    reference = world.report()
    world.keep("gil", reference, "acknowledge-report", words="I have read it.")
    for path in (*FOR_GATEKEEPERS, *FOR_SENDERS):
        for method in ("GET", "POST") if "steps" in path else ("GET",):
            real, unknown = (seen(world, who, path.format(name), method) for name in (reference, UNKNOWN))
            assert (real[0], real) == (404, unknown)


OF_REPORTS = (
    "SELECT count(*) FROM confidential_report",
    "SELECT count(*) FROM process WHERE confidential_id IS NOT NULL",
    "SELECT count(*) FROM event WHERE confidential_id IS NOT NULL",
    "SELECT count(*) FROM posting WHERE confidential_id IS NOT NULL",
    "SELECT count(*) FROM entry_report_in_confidence",
    "SELECT count(*) FROM entry_pass_to_psd",
)


def tables_as(database: Database, person: int | None, *, by_reference: bool = False) -> list[bool]:
    """Of which tables the database itself lets this person see a row that belongs to a report."""
    with database.transaction(person, write=False) as session:
        if by_reference:
            come_back(session)
        return [bool(session.execute(text(count)).scalar_one()) for count in OF_REPORTS]


@pytest.mark.postgresql
def test_postgresql_itself_keeps_reports_from_all_but_a_gatekeeper_whom_none_names(postgresql_url: str) -> None:
    """Whatever a query forgets. A sender finds a report only in a transaction that came by a reference."""
    database = Database(postgresql_url, KEYS)
    world = Confidence(database)
    world.keep("gil", world.report(), "pass-to-psd", **PASS)
    people = {who: player.person_id for who, player in world.people.items()}
    none, every = [False] * len(OF_REPORTS), [True] * len(OF_REPORTS)
    assert {who: tables_as(database, people[who]) for who in (*OUTSIDERS, "ros")} == dict.fromkeys(
        (*OUTSIDERS, "ros"), none
    )
    assert tables_as(database, None) == none
    assert [tables_as(database, person) for person in (people["gil"], people["gus"], SYSTEM)] == [every] * 3
    assert tables_as(database, people["ros"], by_reference=True) == every
    database.dispose()


def test_there_is_something_to_learn(world: Confidence) -> None:
    reference = world.report()
    assert [seen(world, "gil", path.format(reference))[0] for path in FOR_GATEKEEPERS] == [200, 409, 200]
    assert [seen(world, "ros", path.format(reference))[0] for path in FOR_SENDERS] == [200] * 3


@pytest.mark.parametrize("path", ["/gatekeeper", "/"])
def test_somebody_who_is_named_finds_the_list_as_if_it_had_never_been_sent(world: Confidence, path: str) -> None:
    """And My work, which counts what is listed."""
    before = [seen(world, who, path) for who in ("dee", "gil")]
    world.report()
    after = [seen(world, who, path) for who in ("dee", "gil")]
    assert (after[0], after[1] == before[1]) == (before[0], False)


def test_a_gatekeeper_does_not_keep_a_report_of_their_own(world: Confidence) -> None:
    reference = world.report("gil", subject="")
    assert seen(world, "gil", f"/gatekeeper/{reference}") == seen(world, "gil", f"/gatekeeper/{UNKNOWN}")
    assert reference not in world.page("gil", "/gatekeeper")
    assert reference in world.page("gus", "/gatekeeper")
    assert world.page("gil", f"/confidential/{reference}")


def test_somebody_with_every_role_is_no_sender(world: Confidence) -> None:
    """The role that is lent opens nothing to an account that was given it."""
    reference = world.report()
    assert seen(world, "all", f"/confidential/{reference}") == seen(world, "all", f"/confidential/{UNKNOWN}")
    assert world.keep("all", reference, "answer-gatekeeper", answer="x").status_code == 404


def by_report(world: Confidence) -> str:
    return world.report(subject="5201")


def by_more(world: Confidence) -> str:
    reference = world.report(subject="")
    world.own("ros", reference, "add-in-confidence", danger_now="no", words="Him too.", subject="5201")
    return reference


def by_the_gatekeeper(world: Confidence) -> str:
    reference = world.report(subject="")
    world.keep("gil", reference, "keep-out", person="5201", reasons="A friend of his.")
    return reference


def by_passing(world: Confidence, part: str) -> str:
    reference = world.report(subject="")
    assert world.keep("gil", reference, "pass-to-psd", **{**PASS, part: "5201"}).status_code == 303
    return reference


@pytest.mark.parametrize(
    "name",
    [by_report, by_more, by_the_gatekeeper, lambda w: by_passing(w, "subject"), lambda w: by_passing(w, "victim")],
    ids=["report", "more", "kept out", "subject", "victim"],
)
def test_whoever_is_named_in_whatever_way_knows_nothing_of_it(
    world: Confidence, name: Callable[[Confidence], str]
) -> None:
    world.people["nat"] = world.site.add_person("nat", Role.GATEKEEPER, number="5201")
    before = seen(world, "nat", "/")
    reference = name(world)
    assert seen(world, "nat", "/") == before
    assert seen(world, "nat", f"/gatekeeper/{reference}") == seen(world, "nat", f"/gatekeeper/{UNKNOWN}")
    with world.site.database.transaction(world.people["nat"].person_id, write=False) as session:
        assert reports_page(session, world.people["nat"], world.site.clock()) == ()


def test_every_answer_that_names_somebody_is_on_the_list() -> None:
    """But for who takes the case."""
    picked = {
        (step.trigger, name)
        for step in STEPS
        for name in step.entry.__annotations__
        if "PersonRef" in str(step.entry.__annotations__[name])
    }
    receiver = next((step.trigger, "receiver") for step in STEPS if step.entry is PassToPsd)
    assert picked == {*NAMED_BY, receiver}


def test_who_sent_it_and_every_word_are_stored_encrypted(world: Confidence) -> None:
    reference = world.report()
    world.keep("gil", reference, "acknowledge-report", words="I have read it at Tansy House.")
    world.own("ros", reference, "answer-gatekeeper", answer="She is at Yarrow Mews.")
    words = {REPORT["account"], REPORT["about"], REPORT["reach"], "Tansy House", "Yarrow Mews"}
    assert scan_bytes(stored(world.site.database), words) == ()
    sender = world.people["ros"]
    tables = [metadata.tables[name] for name in ("confidential_report", "process", "event", "posting", "exclusion")]
    tables += [table for name, table in metadata.tables.items() if name.startswith("entry_")]
    with world.site.database.transaction(SYSTEM, write=False) as session:
        raw = [str(row) for t in tables for row in session.execute(text(f"SELECT * FROM {t.name}"))]
        opened = [str(row) for t in tables for row in session.execute(select(t))]
    named = (sender.person, "Ros", "5101")
    assert [row for row in raw if any(word in row for word in named)] == []
    assert sum(sender.person in row for row in opened) == 1
