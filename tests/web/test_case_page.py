"""The case page as people get it: logged before it is sent, a stub before declaring, nothing for outsiders."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import text

from complaints.database import SYSTEM, Database
from tests.queries.scene import NO_CONNECTION, REPORT, Scene
from tests.support.statements import count_statements
from workflows.people.facts import HELD_APART
from workflows.registry import STEPS

LONG = "Wilhelmina Featherstonehaugh-Cholmondeley of the Northern Constabulary of Specimen"
SECTIONS = (
    *("record", "others", "people", "allegations", "risk", "contact", "deadlines", "decisions", "documents", "panel"),
    *("timeline", "looked"),
)
PAPER = ("print-summary", "print-chronology")
LAST = text("SELECT kind, what, case_id FROM log_entry ORDER BY sequence DESC LIMIT 1")


@pytest.fixture
def scene(database: Database) -> Scene:
    return Scene(database)


def path(scene: Scene) -> str:
    return f"/cases/{scene.reference}"


def last_entry(scene: Scene) -> tuple[object, ...]:
    with scene.site.database.transaction(SYSTEM, write=False) as session:
        return tuple(session.execute(LAST).one())


def test_every_view_is_in_the_log(scene: Scene) -> None:
    with scene.site.browser("ana") as ana:
        assert ana.get(path(scene)).status_code == 200
    assert last_entry(scene) == ("view", "case", 1)


def test_for_parties_and_people_without_work_on_it_there_is_no_case(scene: Scene) -> None:
    scene.play(until="record-matter")
    answers = {}
    for who in ("dee", "vic", "rep", "ivy"):
        with scene.site.browser(who) as somebody:
            answers[who] = somebody.get(path(scene)).status_code
            assert last_entry(scene)[:2] == ("not_found", "case")
    assert answers == dict.fromkeys(("dee", "vic", "rep", "ivy"), 404)


def test_whoever_reported_first_and_is_held_apart_is_on_no_page_of_the_case(database: Database) -> None:
    scene = Scene(database, report={**REPORT, "withhold_identity": "yes"})
    scene.play(until="submit-report")
    shown = {}
    with scene.site.browser("lee") as lee:
        for address in (path(scene), f"{path(scene)}/timeline", *(f"{path(scene)}/steps/{step}" for step in STEPS)):
            shown[address] = lee.get(address).text
    assert HELD_APART in shown[path(scene)]
    who = re.compile(rf"\bRep\b|\b4473\b|{scene.people['rep'].person}")
    assert [address for address, html in shown.items() if who.search(html)] == []


def test_before_declaring_the_page_tells_no_more_than_whom_to_declare_against(scene: Scene) -> None:
    scene.play(until="record-matter")
    with scene.site.browser("hed") as hed:
        html = hed.get(path(scene)).text
    assert [name in html for name in ("Dee", scene.alias, "Declare your interests first")] == [True] * 3
    hidden = ("Lee", "Ana", "Recorded under", "afraid", "Followed", "Discreditable", "Timeline", "Deadlines")
    assert [word for word in hidden if word in html] == []


def test_a_deadline_leads_to_the_form_that_meets_it_for_whoever_may_take_it(scene: Scene) -> None:
    scene.play(until="agree-contact")
    forms = [f"{path(scene)}/steps/{trigger}" for trigger in ("assess-risk", "send-update")]
    links = {}
    for who in ("lee", "sue"):
        with scene.site.browser(who) as browser:
            chips, deadlines = (
                browser.get(path(scene)).text.split("<main")[0],
                browser.get(f"{path(scene)}/deadlines").text,
            )
            links[who] = [(f'href="{form}"' in chips, f'href="{form}"' in deadlines) for form in forms]
            assert browser.get(forms[0]).status_code == 200
    assert links == {"lee": [(True, True), (False, False)], "sue": [(True, True), (False, True)]}


def test_the_whole_timeline_has_a_page_and_the_case_page_its_latest_events(scene: Scene) -> None:
    scene.play(until="send-update")
    with scene.site.browser("lee") as lee:
        case, whole = (lee.get(path(scene) + more).text for more in ("", "/timeline"))
    events = whole.count("psd-timeline__title")
    assert last_entry(scene)[:2] == ("view", "timeline")
    assert (case.count("psd-timeline__title"), f"All {events} events" in case) == (8, True)
    assert [title in whole for title in ("Matter reported", "Written update sent")] == [True] * 2
    assert [title in case for title in ("Matter reported", "Written update sent")] == [False, True]


@pytest.mark.parametrize("name", [*SECTIONS, *PAPER])
def test_before_declaring_every_section_leads_to_the_case_page(scene: Scene, name: str) -> None:
    scene.play(until="record-matter")
    with scene.site.browser("hed") as hed:
        sent = hed.get(f"{path(scene)}/{name}", follow_redirects=False)
    assert last_entry(scene) == ("view", name, 1)
    assert (sent.status_code, sent.headers["location"]) == (303, path(scene))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("record", "Record an arrest"),
        ("others", "For: Senior oversight officer"),
        ("people", "Senior oversight officer<br>"),
        ("allegations", "Followed her home from work."),
        ("risk", "Nobody has assessed the risk yet."),
        ("contact", "Never use"),
        ("deadlines", "Handling began when the matter was recorded"),
        ("decisions", "The force can handle it."),
        ("documents", "Nothing has been written to anybody yet."),
        ("panel", "The panel has asked for nothing in this case."),
        ("timeline", "Matter reported"),
        ("looked", "Lee</bdi>, appropriate authority"),
    ],
)
def test_each_section_has_a_page_that_is_logged(scene: Scene, name: str, words: str) -> None:
    scene.play(until="log-contact")
    with scene.site.browser("lee") as lee:
        case, shown = (lee.get(path(scene) + more).text for more in ("", f"/{name}"))
    assert last_entry(scene) == ("view", name, 1)
    assert (words in shown, words in case) == (True, False)
    assert f'href="{path(scene)}/{name}" aria-current="page"' in shown
    assert f'href="{path(scene)}/{name}">' in case


def test_what_is_to_be_decided_comes_first_and_a_declaration_is_asked_for_once(scene: Scene) -> None:
    scene.play(until="record-matter")
    scene.site.clock.at = scene.start + timedelta(days=91)
    with scene.site.browser("lee") as lee:
        html = lee.get(path(scene)).text
    decide, rest = html.index("What may be done</h2>"), html.index("Where the rest stands</h2>")
    titles = ("Handling under Schedule 3", "Referral to the IOPC", "Criminal proceedings")
    assert [decide < html.index(f"{title}<", decide) < rest for title in titles] == [True, True, False]
    assert html.count("Your declaration ran out on 31 May 2026") == 1
    assert html.count("declare again before you decide") == 0
    assert html.count("Waits for your declaration") > 9


def test_the_contact_page_leads_to_what_its_reader_may_do_about_contact(scene: Scene) -> None:
    scene.play(until="agree-contact")
    offered = {}
    for name in ("sue", "lee"):
        with scene.site.browser(name) as reader:
            offered[name] = re.findall(r"/steps/([a-z-]+)\"", reader.get(f"{path(scene)}/contact").text)
    assert ("log-contact" in offered["sue"], "agree-contact" in offered["sue"]) == (True, True)
    assert offered["lee"] == ["appoint-oversight-officer", "log-contact"]


def test_only_known_words_are_taken_from_the_address(scene: Scene) -> None:
    scene.do("ana", "declare-interests", **NO_CONNECTION)
    with scene.site.browser("ana") as ana:
        pages = [ana.get(f"{path(scene)}?done={said}").text for said in ("recorded", "flagged", "already", "boo<b>")]
    banners = ("This is recorded.", "This is recorded, with a flag, because", "when you first sent it")
    assert [[words in page for words in banners] for page in pages] == [
        [True, False, False],
        [False, True, False],
        [False, False, True],
        [False, False, False],
    ]
    assert "boo" not in pages[-1]


def test_numbers_and_the_code_word_reach_nobody_but_the_oversight_officer(scene: Scene) -> None:
    scene.play(until="log-contact")
    found = {}
    for who in ("ana", "lee", "ivy", "sue"):
        with scene.site.browser(who) as reader:
            html = "".join(
                reader.get(path(scene) + more).text for more in ("", *(f"/{name}" for name in (*SECTIONS, *PAPER)))
            )
        found[who] = [
            secret for secret in ("07700 900456", "safe@example.org", "tulip", "07700 900123") if secret in html
        ]
    assert found == {"ana": [], "lee": [], "ivy": [], "sue": ["07700 900456", "safe@example.org", "tulip"]}


def test_titles_name_no_person_and_no_reference(scene: Scene) -> None:
    scene.play(until="record-matter")
    with scene.site.browser("lee") as lee:
        html = lee.get(path(scene)).text
    assert "<title>Case - Casework for professional standards</title>" in html


def test_the_number_of_statements_is_the_same_whatever_the_case_holds(scene: Scene) -> None:
    scene.do("ana", "declare-interests", **NO_CONNECTION)
    counts = []
    for played in (False, True):
        if played:
            scene.play()
        with scene.site.browser("ana") as ana, count_statements(scene.site.database.engine) as seen:
            assert ana.get(path(scene)).status_code == 200
        counts.append(seen.count)
    assert counts[0] == counts[1] <= 30
