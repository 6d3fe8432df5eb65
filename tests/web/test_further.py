"""A further report about somebody who is known: the gatekeeper joins it, and those who may know are told."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from sqlalchemy import select, update

from complaints.database import SYSTEM, Database
from complaints.models import metadata
from complaints.queries.case_clocks import clocks_of
from complaints.queries.further_reports import waiting_for_nobody
from complaints.queries.packs import pack_cases
from complaints.queries.shown import ASK, shown
from complaints.queries.visible import CASE_FILE
from complaints.services.verify import verify
from tests.queries.scene import NO_CONNECTION, REPORT, Scene
from tests.web.client import PASSWORD, settled
from workflows.model import Role
from workflows.risk.further import joined

KNOWN = "A further report is known about somebody in this case"
SUBMISSION = re.compile(r'name="submission" value="([^"]*)"')
SAME = {"answer": "same", "reasons": "She knew his number.", "knows_anyone": "no"}
ANSWER = {"danger_now": "no", "tool": "dara", "level": "high", "injuries": "no"}
AGAIN = ANSWER | {"reasons": "He was seen near her home.", "review_on": "2026-03-09"}


class Two(Scene):
    """A case with everybody on it, and a new report about its subject: Bea takes it down, and Hed has told of it."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.people["bea"] = self.site.add_person("bea", Role.INTAKE, number="700")
        for name, number in (("gwen", "701"), ("gus", "702")):
            self.people[name] = self.site.add_person(name, Role.GATEKEEPER, number=number)
        self.play(until="agree-contact")
        self.assess_risk()
        self.site.clock.forward(minutes=1)
        self.second = self.open("bea", {**REPORT, "victim": "", "victim_name": "Ola Marsh", "reporter": "102"})
        self.do("bea", "declare-interests", case=self.second, **NO_CONNECTION)

    @property
    def address(self) -> str:
        return f"/further/{self.second}/{self.reference}"


@pytest.fixture
def scene(database: Database) -> Two:
    return Two(database)


def decide(scene: Scene, address: str, who: str = "gwen", **said: str) -> int:
    browser = scene.site.browser(who)
    sent = SUBMISSION.findall(browser.get(address).text)[0]
    return scene.site.post(browser, address, submission=sent, **{**SAME, **said}).status_code


def risk(scene: Scene, who: str, case: str = "") -> str:
    """What somebody reads of a case's risk, as words."""
    page = scene.site.browser(who).get(f"/cases/{case or scene.reference}/risk")
    assert page.status_code == 200
    return " ".join(re.sub("<[^>]+>", " ", page.text.partition("<main")[2]).split())


def waiting(scene: Scene, who: str) -> list[str]:
    browser: TestClient[Litestar] = scene.site.browser(who)
    return re.findall(r'href="(/further/[^"]+)"', browser.get("/further").text)


def test_the_gatekeeper_is_shown_who_it_may_be_and_nobody_is_told_before(scene: Two) -> None:
    gwen = scene.site.browser("gwen")
    assert "Further reports" in gwen.get("/").text.partition("<main")[2]
    assert waiting(scene, "gwen") == [scene.address]
    page = re.sub("<[^>]+>", "", gwen.get(scene.address).text)
    assert "Subject: Dee. In the earlier case: Subject: Dee. They have the same number on the register." in page
    assert [KNOWN in risk(scene, who) for who in ("lee", "sue", "ivy")] == [False] * 3


def test_once_joined_each_is_told_what_they_may_know(scene: Two) -> None:
    assert decide(scene, scene.address) == 303
    assert waiting(scene, "gwen") == []
    for who in ("lee", "sue", "ivy"):
        told = risk(scene, who)
        assert (KNOWN in told, "Ask the confidential reporting gatekeeper" in told, scene.second in told) == (
            (True, True, False)
        )
        assert "She knew his number" not in scene.site.browser(who).get(f"/cases/{scene.reference}/timeline").text
    assert [KNOWN in risk(scene, who) for who in ("hed", "ana")] == [False, False], "excluded there; takes reports down"
    assert KNOWN not in risk(scene, "bea", scene.second), "who took it down never learns of a match"
    scene.do("bea", "allocate-case", case=scene.second, person="101", role="appropriate-authority")
    scene.do("lee", "declare-interests", case=scene.second, **NO_CONNECTION)
    assert scene.second in risk(scene, "lee")
    assert scene.reference in risk(scene, "lee", scene.second)
    assert "She knew his number" in scene.site.browser("lee").get(f"/cases/{scene.reference}/timeline").text
    assert verify(scene.site.database).problems == ()


def test_the_risk_is_to_be_assessed_again_and_whoever_must_not_know_is_not_pressed(scene: Two) -> None:
    decide(scene, scene.address)
    title, pages = "Assess the risk again after a further report", ("deadlines", "print-summary")
    for who, wanted in (("sue", True), ("lee", True), ("hed", False), ("ana", False)):
        browser = scene.site.browser(who)
        found = [title in browser.get(f"/cases/{scene.reference}/{page}").text for page in pages]
        assert (who, found) == (who, [wanted] * 2)
    assert "Assess the risk again" in scene.site.browser("sue").get("/").text
    scene.site.clock.forward(minutes=5)
    scene.do("sue", "assess-risk", assessed_at=f"{scene.site.clock():%Y-%m-%dT%H:%M}", **AGAIN)
    assert "The risk has been assessed since" in risk(scene, "lee")
    assert "Assess the risk again" not in scene.site.browser("sue").get("/").text


