"""When the panel meets, on the web: planned and confirmed, once for a month, moved, cancelled with all that follows."""

import re

import pytest
from httpx import Response
from sqlalchemy import select

from complaints.database import SYSTEM, Database
from complaints.documents.pack import released_pack
from complaints.errors import CannotDo
from complaints.models.people import SYSTEM_ACTOR
from complaints.queries.visible import MEETING as MEETING_TABLE
from complaints.references import reference
from complaints.services.verify import verify
from tests.documents.pack_world import RANDOM, World
from tests.support.bench import again
from tests.support.rendering import render_here
from tests.web.client import Site, settled
from tests.web.test_panel import MEETING, played, send, submission_in, tasks
from tests.web.test_panel_case import ADVICE, cases, let_go
from tests.web.test_panel_declarations import CONNECTED, DECLARE

APRIL = {"month": "2026-04", "meets_on-day": "30", "meets_on-month": "4", "meets_on-year": "2026"}
MARCH = APRIL | {"month": "2026-03"}
"""The month of the meeting of `pack_world`, on 26 March."""

ON_27_MARCH = {"month": "2026-03", "meets_on-day": "27", "meets_on-month": "3", "meets_on-year": "2026"}
CHAIR_ILL = {"cause": "chair", "reasons": "Ill since this morning."}
ALERT = re.compile(r'role="alert".*?</div>\s*</div>', re.DOTALL)


@pytest.fixture
def site(database: Database) -> Site:
    """A site with a meeting planned for March, and no pack."""
    return played(Site(database))[0]


@pytest.fixture
def packed(database: Database, monkeypatch: pytest.MonkeyPatch) -> tuple[Site, World]:
    """The same once its pack has been released to the panel."""
    render_here(monkeypatch)
    return again(let_go, database)


def plan(site: Site, who: str, **typed: str) -> Response:
    browser = site.browser(who)
    return site.post(browser, "/panel/plan", submission=submission_in(browser.get("/panel/plan").text), **typed)


def planned(site: Site) -> int:
    """How many meetings there are, cancelled ones among them."""
    with site.database.transaction(SYSTEM, write=False) as session:
        return len(session.execute(select(MEETING_TABLE.c.id)).all())


def banner(html: str) -> str:
    """What a page says has just been done."""
    found = ALERT.search(html)
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split()).partition("> ")[2] if found else ""


@pytest.mark.parametrize(("who", "follows"), [("ana", "Prepare the pack"), ("cho", "")])
def test_a_planned_meeting_is_confirmed_on_its_own_page_with_what_comes_next(
    who: str, follows: str, site: Site
) -> None:
    sent = plan(site, who, **APRIL)
    assert re.fullmatch(r"/panel/[2-9A-Z-]+\?done=recorded&step=plan-meeting", sent.headers["location"])
    page = site.browser(who).get(sent.headers["location"]).text
    said = banner(page)
    assert said.startswith("Success Meeting planned: April 2026 Nobody is told by this system: tell the panel the day.")
    assert said.endswith(follows or "has its pack prepared.")
    assert re.findall(r'banner__link" href="([^"]+)"', page) == (
        [sent.headers["location"].partition("?")[0] + "/steps/prepare-pack"] if follows else []
    )


def test_an_address_that_says_what_was_not_done_is_not_believed(site: Site) -> None:
    for address in (f"{MEETING}?done=recorded&step=cancel-meeting", f"{MEETING}?done=nonsense&step=plan-meeting"):
        assert "Meeting cancelled" not in site.browser("ana").get(address).text
    assert banner(site.browser("ana").get(f"{MEETING}?done=nonsense").text) == ""


def test_a_second_meeting_for_a_month_comes_back_with_the_first_and_asks_why(site: Site) -> None:
    assert 'name="extra"' not in site.browser("ana").get("/panel/plan").text
    told = plan(site, "ana", **MARCH)
    assert (told.status_code, planned(site)) == (422, 1)
    assert re.findall(r'<li><a href="#(\w+)">([^<]+)', told.text) == [
        ("month", "March 2026 has a meeting already, on 26 March 2026")
    ]
    assert f'<a class="govuk-link" href="{MEETING}">Meeting for March 2026</a>, Thursday 26 March 2026' in told.text
    assert ('name="extra"' in told.text, 'value="2026-03"' in told.text) == (True, True)
    sent = plan(site, "ana", **MARCH, extra="One case cannot wait.")
    assert (sent.status_code, planned(site)) == (303, 2)
    assert "Panel meeting for March 2026 (extra)" in site.browser("pam").get(sent.headers["location"]).text


def test_the_reason_of_an_extra_meeting_is_for_those_who_prepare_packs(site: Site) -> None:
    address = plan(site, "ana", **MARCH, extra="One case cannot wait.").headers["location"]
    shown = {who: "One case cannot wait." in site.browser(who).get(address).text for who in ("ana", "cho", "pam")}
    assert shown == {"ana": True, "cho": True, "pam": False}


