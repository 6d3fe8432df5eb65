"""The one-way form for anybody who knows something about a person's safety. Its answer is always the same."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect
from sqlalchemy.exc import IntegrityError

from complaints.entries import LONGEST
from complaints.models.people import SignedIn
from complaints.references import submission
from complaints.services.safety import record_concern
from complaints.web.forms import Form, text
from complaints.web.house import House
from complaints.web.render import render
from complaints.web.security import SIGNED_IN
from complaints.web.steps import SUBMISSION

AnyRequest = Request[Any, Any, Any]

NOTHING = "Tell us what you know"
TOO_LONG = f"This must be no longer than {LONGEST:,} characters"
TOO_MANY = "You have sent several concerns in the last hour. Wait a little and send this again"


@get("/safety", sync_to_thread=True, opt=SIGNED_IN)
def show(request: AnyRequest, actor: NamedDependency[SignedIn], house: NamedDependency[House]) -> Response[str]:
    return _form(request, actor, house, "", _new_submission(house))


@post("/safety", sync_to_thread=True, opt=SIGNED_IN)
def send(
    request: AnyRequest, actor: NamedDependency[SignedIn], house: NamedDependency[House], form: NamedDependency[Form]
) -> Response[Any]:
    """Keep what was written, once, and thank for it."""
    concern, sent = text(form, "concern"), text(form, "submission")
    if not SUBMISSION.fullmatch(sent):
        sent = _new_submission(house)
    if not concern or len(concern) > LONGEST:
        return _form(request, actor, house, concern, sent, TOO_LONG if concern else NOTHING)
    if not _keep(house, actor, concern, sent):
        return _form(request, actor, house, concern, sent, TOO_MANY, status=429)
    return Redirect("/safety/thanks", status_code=303)


@get("/safety/thanks", sync_to_thread=True, opt=SIGNED_IN)
def thank(request: AnyRequest, actor: NamedDependency[SignedIn], house: NamedDependency[House]) -> Response[str]:
    return render(request, house, actor, "pages/safety_thanks.html", title="Thank you")


def _new_submission(house: House) -> str:
    return submission(house.random, f"safety {house.now()}")


def _keep(house: House, actor: SignedIn, concern: str, sent: str) -> bool:
    try:
        with house.database.transaction(actor.person_id) as session:
            return record_concern(session, concern, by=actor, at=house.now(), submission=sent)
    except IntegrityError:
        return True  # the same form, sent twice at the same moment


def _form(
    request: AnyRequest, actor: SignedIn, house: House, concern: str, sent: str, problem: str = "", status: int = 422
) -> Response[str]:
    return render(
        request,
        house,
        actor,
        "pages/safety.html",
        title="Tell us about someone's safety",
        status=status if problem else 200,
        error=bool(problem),
        concern=concern,
        submission=sent,
        problem=problem,
    )


ROUTES = (show, send, thank)
