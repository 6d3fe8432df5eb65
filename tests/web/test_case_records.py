"""What a case page keeps for those who look back: decisions, documents, the panel, who looked, and paper."""

import re
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import insert, select, update

from complaints.database import SYSTEM, Database
from complaints.models import metadata
from complaints.queries import case_looks
from complaints.queries.case_decisions import REPLACED_BY
from complaints.queries.case_documents import WRITTEN
from complaints.secrets import new_key
from complaints.services.progress import Correction
from tests.queries.scene import NO_CONNECTION, PLAN, REPORT, Scene
from tests.support.browser import serve
from tests.support.independence import TESTED
from tests.support.nu import check
from tests.support.rendering import render_here
from tests.support.statements import count_statements
from tests.web.client import PASSWORD, Site
from tests.web.test_case_page import path
from tests.web.test_panel import played, send
from tests.web.test_panel_case import ACTION, ADVICE, DUE, about, cases, release, take
from workflows.model import Bar, Kind, Role
from workflows.people.facts import HELD_APART
from workflows.registry import STEPS, WORKFLOW_OF

PERSON, EXCLUSION, ACCOUNT, CASE = (metadata.tables[n] for n in ("person", "exclusion", "account", "case_file"))
SECTION, RELEASE, LEFT_OUT = (metadata.tables[n] for n in ("pack_section", "pack_release", "pack_left_out"))
IN_ITS_PACK, NOT_IN_ITS_PACK = "This case is in its pack.", "This case is not in the pack that was released."
SECRETS = (REPORT["victim_telephone"], PLAN["telephone"], PLAN["email"], PLAN["code_word"])


@pytest.fixture
def scene(database: Database) -> Scene:
    return Scene(database)


REPLACED = {"reasons": "Ill.", "work_reviewed": "All of it."}


def shown(scene: Scene, who: str, name: str) -> str:
    """One page of the case, from where its content begins, without the marks for the direction of words."""
    with scene.site.browser(who) as reader:
        answer = reader.get(f"{path(scene)}/{name}")
    assert answer.status_code == 200, answer.text
    return re.sub("</?bdi>", "", answer.text.split("<main")[1])


def entries(html: str) -> list[str]:
    """What stands in each entry of a list of events, with the markup."""
    return html.split('<li class="psd-timeline__item"')[1:]


def titles(html: str) -> list[str]:
    return re.findall(r'psd-timeline__title">([^<]*)<', html)


def test_before_anything_is_decided_it_says_so(scene: Scene) -> None:
    scene.do("ana", "declare-interests", **NO_CONNECTION)
    assert "Nothing has been decided yet." in shown(scene, "ana", "decisions")


def test_everybody_with_the_same_part_is_told_apart_and_the_pages_are_sound(scene: Scene, tmp_path: Path) -> None:
    """Two subjects, victims, witnesses, and measures of one kind; steps that have nothing to act on are folded up."""
    scene.play(until="add-allegation")
    scene.do("lee", "add-party", part="subject", person="104")
    for name in ("Wyn", "Zia"):
        scene.do("lee", "add-party", part="witness", name=name)
        scene.do("lee", "take-safety-measure", measure="safe-place", state="done")
    scene.do("lee", "add-party", part="victim", name="Una")
    pages = tmp_path / "pages"
    pages.mkdir()
    with scene.site.browser("lee") as reader:
        for name in ("", "/record", "/people", "/risk", "/others"):
            (pages / f"page{name.replace('/', '-')}.html").write_text(reader.get(path(scene) + name).text)
    assert check(pages) == []
    people = shown(scene, "lee", "people")
    for part in ("Subject", "Victim", "Witness"):
        assert re.findall(rf"<dt[^>]*>({part}[^<]*)<", people) == [f"{part} 1", f"{part} 2"]
    case = shown(scene, "lee", "")
    listed, folded = case.index("Record under Schedule 3"), case.index("Nothing to do now (")
    assert listed < folded < case.index("Confirm the correction of a decision")


def test_every_decision_stands_with_its_reasons_and_sources_the_newest_first(scene: Scene) -> None:
    scene.play(until="send-update")
    html = shown(scene, "lee", "decisions")
    assert titles(html)[:3] == [
        "Contact agreed with the victim",
        "Senior oversight officer appointed",
        "Investigator appointed",
    ]
    assert [title in titles(html) for title in ("Interests declared", "Written update sent", "Allegation added")] == [
        False
    ] * 3
    (refused,) = (entry for entry in entries(html) if "Decided not to refer to the IOPC" in entry)
    wanted = ("by Lee", "None applies.", "The force can handle it.", STEPS["decide-not-to-refer"].cites[0].short)
    assert [words for words in wanted if words not in refused] == []


