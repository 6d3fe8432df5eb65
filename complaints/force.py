"""The people of stories: a standing specimen force, and whoever a story casts. All of them are invented.

Names, numbers and addresses follow from a seed and the person's key alone. Each is a token that is found nowhere else,
so that one scan shows whether anything of a person stands where it should not.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache, lru_cache

import yaml
from faker import Faker
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter
from sqlmodel import Session, col, select

from complaints.models.log import LogKind
from complaints.models.people import Account, Person, SignedIn
from complaints.references import reference, seeded
from complaints.resources import fixtures_directory
from complaints.services import log
from complaints.services.accounts import accounts_named, create_account
from workflows.casefile import Service
from workflows.model import LENT_ROLES, PersonRef, Role

FORCE = "Specimen Constabulary"
NO_PASSWORD = "no password opens this"
"""Not a hash, so that it matches nothing: somebody in a story acts, but cannot sign in."""


class Pronoun(StrEnum):
    """How a story speaks of somebody: the first name that is made up goes with it."""

    HE = "he"
    SHE = "she"
    THEY = "they"


class Member(BaseModel):
    """Somebody in a cast."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    service: Service = Field(default=Service.OFFICER, alias="is")
    """How they serve."""
    pronoun: Pronoun = Pronoun.THEY
    """How the story speaks of them."""
    roles: tuple[Role, ...] = ()
    """What they may do. Subjects and victims have none."""
    rank: str = ""
    """Rank or grade."""
    team: str = ""
    """Team."""
    force: str = FORCE
    """With whom they serve."""
    manager: str | None = None
    """Who manages them: a name of the cast or of the standing force."""
    trained_until: date | None = None
    """The last day of their training on abuse by police."""


@dataclass(frozen=True)
class Invented:
    """What is made up about one person."""

    name: str
    number: str
    phone: str
    email: str
    address: str
    code_word: str


@dataclass(frozen=True)
class Player:
    """Somebody on the register, ready to act."""

    key: str
    member: Member
    signed_in: SignedIn
    details: Invented

    @property
    def person(self) -> PersonRef:
        """Their public reference."""
        return self.signed_in.person


def standing_force() -> dict[str, Member]:
    """The people of `fixtures/force.yaml`, whom every story may use without casting them."""
    text = (fixtures_directory() / "force.yaml").read_text(encoding="utf-8")
    return TypeAdapter(dict[str, Member]).validate_python(yaml.safe_load(text))


SignIn = tuple[str, str, str]
"""What an account is for, its name, and its password."""


def sign_ins(passwords: Mapping[str, str]) -> tuple[SignIn, ...]:
    """One account of the standing force for each role."""
    force = standing_force()
    holders = {
        role.label: next(key for key, member in force.items() if role in member.roles)
        for role in Role
        if role not in LENT_ROLES
    }
    return tuple((label, key, passwords[key]) for label, key in holders.items())


def sign_in_lines(sign_ins: Iterable[SignIn]) -> list[str]:
    """Accounts as lines to print."""
    return [f"  {label:<38} {name:<6} {password}" for label, name, password in sign_ins]


def enrol_force(session: Session, *, at: datetime, passwords: Mapping[str, str] | None = None) -> dict[str, Player]:
    """The standing force on the register, each with an account named by their key. Done again, it adds nobody.

    `passwords` lets those named sign in; the rest can act in stories, but not sign in.
    """
    parts = {key: _part("force", key, member, username=key) for key, member in standing_force().items()}
    return _enrol(session, parts, {}, at, passwords or {})


def enrol_cast(
    session: Session, cast: Mapping[str, Member], force: Mapping[str, Player], *, seed: str, at: datetime
) -> dict[str, Player]:
    """The people of one story on the register. They may be managed by one another and by the standing force."""
    parts = {key: _part(seed, key, member) for key, member in cast.items()}
    return _enrol(session, parts, {key: str(player.person) for key, player in force.items()}, at, {})


@dataclass(frozen=True)
class _Part:
    member: Member
    reference: str
    username: str
    details: Invented


def _part(seed: str, key: str, member: Member, username: str | None = None) -> _Part:
    details = invent(f"{seed}/{key}", member.pronoun)
    return _Part(member, reference(seeded(seed), key), username or details.email.split("@")[0], details)


def _enrol(
    session: Session, parts: Mapping[str, _Part], others: Mapping[str, str], at: datetime, passwords: Mapping[str, str]
) -> dict[str, Player]:
    references = {**others, **{key: part.reference for key, part in parts.items()}}
    fresh = _register(session, parts)
    for key, person in fresh.items():
        manager = parts[key].member.manager
        person.manager = references[manager] if manager else None
        if key in passwords:
            create_account(session, person, parts[key].username, passwords[key], parts[key].member.roles, at=at)
    _open_accounts(session, [(person, parts[key]) for key, person in fresh.items() if key not in passwords], at)
    found = accounts_named(session, [part.username for part in parts.values()])
    return {key: Player(key, part.member, found[part.username], part.details) for key, part in parts.items()}


def _register(session: Session, parts: Mapping[str, _Part]) -> dict[str, Person]:
    """Whoever was not on the register yet; managers are named once everybody is there."""
    references = [part.reference for part in parts.values()]
    known = set(session.exec(select(Person.reference).where(col(Person.reference).in_(references))))
    fresh = {key: _person(part) for key, part in parts.items() if part.reference not in known}
    session.add_all(fresh.values())
    session.flush()
    return fresh


def _person(part: _Part) -> Person:
    member, outside = part.member, part.member.service is Service.OUTSIDE
    return Person(
        reference=part.reference,
        name=part.details.name,
        number=None if outside else part.details.number,
        service=member.service,
        force="" if outside else member.force,
        rank=member.rank,
        team=member.team,
        trained_until=member.trained_until,
    )


def _open_accounts(session: Session, people: Sequence[tuple[Person, _Part]], at: datetime) -> None:
    """Accounts that nobody can sign in to."""
    accounts = [
        Account(
            person_id=person.id or 0,
            username=part.username,
            password_hash=NO_PASSWORD,
            roles=sorted(role.value for role in part.member.roles),
        )
        for person, part in people
    ]
    session.add_all(accounts)
    session.flush()
    created = [log.Record(kind=LogKind.ACCOUNT, at=at, what="created", account_id=account.id) for account in accounts]
    if created:
        log.append(session, created)


@lru_cache(maxsize=1024)
def invent(seed: str, pronoun: Pronoun) -> Invented:
    """A person who does not exist. The telephone number is one that Ofcom keeps for fiction; no post goes to ZZ."""
    fake = _faker()
    fake.seed_instance(seed)
    number = fake.numerify("%#######")
    name = f"{_first_name(fake, pronoun)} {fake.last_name()}-{fake.last_name()}{fake.city_suffix()}"
    street = f"{fake.last_name()}{fake.city_suffix()} {fake.street_suffix()}"
    town = f"{fake.last_name()}{fake.city_suffix()}"
    return Invented(
        name=name,
        number=number,
        phone=f"07700 900{fake.numerify('###')}",
        email=f"{name.lower().replace(' ', '.')}@example.org",
        address=f"{fake.building_number()} {street}, {town}, {fake.bothify('ZZ# #??').upper()}",
        code_word=f"{fake.last_name()}{fake.city_suffix()}".lower(),
    )


def _first_name(fake: Faker, pronoun: Pronoun) -> str:
    if pronoun is Pronoun.THEY:
        return fake.first_name()
    return fake.first_name_male() if pronoun is Pronoun.HE else fake.first_name_female()


@cache
def _faker() -> Faker:
    return Faker("en_GB")
