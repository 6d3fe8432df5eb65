"""Reports in confidence through the pages: sent once, found again, asked and answered, and passed on."""

import re

import pytest
from sqlalchemy import text

from complaints.database import SYSTEM, Database
from complaints.queries.confidential_page import reports_page
from complaints.queries.gatekeeper_work import gatekeeper_work
from complaints.references import is_well_formed
from complaints.services.verify import verify
from complaints.web.pages.confidential import LATER
from tests.support.bench import again
from tests.support.statements import count_statements
from tests.web.confiding import NUMBERS, PASS, REPORT, Confidence
from tests.web.stepping import FIELD

NOTHING_ASKED = "We have it. Nothing is asked of you now."
CASES = text("SELECT reference FROM case_file")
PEOPLE = text(
    "SELECT person.name, exclusion.reason FROM exclusion JOIN person ON person.id = person_id ORDER BY 1, exclusion.id"
)


@pytest.fixture
def world(database: Database) -> Confidence:
    return again(Confidence, database)


def events(world: Confidence) -> list[str]:
    with world.site.database.transaction(SYSTEM, write=False) as session:
        return list(session.execute(text("SELECT trigger FROM event ORDER BY id")).scalars())


def links(html: str) -> list[str]:
    return re.findall(r'href="/(?:confidential|gatekeeper)/[A-Z0-9-]+/steps/([a-z-]+)"', html)


def test_somebody_without_a_role_gets_a_reference_and_finds_it_again(world: Confidence) -> None:
    reference = world.report()
    assert is_well_formed(reference)
    assert reference in world.page("ros", f"/confidential/{reference}/receipt")
    page = world.page("ros", f"/confidential/{reference}")
    assert (NOTHING_ASKED in page, REPORT["account"] in page, REPORT["about"] in page) == (True, False, False)
    ros = world.site.browser("ros")
    back = world.site.post(ros, "/confidential/find", reference=f" {reference.lower().replace('-', ' ')}")
    assert (back.status_code, back.headers["location"]) == (303, f"/confidential/{reference}")
    slip = world.site.post(ros, "/confidential/find", reference="K7Q2-M4XD-9TB2")
    assert (slip.status_code, "This is not a reference" in slip.text) == (422, True)


def test_the_same_form_sent_twice_makes_one_report(world: Confidence) -> None:
    ros = world.site.browser("ros")
    hidden = dict(FIELD.findall(ros.get("/confidential").text))
    sent = [world.site.post(ros, "/confidential", **hidden, **REPORT) for _ in range(2)]
    assert sent[0].headers["location"] == sent[1].headers["location"]
    assert events(world) == ["report-in-confidence"]
    stolen = world.site.post(world.site.browser("vic"), "/confidential", **hidden, **REPORT)
    assert stolen.status_code == 404


def test_what_is_missing_or_unknown_is_asked_for_again(world: Confidence) -> None:
    answer = world.fill(world.site.browser("ros"), "/confidential", account="", danger_now="", subject="nobody")
    assert re.findall(r'<li><a href="#(\w+)">', answer.text) == ["danger_now", "account", "subject"]
    assert (answer.status_code, events(world)) == (422, [])


def test_the_words_of_danger_stand_on_every_page_of_whoever_reports(world: Confidence) -> None:
    reference = world.report()
    paths = ("", f"/{reference}", f"/{reference}/receipt", f"/{reference}/steps/add-in-confidence")
    pages = [world.page("ros", f"/confidential{path}") for path in paths]
    assert ["This system does not send help" in page and "999" in page for page in pages] == [True] * 4
    assert "Nothing has been sent by this system" in world.page("gil", f"/gatekeeper/{reference}")


def test_no_title_says_that_somebody_has_reported(world: Confidence) -> None:
    """A browser that others use remembers titles: each is that of the form, which anybody may open."""
    reference = world.report()
    world.keep("gil", reference, "ask-reporter", question="Where is she now?")
    own = f"/confidential/{reference}"
    steps = [f"{own}/steps/{trigger}" for trigger in LATER]
    pages = [world.page("ros", path) for path in ("/confidential", own, f"{own}/receipt", *steps)]
    assert len(pages) > 5
    assert {title for page in pages for title in re.findall("<title>(.*?) - ", page)} == {"Report in confidence"}
    assert "The browser remembers that you were here" in pages[0]