def test_a_corrected_decision_leads_to_what_stands_now(scene: Scene) -> None:
    scene.play(until="decide-not-to-refer")
    reasons = {"mandatory": "None applies.", "voluntary": "Nothing calls for it."}
    scene.do("lee", "decide-not-to-refer", correction=Correction("referral.1", "Misread"), **reasons)
    new, old = (e for e in entries(shown(scene, "lee", "decisions")) if "Decided not to refer" in e)
    assert ("Corrected since" in old, 'href="#event-referral.2"' in old, 'id="event-referral.2"' in new) == (True,) * 3
    assert ("Corrected since" in new, "Why: Misread" in new) == (False, True)


def test_a_decision_taken_again_leads_to_the_later_one_and_only_where_it_is_about_the_same(scene: Scene) -> None:
    scene.play(until="restrict-duties")
    again = {"restrictions": ["firearms"], "role_risk": "Is armed.", "review_on": "2026-06-02"}
    scene.do("lee", "restrict-duties", about="4471", **again)
    html = shown(scene, "lee", "decisions")
    new, old = (entry for entry in entries(html) if "Duties restricted" in entry)
    place = re.match(r' id="([^"]+)"', new)
    assert place
    assert ("Decided again since" in old, f'href="#{place[1]}"' in old, "Decided again" in new) == (True, True, False)
    assert html.count("Decided again since") == 1
    assert titles(html).count("Case allocated") == 2


def test_a_decision_not_to_refer_leads_to_the_later_one_to_refer(scene: Scene) -> None:
    scene.play(until="decide-not-to-refer")
    grave = {"criteria": ["M2"], "became_clear_at": "2026-03-02T09:30", "reasons": "It is graver than it looked."}
    scene.do("lee", "decide-to-refer", **grave)
    new, old = (e for e in entries(shown(scene, "lee", "decisions")) if "ecided not to refer" in e or "graver" in e)
    assert ("Decided again since" in old, "Decided again since" in new) == (True, False)


def test_what_is_said_to_be_replaced_or_to_be_written_is_a_step() -> None:
    named = {trigger for pair in REPLACED_BY.items() for trigger in (pair[0], *pair[1])}
    assert [t for t in named if STEPS[t].kind is not Kind.DECISION] == []
    assert [t for t in WRITTEN if t not in STEPS] == []


def test_every_step_that_writes_to_somebody_is_among_the_documents() -> None:
    """By how steps are named and what they ask; contacts by voice, and what reaches us, are no documents of ours."""
    named = {t for t in STEPS if t.startswith(("send-", "tell-", "write-to-party", "give-"))}
    asked = {t for t, step in STEPS.items() if {"channel", "text"} <= set(step.entry.__annotations__)}
    of_cases = {t for t in named | asked if WORKFLOW_OF[t].name not in ("panel", "confidential")}
    assert of_cases - WRITTEN == set()


def test_documents_without_any_say_so(scene: Scene) -> None:
    scene.play(until="log-contact")
    html = shown(scene, "ivy", "documents")
    said = ("Nothing has been written to anybody", "The panel has not been given this case", "Nothing has been printed")
    assert [words for words in said if words not in html] == []


def test_documents_say_what_was_written_to_whom_and_what_was_printed(scene: Scene) -> None:
    scene.play(until="send-update")
    shown(scene, "lee", "print-summary")
    html = shown(scene, "ivy", "documents")
    assert titles(html) == ["Written update sent"]
    wanted = ("E-mail", "The investigation goes on.", "by Sue", "Summary, by Lee on 22 March 2026")
    assert [words for words in wanted if words not in html] == []


@pytest.fixture
def panel(database: Database, monkeypatch: pytest.MonkeyPatch) -> tuple[Site, str]:
    """A site whose pack has been released, and the address of its rich case's page on the panel."""
    render_here(monkeypatch)
    site, world = played(Site(database))
    assert send(site, site.browser("ana"), "prepare-pack").status_code == 303
    with database.transaction(SYSTEM, write=False) as session:
        reference = session.execute(CASE.select().where(CASE.c.id == world.cases["rich"])).one().reference
    return site, f"/cases/{reference}/panel"


