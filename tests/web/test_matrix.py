"""Who gets which page: every page, for one role at a time, in each relation to a case; every cell written by hand."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import pytest
from sqlalchemy import insert

from complaints.database import SYSTEM, Database
from complaints.models import metadata
from complaints.models.people import SignedIn
from complaints.queries.visible import find_case
from tests.queries.scene import NO_CONNECTION, Scene
from tests.support.addresses import triggers_at
from tests.web.test_routes import ANYBODY, AUDIENCE, SIGNED_IN, addresses
from workflows.model import LENT_ROLES, Bar, Role


class Relation(StrEnum):
    """What somebody has to do with the case."""

    DECLARED = "works on it and has declared"
    UNDECLARED = "works on it and has not declared"
    NONE = "has nothing to do with it"
    EXCLUDED = "works on it and is excluded from it"
    SUBJECT = "is its subject"


WORKS = (Relation.DECLARED, Relation.UNDECLARED)
ALLOCATED = (Relation.DECLARED, Relation.UNDECLARED, Relation.EXCLUDED)
ROLES = tuple(role for role in Role if role not in LENT_ROLES)
OF_A_CASE = {
    "/cases/{reference}": (200, 200),
    "/cases/{reference}/record": (200, 303),
    "/cases/{reference}/others": (200, 303),
    "/cases/{reference}/people": (200, 303),
    "/cases/{reference}/allegations": (200, 303),
    "/cases/{reference}/risk": (200, 303),
    "/cases/{reference}/independence": (200, 303),
    "/cases/{reference}/contact": (200, 303),
    "/cases/{reference}/deadlines": (200, 303),
    "/cases/{reference}/decisions": (200, 303),
    "/cases/{reference}/documents": (200, 303),
    "/cases/{reference}/panel": (200, 303),
    "/cases/{reference}/timeline": (200, 303),
    "/cases/{reference}/looked": (200, 303),
    "/cases/{reference}/links": (200, 303),
    "/cases/{reference}/print-summary": (200, 303),
    "/cases/{reference}/print-chronology": (200, 303),
    "/cases/{reference}/steps/{trigger}": (200, 200),
}
"""Pages of a case: what whoever has declared gets, and whoever has not. Anybody else finds nothing."""

ELSEWHERE = {"/sign-in": 303, "/health": 200}
"""Pages that send whoever is signed in on, or are no pages."""

ELSEWHERE_FIRST = {Role.PANEL_CHAIR, Role.PANEL_MEMBER, Role.ADMINISTRATOR}
"""Whose work begins on another page."""


@dataclass(frozen=True)
class Person:
    """Somebody with one role and one relation."""

    name: str
    role: Role
    relation: Relation


PEOPLE = tuple(
    Person(f"{role.value}-{n}", role, relation) for role in ROLES for n, relation in enumerate(Relation, start=1)
)


@pytest.fixture(scope="module")
def scene(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """One case with a history, and somebody in every role and relation."""
    path = tmp_path_factory.mktemp("matrix") / "complaints.db"
    path.write_bytes(sqlite_template.read_bytes())
    scene = Scene(Database(f"sqlite:///{path}"))
    scene.play(until="send-update")
    case_id = _case_id(scene)
    for n, person in enumerate(PEOPLE):
        who = scene.people[person.name] = scene.site.add_person(person.name, person.role, number=f"m{n}")
        _relate(scene, case_id, who, person)
    yield scene
    scene.site.database.dispose()


def _case_id(scene: Scene) -> int:
    with scene.site.database.transaction(SYSTEM, write=False) as session:
        return find_case(session, scene.reference, scene.people["ana"])


def _relate(scene: Scene, case_id: int, who: SignedIn, person: Person) -> None:
    """Allocation and exclusion as rows: some of these people could never be given work on a case."""
    row = {"case_id": case_id, "person_id": who.person_id, "since": scene.site.clock(), "event_id": 1}
    with scene.site.database.transaction(SYSTEM) as session:
        if person.relation in ALLOCATED:
            session.execute(insert(metadata.tables["allocation"]), {**row, "role": person.role})
        if person.relation in (Relation.EXCLUDED, Relation.SUBJECT):
            bar = Bar.SUBJECT if person.relation is Relation.SUBJECT else Bar.CONNECTION
            session.execute(insert(metadata.tables["exclusion"]), {**row, "reason": bar})
    if person.relation is Relation.DECLARED:
        _declare(scene, person)


def _declare(scene: Scene, person: Person) -> None:
    """By somebody whose role may declare; the others stay as they are."""
    if person.role in HAS_DECLARED:
        scene.do(person.name, "declare-interests", **NO_CONNECTION)


def cell(pattern: str, person: Person) -> int:
    """The answer to one person's GET."""
    audience = AUDIENCE[pattern]
    if pattern in ELSEWHERE:
        return ELSEWHERE[pattern]
    if isinstance(audience, frozenset) and person.role not in audience:
        return 404
    if pattern in OF_A_CASE:
        declared, undeclared = OF_A_CASE[pattern]
        if person.relation is Relation.DECLARED and person.role in HAS_DECLARED:
            return declared
        return undeclared if person.relation in (Relation.DECLARED, Relation.UNDECLARED) else 404
    if (
        pattern == "/outside/{reference}"
        and person.role is Role.DEPUTY
        and person.relation in (Relation.DECLARED, Relation.UNDECLARED)
    ):
        return 200  # whoever has a case hands it on there
    if "{" in pattern:
        return 404  # filled with the reference of the case, which names nothing there
    if pattern == "/" and person.role in ELSEWHERE_FIRST:
        return 303
    assert audience in (ANYBODY, SIGNED_IN) or isinstance(audience, frozenset)
    return 200


HAS_DECLARED = {
    *(Role.INTAKE, Role.DUTY_INSPECTOR, Role.APPROPRIATE_AUTHORITY, Role.HEAD_OF_PSD, Role.INVESTIGATOR),
    *(Role.OVERSIGHT_OFFICER, Role.DEPUTY),
}
"""The roles in which people declare; a panel member, a gatekeeper or an administrator never gets so far."""


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.name)
def test_every_cell(scene: Scene, person: Person) -> None:
    browser = scene.site.browser(person.name)
    found, wanted = {}, {}
    for method, path, pattern in addresses(scene):
        if method == "GET" and not (pattern.endswith("{trigger}") and path.rsplit("/", 1)[1] != _one_trigger(pattern)):
            found[pattern] = browser.get(path).status_code
            wanted[pattern] = cell(pattern, person)
    assert found == wanted
    assert len(found) > 40


def _one_trigger(pattern: str) -> str:
    return triggers_at(pattern)[0]