def test_a_pack_tells_nobody_of_it(scene: Two) -> None:
    """It is read by many: neither by a clock nor by how long nothing has happened."""

    def pack() -> object:
        at = scene.site.clock() + timedelta(days=30)
        with scene.site.database.transaction(SYSTEM, write=False) as session:
            return [case.view for case in pack_cases(session, SYSTEM, "A-MEETING", "2026-03", at)]

    scene.site.clock.forward(days=3)
    before = pack()
    scene.site.clock.forward(days=3)
    decide(scene, scene.address)
    scene.site.clock.forward(days=-3)
    assert pack() == before


def test_what_is_not_the_same_is_told_nobody_and_what_is_open_stays_on_the_list(scene: Two) -> None:
    decide(scene, scene.address, answer="cannot-tell")
    assert waiting(scene, "gwen") == [scene.address]
    decide(scene, scene.address)
    scene.site.clock.forward(minutes=1)
    decide(scene, scene.address, "gus", answer="not-same", reasons="It was his brother.")
    assert [waiting(scene, "gwen"), KNOWN in risk(scene, "lee")] == [[], False]
    assert "Further report" not in scene.site.browser("lee").get(f"/cases/{scene.reference}/timeline").text
    assert "It was his brother." in scene.site.browser("gwen").get(scene.address).text


def test_whoever_knows_somebody_or_is_excluded_decides_nothing(scene: Two) -> None:
    assert decide(scene, scene.address, knows_anyone="yes") == 422
    scene.do("bea", "add-party", case=scene.second, part="witness", person="701")
    gwen, gus = scene.site.browser("gwen"), scene.site.browser("gus")
    unknown = gwen.get(f"/further/{scene.reference}/{scene.second}")
    hidden = gwen.get(scene.address)
    assert (hidden.status_code, hidden.text) == (404, unknown.text)
    assert [waiting(scene, who) for who in ("gwen", "gus")] == [[], [scene.address]]
    assert "/further" not in gwen.get("/").text.partition("<main")[2]
    assert gus.get(scene.address).status_code == 200


def test_off_the_register_what_somebody_is_reached_by_is_compared_and_not_shown(scene: Two) -> None:
    """The officer agreed an address with the first victim, who gives it again under another name, from another case."""
    third = scene.open("bea", {**REPORT, "subject": "", "victim": "", "reporter": "", "victim_name": "Una Wells",
                               "victim_telephone": "", "victim_email": " SAFE@example.org"})  # fmt: skip
    address = f"/further/{third}/{scene.reference}"
    assert address in waiting(scene, "gwen")
    page = scene.site.browser("gwen").get(address).text
    assert "the same telephone number, e-mail address or address" in page
    assert "safe@example" not in page.lower()


def test_off_the_register_a_name_is_compared_and_an_alias_is_kept(scene: Two) -> None:
    """Vic serves, and stands under an alias in the first case: no name is shown where the number is the same."""
    third = scene.open("bea", {**REPORT, "subject": "4472", "victim": "", "victim_name": "ola marsh", "reporter": ""})
    pairs = waiting(scene, "gwen")
    assert set(pairs) == {f"/further/{third}/{scene.second}", f"/further/{third}/{scene.reference}", scene.address}
    gwen = scene.site.browser("gwen")
    by_name, by_number = (
        re.sub("<[^>]+>", "", gwen.get(f"/further/{third}/{of}").text) for of in (scene.second, scene.reference)
    )
    assert "Victim: ola marsh. In the earlier case: Victim: Ola Marsh. They have the same name" in by_name
    assert "whose name is kept apart" in by_number
    assert "Vic." not in by_number


def outside(scene: Two) -> list[tuple[str, str]]:
    """What the alarm says of further reports."""
    with scene.site.database.transaction(SYSTEM, write=False) as session:
        return [(pair.later, pair.earlier) for pair in waiting_for_nobody(session, scene.site.clock())]


def retire(scene: Two, *names: str) -> None:
    accounts = metadata.tables["account"]
    ids = [scene.people[name].account_id for name in names]
    with scene.site.database.transaction(SYSTEM) as session:
        session.execute(update(accounts).where(accounts.c.id.in_(ids)).values(active=False))


