"""What a step of administration adds to the workforce register: checked against it as it stands, then added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import bindparam, or_, select
from sqlmodel import Session

from complaints.errors import Invalid
from complaints.services.additions import Additions, NewPerson, NewTraining
from complaints.services.posts import PostKey, post_key, posts_held, units_held
from complaints.services.register import PERSON, change_register
from workflows.casefile import CaseFile
from workflows.model import Entry, PersonRef
from workflows.office.facts import last_proposal
from workflows.office.posts import (
    OWN_MANAGER,
    NewPost,
    Posts,
    backwards,
    by_person,
    misled,
    post_name,
)
from workflows.office.register import AddPerson, ConfirmRegister, ProposeEnding, ProposePosting, ProposeTraining
from workflows.words import capital

TAKEN = select(PERSON.c.reference, PERSON.c.number).where(
    or_(PERSON.c.number == bindparam("number"), PERSON.c.reference == bindparam("reference"))
)
NUMBER_OF = select(PERSON.c.number).where(PERSON.c.reference == bindparam("reference"))
IS_THERE = select(PERSON.c.id).where(PERSON.c.number == bindparam("number"))
NO_NUMBER = "The register has no number of this person"

CHANGES_THE_REGISTER = "confirm-register"
"""The step that may give somebody a new post."""

Held = dict[PostKey, tuple[int, NewPost]]


def check_entry(session: Session, entry: Entry) -> None:
    """Raise `Invalid`, each problem by its question, where the register as it stands does not allow what is stated."""
    if isinstance(entry, AddPerson | ProposePosting | ProposeEnding | ProposeTraining):
        _additions(session, entry)


def follow(session: Session, file: CaseFile, entry: Entry, *, at: datetime, salt: str) -> None:
    """Add to the register what a step that was just taken settles. Raises `Invalid` as above.

    Whoever confirms is told beside their own question what has come between since it was proposed.
    """
    if isinstance(entry, AddPerson):
        change_register(session, _additions(session, entry), at=at, source="add-person", salt=salt)
    elif isinstance(entry, ConfirmRegister):
        proposed = last_proposal(file)
        assert proposed is not None, "something has just been confirmed"
        try:
            added = _additions(session, proposed.entry)
        except Invalid as found:
            raise Invalid({"checked": ". ".join(found.problems.values())}) from None
        change_register(session, added, at=at, source=CHANGES_THE_REGISTER, salt=salt)
    else:
        check_entry(session, entry)


def _additions(session: Session, entry: Entry) -> Additions:
    match entry:
        case AddPerson():
            return _person(session, entry)
        case ProposePosting():
            return _posting(session, entry)
        case ProposeEnding():
            return _ending(session, entry)
        case ProposeTraining():
            return _training(session, entry)
    raise AssertionError(entry)


def _person(session: Session, entry: AddPerson) -> Additions:
    taken = session.execute(TAKEN, {"number": entry.number, "reference": entry.person}).all()
    if any(row.number == entry.number for row in taken):
        raise Invalid({"number": "Somebody on the register has this number already"})
    if taken:
        raise Invalid({"person": "This person is on the register already"})
    return Additions(people=[NewPerson(entry.number, entry.name, entry.service, entry.person)])


def _posting(session: Session, entry: ProposePosting) -> Additions:
    held = posts_held(session)
    post = _post(_number_of(session, entry.person), entry)
    replaced = _open(held, post.number) if entry.instead else {}
    endings = {row: post.starts - timedelta(days=1) for row in replaced}
    new_unit = (post.force, post.unit) not in units_held(session)
    standing = [replace(p, ends=endings.get(row, p.ends)) for row, p in held.values()]
    problems = [
        *_of_the_unit(entry, new_unit=new_unit),
        *_of_the_manager(session, post, by_person([*standing, post])),
        *_of_the_day(post, held, replaced.values()),
    ]
    if problems:
        raise Invalid(dict(problems))
    return Additions(units=[(post.force, post.unit)] if new_unit else [], posts=[post], endings=endings)


def _post(number: str, entry: ProposePosting) -> NewPost:
    return NewPost(
        number=number,
        force=entry.force,
        unit=entry.unit,
        station=entry.station or "",
        team=entry.team or "",
        role=entry.role or "",
        rank=entry.rank or "",
        manager=entry.manager,
        starts=entry.from_day,
    )


def _of_the_unit(entry: ProposePosting, *, new_unit: bool) -> Iterator[tuple[str, str]]:
    if new_unit and not entry.new_unit:
        yield "unit", "This is an unknown unit of that force: correct the name, or say that it is new"
    if entry.new_unit and not new_unit:
        yield "new_unit", "The register has this unit already"


def _of_the_manager(session: Session, post: NewPost, posts: Posts) -> Iterator[tuple[str, str]]:
    if post.manager == post.number:
        yield "manager", capital(OWN_MANAGER)
    elif post.manager and not session.execute(IS_THERE, {"number": post.manager}).first():
        yield "manager", "Nobody on the register has this number"
    else:
        yield from (("manager", capital(sentence)) for sentence in misled(post, posts))


def _of_the_day(post: NewPost, held: Held, replaced: Iterable[NewPost]) -> Iterator[tuple[str, str]]:
    if post_key(post) in held:
        yield "from_day", "They have a posting in this unit from this day on already"
    elif late := [p.starts for p in replaced if p.starts >= post.starts]:
        yield "from_day", f"They have a posting from {max(late)} on, which cannot end before it starts"


def _ending(session: Session, entry: ProposeEnding) -> Additions:
    of_person = _open(posts_held(session), _number_of(session, entry.person)).items()
    named = [(row, post) for row, post in of_person if post_name(post.unit, post.force, post.starts) == entry.posting]
    if not named:
        raise Invalid({"posting": "They have no such posting that is open"})
    [(row, post)] = named
    if wrong := backwards(post.starts, entry.last_day):
        raise Invalid({"last_day": capital(wrong)})
    return Additions(endings={row: entry.last_day})


def _training(session: Session, entry: ProposeTraining) -> Additions:
    number = _number_of(session, entry.person)
    return Additions(trainings=[NewTraining(number, entry.course, entry.taken_on, entry.expires_on, None)])


def _open(held: Held, number: str) -> dict[int, NewPost]:
    """The posts of one person that have no last day, by row id."""
    return {row: post for row, post in held.values() if post.number == number and post.ends is None}


def _number_of(session: Session, person: PersonRef) -> str:
    number: str | None = session.execute(NUMBER_OF, {"reference": person}).scalar()
    if number is None:
        raise Invalid({"why": NO_NUMBER})
    return number
