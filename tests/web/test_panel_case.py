"""A pack on a screen: read case by case, stepped out of, acted on; and what the panel recommends to the force."""

import re
from io import BytesIO

import pytest
from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient
from pikepdf import Pdf

from complaints.database import Database
from complaints.documents import pack
from complaints.documents.render import RenderFailed
from complaints.documents.text import Words
from complaints.facts.load import facts_of
from complaints.models.log import LogKind
from complaints.references import reference
from complaints.services.verify import verify
from complaints.web.house import Work
from tests.documents.pack_world import FORCE, RANDOM, VICTIM_WORDS, World
from tests.support.bench import again
from tests.support.rendering import render_here
from tests.web.client import Site
from tests.web.test_panel import MEETING, logged, played, read_fingerprint, send, submission_in

Client = TestClient[Litestar]
CASE = re.compile(rf'href="({MEETING}/cases/[2-9A-Z]+)"[^>]*>(Case [2-9A-Z]+)</a>')
ACTION = {"kind": "safeguarding", "what": "Ask Vesper what would help.", "owner": "senior-oversight-officer"}
DUE = {"due_on-day": "20", "due_on-month": "5", "due_on-year": "2026"}
ADVICE = {"what": "Ask early what would make somebody safe.", "themes": ["CVS"], "owner": "abuse-lead"}
ANSWER = {"recommendation": "r1", "response": "accepted", "reasons": "From June on."}
ACT_BY = {"act_by-day": "1", "act_by-month": "6", "act_by-year": "2026"}


@pytest.fixture
def world(database: Database, monkeypatch: pytest.MonkeyPatch) -> tuple[Site, World]:
    render_here(monkeypatch)
    return again(let_go, database)


def let_go(database: Database) -> tuple[Site, World]:
    """A site whose pack has been prepared and released."""
    site, world = played(Site(database))
    assert send(site, site.browser("ana"), "prepare-pack").status_code == 303
    release(site)
    return site, world


@pytest.fixture
def site(world: tuple[Site, World]) -> Site:
    return world[0]


def release(site: Site) -> None:
    hed = site.browser("hed")
    read = read_fingerprint(hed.get(f"{MEETING}/pack.pdf").content)
    assert send(site, hed, "release-pack", fingerprint=read, names_nobody="yes").status_code == 303


def cases(browser: Client) -> list[tuple[str, str]]:
    """The address and the name of each case that the meeting's page lists."""
    return CASE.findall(browser.get(MEETING).text)


def test_an_action_is_agreed_on_the_panels_page_alone(site: Site) -> None:
    """There its pack has been let go and whoever writes it down has declared: the case's own page asks neither."""
    ana, case = site.browser("ana"), f"/cases/{reference(RANDOM, 'young')}"
    assert (ana.get(case).status_code, "agree-action" in ana.get(case).text) == (200, False)
    address = f"{case}/steps/agree-action"
    sent = site.post(ana, address, **ACTION, **DUE, submission="a" * 32, seen="0", action="confirm")
    assert (ana.get(address).status_code, sent.status_code) == (404, 404)


def text_of(browser: Client) -> str:
    with Pdf.open(BytesIO(browser.get(f"{MEETING}/pack.pdf").content)) as opened:
        return " ".join(" ".join(Words(opened).pages()).split())


def about(browser: Client, words: str) -> tuple[str, str]:
    """The case on whose page something stands."""
    return next(found for found in cases(browser) if words in browser.get(found[0]).text)


def take(site: Site, browser: Client, path: str, **typed: object) -> Response:
    page = browser.get(path)
    assert page.status_code == 200, page.text
    return site.post(browser, path, submission=submission_in(page.text), **typed)


def test_a_member_reads_each_case_on_a_screen_and_finds_in_it_what_the_pdf_says(site: Site) -> None:
    pam, pdf = site.browser("pam"), text_of(site.browser("pam"))
    found = cases(pam)
    assert [pdf.index(f"{name} {word}") > 0 for (_, name), word in zip(found, ("Under", "Rec", "Rec"), strict=True)]
    for path, name in found:
        page = pam.get(path).text
        assert f'<h1 class="govuk-heading-l">{name}</h1>' in page
        assert [word for word in VICTIM_WORDS if word in page] == []
    read = [entry.case_id for entry in logged(site, LogKind.VIEW) if entry.what == "pack" and entry.case_id]
    assert len(set(read)) == len(found) == 3