@pytest.mark.parametrize("gone", ["excluded", "none", "linked"])
def test_where_no_gatekeeper_may_be_asked_a_deputy_is(scene: Two, gone: str) -> None:
    """Each knows somebody in either case; there is none; or the only one left works under the subject."""
    scene.people["dan"] = scene.site.add_person("dan", Role.DEPUTY, number="801")
    dan = scene.site.browser("dan")
    notice = "No gatekeeper may be asked about it"
    assert (waiting(scene, "dan"), dan.get(scene.address).status_code, outside(scene)) == ([], 404, [])
    assert notice not in dan.get("/outside").text
    if gone == "linked":
        manager = scene.people["dee"].person
        scene.people["gil"] = scene.site.add_person("gil", Role.GATEKEEPER, number="703", manager=manager)
        retire(scene, "gwen")
    if gone == "excluded":
        scene.do("ana", "add-party", part="witness", person="701")
        assert (waiting(scene, "gwen"), waiting(scene, "gus"), waiting(scene, "dan")) == ([], [scene.address], [])
        scene.do("bea", "add-party", case=scene.second, part="witness", person="702")
    else:
        retire(scene, "gus", "gwen")
    assert waiting(scene, "dan") == [scene.address]
    assert outside(scene) == [(scene.second, scene.reference)]
    assert all(words in dan.get(page).text for page, words in (("/", "Further reports"), ("/outside", notice)))
    assert 'href="/outside" aria-current="true"' in dan.get(scene.address).text
    assert decide(scene, scene.address, "dan") == 303
    assert (waiting(scene, "dan"), outside(scene), notice in dan.get("/outside").text) == ([], [], False)
    assert KNOWN in risk(scene, "lee")
    assert verify(scene.site.database).problems == ()


def test_it_is_decided_on_its_own_page_alone(scene: Two) -> None:
    """There both cases get it, and only from whoever is asked: not from a deputy who has one of them open."""
    scene.people["dan"] = scene.site.add_person("dan", Role.DEPUTY, number="801")
    dan, path = scene.site.browser("dan"), f"/cases/{scene.second}"
    urgent = {"reference": scene.second, "why": "danger", "details": "Now.", "password": PASSWORD, "knows_anyone": "no"}
    sent = SUBMISSION.findall(dan.get("/urgent").text)[0]
    scene.site.post(dan, "/urgent", submission=sent, **urgent)
    assert dan.get(path).status_code == 200
    said = {**SAME, "answer": "not-same", "other": scene.reference, "submission": "a" * 32, "seen": "0"}
    address = f"{path}/steps/decide-further-report"
    assert scene.site.post(dan, address, **said, action="confirm").status_code == 404
    assert (dan.get(address).status_code, waiting(scene, "gwen")) == (404, [scene.address])


def test_a_gatekeeper_whom_a_possible_link_keeps_away_is_not_asked(scene: Two) -> None:
    """As if there were nothing: neither on a page nor by its address."""
    manager = scene.people["dee"].person
    scene.people["gil"] = scene.site.add_person("gil", Role.GATEKEEPER, number="703", manager=manager)
    gil = scene.site.browser("gil")
    assert (waiting(scene, "gil"), waiting(scene, "gwen")) == ([], [scene.address])
    assert "Further reports" not in gil.get("/").text.partition("<main")[2]
    known, unknown = gil.get(scene.address), gil.get(f"/further/{scene.second}/K7Q2-M4XD-9TBR")
    assert (known.status_code, settled(known.text)) == (404, settled(unknown.text))


def test_a_deputy_whom_a_possible_link_keeps_away_is_not_asked_either(scene: Two) -> None:
    manager = scene.people["dee"].person
    for name, number, boss in (("dan", "801", manager), ("eve", "802", None)):
        scene.people[name] = scene.site.add_person(name, Role.DEPUTY, number=number, manager=boss)
    retire(scene, "gus", "gwen")
    assert (waiting(scene, "dan"), waiting(scene, "eve")) == ([], [scene.address])


def test_whoever_opens_the_case_urgently_is_told_as_those_who_work_on_it(scene: Two) -> None:
    """With the same words, and not before; whoever only takes reports down, or is excluded from the other, is not."""
    for name, number, role in (("ada", "803", Role.APPROPRIATE_AUTHORITY), ("dot", "804", Role.DUTY_INSPECTOR)):
        scene.people[name] = scene.site.add_person(name, role, number=number)

    def told(who: str, *, urgent: bool) -> tuple[list[tuple[str, str]], bool]:
        actor, now = scene.people[who], scene.site.clock()
        with scene.site.database.transaction(actor.person_id, write=False) as session:
            case = session.execute(select(CASE_FILE.c.id).where(CASE_FILE.c.reference == scene.reference)).scalar_one()
            reader = replace(actor, urgent_case=case if urgent else None)
            file = shown(session, [case], reader, now)[case]
            clocks = clocks_of(session, case, scene.reference, file, reader, now.date()).running
        title = "Assess the risk again after a further report"
        return [(f.entry.other, f.entry.reasons) for f in joined(file.file)], title in [c.label for c in clocks]

    assert told("ada", urgent=True) == told("lee", urgent=False) == ([], False)
    decide(scene, scene.address)
    assert told("ada", urgent=True) == told("lee", urgent=False) == ([("", ASK)], True)
    assert told("ada", urgent=False) == ([], False)
    assert [told(who, urgent=True) for who in ("dot", "hed")] == [([], False)] * 2
