"""Whether posts give anybody two line managers at once, or lead from somebody back to themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from complaints.services.additions import NewPost

Posts = Mapping[str, list[NewPost]]
"""Everybody's posts, by number."""


def by_person(posts: Iterable[NewPost]) -> Posts:
    """Posts by whose they are."""
    found: dict[str, list[NewPost]] = defaultdict(list)
    for post in posts:
        found[post.number].append(post)
    return found


def other_manager(post: NewPost, posts: Posts) -> NewPost | None:
    """A post of the same person, at the same time, under somebody else; None where there is none."""
    others = (p for p in posts.get(post.number, ()) if p is not post and p.manager and _overlap(post, p))
    return next((p for p in others if post.manager and p.manager != post.manager), None)


def loop(post: NewPost, posts: Posts) -> tuple[str, ...]:
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
