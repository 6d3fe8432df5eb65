"""What people state about the people in a case."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from workflows.model import Answer, Ask, Entry, PartyRef, PersonRef, Pick
from workflows.people import vocabulary as v
from workflows.people.vocabulary import Part

NUMBER = "Their collar or staff number. Leave blank if they do not work for the police or it is not known."
SAFE = "Kept encrypted. Give only what she or he has said is safe to use."
WORDS = "In their own words, and only if they offered it."


@dataclass(frozen=True, kw_only=True)
class AddParty(Entry):
    """Somebody else who has a part in the case."""

    part: Annotated[Part, Ask("What part do they have?")]
    person: Annotated[PersonRef | None, Ask("Who are they?", NUMBER, pick=Pick.REGISTER)] = None
    name: Annotated[str | None, Ask("Full name, if not on the register")] = None
    telephone: Annotated[str | None, Ask("A telephone number that is safe", SAFE, secret=True, compared=True)] = None
    address: Annotated[str | None, Ask("Their address", SAFE, long=True, secret=True, compared=True)] = None
    description: Annotated[
        str | None, Ask("If nobody can say who they are, what is known of them?", "Looks, voice, vehicle, place.")
    ] = None
    served_as: Annotated[
        v.SubjectKind | None, Ask("How did they serve with the police, if not on the register?", "At the time.")
    ] = None
    force: Annotated[str | None, Ask("With which force, if not on the register?")] = None
    acts_for: Annotated[PartyRef | None, Ask("For whom does a representative act?", pick=Pick.EVERYBODY)] = None
    acts_as: Annotated[v.RepresentativeKind | None, Ask("As what do they act?")] = None
    consent: Annotated[Answer | None, Ask("Has the person they act for agreed in writing?")] = None
    consent_on: Annotated[date | None, Ask("On which day was that signed?")] = None
    withhold_identity: Annotated[
        Answer | None, Ask("Is the identity of the person who reported held apart?", "Nobody is shown who they are.")
    ] = None
    name_held_apart: Annotated[
        str | None, Ask("Their full name, if it is held apart and not on the register", "Kept encrypted.", secret=True)
    ] = None

    @property
    def held_apart(self) -> bool:
        """Whether nobody is shown who this is."""
        return self.withhold_identity is Answer.YES

    def problems(self) -> Iterable[tuple[str, str]]:
        """A party is known by a number, by a name or by a description; only who reported is held apart."""
        if self.person and self.name:
            yield "name", "Give either the number or the name, not both"
        if not any((self.person, self.name, self.name_held_apart, self.description)):
            yield "person", "Enter a collar or staff number, a full name, or what is known of them"
        yield from _held_apart_problems(self)
        yield from _representative_problems(self)


def _held_apart_problems(said: AddParty) -> Iterable[tuple[str, str]]:
    held = said.withhold_identity is Answer.YES
    if held and said.part not in (None, Part.REPORTER):
        yield "withhold_identity", "Only the identity of a person who reported can be held apart"
    if held and said.description:
        yield "description", "What is known of them could show who they are"
    if held and said.name:
        yield "name", "Give the name in the answer that is kept encrypted"
    if said.name_held_apart and not held:
        yield "name_held_apart", "Say first that the identity is held apart"


def _representative_problems(said: AddParty) -> Iterable[tuple[str, str]]:
    acts = said.part in (None, Part.REPRESENTATIVE)
    for name in ("acts_for", "acts_as", "consent"):
        if getattr(said, name) and not acts:
            yield name, "Only a representative acts for somebody"
    if said.consent_on and said.consent is not Answer.YES:
        yield "consent_on", "There is a day only where they have agreed in writing"


@dataclass(frozen=True, kw_only=True)
class StateInvolvement(Entry):
    """How somebody served at the time, and how what happened concerns them: what a complaint turns on."""

    party: Annotated[PartyRef, Ask("Whom is this about?", pick=Pick.EVERYBODY)]
    served_as: Annotated[v.SubjectKind | None, Ask("How did they serve with the police at the time?")] = None
    basis: Annotated[tuple[v.Basis, ...], Ask("How does what happened concern them?")] = ()
    same_chief: Annotated[
        Answer | None, Ask("Did they serve under the same chief officer as the subject at the time?")
    ] = None
    on_duty: Annotated[Answer | None, Ask("Were they on duty with the police when it happened?")] = None
    known_from: Annotated[str | None, Ask("Where is this known from?", long=True)] = None

    def problems(self) -> Iterable[tuple[str, str]]:
        """None of these excludes all of them; nobody outside the police is on duty with them."""
        if v.Basis.NONE in self.basis and len(self.basis) > 1:
            yield "basis", "Choose “None of these” alone, or what applies"
        if self.served_as is v.SubjectKind.OUTSIDE and Answer.YES in (self.same_chief, self.on_duty):
            yield "served_as", "Somebody who did not serve with the police had no chief officer and was not on duty"


@dataclass(frozen=True, kw_only=True)
class DescribePerson(Entry):
    """What somebody says of herself or himself. No answer is needed; a later answer replaces an earlier one."""

    party: Annotated[PartyRef, Ask("Whom is this about?", pick=Pick.EVERYBODY)]
    preferred_name: Annotated[str | None, Ask("What do they want to be called?")] = None
    own_words: Annotated[str | None, Ask("Which words do they use for themselves?", "Victim, survivor, neither.")] = (
        None
    )
    pronouns: Annotated[str | None, Ask("Their pronouns", WORDS)] = None
    age: Annotated[v.AgeBand | None, Ask("Age")] = None
    sex: Annotated[v.Sex | None, Ask("Sex")] = None
    gender_reassignment: Annotated[Answer | None, Ask("Is their gender different from the sex at birth?")] = None
    orientation: Annotated[v.Orientation | None, Ask("Sexual orientation")] = None
    ethnicity: Annotated[v.Ethnicity | None, Ask("Ethnic group, as they define it")] = None
    religion: Annotated[v.Religion | None, Ask("Religion or belief")] = None
    disability: Annotated[Answer | None, Ask("Do they have a disability or a lasting condition?")] = None
    pregnancy: Annotated[Answer | None, Ask("Are they pregnant, or have they had a baby within 26 weeks?")] = None
    partnership: Annotated[v.Partnership | None, Ask("Marriage or civil partnership, with anybody")] = None
    characteristics: Annotated[str | None, Ask("Any of this in their own words", WORDS, long=True)] = None
    needs: Annotated[tuple[v.Need, ...], Ask("What do they need to take part?", "Never ask for proof.")] = ()
    needs_words: Annotated[str | None, Ask("Which language, or what else?")] = None


@dataclass(frozen=True, kw_only=True)
class RecordRelationship(Entry):
    """What somebody is to a subject now, and the children: danger is often greatest around separation."""

    party: Annotated[PartyRef, Ask("Whom is this about?", pick=Pick.EVERYBODY)]
    subject: Annotated[PartyRef | None, Ask("With which subject?", pick=Pick.EVERYBODY)] = None
    relationship: Annotated[v.Relationship | None, Ask("What are they to each other now?")] = None
    separated_since: Annotated[date | None, Ask("Separated since", "Roughly is enough.")] = None
    children: Annotated[Answer | None, Ask("Are there children who live with either, or see either?")] = None
    how_many: Annotated[int | None, Ask("How many children?")] = None
    child_ages: Annotated[tuple[v.ChildAge, ...], Ask("How old are they?")] = ()
    safeguarding: Annotated[Answer | None, Ask("Was a safeguarding referral made for the children?")] = None

    def problems(self) -> Iterable[tuple[str, str]]:
        """A number of children needs children; a day of separation, a separation."""
        if self.party and self.party == self.subject:
            yield "subject", "Nobody has a relationship with herself or himself"
        if (self.how_many or self.child_ages) and self.children is Answer.NO:
            yield "children", "You said that there are no children"
        if self.how_many is not None and not 0 <= self.how_many <= 30:
            yield "how_many", "The number of children must be between 0 and 30"
        if self.separated_since and self.relationship in (v.Relationship.TOGETHER, v.Relationship.STRANGERS):
            yield "separated_since", "You said that they are not separated"


@dataclass(frozen=True, kw_only=True)
class RecordWishes(Entry):
    """What somebody wants to happen. The latest stands; the earlier stay on file."""

    party: Annotated[PartyRef, Ask("Whom is this about?", pick=Pick.EVERYBODY)]
    wants: Annotated[tuple[v.Want, ...], Ask("What do they want to happen?")] = ()
    wants_words: Annotated[str | None, Ask("In their own words", long=True)] = None

    def problems(self) -> Iterable[tuple[str, str]]:
        """A wish is chosen or told."""
        if not self.wants and not self.wants_words:
            yield "wants", "Choose what they want, or write it in their own words"


@dataclass(frozen=True, kw_only=True)
class TakeAccount(Entry):
    """Somebody's account in their own words, taken once so that nobody asks again."""

    party: Annotated[PartyRef, Ask("Whose account is it?", pick=Pick.EVERYBODY)]
    account: Annotated[str, Ask("What did they say?", "In their own words, not in yours.", long=True)]
    taken_at: Annotated[datetime, Ask("When was it taken?")]
    taken_by: Annotated[PersonRef | None, Ask("Who took it?", NUMBER, pick=Pick.REGISTER)] = None
    taken_by_name: Annotated[str | None, Ask("Who took it, if not on the register?", "An adviser, say.")] = None
    why_again: Annotated[
        str | None, Ask("If they had told it before, why were they asked again?", "Telling it again can harm.")
    ] = None

    def problems(self) -> Iterable[tuple[str, str]]:
        """Somebody took it."""
        if self.taken_by and self.taken_by_name:
            yield "taken_by_name", "Give either the number or the name, not both"
        if not self.taken_by and not self.taken_by_name:
            yield "taken_by", "Say who took the account: a number, or a name below"


@dataclass(frozen=True, kw_only=True)
class ReadmitColleague(Entry):
    """Why one named person of a police victim's team, or above it, may know of the case after all (settlement 6)."""

    person: Annotated[PersonRef, Ask("Who may know of the case?", "Their collar or staff number.", pick=Pick.REGISTER)]
    reasons: Annotated[str, Ask("Why, and what does the victim say of it?", long=True)]
