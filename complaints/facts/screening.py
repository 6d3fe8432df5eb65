"""Possible links between people and one case, from what the register, the log and earlier cases hold.

Loaded in a fixed number of statements, and compared by `workflows.screening`. Nothing that the reader may not know goes
in: neither a case from which the reader is excluded, nor who has reported and is held apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from complaints.facts import screening_rows as rows
from complaints.facts.load import facts_of
from complaints.models.people import SignedIn
from complaints.models.types import key_ring
from complaints.secrets import KeyRing
from workflows.calendar import london_day
from workflows.model import PersonRef, Role
from workflows.screening.case import screened_case, with_contacts
from workflows.screening.decided import is_cleared, needs_decision
from workflows.screening.facts import (
    Contact,
    EarlierPart,
    Period,
    Post,
    Register,
    ScreenedCase,
    Tie,
    Training,
)
from workflows.screening.kept import KeptLink, Screened
from workflows.screening.links import Link, links_between
from workflows.screening.periods import years_before
from workflows.screening.vocabulary import Side
from workflows.terms import Terms


@dataclass(frozen=True)
class Screening:
    """One case, ready to be compared with people: what was loaded, and by which settings and on which day."""

    case: ScreenedCase
    register: Register
    terms: Terms
    on: date

    def links(self, person: PersonRef, role: Role) -> tuple[Link, ...]:
        """The possible links of one person, proposed in a role, by party and the strongest first."""
        return links_between(person, role, self.case, self.register, self.terms, self.on)


def screen_one(
    session: Session, case_id: int, person: PersonRef, role: Role, *, reader: SignedIn, now: datetime
) -> tuple[Link, ...]:
    """The possible links of one person with a case, as far as `reader` may know of them. `now` is UTC."""
    return _load(session, case_id, [person], [reader.person_id], now).links(person, role)


def screen_for_the_case(
    session: Session, case_id: int, asked: Sequence[tuple[PersonRef, Role]], *, by: SignedIn, now: datetime
) -> tuple[Screened, ...]:
    """What the case keeps of the screening of some people in some roles. `now` is UTC.

    Nothing is in it that `by`, anybody who works on the case, or anybody who decides on possible links may not know.
    """
    readers = [by.person_id, *session.connection().execute(rows.READERS, {"case": case_id}).scalars()]
    screening = _load(session, case_id, [person for person, _ in asked], readers, now)
    return tuple(
        Screened(person, role, tuple(map(_kept, screening.links(person, role))), now) for person, role in asked
    )


def kept_away(
    session: Session, case_id: int, people: Sequence[PersonRef], role: Role, *, reader: SignedIn, now: datetime
) -> frozenset[PersonRef]:
    """Whom, of some people, an undecided possible link would keep from a role on a case. `now` is UTC.

    Nothing counts that they, or `reader`, may not know: who is asked, and who is not, would say it.
    """
    if not people:
        return frozenset()
    ids = dict(session.connection().execute(rows.PEOPLE, {"people": list(people)}).all())
    screening = _load(session, case_id, people, [reader.person_id, *ids.values()], now)
    found = {who: [x for x in map(_kept, screening.links(who, role)) if needs_decision(x)] for who in people}
    if not any(found.values()):
        return frozenset()
    file = facts_of(session, [case_id])[case_id].file
    return frozenset(who for who in people if not all(is_cleared(file, who, x, screening.on) for x in found[who]))


def _kept(link: Link) -> KeptLink:
    side, ref = link.party.side, link.party.ref
    return KeptLink(link.rule, ref, side, link.strength, link.effect, link.sentence, link.period)


def screen_everybody(
    session: Session, case_id: int, role: Role, *, reader: SignedIn, now: datetime
) -> dict[PersonRef, tuple[Link, ...]]:
    """The possible links of everybody who has any, by person."""
    screening = _load(session, case_id, None, [reader.person_id], now)
    found = {person: screening.links(person, role) for person in sorted(_loaded(screening))}
    return {person: links for person, links in found.items() if links}


def _loaded(screening: Screening) -> set[PersonRef]:
    """Everybody of whom anything was loaded."""
    register = screening.register
    people = {*register.posts, *register.contacts, *register.ties_of, *register.parts_of, *screening.case.viewed}
    people |= {person for pair in register.trained_with for person in pair}
    people |= {tie.other for tie in register.ties if tie.other}
    return people | {party.person for party in screening.case.parties if party.person}


def _load(
    session: Session, case_id: int, people: Sequence[PersonRef] | None, readers: Sequence[int], now: datetime
) -> Screening:
    """One case and whoever is to be compared with it; without `people`, whoever could be linked with it."""
    connection = session.connection()
    keys, on, given = key_ring(connection.dialect), london_day(now), {"case": case_id}
    file = facts_of(session, [case_id], secrets=True)[case_id].file
    viewed = {person: london_day(at) for person, at in connection.execute(rows.VIEWS, given)}
    handlers = [(person, name) for person, name in connection.execute(rows.HANDLERS, given)]
    case = screened_case(file, keys.digests, handlers, viewed)
    asked = {party.person for party in case.parties if party.person} | set(people or ())
    ids = dict(connection.execute(rows.PEOPLE, {"people": list(asked)}).all())
    of_parties = [ids[party.person] for party in case.parties if party.person in ids]
    case = with_contacts(case, _own_contacts(session, of_parties, keys))
    since = years_before(on, file.terms.number("link-years", on))
    posts = _posts_above(session, list(ids.values()))
    if people is None:
        posts |= _posts_around(session, of_parties, case, posts, since)
    register = Register(
        posts=posts,
        contacts=_contacts(session, case),
        ties=_ties(session, of_parties, case, keys),
        trainings=tuple(Training(*row) for row in connection.execute(rows.TRAININGS, {"ids": of_parties})),
        parts=tuple(_parts(session, of_parties, case_id, readers)),
        sizes=dict(connection.execute(rows.SIZES).all()),
    )
    return Screening(case, register, file.terms, on)


Posts = dict[PersonRef, tuple[Post, ...]]


def _posts_above(session: Session, ids: Sequence[int]) -> Posts:
    """The posts of some people and of everybody above them."""
    connection, given = session.connection(), {"ids": ids}
    return _posts(connection.execute(rows.POSTS_ABOVE, given), connection.execute(rows.NOW_ABOVE, given))


def _posts_around(session: Session, ids: Sequence[int], case: ScreenedCase, known: Posts, since: date) -> Posts:
    """The posts of everybody below the parties, and recent ones where a party served: all that can link anybody."""
    parties = [post for party in case.parties if party.person for post in known.get(party.person, ())]
    places = {
        "stations": sorted({post.station.lower() for post in parties if post.station}),
        "teams": sorted({post.team.lower() for post in parties if post.team}),
    }
    connection = session.connection()
    below = connection.execute(rows.POSTS_BELOW, {"ids": ids}).all()
    near = connection.execute(rows.POSTS_NEAR, {**places, "since": since}).all()
    now = connection.execute(rows.NOW_BELOW, {"ids": ids, "teams": places["teams"]})
    return {person: posts for person, posts in _posts({*below, *near}, now).items() if person not in known}


def _posts(history: Iterable[Any], now: Iterable[Any]) -> Posts:
    found: dict[PersonRef, list[Post]] = defaultdict(list)
    for person, force, unit, station, team, manager, starts, ends in history:
        found[person].append(Post(force, unit, station, team, manager, Period(starts, ends or date.max)))
    for person, force, team, manager in now:
        found[person].append(Post(force, "", "", team, manager, Period(date.min, date.max)))
    return {person: tuple(sorted(posts, key=lambda post: post.period)) for person, posts in found.items()}


def _own_contacts(session: Session, ids: Sequence[int], keys: KeyRing) -> Mapping[PersonRef, frozenset[str]]:
    """The digests, by every key, of how the parties themselves can be reached: theirs alone are opened."""
    found: dict[PersonRef, set[str]] = defaultdict(set)
    for person, value in session.connection().execute(rows.OWN_CONTACTS, {"ids": ids}):
        found[person].update(keys.digests(value))
    return {person: frozenset(digests) for person, digests in found.items()}


def _contacts(session: Session, case: ScreenedCase) -> dict[PersonRef, tuple[Contact, ...]]:
    """Whoever is reached as a party is."""
    digests = sorted({digest for party in case.parties for digest in party.contacts})
    found: dict[PersonRef, list[Contact]] = defaultdict(list)
    for person, reach, digest, at in session.connection().execute(rows.CONTACTS, {"digests": digests}):
        found[person].append(Contact(reach, digest, london_day(at)))
    return {person: tuple(contacts) for person, contacts in found.items()}


def _ties(session: Session, ids: Sequence[int], case: ScreenedCase, keys: KeyRing) -> tuple[Tie, ...]:
    """What the parties declared, and what others declared with them, or with what they declared as well."""
    connection = session.connection()
    own = connection.execute(rows.OWN_TIES, {"ids": ids}).all()
    named = {row.named.lower(): row.named for row in own if row.named}
    people: dict[str, list[PersonRef]] = defaultdict(list)
    for person, name in connection.execute(rows.NAMED, {"names": list(named)}):
        people[name].append(person)
    current = {digest: keys.digest(name) for name in named.values() for digest in keys.digests(name)}
    asked = {*current, *(digest for party in case.parties for digest in party.names)}
    by_name = [(row, other) for row in own if row.named for other in people[row.named.lower()]]
    ties = [_tie(row) for row in own]
    ties += [_tie(row)._replace(other=other, by_name=True) for row, other in by_name]
    ties += [_tie(row) for row in connection.execute(rows.TIES, {"ids": ids, "digests": sorted(asked)})]
    # Rows that were not locked anew yet carry the digest of an older key.
    ties = [tie._replace(digest=current.get(tie.digest, tie.digest)) if tie.digest else tie for tie in ties]
    return tuple(_last_said(ties))


def _tie(row: Any) -> Tie:
    period = Period(row.starts, row.ends or date.max)
    return Tie(row.reference, row.declared, row.connection, row.other, row.digest, period)


def _last_said(ties: Iterable[Tie]) -> Iterable[Tie]:
    """Of one declaration and first day the last row holds."""
    return {(*tie[:2], tie.other, tie.digest, tie.period.first, tie.by_name): tie for tie in ties}.values()


def _parts(session: Session, ids: Sequence[int], case_id: int, readers: Sequence[int]) -> Iterable[EarlierPart]:
    """What people were in other cases of the parties, of which every reader may know."""
    given = {"ids": ids, "case": case_id, "readers": readers}
    connection = session.connection()
    for case, person, bar, since in connection.execute(rows.PARTS_BEFORE, given):
        yield EarlierPart(case, person, Side[bar.name], bar.value, london_day(since))
    for case, person, role, since in connection.execute(rows.WORK_BEFORE, given):
        yield EarlierPart(case, person, Side.HANDLER, role.label.lower(), london_day(since))
