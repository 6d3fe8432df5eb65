"""The name under which a victim who serves with the police stands in a case, for everybody to whom she is not open.

- A victim has one from the moment in which somebody on the register with any service is named as one, whatever is
  corrected later (settlement 6; `docs/decisions/0023`).
- It hangs on the case's reference and on how many such victims were named before her: so it is the same for as long
  as the case lasts, differs from case to case, and would be the same whoever she was.
"""

from collections.abc import Iterable, Mapping
from hashlib import sha256

from workflows.casefile import CaseFile, Fact, Service, kept
from workflows.handling.entries import ReportMatter
from workflows.model import Entry, PersonRef
from workflows.people.entries import AddParty
from workflows.people.vocabulary import Part

WORDS = (
    *("Anchor", "Apron", "Bakery", "Balcony", "Banner", "Basket", "Beacon", "Bicycle", "Blanket", "Bonnet"),
    *("Bramble", "Bucket", "Button", "Cabin", "Candle", "Canvas", "Carpet", "Cellar", "Chimney", "Compass"),
    *("Cottage", "Cushion", "Drawer", "Envelope", "Feather", "Fiddle", "Fountain", "Gallery", "Granite", "Hammock"),
    *("Jigsaw", "Kettle", "Ladder", "Lantern", "Marble", "Mirror", "Mitten", "Needle", "Notebook", "Orchard"),
    *("Paddle", "Pantry", "Parasol", "Pavement", "Pebble", "Pencil", "Pillow", "Postcard", "Puddle", "Quilt"),
    *("Ribbon", "Saddle", "Satchel", "Scarf", "Shutter", "Spindle", "Tablet", "Teapot", "Thimble", "Trellis"),
    *("Umbrella", "Velvet", "Village", "Windmill"),
)
"""Things, which are nobody's first name, and say nothing of anybody."""


def victim_of(entry: Entry) -> PersonRef | None:
    """Whom on the register an entry names as a victim, or None."""
    if isinstance(entry, ReportMatter):
        return entry.victim
    return entry.person if isinstance(entry, AddParty) and entry.part is Part.VICTIM else None


def victims_in(facts: Iterable[Fact[Entry]]) -> tuple[PersonRef, ...]:
    """Everybody on the register who was ever named as a victim, in that order."""
    return tuple(dict.fromkeys(person for f in facts if (person := victim_of(f.entry))))


@kept
def under_alias(file: CaseFile) -> tuple[PersonRef, ...]:
    """The victims who serve with the police, or did, in the order in which they were named."""
    serving = {p.person for p in file.postings if p.service is not Service.OUTSIDE}
    return tuple(person for person in victims_in(file.facts) if person in serving)


def aliases(file: CaseFile, reference: str) -> Mapping[PersonRef, str]:
    """What stands for each of them in the case of this reference: "Lantern (alias)"."""
    taken: dict[PersonRef, str] = {}
    for number, person in enumerate(under_alias(file)):
        left = [word for word in WORDS if word not in taken.values()]
        drawn = int.from_bytes(sha256(f"{reference} {number}".encode()).digest()[:8])
        taken[person] = left[drawn % len(left)]
    return {person: f"{word} (alias)" for person, word in taken.items()}