def test_the_page_lists_the_cases_in_the_order_of_the_pack(site: Site) -> None:
    pam = site.browser("pam")
    names, pdf = [name for _, name in cases(pam)], text_of(pam)
    assert sorted(names, key=pdf.index) == names


def test_whoever_steps_out_of_a_case_finds_nothing_of_it_any_more(world: tuple[Site, World]) -> None:
    site, _ = world
    pam, hed = site.browser("pam"), site.browser("hed")
    before, whole = text_of(pam), text_of(hed)
    path, name = cases(pam)[0]
    page = pam.get(f"{path}/steps/step-out")
    form = {"submission": submission_in(page.text), "ground": "knows"}
    sent = [site.post(pam, f"{path}/steps/step-out", **form) for _ in range(2)]
    assert [(s.status_code, s.headers["location"]) for s in sent] == [(303, MEETING)] * 2
    assert (name in before, name in text_of(pam), name in pam.get(MEETING).text) == (True, False, False)
    assert [pam.get(f"{path}{more}").status_code for more in ("", "/steps/step-out")] == [404, 404]
    assert "You have stepped out of 1 case" in pam.get(MEETING).text
    assert len(cases(pam)) == 2
    assert (text_of(hed), len(cases(hed))) == (whole, 3)
    assert verify(site.database).problems == ()


def test_only_the_chair_is_told_who_stepped_out_and_only_of_a_case_that_the_chair_may_know_of(
    world: tuple[Site, World],
) -> None:
    site, played_world = world
    pam, cho = site.browser("pam"), site.browser("cho")
    path, _ = about(pam, "On restricted duties")
    assert take(site, pam, f"{path}/steps/step-out", ground="partial").status_code == 303
    told = cho.get(MEETING).text
    assert "<bdi>Pamela Vance</bdi>: Something else could keep me" in told
    for other in ("ana", "hed", "wit"):
        page = site.browser(other).get(MEETING).text
        assert ("Something else could keep me" in page, "no part in which case" in page) == (False, False)
    assert "tepped" not in timeline_of(played_world)
    played_world.do("ana", "rich", "add-party", part="witness", person=FORCE["cho"][1])
    assert "Something else could keep me" not in cho.get(MEETING).text


def timeline_of(world: World) -> str:
    """All that the case itself holds."""
    with world.database.transaction(0, write=False) as session:
        return str(facts_of(session, [world.cases["rich"]]))


def test_somebody_excluded_finds_no_case_by_its_name(site: Site) -> None:
    """The chair's list has it, and its address is like one of nothing."""
    wit = site.browser("wit")
    hidden = set(cases(site.browser("cho"))) - set(cases(wit))
    ((path, _),) = hidden
    for more in ("", "/steps/step-out", "/steps/agree-action"):
        guessed, unknown = wit.get(f"{path}{more}"), wit.get(f"{MEETING}/cases/ZZZZZ{more}")
        assert (guessed.status_code, guessed.text) == (404, unknown.text)


def test_an_action_belongs_to_the_case_and_its_words_stay_there(site: Site) -> None:
    pam, cho = site.browser("pam"), site.browser("cho")
    path, _ = about(pam, "On restricted duties")
    assert pam.get(f"{path}/steps/agree-action").status_code == 409
    assert pam.get(f"{path}/steps/add-party").status_code == 404
    wrong = take(site, cho, f"{path}/steps/agree-action", **{**ACTION, "kind": "nonsense"}, **DUE)
    assert wrong.status_code == 422
    assert take(site, cho, f"{path}/steps/agree-action", **ACTION, **DUE).status_code == 303
    assert re.search(r"Ask \w+ \(alias\) what would help", cho.get(path).text), "she serves with the police"
    page = pam.get(path).text
    assert ("Safeguarding: senior oversight officer" in page, "what would help" in page) == (True, False)
    site.clock.forward(days=30)
    ana, pam = site.browser("ana"), site.browser("pam")
    assert "Overdue. Agreed on" in pam.get(path).text
    assert send(site, ana, "prepare-pack").status_code == 303
    release(site)
    pdf = text_of(pam)
    assert "the panel has agreed 1 action: 0 completed, 1 overdue" in pdf
    assert ("Safeguarding Senior oversight officer Overdue" in pdf, "what would help" in pdf) == (True, False)


