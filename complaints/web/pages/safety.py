"""The one-way form for anybody who knows something about a person's safety. Its answer is always the same."""

from collections.abc import Iterator, Mapping
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect
from sqlalchemy.exc import IntegrityError

from complaints.entries import LONGEST
from complaints.models.people import SignedIn
from complaints.references import submission
from complaints.services.accounts import resolve_person
from complaints.services.safety import record_concern
from complaints.web.forms import Form, text
from complaints.web.house import House
from complaints.web.render import render
from complaints.web.security import SIGNED_IN
from complaints.web.steps import SUBMISSION
from workflows.model import PersonRef

AnyRequest = Request[Any, Any, Any]
Typed = Mapping[str, str]
Problems = Mapping[str, str]

NOTHING_TYPED: Typed = {"concern": "", "subject": ""}
NO_PROBLEM: Problems = {}

NOTHING = "Tell us what you know"
TOO_LONG = f"This must be no longer than {LONGEST:,} characters"
UNKNOWN = "Nobody on the register has this number. Correct it, or leave this empty and send what you know"
TOO_MANY = "You have sent several concerns in the last hour. Wait a little and send this again"


@get("/safety", sync_to_thread=True, opt=SIGNED_IN)
def show(request: AnyRequest, actor: NamedDependency[SignedIn], house: NamedDependency[House]) -> Response[str]:
    return _form(request, actor, house, NOTHING_TYPED, _new_submission(house))


@post("/safety", sync_to_thread=True, opt=SIGNED_IN)
def send(
    request: AnyRequest, actor: NamedDependency[SignedIn], house: NamedDependency[House], form: NamedDependency[Form]
) -> Response[Any]:
    """Keep what was written, once, and thank for it."""
    typed, sent = {name: text(form, name) for name in NOTHING_TYPED}, text(form, "submission")
    if not SUBMISSION.fullmatch(sent):
        sent = _new_submission(house)
    subject = _person(house, actor, typed["subject"]) if typed["subject"] else None
    if problems := dict(_problems(typed, subject)):
        return _form(request, actor, house, typed, sent, problems)
    if not _keep(house, actor, typed["concern"], sent, subject):
        return _form(request, actor, house, typed, sent, {"concern": TOO_MANY}, status=429)
    return Redirect("/safety/thanks", status_code=303)


@get("/safety/thanks", sync_to_thread=True, opt=SIGNED_IN)
def thank(request: AnyRequest, actor: NamedDependency[SignedIn], house: NamedDependency[House]) -> Response[str]:
    return render(request, house, actor, "pages/safety_thanks.html", title="Thank you")


def _new_submission(house: House) -> str:
    return submission(house.random, f"safety {house.now()}")


def _person(house: House, actor: SignedIn, number: str) -> PersonRef | None:
    """Who has this number on the register, if anybody has."""
    with house.database.transaction(actor.person_id, write=False) as session:
        return resolve_person(session, number)


def _problems(typed: Typed, subject: PersonRef | None) -> Iterator[tuple[str, str]]:
    concern = typed["concern"]
    if not concern or len(concern) > LONGEST:
        yield "concern", TOO_LONG if concern else NOTHING
    if typed["subject"] and subject is None:
        yield "subject", UNKNOWN


def _keep(house: House, actor: SignedIn, concern: str, sent: str, subject: PersonRef | None) -> bool:
    try:
        with house.database.transaction(actor.person_id) as session:
            return record_concern(session, concern, by=actor, at=house.now(), submission=sent, subject=subject)
    except IntegrityError:
        return True  # the same form, sent twice at the same moment


def _form(
    request: AnyRequest,
    actor: SignedIn,
    house: House,
    typed: Typed,
    sent: str,
    problems: Problems = NO_PROBLEM,
    status: int = 422,
) -> Response[str]:
    return render(
        request,
        house,
        actor,
        "pages/safety.html",
        title="Tell us about someone's safety",
        status=status if problems else 200,
        error=bool(problems),
        typed=typed,
        submission=sent,
        problems=problems,
    )


ROUTES = (show, send, thank)