def test_a_held_meeting_stands_in_its_month_too(site: Site) -> None:
    held = {"held_on-day": "26", "held_on-month": "3", "held_on-year": "2026", "recommendations": "None."}
    assert (
        send(site, site.browser("ana"), "record-meeting", attended=["chair", "specialist"], **held).status_code == 303
    )
    told = plan(site, "ana", **MARCH)
    assert (told.status_code, f'href="{MEETING}"' in told.text, "Meeting held" in told.text) == (422, True, True)


def test_the_form_that_moves_a_meeting_has_its_day_and_takes_another(site: Site) -> None:
    ana = site.browser("ana")
    page = ana.get(f"{MEETING}/steps/move-meeting").text
    assert all(f'value="{part}"' in page for part in ("2026-03", "26", "3", "2026"))
    same = send(site, ana, "move-meeting", **(ON_27_MARCH | {"meets_on-day": "26"}), reasons="A typing error.")
    assert (same.status_code, "planned for this month and this day already" in same.text) == (422, True)
    assert 'value="A typing error."' in same.text
    sent = send(site, ana, "move-meeting", **ON_27_MARCH, reasons="A typing error.")
    assert sent.headers["location"] == f"{MEETING}?done=recorded&step=move-meeting"
    page = ana.get(sent.headers["location"]).text
    assert banner(page).startswith("Success Meeting moved: March 2026")
    for words in ("Friday 27 March 2026", "on 26 March 2026.", "on 27 March 2026. <bdi>A typing error.</bdi>"):
        assert words in page
    assert "A typing error." not in site.browser("pam").get(MEETING).text


def test_a_meeting_is_not_moved_to_a_month_that_has_one(site: Site) -> None:
    address = plan(site, "ana", **APRIL).headers["location"].partition("?")[0]
    told = send(site, site.browser("ana"), "move-meeting", **APRIL, reasons="Later.")
    assert (told.status_code, "April 2026 has a meeting already, on 30 April 2026" in told.text) == (422, True)
    assert f'href="{address}">Meeting for April 2026</a>' in told.text


def test_a_moved_meeting_keeps_its_pack_and_its_month(packed: tuple[Site, World]) -> None:
    site, _ = packed
    before = cases(site.browser("pam"))
    told = send(site, site.browser("cho"), "move-meeting", **APRIL, reasons="Later.")
    assert (told.status_code, "pack was made for another month" in told.text) == (422, True)
    assert send(site, site.browser("cho"), "move-meeting", **ON_27_MARCH, reasons="Later.").status_code == 303
    assert (cases(site.browser("pam")), len(before)) == (before, 3)
    assert site.browser("pam").get(f"{MEETING}/pack.pdf").status_code == 200


def test_nobody_opens_the_pack_of_a_cancelled_meeting(packed: tuple[Site, World]) -> None:
    site, _ = packed
    (path, _), *_ = cases(site.browser("pam"))
    site.clock.forward(minutes=1)
    sent = send(site, site.browser("cho"), "cancel-meeting", **CHAIR_ILL)
    assert sent.headers["location"] == f"{MEETING}?done=recorded&step=cancel-meeting"
    for who in ("pam", "nan", "cho", "hed", "ana"):
        browser = site.browser(who)
        page = browser.get(MEETING).text
        assert (browser.get(f"{MEETING}/pack.pdf").status_code, browser.get(path).status_code) == (404, 404)
        assert ("The chair cannot come" in page, "Nobody can read a pack for it" in page) == (True, True)
        assert ("/cases/" in page, "Who has declared" in page, tasks(page)) == (False, False, [])
        assert "/pack.pdf" not in browser.get("/panel").text
        assert ("Ill since this morning." in page) is (who not in ("pam", "nan"))
    with pytest.raises(CannotDo):
        released_pack(site.database, "2026-03", SYSTEM_ACTOR, site.clock())
    assert verify(site.database).problems == ()


def test_the_next_thing_after_a_cancelled_meeting_is_another(site: Site) -> None:
    sent = send(site, site.browser("cho"), "cancel-meeting", **CHAIR_ILL)
    page = site.browser("cho").get(sent.headers["location"]).text
    assert banner(page).startswith(
        "Success Meeting cancelled: March 2026 Nobody is told by this system: tell the panel."
    )
    assert 'banner__link" href="/panel/plan">Plan another meeting' in page
    assert plan(site, "cho", **MARCH).status_code == 303
    listed = site.browser("pam").get("/panel").text
    assert listed.count("March 2026") >= 2
    assert verify(site.database).problems == ()


