"""Before a pack everybody declares for its meeting: until then nothing of it is shown, and nobody lets it go."""

import re
from io import BytesIO

import pytest
from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient
from pikepdf import Pdf

from complaints.database import Database
from complaints.documents.text import Words
from complaints.models.log import LogKind
from tests.documents.pack_world import FORCE
from tests.support.bench import again
from tests.support.rendering import render_here
from tests.web.client import Site
from tests.web.test_panel import MEETING, logged, submission_in
from tests.web.test_panel_case import CASE, let_go

Client = TestClient[Litestar]
NIL = {"connected": "no", "is_true": "yes"}
BROTHER = "Desmond is the brother of my husband."
CONNECTED = {"connected": "yes", "whom": BROTHER, "is_true": "yes"}
DECLARE, DECIDE = "declare-for-meeting", "decide-panel-connection"
STEPS_THERE = ("/steps/step-out", "/steps/agree-action", "/steps/no-such-step", "")
REASONS = {"reasons": "He is in it."}


@pytest.fixture
def site(database: Database, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site whose pack has been prepared and released. "nan" has not declared; nobody else is connected."""
    render_here(monkeypatch)
    site, _ = again(let_go, database)
    return site


def send(site: Site, who: str, trigger: str, meeting: str = MEETING, **typed: object) -> Response:
    """Fill in the form of a step of a meeting as a browser would, and send it, a second after the last."""
    site.clock.forward(seconds=1)
    browser, path = site.browser(who), f"{meeting}/steps/{trigger}"
    page = browser.get(path)
    assert page.status_code == 200, page.text
    return site.post(browser, path, **sent_along(page.text), **typed)


def sent_along(html: str) -> dict[str, str]:
    """What a form sends that nobody types."""
    seen = re.search(r'name="seen" value="(\d+)"', html)
    return {"submission": submission_in(html), "seen": seen[1] if seen else "0"}


def decide(site: Site, who: str, whose: str, *shut: str, **typed: object) -> Response:
    """Decide on what somebody declared, keeping them from some cases or from none."""
    said: dict[str, object] = {"person": reference_of(site, who, whose), "shut": list(shut) or ["none"]}
    return send(site, who, DECIDE, **(said | REASONS | typed))


def reference_of(site: Site, who: str, whose: str) -> str:
    page = site.browser(who).get(f"{MEETING}/steps/{DECIDE}").text
    found = re.search(rf'<option value="([^"]+)"(?: selected)?>{FORCE[whose][0]}</option>', page)
    assert found, page
    return found[1]


def cases(site: Site, who: str, meeting: str = MEETING) -> dict[str, str]:
    """The address of each case on the meeting's page, by its name."""
    pattern = re.compile(CASE.pattern.replace(MEETING, meeting))
    return {name: path for path, name in pattern.findall(site.browser(who).get(meeting).text)}


def pdf_names(site: Site, who: str, meeting: str = MEETING) -> set[str]:
    """The cases in somebody's own pack, read back from the PDF itself."""
    got = site.browser(who).get(f"{meeting}/pack.pdf")
    assert got.headers["content-type"] == "application/pdf"
    with Pdf.open(BytesIO(got.content)) as opened:
        return set(re.findall(r"Case [2-9A-Z]{5}", " ".join(" ".join(Words(opened).pages()).split())))


def is_shut(site: Site, who: str, where: str) -> bool:
    """Whether somebody is sent to the same place whatever they ask for, and their pages list no case."""
    known, browser = list(cases(site, "hed").values()), site.browser(who)
    assert known
    asked = (*known, f"{MEETING}/cases/ZZZZZ", f"{MEETING}/pack.pdf")
    sent = {(found.status_code, found.headers.get("location")) for path in asked if (found := browser.get(path))}
    listed = [path for path in (MEETING, "/panel") if "/cases/" in browser.get(path).text]
    return (sent, listed) == ({(303, where)}, [])


def test_before_declaring_everything_is_shut_and_a_nil_answer_opens_it_at_once(site: Site) -> None:
    assert is_shut(site, "nan", f"{MEETING}/steps/{DECLARE}")
    assert "say whether you are connected with anybody" in site.browser("nan").get("/panel").text
    sent = send(site, "nan", DECLARE, **NIL)
    assert (sent.status_code, sent.headers["location"]) == (303, f"{MEETING}?done=recorded&step={DECLARE}")
    assert cases(site, "nan") == cases(site, "hed")
    assert [site.browser("nan").get(path).status_code for path in cases(site, "nan").values()] == [200] * 3
    assert pdf_names(site, "nan") == set(cases(site, "hed"))


@pytest.mark.parametrize("declared", [{}, CONNECTED], ids=["has not declared", "waits"])
def test_a_real_case_and_a_made_up_one_answer_the_same_bytes(site: Site, declared: dict[str, str]) -> None:
    """By GET and by POST, and for every step of a case."""
    if declared:
        send(site, "nan", DECLARE, **declared)
    nan, real = site.browser("nan"), next(iter(cases(site, "hed").values()))
    for more in STEPS_THERE:
        for method in ("GET", "POST") if more else ("GET",):
            answers = [answer(site, nan, method, f"{path}{more}") for path in (real, f"{MEETING}/cases/ZZZZZ")]
            assert answers[0] == answers[1]
            assert answers[0][0] == 303


def answer(site: Site, browser: Client, method: str, path: str) -> tuple[int, list[tuple[str, str]], bytes]:
    form = {"_csrf_token": site.token(browser), "ground": "knows", "submission": "0" * 32}
    got = browser.get(path) if method == "GET" else browser.post(path, data=form)
    return got.status_code, sorted(got.headers.multi_items()), got.content


def test_an_answer_that_contradicts_itself_comes_back(site: Site) -> None:
    wrong = [{**CONNECTED, "whom": ""}, {**NIL, "whom": "My aunt."}, {**NIL, "is_true": "no"}]
    found = [send(site, "nan", DECLARE, **typed) for typed in (*wrong, {})]
    assert [answer.status_code for answer in found] == [422] * 4
    errors = [re.findall(r'<li><a href="#(\w+)">', answer.text) for answer in found]
    assert errors == [["whom"], ["whom"], ["is_true"], ["connected", "is_true"]]


def test_a_connection_shuts_the_pack_until_somebody_else_has_decided(site: Site) -> None:
    send(site, "pam", DECLARE, **CONNECTED)
    assert is_shut(site, "pam", MEETING)
    assert "looks at what you declared" in site.browser("pam").get(MEETING).text
    assert decide(site, "hed", "pam").status_code == 303
    assert cases(site, "pam") == cases(site, "hed")
    assert "declared" not in site.browser("hed").get("/").text


def test_nobody_takes_back_alone_that_they_are_connected(site: Site) -> None:
    """Whoever decides reads what was said first. A *no* after the decision opens the pack as a first one does."""
    send(site, "pam", DECLARE, **CONNECTED)
    send(site, "pam", DECLARE, **NIL)
    assert is_shut(site, "pam", MEETING)
    page = site.browser("hed").get(f"{MEETING}/steps/{DECIDE}").text
    assert (BROTHER in page, "They have since declared that they are connected with nobody" in page) == (True, True)
    assert decide(site, "hed", "pam").status_code == 303
    assert cases(site, "pam") == cases(site, "hed")
    send(site, "pam", DECLARE, **NIL)
    send(site, "ana", "prepare-pack")
    assert site.browser("hed").get(f"{MEETING}/steps/{DECIDE}").status_code == 409


def test_what_was_declared_is_shown_to_whoever_decides_and_the_log_says_so(site: Site) -> None:
    send(site, "pam", DECLARE, **CONNECTED)
    everybody = ("ana", "hed", "cho", "pam", "nan", "wit", "cyr")
    pages = [site.browser(who).get(path).text for who in everybody for path in ("/panel", MEETING)]
    assert [page for page in pages if "brother" in page] == []
    assert "for the panel meeting of March 2026" in site.browser("hed").get("/").text
    before = len(logged(site, LogKind.VIEW))
    assert BROTHER in site.browser("hed").get(f"{MEETING}/steps/{DECIDE}").text
    assert [entry.what for entry in logged(site, LogKind.VIEW)[before:]] == [DECIDE]
    assert site.browser("cho").get(f"{MEETING}/steps/{DECIDE}").status_code == 409
    decide(site, "hed", "pam")
    send(site, "pam", DECLARE, **CONNECTED)
    assert (
        "It was last decided on for this reason: <bdi>He is in it.</bdi>"
        in site.browser("hed").get(f"{MEETING}/steps/{DECIDE}").text
    )


def test_a_decision_is_about_the_pack_as_it_was(site: Site) -> None:
    """Once it is prepared again there may be other cases in it. A nil answer stands."""
    send(site, "pam", DECLARE, **CONNECTED)
    decide(site, "hed", "pam")
    send(site, "ana", "prepare-pack")
    assert "looks at what you declared" in site.browser("pam").get(MEETING).text
    assert len(cases(site, "cho")) == 3


def test_nobody_lets_a_pack_go_before_declaring_and_is_told_where_to(site: Site) -> None:
    send(site, "ana", "prepare-pack")
    send(site, "cho", DECLARE, **CONNECTED)
    refused = site.browser("cho").get(f"{MEETING}/steps/release-pack")
    assert (refused.status_code, "has not declared for this meeting" in refused.text) == (409, True)
    for page in (refused.text, site.browser("cho").get(MEETING).text):
        assert f'href="{MEETING}/steps/{DECLARE}"' in page
    posted = site.post(
        site.browser("cho"), f"{MEETING}/steps/release-pack", submission="a" * 32, names_nobody="yes", fingerprint="x"
    )
    assert posted.status_code == 409


def test_the_chair_and_the_head_see_who_has_declared_and_nobody_else_does(site: Site) -> None:
    send(site, "pam", DECLARE, **CONNECTED)
    lines = {
        who: re.findall(
            r"(Have declared|Wait for a decision[^:]*|Have yet to declare): (.*?)\.</p>",
            site.browser(who).get(MEETING).text,
        )
        for who in ("cho", "hed", "cyr")
    }
    assert lines["cho"] == lines["hed"] == lines["cyr"]
    names = {words: re.findall(r"<bdi>([\w ]+)</bdi>", found) for words, found in lines["cho"]}
    assert names["Wait for a decision on what they declared"] == ["Pamela Vance"]
    assert names["Have yet to declare"] == ["Nanette Gossage"]
    assert "Chandra Okonedo" in names["Have declared"]
    for who in ("ana", "pam", "nan"):
        assert "Who has declared" not in site.browser(who).get(MEETING).text


def test_what_goes_on_without_a_declaration(site: Site) -> None:
    """A meeting is recorded, and what the panel recommends, by somebody who has not declared."""
    send(site, "ana", DECLARE, **CONNECTED)
    advice = {"what": "Ask early.", "themes": ["CVS"], "owner": "abuse-lead", "names_nobody": "yes"}
    assert send(site, "ana", "make-recommendation", **advice).status_code == 303
    held = {"held_on-day": "1", "held_on-month": "5", "held_on-year": "2026", "recommendations": "Much."}
    assert send(site, "ana", "record-meeting", attended=["specialist"], **held).status_code == 303
    assert "PAN-7" not in "".join(site.browser("hed").get(MEETING).text)
