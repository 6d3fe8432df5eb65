"""Cases that nobody in professional standards works on yet, and taking one."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from complaints.errors import NotFound
from complaints.facts.load import Owner
from complaints.models.people import SignedIn
from complaints.queries.addresses import case_address
from complaints.queries.unallocated import TAKERS, find_unallocated, role_to_take, unallocated
from complaints.references import submission as new_submission
from complaints.services.progress import Place, take_step
from complaints.web.forms import Form
from complaints.web.house import House
from complaints.web.reading import log_not_found, log_view
from complaints.web.render import render
from complaints.web.steps import submission_of
from workflows.handling.entries import AllocateCase

FOR_TAKERS = {"roles": TAKERS}
ALLOCATE = "allocate-case"


@get("/unallocated", sync_to_thread=True, opt=FOR_TAKERS)
def show_unallocated(
    request: Request[Any, Any, Any], actor: NamedDependency[SignedIn], house: NamedDependency[House]
) -> Response[str]:
    """References and nothing else: whoever takes one must still declare."""
    with house.database.transaction(actor.person_id, write=False) as session:
        waiting = unallocated(session, actor, house.now())
    log_view(house, actor, "unallocated")
    submissions = {
        each.reference: new_submission(house.random, f"take {each.reference} {actor.person} {house.now()}")
        for each in waiting
    }
    return render(
        request,
        house,
        actor,
        "pages/unallocated.html",
        title="Cases that nobody works on",
        waiting=waiting,
        submissions=submissions,
    )


@post("/unallocated/{reference:str}", sync_to_thread=True, status_code=200, opt=FOR_TAKERS)
def take_case(
    reference: FromPath[str],
    actor: NamedDependency[SignedIn],
    house: NamedDependency[House],
    form: NamedDependency[Form],
) -> Redirect:
    """Take a case: from here on it stands in one's own work."""
    role = role_to_take(actor)
    assert role is not None
    try:
        with house.database.transaction(actor.person_id) as session:
            case_id = find_unallocated(session, reference, actor)
            entry = AllocateCase(person=actor.person, role=role)
            place, sent = Place(Owner.CASE, case_id), submission_of(form, ALLOCATE)
            take_step(session, place, ALLOCATE, by=actor, at=house.now(), entry=entry, submission=sent)
    except NotFound:
        log_not_found(house, actor, ALLOCATE, reference)
        raise
    return Redirect(case_address(reference), status_code=303)


ROUTES = (show_unallocated, take_case)
