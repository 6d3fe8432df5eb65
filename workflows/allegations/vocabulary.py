"""The words for what is alleged."""

from workflows.model import Choice, Status, Tone


class AllegationsStatus(Status):
    """Allegations may be added as long as there is a case."""

    OPEN = "open", "Open", Tone.GREY, True


class Category(Choice):
    """The categories of allegation that abuse by police falls into most often (law 10.1)."""

    DISCREDITABLE = "K1", "K: Discreditable conduct", "The usual home of off-duty domestic abuse"
    SEXUAL_ASSAULT = "J1", "J1: Sexual assault"
    SEXUAL_HARASSMENT = "J2", "J2: Sexual harassment"
    HARASSING = "H5", "H5: Overbearing or harassing behaviours"
    SYSTEMS = "D1", "D1: Use of police systems"
    OBSTRUCTION = "G5", "G5: Obstruction of justice", "Using police status to silence or discredit somebody"
    SEXUAL_PURPOSE = "G2", "G2: Abuse of position for sexual purpose"
    OTHER = "L1", "L: Other"
