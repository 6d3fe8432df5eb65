"""What somebody is told of their own declaration: that it runs out, and who was added since."""

from datetime import timedelta

from complaints.database import SYSTEM
from complaints.queries.case_page import CasePage, case_page
from complaints.queries.declarations import Changed, Renewal, renewal_of
from complaints.queries.my_work import MyWork, my_work
from complaints.queries.step_page import Asked, StepPage, step_page
from complaints.queries.visible import find_case
from complaints.services.additions import Additions
from complaints.services.register import change_register
from complaints.services.verify import verify
from tests.queries.scene import NO_CONNECTION, Scene
from tests.workflows.case_files import Build
from workflows.model import PersonRef, Pick, Role
from workflows.office.posts import NewPost
from workflows.registry import REQUIREMENTS


def page(scene: Scene, who: str) -> CasePage:
    actor = scene.people[who]
    with scene.site.database.transaction(actor.person_id, write=False) as session:
        case = find_case(session, scene.reference, actor)
        view = case_page(session, case, scene.reference, actor, scene.site.clock())
    assert isinstance(view, CasePage)
    return view


def work(scene: Scene, who: str) -> MyWork:
    actor = scene.people[who]
    with scene.site.database.transaction(actor.person_id, write=False) as session:
        return my_work(session, actor, scene.site.clock())


def form(scene: Scene, who: str, trigger: str) -> StepPage:
    actor = scene.people[who]
    with scene.site.database.transaction(actor.person_id, write=False) as session:
        case = find_case(session, scene.reference, actor)
        return step_page(session, case, scene.reference, actor, scene.site.clock(), Asked(trigger))


def posted(scene: Scene, *, days: int) -> None:
    """The register learns of a new post of Lee's that begins so many days after the first."""
    from_day = scene.start.date() + timedelta(days=days)
    post = NewPost("101", "Specimen", "Quay", "Harbour", "Night", "", "sergeant", None, from_day)
    added = Additions(units=[("Specimen", "Quay")], posts=[post])
    with scene.site.database.transaction(SYSTEM) as session:
        change_register(session, added, at=scene.site.clock(), source="import", salt="0" * 64)


def test_a_declaration_warns_at_75_days_and_runs_out_after_90(scene: Scene) -> None:
    scene.play(until="record-matter")
    told = {}
    for days in (74, 75, 90, 91):
        scene.site.clock.at = scene.start + timedelta(days=days)
        (renewal,) = work(scene, "lee").renewals or (None,)
        assert page(scene, "lee").renewal == renewal
        told[days] = (renewal.text, renewal.out_of_date) if renewal else None
    assert told == {
        74: None,
        75: ("Your declaration holds until 31 May 2026", False),
        90: ("Your declaration holds until 31 May 2026", False),
        91: ("Your declaration ran out on 31 May 2026", True),
    }
    assert renewal == Renewal(
        scene.reference,
        f"/cases/{scene.reference}/steps/declare-interests",
        "Your declaration ran out on 31 May 2026",
        True,
    )


def test_declaring_again_ends_it_and_nobody_else_is_pressed_by_it(scene: Scene) -> None:
    scene.play(until="record-matter")
    scene.site.clock.at = scene.start + timedelta(days=91)
    scene.do("lee", "declare-interests", **NO_CONNECTION)
    assert (work(scene, "lee").renewals, page(scene, "lee").renewal) == ((), None)
    assert len(work(scene, "ana").renewals) == 1
    pressing = [item.clock for group in work(scene, "lee").groups for item in group.items]
    pressing += [clock.label for clock in page(scene, "lee").chips]
    assert "Declare interests again" not in pressing


def test_a_closed_case_asks_nobody_to_declare_again(scene: Scene) -> None:
    scene.play()
    posted(scene, days=100)
    scene.site.clock.at = scene.start + timedelta(days=200)
    shown = page(scene, "lee")
    assert (work(scene, "lee").renewals, shown.renewal, shown.changed) == ((), None, None)
    assert shown.waits is not None
    assert shown.waits.text == "Your declaration is out of date: declare again before you decide"
    assert shown.waits.href == f"/cases/{scene.reference}/steps/declare-interests"


