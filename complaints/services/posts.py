"""The posts and units that the workforce register holds, to compare with what is to be added."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlmodel import Session

from complaints.services.register import END, PERSON, POST, UNIT
from workflows.office.posts import NewPost

PostKey = tuple[str, str, str, date]
"""A post: whose, in which force and unit, from which day on."""

_manager = PERSON.alias("manager")
UNITS = select(UNIT.c.force, UNIT.c.name)
POSTS = (
    select(
        POST.c.id, PERSON.c.number, UNIT.c.force, UNIT.c.name, POST.c.station, POST.c.team, POST.c.role, POST.c.rank,
        _manager.c.number, POST.c.starts, END.c.ends,
    )
    .join(PERSON, PERSON.c.id == POST.c.person_id)
    .join(UNIT, UNIT.c.id == POST.c.unit_id)
    .outerjoin(END, END.c.post_id == POST.c.id)
    .outerjoin(_manager, _manager.c.id == POST.c.manager_id)
    .order_by(POST.c.id)
)  # fmt: skip


def units_held(session: Session) -> frozenset[tuple[str, str]]:
    """Every unit, as (force, name)."""
    return frozenset((force, name) for force, name in session.connection().execute(UNITS))


def posts_held(session: Session) -> dict[PostKey, tuple[int, NewPost]]:
    """Everybody's posts, each with its row id, in the order in which they were added."""
    posts = [(row, NewPost(*said)) for row, *said in session.connection().execute(POSTS)]
    return {post_key(post): (row, post) for row, post in posts}


def post_key(post: NewPost) -> PostKey:
    """What names a post."""
    return post.number, post.force, post.unit, post.starts