def test_questions_go_both_ways(world: Confidence) -> None:
    reference = world.report()
    own, kept = f"/confidential/{reference}", f"/gatekeeper/{reference}"
    assert "Acknowledge" in world.page("gil", "/gatekeeper")
    world.keep("gil", reference, "acknowledge-report", words="I have read it.")
    world.keep("gil", reference, "ask-reporter", question="Where is she tonight?")
    page = world.page("ros", own)
    assert (NOTHING_ASKED in page, "Where is she tonight?" in page, "I have read it." in page) == (False, True, True)
    assert "Where is she tonight?" in world.page("ros", f"{own}/steps/answer-gatekeeper")
    world.own("ros", reference, "answer-gatekeeper", answer="At her sister's.")
    world.own("ros", reference, "ask-gatekeeper", question="Who reads this?")
    assert NOTHING_ASKED in world.page("ros", own)
    page = world.page("gil", kept)
    assert ("At her sister" in page, "Who reads this?" in page) == (True, True)
    assert "Answer their question" in world.page("gil", "/gatekeeper")
    refused = world.site.browser("gil").get(f"{kept}/steps/close-report")
    assert (refused.status_code, "has had no answer" in refused.text) == (409, True)
    world.keep("gil", reference, "write-to-reporter", words="I do, and nobody else.")
    assert "I do, and nobody else." in world.page("ros", own)
    assert world.keep("gil", reference, "close-report", reasons="She does not want it.").status_code == 303


def test_whoever_reported_is_shown_to_the_gatekeeper_with_what_was_told(world: Confidence) -> None:
    page = world.page("gil", f"/gatekeeper/{world.report()}")
    shown = [words in page for words in ("Ros", NUMBERS["ros"], REPORT["account"], REPORT["about"], REPORT["reach"])]
    assert shown == [True] * 5


def test_each_side_is_offered_its_own_steps(world: Confidence) -> None:
    reference = world.report()
    assert links(world.page("gil", f"/gatekeeper/{reference}")) == [
        *("acknowledge-report", "keep-out", "pass-to-psd", "pass-elsewhere", "close-report"),
    ]
    for other in ("add-in-confidence", "report-in-confidence", "allocate-case"):
        assert world.keep("gil", reference, other, words="x", danger_now="no").status_code == 404
    mine = ["add-in-confidence", "ask-gatekeeper", "agree-to-disclosure"]
    assert links(world.page("ros", f"/confidential/{reference}")) == mine
    for other in ("report-in-confidence", "close-report", "acknowledge-report", "allocate-case"):
        assert world.own("ros", reference, other, reasons="x").status_code == 404


def test_what_became_of_it_never_shows_to_whoever_reported(world: Confidence) -> None:
    """Passed on, named and closed: the page is the same to the byte, but for what they said themselves."""
    reference = world.report()
    world.keep("gil", reference, "acknowledge-report", words="I have read it.")
    before = world.page("ros", f"/confidential/{reference}")
    assert world.keep("gil", reference, "pass-to-psd", **PASS).status_code == 303
    assert world.keep("gil", reference, "close-report", reasons="Handed on.").status_code == 303
    assert without_token(world.page("ros", f"/confidential/{reference}")) == without_token(before)


def without_token(html: str) -> str:
    return re.sub(r'(name="_csrf_token" value=)"[^"]*"', r"\1", html)


def test_a_case_is_opened_that_says_nothing_of_who_reported(world: Confidence) -> None:
    """Nor at what hour they did, which could point to a shift."""
    reference = world.report()
    world.site.clock.forward(hours=5)
    assert world.keep("gil", reference, "pass-to-psd", **PASS).status_code == 303
    with world.site.database.transaction(SYSTEM, write=False) as session:
        (case,) = session.execute(CASES).scalars()
        barred = [tuple(row) for row in session.execute(PEOPLE)]
    assert barred == [("Dee", "subject"), ("Ros", "reporter"), ("Vic", "victim")]
    ana = world.site.browser("ana")
    assert case in ana.get("/").text
    nobody = {"known": ["none"], "is_true": "yes"}
    path = f"/cases/{case}/steps/declare-interests"
    checked = world.fill(ana, path, **nobody)
    sent: dict[str, list[str]] = {}
    for name, value in FIELD.findall(checked.text):
        sent.setdefault(name, []).append(value)
    world.site.post(ana, path, **sent, action="confirm")
    pages = [ana.get(f"/cases/{case}{rest}").text for rest in ("", "/timeline", "/steps/add-allegation")]
    assert PASS["account"] in pages[1]
    hidden = ("Ros", NUMBERS["ros"], reference, REPORT["account"], REPORT["about"], "9:31")
    assert [word for word in hidden if any(word in page.split("</header>")[-1] for page in pages)] == []
    assert [world.site.browser(who).get(f"/cases/{case}").status_code for who in ("ros", "dee", "gil")] == [404] * 3
    assert verify(world.site.database).problems == ()