def test_a_recommendation_is_answered_for_the_force_and_closed_by_the_chair(site: Site) -> None:
    cho, hed, pam = (site.browser(name) for name in ("cho", "hed", "pam"))
    assert send(site, cho, "make-recommendation", **ADVICE, names_nobody="no").status_code == 422
    assert "No recommendation of this meeting is open" in hed.get(MEETING).text
    assert send(site, cho, "make-recommendation", **ADVICE, names_nobody="yes").status_code == 303
    assert ("Waiting for an answer" in pam.get("/panel").text, ADVICE["what"] in pam.get(MEETING).text) == (True, True)
    site.clock.forward(days=57)
    cho, hed, pam = (site.browser(name) for name in ("cho", "hed", "pam"))
    assert "Answer overdue" in pam.get("/panel").text
    assert "open: 1. Not answered yet: 1. Overdue: 1" in text_of(pam)
    refused = site.post(cho, f"{MEETING}/steps/close-recommendation", **closing(cho))
    assert (refused.status_code, "The force has not answered it yet" in refused.text) == (422, True)
    assert send(site, hed, "answer-recommendation", **ANSWER).status_code == 422
    assert send(site, hed, "answer-recommendation", **ANSWER, **ACT_BY).status_code == 303
    assert "The force answered: accepted. <bdi>From June on.</bdi>" in pam.get("/panel").text
    assert site.post(cho, f"{MEETING}/steps/close-recommendation", **closing(cho)).status_code == 303
    assert ADVICE["what"] not in pam.get("/panel").text


def closing(browser: Client) -> dict[str, str]:
    page = browser.get(f"{MEETING}/steps/close-recommendation").text
    said = {"recommendation": "r1", "close": "carried-out", "account": "The script has it."}
    return {"submission": submission_in(page), **said}


def test_members_read_a_pack_until_its_meeting_has_been_held(site: Site) -> None:
    ana, pam = site.browser("ana"), site.browser("pam")
    path, _ = cases(pam)[0]
    held = {"held_on-day": "1", "held_on-month": "5", "held_on-year": "2026", "recommendations": "Much."}
    assert send(site, ana, "record-meeting", attended=["specialist"], themes=["CVS"], **held).status_code == 303
    assert [pam.get(p).status_code for p in (path, f"{MEETING}/pack.pdf", MEETING)] == [404, 404, 200]
    assert "Complainant and victim-survivor support" in pam.get(MEETING).text
    assert ana.get(path).status_code == 200


def test_whoever_has_a_pack_made_sees_how_far_it_is_and_nobody_else_does(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    render_here(monkeypatch)
    waiting: list[Work] = []
    site, _ = played(Site(database, start=waiting.append))
    ana, hed = site.browser("ana"), site.browser("hed")
    assert send(site, ana, "prepare-pack").status_code == 303
    assert "It is about to begin" in ana.get(MEETING).text
    assert "Check again" not in hed.get(MEETING).text
    site.clock.forward(minutes=6)
    assert "It stopped after 0 of 0 sections" in ana.get(MEETING).text
    (work,) = waiting
    work()
    page = ana.get(MEETING).text
    assert ("Check again" in page, "It stopped" in page, len(cases(ana))) == (False, False, 3)


def test_a_pack_that_could_not_be_made_says_why(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    render_here(monkeypatch)
    site, _ = played(Site(database))

    def fails(_html: object) -> str:
        raise RenderFailed("A document took too long.")

    monkeypatch.setattr(pack, "section_html", fails)
    ana = site.browser("ana")
    assert send(site, ana, "prepare-pack").status_code == 303
    assert "It was not made. A document took too long." in ana.get(MEETING).text
    assert cases(ana) == []


def test_a_clock_that_is_overdue_is_counted_on_the_cover(site: Site) -> None:
    assert "Appoint a senior oversight officer 2" in text_of(site.browser("hed"))
