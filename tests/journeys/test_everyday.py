"""What happens to people on an ordinary day and an extraordinary night, each with the sentence that they read."""

from playwright.sync_api import Browser

from tests.journeys.walk import REFERENCE, WIDE, Inspector, Walk, walking
from tests.queries.scene import NO_CONNECTION, Scene
from tests.support.independence import INDEPENDENT
from tests.web.client import PASSWORD
from tests.web.stepping import events, step
from workflows.model import Role

MADE_UP = "/cases/K7Q2-M4XD-9TBR"


def _moment(name: str, day: str, time: str) -> dict[str, str]:
    parts = {"day": day, "month": "3", "year": "2026", "time": time}
    return {f"{name}__{part}": value for part, value in parts.items()}


def _report(walk: Walk, day: str, time: str, danger: str = "no") -> None:
    """From the first question to the page that asks to check."""
    walk.open("/report")
    walk.answer(danger_now=danger)
    walk.press("Continue")
    walk.answer(account="She says that he has a key to her house.")
    walk.press("Save and continue")
    walk.answer(route="victim")
    walk.press("Save and continue")
    walk.answer(**_moment("came_to_attention_at", day, time))
    walk.press("Save and continue")
    walk.answer(domestic_abuse="yes")
    walk.press("Save and continue")
    walk.answer(subject="4471")
    walk.press("Save and record now, add the rest later")


def test_at_night_everything_that_cannot_wait_is_done(
    browser: Browser, scene: Scene, address: str, inspector: Inspector
) -> None:
    """At 02:10, with everybody of professional standards asleep, and before any declaration."""
    scene.people["dot"] = scene.site.add_person("dot", Role.DUTY_INSPECTOR, number="900")
    scene.site.clock.at = scene.site.clock.at.replace(day=3, hour=2, minute=14)
    with walking(browser, address, inspector, "dot", scripts=False) as dot:
        _report(dot, "3", "2:10", danger="yes")
        dot.answer(knows="no")
        dot.press("Record this")
        assert dot.heading() == "Recorded at 2:14am"
        assert "if a criterion applies it must go by 11:59pm tomorrow" in dot.text()
        assert "ring 999 or the control room" in dot.text()
        receipt = dot.page.url.removeprefix(address)
        _keep_safe(dot, receipt)
        _restrict_and_refer(dot, receipt)
    done = events(scene)
    wanted = ("take-safety-measure", "assess-risk", "preserve-evidence", "restrict-duties", "decide-to-refer")
    assert [trigger for trigger in wanted if trigger not in done] == []
    assert "declare-interests" not in done
    with walking(browser, address, inspector, "ana") as ana:
        ana.follow("One case has nobody in professional standards")
        ana.page.get_by_role("button", name="Take this case").click()
        assert "Declare your interests" in ana.text()


def _keep_safe(dot: Walk, receipt: str) -> None:
    dot.follow("Record a safety measure")
    dot.answer(measure="safe-place", state="done")
    dot.press("Record this")
    dot.open(receipt)
    dot.follow("Assess the risk")
    dot.answer(**_moment("assessed_at", "3", "2:12"), danger_now="yes", tool="dara", level="high", injuries="yes")
    dot.answer(reasons="He has a key.", review_on__day="3", review_on__month="3", review_on__year="2026")
    dot.press("Record this")
    dot.open(receipt)
    dot.follow("Record that evidence is secured")
    dot.answer(evidence="calls", state="asked-for", details="The call at two.")
    dot.press("Record this")


def _restrict_and_refer(dot: Walk, receipt: str) -> None:
    at_once = {"urgent": "yes", "reason": "It cannot wait for the morning.", "knows": "no"}
    dot.open(receipt)
    dot.follow("Restrict duties")
    dot.answer(restrictions=["contact"], role_risk="He is on nights.", **at_once)
    dot.answer(review_on__day="6", review_on__month="3", review_on__year="2026")
    dot.press("Continue")
    dot.press("Confirm and record")
    dot.open(receipt)
    dot.follow("Decide to refer to the IOPC")
    dot.answer(criteria=["M2"], reasons="A serious assault.", **_moment("became_clear_at", "3", "2:10"), **at_once)
    dot.press("Continue")
    dot.press("Confirm and record")
    assert "This is recorded" in dot.text()


def test_a_typist_who_knows_him_says_so(browser: Browser, address: str, inspector: Inspector) -> None:
    with walking(browser, address, inspector, "ana") as ana:
        _report(ana, "2", "9:00")
        ana.answer(knows="yes")
        ana.press("Record this")
        assert "You will not see the case" in ana.text()
        found = REFERENCE.search(ana.text())
        assert found
        ana.open(f"/cases/{found[0]}")
        not_there = ana.page.locator("body").text_content()
        ana.open(MADE_UP)
        assert ana.page.locator("body").text_content() == not_there


