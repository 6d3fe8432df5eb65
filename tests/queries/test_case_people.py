"""The people, allegations and chronology of a case, and what it never shows of who reported."""

from complaints.database import Database
from complaints.queries.case_page import case_page
from complaints.queries.case_people import HIDDEN, AllegationRow, IncidentRow
from complaints.queries.case_sections import (
    CaseAllegations,
    CasePeople,
    case_allegations,
    case_people,
    case_timeline,
)
from complaints.queries.visible import find_case
from tests.queries.scene import ALLEGATION, Scene

APART = "A person who has reported, identity held apart"


def pages(database: Database) -> tuple[Scene, CasePeople, CaseAllegations]:
    """The case once people, flags and the chronology are on file, as Lee sees it."""
    scene = Scene(database)
    scene.play(until="add-allegation")
    scene.do("lee", "add-party", part="reporter", person="4473", withhold_identity="yes")
    scene.do("lee", "add-party", part="reporter", name_held_apart="Quilla Fenwright", withhold_identity="yes")
    scene.do("lee", "describe-person", party="victim", preferred_name="Mayflower", age="under-16", needs=["time"])
    scene.do("lee", "state-involvement", party="victim", on_duty="no")
    scene.do("lee", "add-allegation", **{**ALLEGATION, "category": "H5", "misuse_of_position": "yes"})
    scene.do("ana", "flag-allegation", allegation="1", kind="stalking", change="set", reasons="He waited for her.")
    for day, what in (("2026-02-11", "Waited outside."), ("2025-12-24", "Read her messages.")):
        scene.do("ana", "add-incident", precision="exact", happened_on=day, what=what, known_from="Her account")
    lee = scene.people["lee"]
    with database.transaction(lee.person_id, write=False) as session:
        case = find_case(session, scene.reference, lee)
        people = case_people(session, case, scene.reference, lee, scene.site.clock())
        allegations = case_allegations(session, case, scene.reference, lee, scene.site.clock())
    assert people is not None
    assert allegations is not None
    return scene, people, allegations


def test_people_are_shown_with_why_they_may_complain_or_not(database: Database) -> None:
    scene, view, _ = pages(database)
    rows = [(p.part, p.name, p.standing, p.cite) for p in view.people]
    interested = "May not be a complainant (interested person: is kept informed, without a right to review)"
    assert rows == [
        ("Subject", "Dee", "", ""),
        ("Victim", scene.alias, interested, "PRA 2002 s.29(4)"),
        ("Person who reported", APART, "", ""),
        ("Person who reported", APART, "", ""),
        ("Person who reported", APART, "", ""),
    ]
    assert view.people[1].notes == (HIDDEN, "Police officer", "Age: Under 16", "Needs: More time, or breaks")
    assert [p.notes for p in view.people[2:]] == [(), (), ()]


def test_who_is_held_apart_is_neither_on_the_page_nor_on_the_timeline(database: Database) -> None:
    scene, people, allegations = pages(database)
    lee, now = scene.people["lee"], scene.site.clock()
    with database.transaction(lee.person_id, write=False) as session:
        case = find_case(session, scene.reference, lee)
        told = case_timeline(session, case, scene.reference, lee, now)
        page = case_page(session, case, scene.reference, lee, now)
    shown = f"{page} {people} {allegations} {told}"
    reporter = scene.people["rep"].person
    assert APART in shown
    assert [name for name in ("Rep,", "'Rep'", "4473", "Quilla", "Fenwright", reporter) if name in shown] == []


def test_only_who_recorded_somebody_held_apart_may_correct_it(database: Database) -> None:
    scene, _, _ = pages(database)
    offered = {}
    for who in ("lee", "ana"):
        actor = scene.people[who]
        with database.transaction(actor.person_id, write=False) as session:
            case = find_case(session, scene.reference, actor)
            told = case_timeline(session, case, scene.reference, actor, scene.site.clock())
        assert told is not None
        offered[who] = [bool(i.correct_href) for i in told.timeline if i.title == "Person added to the case"]
    assert {who: any(links) for who, links in offered.items()} == {"lee": True, "ana": False}


def test_allegations_are_shown_with_their_flags_and_who_set_them(database: Database) -> None:
    _, _, view = pages(database)
    assert view.allegations == (
        AllegationRow(
            "1",
            "Dee",
            "K: Discreditable conduct",
            ALLEGATION["summary"],
            "",
            ("Domestic abuse, set by Lee on 2 March 2026", "Stalking, set by Ana on 2 March 2026"),
            (),
        ),
        AllegationRow(
            "2",
            "Dee",
            "H5: Overbearing or harassing behaviours",
            ALLEGATION["summary"],
            "",
            (
                "Domestic abuse, set by Lee on 2 March 2026",
                "Police status was used against the victim: add an allegation of just that, of category D or G",
            ),
            (),
        ),
    )


def test_what_happened_is_listed_by_day(database: Database) -> None:
    _, _, view = pages(database)
    assert view.chronology == (
        IncidentRow("24 December 2025", "Read her messages.", "Her account", ""),
        IncidentRow("11 February 2026", "Waited outside.", "Her account", ""),
    )
