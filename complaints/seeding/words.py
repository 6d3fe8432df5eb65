"""What people say and write in seeded cases. Nobody is named here but by the story's words for them."""

from typing import NamedTuple


class Behaviour(NamedTuple):
    """What is alleged: a category of complaint, in a sentence, and the offences that it might be."""

    category: str
    summary: str
    offences: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


ABUSE = (
    Behaviour("K1", "Control of a partner's money, telephone and friends over many months.", ("coercive-control",)),
    Behaviour("K1", "Pushing and holding a partner during an argument at home.", ("common-assault",)),
    Behaviour("H5", "Hundreds of messages to a former partner who had asked for them to stop.", ("harassment",)),
    Behaviour("H5", "Waiting in a marked vehicle outside a former partner's work.", ("stalking",), ("stalking",)),
    Behaviour("K1", "Threats to take the children if the relationship ends.", (), ("coercive-control",)),
    Behaviour("D1", "Searches of force systems for a former partner's address.", ("computer-misuse",)),
    Behaviour("K1", "Damage to a partner's car and front door.", ("criminal-damage",)),
    Behaviour("G3", "A relationship begun with somebody met at a call to violence at home.", (), ("other-vawg",)),
)
GRAVE = (
    (Behaviour("K1", "Holding a partner by the throat.", ("strangulation", "abh")), "M2"),
    (Behaviour("K1", "An assault that broke a partner's wrist.", ("gbh",)), "M2"),
    (Behaviour("J1", "A sexual assault on a partner.", ("sexual-assault",), ("sexual",)), "M3"),
    (Behaviour("G2", "Use of police power over somebody vulnerable for a sexual purpose.", (), ("sexual",)), "M4"),
)
SERVICE = (
    Behaviour("L1", "That nobody rang back, though it had been promised."),
    Behaviour("H1", "A brusque tone on the telephone."),
    Behaviour("A4", "A report was taken without a reference."),
    Behaviour("H3", "Impatience with somebody at the front counter."),
)
HEARD = (
    "It has gone on since last winter, and gets worse.",
    "There is a child in the house.",
    "They have parted, and it has not stopped.",
    "Colleagues have seen bruises.",
    "A sister has kept the messages.",
    "It happened twice before and nobody was told.",
)
WISHES = (
    "To be safe, and to be told before the subject is.",
    "That it stops, and that nobody else goes through it.",
    "To be able to work without meeting the subject.",
    "To be heard, and not to tell it again and again.",
)
NEWS = (
    "The first people have been heard. There is no criminal investigation.",
    "Records of calls and systems are being read. The restrictions stand.",
    "The evidence is nearly complete and the report is being written.",
    "Nothing has changed since the last update, and nothing has been forgotten.",
)
TALKED = (
    "Safe for now. Asked who sees what was said.",
    "Asked when the subject will be told, and was answered.",
    "Tired of waiting. The adviser will ring on Thursday.",
    "The new roster works.",
    "Asked for the next update in writing.",
)
REASONS = (
    "It indicates an offence and a breach of the standards.",
    "The account is detailed and others may support it.",
    "Position was used to keep somebody silent.",
)
TIMES = ("Weekdays after six", "Mornings before ten", "Mondays and Thursdays", "Never at weekends")
DONE = (
    "Every outcome is decided and has been told.",
    "Nothing is left to do in this case.",
)
LEARNING = (
    "Searches of a partner's address now raise an alert.",
    "The first call is made only once the safe way is on file.",
    "Nothing beyond this case.",
)