def test_a_signed_withdrawal_ends_nothing(browser: Browser, scene: Scene, address: str, inspector: Inspector) -> None:
    scene.play(until="decide-not-to-refer")
    with walking(browser, address, inspector, "lee") as lee:
        lee.open(step(scene, "record-signed-withdrawal"))
        lee.answer(**_moment("received_at", "2", "9:00"), signed_by="complainant", words="I do not want to go on.")
        lee.press("Record this")
        assert "Recorded today. The allegations have not ended." in lee.text()


def test_a_decision_that_is_not_possible_yet(
    browser: Browser, scene: Scene, address: str, inspector: Inspector
) -> None:
    """Everything that is missing at once, who can supply it, and the law."""
    scene.play(until="start-investigation")
    with walking(browser, address, inspector, "lee") as lee:
        lee.open(step(scene, "confirm-outcomes"))
        said = lee.text()
        for words in ("The investigator has not reported", "An allegation has no outcome", "For: Investigator"):
            assert words in said
        assert "PRA 2002 Sch 3 para 24" in said
        lee.follow("The duty status of a subject is not decided")
        assert lee.page.locator("h1").count() == 1


def test_of_two_people_one_wins_and_the_other_loses_nothing(
    browser: Browser, scene: Scene, address: str, inspector: Inspector
) -> None:
    scene.people["max"] = scene.site.add_person("max", Role.APPROPRIATE_AUTHORITY, number="199")
    scene.play(until="decide-not-to-refer")
    scene.do("ana", "allocate-case", person="199", role="appropriate-authority")
    scene.do("max", "declare-interests", **NO_CONNECTION)
    with (
        walking(browser, address, inspector, "lee") as lee,
        walking(browser, address, inspector, "max") as max_,
    ):
        _decide_independence(lee, scene, "Lee has weighed it for an hour.")
        _decide_independence(max_, scene, "Nobody here knows them.")
        max_.press("Confirm and record")
        assert "This is recorded" in max_.text()
        lee.press("Confirm and record")
        assert lee.heading() == "Something has changed since you opened this page"
        for words in ("by Max", "Nobody here knows them.", "Lee has weighed it for an hour."):
            assert words in lee.text()


def _decide_independence(walk: Walk, scene: Scene, reasons: str) -> None:
    walk.open(step(scene, "decide-independence"))
    walk.answer(**INDEPENDENT | {"reasons": reasons})
    walk.answer(review_on__day="2", review_on__month="4", review_on__year="2026")
    walk.press("Continue")


def test_a_long_form_outlives_its_session(browser: Browser, scene: Scene, address: str, inspector: Inspector) -> None:
    scene.play(until="decide-not-to-refer")
    with walking(browser, address, inspector, "lee", scripts=False) as lee:
        lee.open(step(scene, "decide-independence"))
        lee.answer(**INDEPENDENT | {"reasons": "A long thought."})
        lee.answer(review_on__day="2", review_on__month="4", review_on__year="2026")
        scene.site.clock.forward(minutes=11)
        lee.press("Continue")
        assert lee.heading() == "Sign in"
        lee.answer(name="lee", password=PASSWORD)
        lee.press("Sign in")
        assert lee.heading() == "You were signed out"
        lee.press("Go on with what you typed")
        assert lee.page.locator('[name="reasons"]').input_value() == "A long thought."
        lee.press("Continue")
        lee.press("Confirm and record")
        assert "This is recorded" in lee.text()


def test_the_subject_looks_for_himself_everywhere(
    browser: Browser, scene: Scene, address: str, inspector: Inspector
) -> None:
    """He works in the department, is an administrator besides, and searches for his own name and number."""
    scene.play(until="send-update")
    roles = (Role.INTAKE, Role.HEAD_OF_PSD, Role.OVERSIGHT_OFFICER, Role.ADMINISTRATOR, Role.PANEL_CHAIR)
    scene.people["sid"] = scene.site.add_person("sid", *roles, number="4479")
    scene.do("lee", "add-party", part="subject", person="4479")
    pages = ("/", "/cases", "/find", "/unallocated", "/oversight", "/panel", "/compliance", "/administration")
    with walking(browser, address, inspector, "sid") as sid:
        for page in pages:
            sid.open(page)
            assert scene.reference not in sid.page.content()
        for sought in ("Sid", "4479", scene.reference):
            sid.open("/find")
            sid.answer(sought=sought)
            sid.page.locator("main form button").first.click()
            assert scene.reference not in sid.text().replace(sought, "")
        sid.open(f"/cases/{scene.reference}")
        not_there = sid.page.locator("body").text_content()
        sid.open(MADE_UP)
        assert sid.page.locator("body").text_content() == not_there


def test_the_longest_menu_stands_on_one_line(browser: Browser, address: str, inspector: Inspector) -> None:
    """Nine places, for the head of professional standards, on a window of the usual width."""
    with walking(browser, address, inspector, "hed") as hed:
        hed.page.set_viewport_size(WIDE)
        tops = hed.page.eval_on_selector_all(
            ".govuk-service-navigation__item", "items => items.map(item => item.getBoundingClientRect().top)"
        )
    assert (len(tops), len(set(tops))) == (9, 1)