def become(site: Site, who: str, *roles: Role) -> None:
    """Somebody who works on the case has other roles from now on."""
    values = sorted(role.value for role in roles)
    with site.database.transaction(SYSTEM) as session:
        session.execute(update(ACCOUNT).where(ACCOUNT.c.username == who).values(roles=values))


def test_the_panel_page_says_what_will_come_and_nothing_of_a_pack_in_the_making(panel: tuple[Site, str]) -> None:
    site, page = panel
    html = site.browser("lee").get(page).text
    wanted = ("March 2026", "This case will be in its pack", "The panel was to meet on 26 March", "asked for nothing")
    assert [words for words in wanted if words not in html] == []
    assert ('href="/panel' in html, "Pack prepared" in html) == (False, False)


def test_a_pack_that_was_released_without_the_case_is_not_said_to_have_it(panel: tuple[Site, str]) -> None:
    site, page = panel
    release(site)
    assert IN_ITS_PACK in site.browser("lee").get(page).text
    with site.database.transaction(SYSTEM) as session:
        last = session.execute(select(SECTION, RELEASE).join(RELEASE).order_by(RELEASE.c.event_id.desc())).first()
        assert last is not None
        case = session.scalars(select(CASE.c.id).where(CASE.c.reference == page.split("/")[2])).one()
        session.execute(insert(LEFT_OUT).values(meeting_id=last.meeting_id, case_id=case, event_id=last.event_id_1))
    html = site.browser("lee").get(page).text
    assert (NOT_IN_ITS_PACK in html, "in its pack" in html) == (True, False)
    assert NOT_IN_ITS_PACK not in site.browser("lee").get(page.replace("panel", "documents")).text


def test_the_panel_page_has_actions_in_full_and_for_readers_of_packs_the_way_there(panel: tuple[Site, str]) -> None:
    site, page = panel
    release(site)
    cho = site.browser("cho")
    opened, name = about(cho, "On restricted duties")
    assert take(site, cho, f"{opened}/steps/agree-action", **ACTION, **DUE).status_code == 303
    assert send(site, cho, "make-recommendation", **ADVICE, names_nobody="yes").status_code == 303
    lee, ana = (site.browser(who).get(page).text for who in ("lee", "ana"))
    action = (
        "Safeguarding: senior oversight officer",
        "(alias) what would help.",
        "due by 20 May 2026",
        "is in its pack",
    )
    assert [[words for words in action if words not in html] for html in (lee, ana)] == [[], []]
    assert [f'href="{opened}"' in html for html in (lee, ana)] == [False, True]
    assert [(name in html, ADVICE["what"] in html) for html in (lee, ana)] == [(False, False), (True, True)]
    documents = site.browser("ana").get(page.replace("panel", "documents")).text
    assert f'href="{opened}">March 2026: {name}</a>' in documents


def test_who_stepped_out_is_for_the_chair(panel: tuple[Site, str]) -> None:
    site, page = panel
    release(site)
    pam = site.browser("pam")
    opened, _ = about(pam, "On restricted duties")
    assert take(site, pam, f"{opened}/steps/step-out", ground="partial").status_code == 303
    other = next(found for found, _ in cases(pam))
    assert take(site, pam, f"{other}/steps/step-out", ground="knows").status_code == 303
    before = [site.browser(who).get(page).text for who in ("lee", "ana")]
    become(site, "lee", Role.APPROPRIATE_AUTHORITY, Role.PANEL_CHAIR)
    chair = site.browser("lee").get(page).text
    assert ["Pamela Vance" in html for html in (*before, chair)] == [False, False, True]
    assert (chair.count("stepped out"), "something else could keep me" in chair) == (1, True)


def test_a_meeting_that_was_held_stays_on_the_page(panel: tuple[Site, str]) -> None:
    site, page = panel
    release(site)
    held = {"held_on-day": "1", "held_on-month": "5", "held_on-year": "2026", "recommendations": "Much."}
    assert send(site, site.browser("ana"), "record-meeting", attended=["specialist"], **held).status_code == 303
    assert "held on 1 May 2026." in site.browser("lee").get(page).text


def looks(html: str) -> list[str]:
    """Each look in words: who, what page, and its marks."""
    rows = re.findall(r'<div class="govuk-summary-list__value">(.*?)</div>', html, re.S)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows]


