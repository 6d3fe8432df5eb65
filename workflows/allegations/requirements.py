"""What must be on file first."""

from workflows import citations as law
from workflows.allegations.facts import allegations
from workflows.independence.requirements import DECLARATION
from workflows.model import Requirement
from workflows.people.facts import party
from workflows.screening.requirements import TERMS_HOLD

REQUIREMENTS = (
    *DECLARATION,
    TERMS_HOLD,
    Requirement(
        id="ALL-1",
        before=frozenset({"add-allegation"}),
        unmet="The case is closed: it has to be opened again for this",
        met=lambda a: not a.file.closed,
        cite=law.settlement(17),
    ),
    Requirement(
        id="ALL-2",
        before=frozenset({"flag-allegation"}),
        unmet="There is no allegation of this number",
        met=lambda a: a.entry.allegation in {x.number for x in allegations(a.file)},
        cite=law.DATA_GUIDANCE,
        remedy="add-allegation",
        reads="allegation",
    ),
    Requirement(
        id="ALL-3",
        before=frozenset({"search-history"}),
        unmet="Nobody in the case has this reference",
        met=lambda a: party(a.file, a.entry.person) is not None,
        cite=law.APP_PPDA,
        remedy="add-party",
        reads="person",
    ),
)