def test_a_month_whose_meeting_was_cancelled_is_shown_as_one_without(site: Site) -> None:
    """The clock of `pack_world` stands in May; the meeting is for March."""
    assert plan(site, "ana", **APRIL).status_code == 303
    without = "No meeting for {} 2026 is planned or was held"
    shown = site.browser("pam").get("/panel").text
    assert [without.format(month) in shown for month in ("March", "April", "May")] == [False, False, True]
    april = next(a for a in re.findall(r'href="(/panel/[2-9A-Z-]+)"', shown) if a != MEETING)
    ana = site.browser("ana")
    form = submission_in(ana.get(f"{april}/steps/cancel-meeting").text)
    assert site.post(ana, f"{april}/steps/cancel-meeting", submission=form, cause="mistake").status_code == 303
    shown = site.browser("pam").get("/panel").text
    assert [without.format(month) in shown for month in ("March", "April", "May")] == [False, True, True]


def test_what_waited_for_a_cancelled_meeting_waits_no_more_and_what_was_recommended_does(
    packed: tuple[Site, World],
) -> None:
    site, _ = packed
    send(site, site.browser("nan"), DECLARE, **CONNECTED)
    assert "waits for your decision" in site.browser("hed").get("/").text
    send(site, site.browser("cho"), "make-recommendation", names_nobody="yes", **ADVICE)
    assert send(site, site.browser("cho"), "cancel-meeting", **CHAIR_ILL).status_code == 303
    assert "waits for your decision" not in site.browser("hed").get("/").text
    assert tasks(site.browser("hed").get(MEETING).text) == ["answer-recommendation"]
    assert "Ask early what would make somebody safe." in site.browser("pam").get("/panel").text
    answer = {"recommendation": "r1", "response": "not-accepted", "reasons": "We do."}
    assert send(site, site.browser("hed"), "answer-recommendation", **answer).status_code == 303
    closed = {"recommendation": "r1", "close": "disagreed", "account": "It is not so."}
    assert send(site, site.browser("cho"), "close-recommendation", **closed).status_code == 303


def test_whoever_stepped_out_stays_out(packed: tuple[Site, World]) -> None:
    site, world = packed
    pam = site.browser("pam")
    (path, _), *_ = cases(pam)
    page = pam.get(f"{path}/steps/step-out").text
    assert site.post(pam, f"{path}/steps/step-out", submission=submission_in(page), ground="knows").status_code == 303
    assert send(site, site.browser("cho"), "cancel-meeting", **CHAIR_ILL).status_code == 303
    assert "You have stepped out of 1 case" in pam.get(MEETING).text
    assert verify(site.database).problems == ()
    assert world.meeting in MEETING


def test_the_page_of_a_case_says_that_its_meeting_was_cancelled(packed: tuple[Site, World]) -> None:
    site, _ = packed
    assert send(site, site.browser("cho"), "cancel-meeting", **CHAIR_ILL).status_code == 303
    page = site.browser("ana").get(f"/cases/{reference(RANDOM, 'rich')}/panel").text
    assert "This case was in the pack that it was given" in page
    assert "no meeting is recorded" not in page


def test_a_case_is_on_no_meeting_that_was_cancelled_before_it_had_a_pack(site: Site) -> None:
    path = f"/cases/{reference(RANDOM, 'rich')}/panel"
    assert "This case will be in its pack" in site.browser("ana").get(path).text
    assert send(site, site.browser("cho"), "cancel-meeting", **CHAIR_ILL).status_code == 303
    assert "This case has been on no meeting" in site.browser("ana").get(path).text


def test_another_reason_is_said_in_words(site: Site) -> None:
    told = send(site, site.browser("ana"), "cancel-meeting", cause="other")
    assert (told.status_code, "Say why it does not take place" in told.text) == (422, True)


@pytest.mark.parametrize("trigger", ["move-meeting", "cancel-meeting"])
def test_members_move_and_cancel_nothing_and_anybody_else_finds_nothing(trigger: str, site: Site) -> None:
    path = f"{MEETING}/steps/{trigger}"
    pam, ivy = site.browser("pam"), site.browser("ivy")
    sent = site.post(pam, path, submission="a" * 32, seen="0", **ON_27_MARCH, reasons="No.", cause="chair")
    assert (pam.get(path).status_code, sent.status_code) == (409, 409)
    assert (ivy.get(path).status_code, settled(ivy.get(path).text)) == (404, settled(ivy.get("/no-such-page").text))


@pytest.mark.parametrize(
    ("trigger", "typed"), [("move-meeting", ON_27_MARCH | {"reasons": "Later."}), ("cancel-meeting", CHAIR_ILL)]
)
def test_sent_twice_it_is_done_once(trigger: str, typed: dict[str, str], site: Site) -> None:
    ana, path = site.browser("ana"), f"{MEETING}/steps/{trigger}"
    form = {"submission": submission_in(ana.get(path).text), "seen": "0", **typed}
    ends = [site.post(ana, path, **form).headers["location"] for _ in range(2)]
    assert ends == [f"{MEETING}?done={how}&step={trigger}" for how in ("recorded", "already")]
    page = ana.get(ends[1]).text
    assert "Nothing has been recorded twice" in page
    assert page.count("psd-timeline__item") == 2
