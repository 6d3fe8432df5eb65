"""Accounts: opened and closed by one person, their roles settled by two."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from workflows.casefile import CaseFile
from workflows.model import LENT_ROLES, Ask, Entry, PersonRef, Pick, Role, Step
from workflows.office.entries import ConfirmAboutPerson, TurnDownAboutPerson
from workflows.office.lifecycle import ADMINISTRATORS, BY_TWO, CITES, SECOND_PEOPLE
from workflows.office.requirements import not_their_own, second_person
from workflows.office.vocabulary import ProposalStatus as Is

WHOSE = Ask("Whose account?", pick=Pick.REGISTER)
USER_NAME = re.compile(r"[a-z][a-z0-9.-]{1,79}")


@dataclass(frozen=True, kw_only=True)
class OpenAccount(Entry):
    """Somebody on the register may sign in, without any role yet; a closed account is opened again."""

    person: Annotated[PersonRef, WHOSE]
    username: Annotated[
        str, Ask("What is their user name?", "Small letters, digits, dots. A closed account keeps the one it had.")
    ]

    def problems(self) -> Iterable[tuple[str, str]]:
        """A user name is short and plain."""
        if self.username and not USER_NAME.fullmatch(self.username):
            yield "username", "Use two or more small letters, digits, dots and hyphens; begin with a letter"


@dataclass(frozen=True, kw_only=True)
class ProposeRoles(Entry):
    """An account is to have these roles and no others."""

    person: Annotated[PersonRef, WHOSE]
    roles: Annotated[
        tuple[Role, ...], Ask("Which roles should it have?", "Choose none to withdraw them all.", none_is_said=True)
    ] = ()
    why: Annotated[str, Ask("Why, and who asked for it?", long=True)]

    def problems(self) -> Iterable[tuple[str, str]]:
        """Nobody is given what the system only lends, and whoever looks after accounts handles no cases."""
        if LENT_ROLES & set(self.roles):
            yield "roles", "The system lends this role for one thing. Nobody is given it"
        elif Role.ADMINISTRATOR in self.roles and len(self.roles) > 1:
            yield "roles", "An administrator sees no case: choose this role alone"


class ConfirmRoles(ConfirmAboutPerson):
    """A second person agrees: the account has the roles at once."""


class TurnDownRoles(TurnDownAboutPerson):
    """The roles stay as they are."""


@dataclass(frozen=True, kw_only=True)
class CloseAccount(Entry):
    """Nobody signs in with it any more, and whoever is signed in with it is signed out."""

    person: Annotated[PersonRef, WHOSE]
    why: Annotated[str, Ask("Why is it closed?", long=True)]


@dataclass(frozen=True, kw_only=True)
class ResetPassword(Entry):
    """Whoever forgot a password gets one that is good for choosing another."""

    person: Annotated[PersonRef, WHOSE]
    why: Annotated[str, Ask("Who asked for it, and how do you know that it was they?", long=True)]


Settled = tuple[bool, frozenset[Role]]
"""Whether an account is open, and its roles."""


def settled_account(file: CaseFile) -> Settled | None:
    """What the history of an account gives; None where nothing was settled by steps."""
    settled: Settled | None = None
    proposed: frozenset[Role] = frozenset()
    for fact in file.facts:
        match fact.entry:
            case ProposeRoles(roles=roles):
                proposed = frozenset(roles)
            case ConfirmRoles():
                settled = True, proposed
            case OpenAccount():
                settled = True, frozenset()
            case CloseAccount():
                settled = False, frozenset()
    return settled


REQUIREMENTS = (
    second_person("ADM-3", "confirm-roles"),
    not_their_own("ADM-4", "their own roles", "propose-roles", "confirm-roles"),
)

STEPS = (
    Step(
        trigger="open-account",
        label="Open an account",
        done="Account opened",
        source=(Is.SETTLED,),
        dest=None,
        by=ADMINISTRATORS,
        entry=OpenAccount,
        cites=CITES,
    ),
    Step(
        trigger="propose-roles",
        label="Propose other roles",
        done="Other roles proposed",
        source=(Is.SETTLED,),
        dest=Is.PROPOSED,
        by=ADMINISTRATORS,
        entry=ProposeRoles,
        cites=BY_TWO,
    ),
    Step(
        trigger="confirm-roles",
        label="Confirm the proposed roles",
        done="Roles confirmed",
        source=(Is.PROPOSED,),
        dest=Is.SETTLED,
        by=SECOND_PEOPLE,
        entry=ConfirmRoles,
        cites=BY_TWO,
    ),
    Step(
        trigger="turn-down-roles",
        label="Turn down the proposed roles",
        done="Roles turned down",
        source=(Is.PROPOSED,),
        dest=Is.SETTLED,
        by=SECOND_PEOPLE,
        entry=TurnDownRoles,
        cites=BY_TWO,
    ),
    Step(
        trigger="reset-password",
        label="Give a one-time password",
        done="One-time password given",
        source=(Is.SETTLED, Is.PROPOSED),
        dest=None,
        by=ADMINISTRATORS,
        entry=ResetPassword,
        cites=CITES,
    ),
    Step(
        trigger="close-account",
        label="Close the account at once",
        done="Account closed",
        source=(Is.SETTLED, Is.PROPOSED),
        dest=Is.SETTLED,
        by=SECOND_PEOPLE,
        entry=CloseAccount,
        cites=CITES,
    ),
)