def test_whoever_was_added_since_is_one_question(scene: Scene) -> None:
    scene.play(until="record-matter")
    assert page(scene, "lee").changed is None
    scene.do("ana", "add-party", part="witness", name="Wyn Witness")
    scene.do("ana", "add-party", part="reporter", name_held_apart="Una Known", withhold_identity="yes")
    scene.do("ana", "add-party", part="witness", name="wyn witness")
    asked = Changed((("Witness", "Wyn Witness"),), f"/cases/{scene.reference}/steps/declare-change")
    assert page(scene, "lee").changed == asked
    view = form(scene, "lee", "declare-change")
    assert [(p.part, p.name) for p in view.people] == [("Witness", "Wyn Witness")]
    assert [o.text for o in view.options[Pick.TO_DECLARE]] == ["Wyn Witness (witness)"]
    scene.do("lee", "declare-change", connected="no")
    assert page(scene, "lee").changed is None


def test_whom_a_form_did_not_show_was_not_asked_about(scene: Scene) -> None:
    """Somebody was added while the form was open; nobody is asked in advance about who will be added next."""
    scene.play(until="allocate-case")
    scene.do("ana", "add-party", part="witness", name="Wyn Witness")
    assert form(scene, "lee", "declare-interests").roles == ("Appropriate authority",)
    scene.do("lee", "declare-interests", **NO_CONNECTION, asked=["subject", "victim", "reporter", "p2"])
    scene.do("ana", "add-party", part="witness", name="Otto Other")
    changed = page(scene, "lee").changed
    assert changed is not None
    assert [name for _, name in changed.people] == ["Wyn Witness", "Otto Other"]


def test_the_form_names_the_role_that_is_held_and_needed(scene: Scene) -> None:
    """Intake that is the appropriate authority as well; an investigator investigates only when appointed."""
    scene.play(until="allocate-case")
    held = [Role.INTAKE, Role.APPROPRIATE_AUTHORITY, Role.INVESTIGATOR]
    scene.people["ben"] = scene.site.add_person("ben", *held, number="105")
    scene.do("ana", "allocate-case", person="105", role="intake")
    assert form(scene, "ben", "declare-interests").roles == ("Appropriate authority", "Intake")
    scene.do("ben", "declare-interests", **NO_CONNECTION, roles=["intake"])
    task = next(t for g in page(scene, "ben").tasks for t in g.decisions if t.trigger == "record-matter")
    assert [(r.text, r.href) for r in task.reasons] == [
        (REQUIREMENTS["IND-21"].unmet, f"/cases/{scene.reference}/steps/declare-interests")
    ]
    scene.do("ben", "declare-interests", **NO_CONNECTION, roles=["appropriate-authority", "intake"])
    task = next(t for g in page(scene, "ben").tasks for t in g.decisions if t.trigger == "record-matter")
    assert task.reasons == ()


def test_a_new_post_asks_about_everybody_once_more(scene: Scene) -> None:
    scene.play(until="record-matter")
    posted(scene, days=2)
    assert page(scene, "lee").changed is None
    scene.site.clock.at = scene.start + timedelta(days=2)
    changed = page(scene, "lee").changed
    assert changed is not None
    assert changed.why == "Since you declared your interests, you have a new post: from 4 March 2026"
    assert [part for part, _ in changed.people] == ["Subject", "Victim", "Person who reported"]
    assert page(scene, "ana").changed is None
    scene.do("lee", "declare-change", connected="no")
    assert page(scene, "lee").changed is None
    assert verify(scene.site.database).problems == ()


def test_another_role_is_told_like_a_declaration_that_has_run_out() -> None:
    build = Build().reported(subject="dee").declared("lee")
    build.did("allocate-case", 1, by="ana", person="lee", role=Role.INTAKE)
    told = renewal_of(build.file, PersonRef("lee"), "REF", build.file.facts[-1].event.day)
    assert told is not None
    assert (told.text, told.out_of_date) == (
        "Since you declared, you were given another role on this case: intake",
        True,
    )
