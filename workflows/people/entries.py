"""What people state about the people in a case."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from workflows.model import Ask, Entry, PersonRef, Pick
from workflows.people.vocabulary import Part

NUMBER = "Their collar or staff number. Leave blank if they do not work for the police or it is not known."
SAFE = "Kept encrypted. Give only what she or he has said is safe to use."


@dataclass(frozen=True, kw_only=True)
class AddParty(Entry):
    """Somebody else who has a part in the case."""

    part: Annotated[Part, Ask("What part do they have?")]
    person: Annotated[PersonRef | None, Ask("Who are they?", NUMBER, pick=Pick.REGISTER)] = None
    name: Annotated[str | None, Ask("Full name, if not on the register")] = None
    telephone: Annotated[str | None, Ask("A telephone number that is safe", SAFE, secret=True)] = None
    address: Annotated[str | None, Ask("Their address", SAFE, long=True, secret=True)] = None

    def problems(self) -> Iterable[tuple[str, str]]:
        """A party is known by a number on the register or by a name, never by both."""
        if self.person and self.name:
            yield "name", "Give either the number or the name, not both"
        if not self.person and not self.name:
            yield "person", "Enter a collar or staff number, or a full name below"