def test_the_case_is_not_given_to_whoever_reported(world: Confidence) -> None:
    reference = world.report("ana", subject="")
    answer = world.keep("gil", reference, "pass-to-psd", **PASS)
    assert (answer.status_code, "Choose somebody else to take the case" in answer.text) == (422, True)
    assert events(world) == ["report-in-confidence"]


def test_a_name_is_given_only_by_agreement(world: Confidence) -> None:
    reference = world.report()
    world.keep("gil", reference, "pass-to-psd", **PASS)
    path = f"/gatekeeper/{reference}/steps/disclose-reporter"
    assert world.site.browser("gil").get(path).status_code == 409
    world.own("ros", reference, "agree-to-disclosure", agrees="yes")
    world.own("ros", reference, "agree-to-disclosure", agrees="no")
    assert world.site.browser("gil").get(path).status_code == 409
    world.own("ros", reference, "agree-to-disclosure", agrees="yes")
    assert world.keep("gil", reference, "disclose-reporter", reasons="A witness is needed.").status_code == 303
    assert events(world)[-2:] == ["disclose-reporter", "add-party"]
    assert verify(world.site.database).problems == ()


def test_a_lost_exclusion_of_whoever_reported_is_found(world: Confidence) -> None:
    reference = world.report()
    world.keep("gil", reference, "pass-to-psd", **PASS)
    with world.site.database.transaction(SYSTEM) as session:
        session.execute(text("UPDATE exclusion SET until = '2026-03-03' WHERE reason = 'reporter'"))
    problem = f"confidential report {reference}: its sender is not excluded"
    assert verify(world.site.database).problems == (problem,)


def test_my_work_tells_a_gatekeeper_what_the_list_tells(world: Confidence) -> None:
    first, second, third = (world.report(subject="") for _ in range(3))
    world.report(subject="", danger_now="no")
    world.own("ros", first, "add-in-confidence", words="She is safe tonight.", danger_now="no")
    world.keep("gil", second, "acknowledge-report", words="I have read it.")
    world.keep("gil", third, "acknowledge-report", words="I have read it.")
    page = world.page("gil", "/")
    assert (page.count('href="/gatekeeper">2 confidential reports'), "wait for their first answer" in page) == (2, True)
    assert "2 confidential reports are open, and answered" in page
    assert "in danger now, as 2 confidential reports say" in page
    for reference in (second, third):
        world.keep("gil", reference, "close-report", reasons="She does not want it.")
    page = world.page("gil", "/")
    assert ("in danger now" in page, "open, and answered" in page, "wait for their first" in page) == (
        False,
        False,
        True,
    )
    assert 'href="/gatekeeper">' not in world.page("ana", "/").split("<main")[1]


def test_my_work_counts_those_that_the_list_asks_to_acknowledge(world: Confidence) -> None:
    """One that was passed on before anybody answered waits still."""
    passed = world.report()
    world.report(subject="", danger_now="unknown")
    world.keep("gil", passed, "pass-to-psd", **PASS)
    gil = world.people["gil"]
    with world.site.database.transaction(gil.person_id, write=False) as session:
        listed = reports_page(session, gil, world.site.clock())
        waiting = gatekeeper_work(session, gil)
    assert sum(bool(row.due) for row in listed) == waiting.unanswered == 2
    assert (waiting.open, waiting.danger) == (0, sum(row.danger for row in listed))


def test_my_work_of_a_gatekeeper_takes_no_more_statements_than_anybodys(world: Confidence) -> None:
    world.report(subject="")
    with world.site.browser("gil") as gil, count_statements(world.site.database.engine) as counted:
        assert gil.get("/").status_code == 200
    assert counted.count <= (10 if world.site.database.sqlite else 12)
