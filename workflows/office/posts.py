"""Posts on the workforce register, and what they may not say: whoever adds one, from a file or by steps.

People are named by their collar or staff number. Sentences begin small, because a file's line stands before them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9/-]{0,19}")
NOT_A_NUMBER = "a number has up to 20 letters, digits, hyphens and strokes, and no spaces"
OWN_MANAGER = "nobody is their own line manager"
LONGEST = 200


@dataclass(frozen=True)
class NewPost:
    """A post from a London day on. `manager` is a number; `ends`, the last day, is None while it is not known."""

    number: str
    force: str
    unit: str
    station: str
    team: str
    role: str
    rank: str
    manager: str | None
    starts: date
    ends: date | None = None

    @property
    def words(self) -> str:
        """What they are and where they serve, in a line."""
        return ", ".join(part for part in (self.rank, self.role, self.team, self.unit, self.station) if part)


Posts = Mapping[str, list[NewPost]]
"""Everybody's posts, by number."""


def post_name(unit: str, force: str, starts: date) -> str:
    """What tells one of somebody's posts from the others, in words."""
    return f"{unit}, {force}, since {starts.isoformat()}"


def unfit_line(text: str) -> str:
    """Why some words cannot stand on the register, or nothing."""
    if len(text) > LONGEST:
        return f"it is longer than {LONGEST} characters"
    return "" if text.isprintable() else "write it on one line, without control characters"


def backwards(starts: date, ends: date | None) -> str:
    """What is wrong with two days of which the last lies before the first, or nothing."""
    return f"it ends on {ends}, before it starts on {starts}" if ends and ends < starts else ""


def by_person(posts: Iterable[NewPost]) -> Posts:
    """Posts by whose they are."""
    found: dict[str, list[NewPost]] = defaultdict(list)
    for post in posts:
        found[post.number].append(post)
    return found


def misled(post: NewPost, posts: Posts) -> Iterator[str]:
    """What is wrong with the line manager of a post, beside everybody's posts, that one among them."""
    if other := _other_manager(post, posts):
        days = f"from {max(post.starts, other.starts)}"
        yield f"two line managers at once {days}: {post.manager} here, {other.manager} in {other.words}"
    if way := _loop(post, posts):
        yield f"a loop of line managers: {' → '.join(way)}"


def _other_manager(post: NewPost, posts: Posts) -> NewPost | None:
    """A post of the same person, at the same time, under somebody else; None where there is none."""
    others = (p for p in posts.get(post.number, ()) if p is not post and p.manager and _overlap(post, p))
    return next((p for p in others if post.manager and p.manager != post.manager), None)


def _loop(post: NewPost, posts: Posts) -> tuple[str, ...]:
    """The numbers on the way from somebody, by line manager after line manager on one day, back to them; or nothing."""
    ways: list[tuple[str | None, date, date, tuple[str, ...]]] = [
        (post.manager, post.starts, post.ends or date.max, (post.number,))
    ]
    seen: set[tuple[str, date, date]] = set()
    while ways:
        manager, starts, ends, way = ways.pop()
        if manager == post.number:
            return (*way, manager)
        if manager is None or (manager, starts, ends) in seen:
            continue
        seen.add((manager, starts, ends))
        ways += [(*step, (*way, manager)) for step in _above(posts.get(manager, ()), starts, ends)]
    return ()


def _above(posts: Iterable[NewPost], starts: date, ends: date) -> Iterator[tuple[str | None, date, date]]:
    """The managers whom posts give within some days, each with the days."""
    for post in posts:
        first, last = max(starts, post.starts), min(ends, post.ends or date.max)
        if first <= last:
            yield post.manager, first, last


def _overlap(one: NewPost, other: NewPost) -> bool:
    return max(one.starts, other.starts) <= min(one.ends or date.max, other.ends or date.max)
