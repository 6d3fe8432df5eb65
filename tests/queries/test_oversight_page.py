"""The oversight officer's page: what is owed to whom, by which safe way, and for nobody else."""

from datetime import timedelta

import pytest

from complaints.queries.my_work import Undeclared
from complaints.queries.oversight_page import OversightPage, oversight_page
from complaints.queries.ways import NEVER, NOT_NAMED
from tests.queries.scene import PLAN, Scene
from tests.support.statements import count_statements
from workflows.model import Refused


def view(scene: Scene, who: str = "sue") -> OversightPage:
    actor = scene.people[who]
    with scene.site.database.transaction(actor.person_id, write=False) as session:
        return oversight_page(session, actor, scene.site.clock())


def test_before_declaring_the_page_gives_a_reference_only(scene: Scene) -> None:
    scene.play(until="appoint-oversight-officer")
    assert view(scene) == OversightPage((Undeclared(scene.reference, f"/cases/{scene.reference}"),), ())


def test_what_is_owed_is_grouped_by_day_with_the_safe_way_and_the_last_contact(scene: Scene) -> None:
    scene.play(until="log-contact")
    scene.site.clock.at = scene.start + timedelta(days=16)
    (group,) = view(scene).groups
    (item,) = group.items
    assert (group.title, item.victims) == ("Contact overdue from us", ("Vic",))
    assert [(o.title, o.text, o.tone) for o in item.owed] == [
        ("Agreed contact", "overdue by 1 day", "overdue"),
        ("Send a written update", "due 30 March 2026", "due"),
    ]
    assert [s.answer for s in item.contact.secrets] == ["07700 900456", "safe@example.org", "tulip"]
    assert item.contact.last is not None
    assert (item.contact.last.channel, item.contact.last.summary) == ("E-mail", "She is safe.")
    assert item.log_href == f"/cases/{scene.reference}/steps/log-contact"


def test_an_officer_whose_declaration_has_run_out_keeps_the_page(scene: Scene) -> None:
    """Her decisions wait; the victim does not."""
    scene.play(until="log-contact")
    scene.site.clock.at = scene.start + timedelta(days=100)
    (item,) = view(scene).groups[0].items
    assert ([s.answer for s in item.contact.secrets], item.victims) == (
        ["07700 900456", "safe@example.org", "tulip"],
        ("Vic",),
    )
    with pytest.raises(Refused) as refused:
        scene.do("sue", "agree-contact", **PLAN)
    assert refused.value.missing == ("IND-14",)


def test_after_the_closing_contact_nothing_is_owed(scene: Scene) -> None:
    scene.play()
    assert view(scene) == OversightPage((), ())


def test_it_shows_nobody_elses_cases(scene: Scene) -> None:
    scene.play(until="log-contact")
    assert [view(scene, who) for who in ("lee", "dee", "ivy")] == [OversightPage((), ())] * 3


def test_the_number_of_statements_does_not_depend_on_the_cases(scene: Scene) -> None:
    sue, database = scene.people["sue"], scene.site.database
    counts = []
    for until in ("declare-interests", "log-contact"):
        scene.reference = scene.open("ana")
        scene.play(until)
        with database.transaction(sue.person_id, write=False) as session, count_statements(database.engine) as seen:
            oversight_page(session, sue, scene.site.clock())
        counts.append(seen.count)
    assert counts[0] == counts[1] <= 15


def test_a_safe_way_is_a_link_and_one_that_is_not_leads_to_the_warning(scene: Scene) -> None:
    scene.play(until="agree-contact")
    scene.do("sue", "agree-contact", **PLAN | {"avoid": ["post"], "not_to_say": "Nothing about the police."})
    ways = view(scene).groups[0].items[0].ways
    warning = f"/cases/{scene.reference}/not-safe"
    assert [(w.label, w.value, w.href) for w in ways.safe] == [
        ("E-mail", "safe@example.org", "mailto:safe@example.org")
    ]
    assert [(w.label, w.value, w.href, w.because) for w in ways.unsafe] == [
        ("Do not call", "07700 900456", warning, NOT_NAMED),
        ("Do not text", "07700 900456", warning, NOT_NAMED),
        ("Do not write by post", "", warning, NEVER),
    ]
    assert (ways.agreed, ways.instead) == (True, "E-mail")
    assert view(scene).groups[0].items[0].contact.not_to_say == "Nothing about the police."


def test_until_contact_is_agreed_the_ways_are_those_given_as_safe(scene: Scene) -> None:
    scene.play(until="declare-interests")
    ways = view(scene).groups[0].items[0].ways
    assert (ways.agreed, [(w.label, w.href) for w in ways.safe]) == (False, [("Telephone call", "tel:07700900123")])
    assert ways.unsafe == ()


def test_whom_we_owe_contact_today_comes_before_whom_we_owe_it_later(scene: Scene) -> None:
    scene.play(until="log-contact")
    scene.site.clock.at = scene.start + timedelta(days=15)
    later = scene.reference
    scene.reference = scene.open("ana")
    scene.play(until="declare-interests")
    assert [(g.title, [i.reference for i in g.items]) for g in view(scene).groups] == [
        ("Contact due today", [later]),
        ("Due within 7 days", [scene.reference]),
    ]


def test_a_contact_that_she_began_counts_if_we_answered_and_is_never_flagged(scene: Scene) -> None:
    scene.play(until="agree-contact")
    call = {"contacted_at": "2026-03-02T09:45", "channel": "post", "summary": "She asked for news."}
    flags = [
        scene.do("sue", "log-contact", reached=reached, direction=began, **call).flags
        for reached, began in (("not-reached", "theirs"), ("spoke", "theirs"), ("spoke", "ours"))
    ]
    assert flags == [(), (), ("OVR-6",)]
    last = view(scene).groups[0].items[0].contact.last
    assert last is not None
    assert last.direction == "We contacted her or him"


def test_a_call_of_hers_that_we_missed_leaves_us_owing_contact(scene: Scene) -> None:
    scene.play(until="agree-contact")
    scene.site.clock.forward(days=1)
    call = {"contacted_at": "2026-03-03T09:00", "channel": "telephone", "direction": "theirs"}

    def owed() -> list[tuple[str, str]]:
        return [(o.title, o.text) for o in view(scene).groups[0].items[0].owed]

    before = owed()
    scene.do("sue", "log-contact", reached="not-reached", summary="She rang while nobody was here.", **call)
    scene.do("sue", "log-contact", reached="message", summary="She left a message.", **call)
    assert owed() == before
    assert "First contact" in dict(before)
    scene.do("sue", "log-contact", reached="spoke", summary="She rang again, and we spoke.", **call)
    assert owed() == [("Agreed contact", "due 17 March 2026"), ("Send a written update", "due 30 March 2026")]