def test_who_looked_lists_views_and_refused_attempts_the_newest_first(scene: Scene) -> None:
    scene.play(until="restrict-duties")
    for who, asked in (("ivy", "people"), ("dee", "contact"), ("dee", "looked"), ("ana", "steps/log-contact")):
        with scene.site.browser(who) as somebody:
            somebody.get(f"{path(scene)}/{asked}")
    shown(scene, "lee", "print-chronology")
    no_work, excluded = case_looks.NO_WORK, f"{case_looks.EXCLUDED}: subject of the case"
    assert looks(shown(scene, "lee", "looked")) == [
        "Lee, appropriate authority Print view: chronology",
        "Ana, intake Form: Log a contact",
        f"Dee A page that is not for their role Refused {excluded} {no_work}",
        f"Dee Contact with the victim Refused {excluded} {no_work}",
        "Ivy, investigator People",
    ]
    assert looks(shown(scene, "lee", "looked"))[0] == "Lee, appropriate authority Who looked"


def test_who_looked_is_for_two_roles_alone(scene: Scene) -> None:
    scene.play(until="restrict-duties")
    scene.do("hed", "declare-interests", **NO_CONNECTION)
    found = {}
    for who in ("ana", "ivy", "sue", "lee", "hed"):
        with scene.site.browser(who) as reader:
            found[who] = (
                f"{path(scene)}/looked" in reader.get(path(scene)).text,
                reader.get(f"{path(scene)}/looked").status_code,
            )
    assert found == {who: (True, 200) if who in ("lee", "hed") else (False, 404) for who in found}


def test_a_view_is_marked_by_the_work_and_the_team_of_that_time(scene: Scene) -> None:
    scene.play(until="log-contact")
    with scene.site.database.transaction(SYSTEM) as session:
        for who, team in (("dee", "Custody"), ("sue", "Custody"), ("ivy", "CID")):
            person = scene.people[who].person
            session.execute(update(PERSON).where(PERSON.c.reference == person).values(team=team, force="Specimen"))
    shown(scene, "sue", "people")
    shown(scene, "ivy", "people")
    scene.site.add_person("ida", Role.INVESTIGATOR, number="110")
    scene.site.clock.forward(minutes=1)
    scene.do("lee", "replace-investigator", investigator="110", **TESTED, **REPLACED)
    with scene.site.browser("ivy") as ivy:
        assert ivy.get(path(scene)).status_code == 404
    assert looks(shown(scene, "lee", "looked")) == [
        f"Ivy The case page Refused {case_looks.NO_WORK}",
        "Ivy, investigator People",
        f"Sue, senior oversight officer People {case_looks.SAME_TEAM}",
    ]


def test_who_is_held_apart_has_no_name_here_either(database: Database) -> None:
    scene = Scene(database, report={**REPORT, "withhold_identity": "yes"})
    scene.play(until="record-matter")
    with scene.site.browser("rep") as rep:
        rep.get(path(scene))
    (look,) = looks(shown(scene, "lee", "looked"))
    assert look == f"{HELD_APART} The case page Refused {case_looks.EXCLUDED}: person who reported"


def test_an_exclusion_that_the_case_does_not_know_of_is_not_told(scene: Scene) -> None:
    """As of somebody who stepped out of a pack, or who reported in confidence: its event belongs to no case."""
    scene.play(until="record-matter")
    nell = scene.site.add_person("nell", Role.INVESTIGATOR)
    with scene.site.database.transaction(SYSTEM) as session:
        event = session.execute(
            insert(metadata.tables["event"]).returning(metadata.tables["event"].c.id), _event_of_no_case(scene)
        ).scalar_one()
        barred = {"case_id": 1, "person_id": nell.person_id, "reason": Bar.CONNECTION, "event_id": event}
        session.execute(insert(EXCLUSION), {**barred, "since": scene.site.clock() - timedelta(days=1)})
    with scene.site.browser("nell") as reader:
        reader.get(path(scene))
    assert looks(shown(scene, "lee", "looked")) == [f"Nell The case page Refused {case_looks.NO_WORK}"]


def _event_of_no_case(scene: Scene) -> dict[str, Any]:
    now = scene.site.clock()
    status = {"source": "planned", "dest": "planned", "trigger": "step-out", "sequence": 99, "process_id": 1}
    return {**status, "by": scene.people["lee"].person, "occurred_at": now, "recorded_at": now, "submission": "9" * 32}


