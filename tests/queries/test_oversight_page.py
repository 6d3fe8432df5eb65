"""The oversight officer's page: what is owed to whom, by which safe way, and for nobody else."""

from datetime import timedelta

from complaints.queries.my_work import Undeclared
from complaints.queries.oversight_page import OversightPage, oversight_page
from tests.queries.scene import Scene
from tests.support.statements import count_statements


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