def test_looks_come_a_page_at_a_time(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.play(until="record-matter")
    monkeypatch.setattr(case_looks, "PAGE", 2)
    for name in ("people", "risk", "timeline"):
        shown(scene, "lee", name)
    assert ("3 views, page 1 of 2" in shown(scene, "lee", "looked")) is True
    with scene.site.browser("lee") as lee:
        pages = [lee.get(f"{path(scene)}/looked?page={n}") for n in ("2", "99", "x")]
    assert [page.status_code for page in pages] == [200] * 3
    assert "page 2 of 2" in pages[0].text


def test_the_number_of_statements_is_the_same_however_many_looked(scene: Scene) -> None:
    scene.play(until="record-matter")
    counts = []
    for _ in range(2):
        with scene.site.browser("lee") as lee, count_statements(scene.site.database.engine) as seen:
            assert lee.get(f"{path(scene)}/looked").status_code == 200
        counts.append(seen.count)
        for name in ("people", "risk"):
            shown(scene, "lee", name)
    assert counts[0] == counts[1] <= 30


@pytest.mark.parametrize("name", ["decisions", "documents", "panel", "looked", "print-summary", "print-chronology"])
def test_excluded_and_unknown_take_the_same_statements(scene: Scene, name: str) -> None:
    scene.play(until="restrict-duties")
    scene.do("hed", "declare-interests", **{**NO_CONNECTION, "known": ["subject:social"]})
    answers = []
    with scene.site.browser("hed") as hed:
        for asked in (scene.reference, "K7Q2-M4XD-9TBR"):
            with count_statements(scene.site.database.engine) as seen:
                answer = hed.get(f"/cases/{asked}/{name}")
            answers.append((answer.status_code, answer.text, seen.statements))
    assert answers[0] == answers[1]
    assert answers[0][0] == 404


def test_on_paper_days_are_told_as_they_stay_true_and_whose_declaration_runs_out(scene: Scene) -> None:
    scene.play(until="agree-contact")
    scene.site.clock.at = scene.start + timedelta(days=4)
    due = shown(scene, "lee", "print-summary").partition("What is due")[2]
    assert [words for words in ("overdue", "tomorrow", "today") if words in due] == []
    assert "was due on 4 March 2026" in due
    assert "due on 31 May 2026: Lee declared their interests" in due
    assert re.search(r"Lee declared their interests(?!:)", shown(scene, "lee", "deadlines"))


@pytest.mark.parametrize("name", ["print-summary", "print-chronology"])
def test_a_page_for_paper_is_logged_as_printed_and_holds_no_way_to_reach_anybody(scene: Scene, name: str) -> None:
    scene.play(until="send-update")
    for who in ("lee", "sue"):
        html = shown(scene, who, name)
        assert scene.site.logged()[-1][:2] == ("print", name)
        assert [secret for secret in SECRETS if secret in html] == []
        assert ("OFFICIAL-SENSITIVE" in html, f"Printed by {who.title()} on 22 March 2026 at" in html) == (True, True)


def test_the_chronology_says_what_was_corrected_since(scene: Scene) -> None:
    scene.play(until="decide-not-to-refer")
    reasons = {"mandatory": "None applies.", "voluntary": "Nothing calls for it."}
    scene.do("lee", "decide-not-to-refer", correction=Correction("referral.1", "Misread"), **reasons)
    html = shown(scene, "lee", "print-chronology")
    assert "Decided not to refer to the IOPC (corrected since), by Lee" in html
    assert html.index("Matter reported") < html.index("Corrected: Decided not to refer")


def test_each_sheet_says_how_it_is_marked_who_printed_it_and_when(
    browser: Browser, sqlite_url: str, tmp_path: Path
) -> None:
    scene = Scene(Database(sqlite_url, (new_key(),)), secure=False)
    scene.play(until="restrict-duties")
    with serve(scene.site.app) as address, browser.new_context() as context:
        page = signed_in(context.new_page(), address, "lee")
        for name in ("print-summary", "print-chronology"):
            page.goto(f"{address}{path(scene)}/{name}")
            page.pdf(path=tmp_path / f"{name}.pdf", prefer_css_page_size=True)
            sheets = _sheets(tmp_path / f"{name}.pdf")
            wanted = ("OFFICIAL-SENSITIVE", f"Case {scene.reference}", "Printed by Lee on 22 March 2026 at")
            assert len(sheets) > 1
            assert [[words for words in wanted if words not in sheet] for sheet in sheets] == [[]] * len(sheets)
            assert [text for text in ("Sign out", "Menu", "Back to") if text in "".join(sheets)] == []
            assert f"Page 1 of {len(sheets)}" in sheets[0]
    scene.site.database.dispose()


def _sheets(pdf: Path) -> list[str]:
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    return text.split("\f")[:-1]


def signed_in(page: Page, address: str, who: str) -> Page:
    page.goto(f"{address}/sign-in")
    page.fill("[name=name]", who)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    return page
