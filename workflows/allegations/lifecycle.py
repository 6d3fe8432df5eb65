"""The steps about allegations: they move nothing, and may be taken as long as there is a case."""

from collections.abc import Iterable

from workflows import citations as law
from workflows.allegations import entries as e
from workflows.allegations.facts import allegations, history_searched, misuse_without_own_allegation
from workflows.allegations.vocabulary import AllegationsStatus as Is
from workflows.allegations.vocabulary import Source
from workflows.casefile import CaseFile
from workflows.model import PSD, Kind, Role, Step, Suggestion
from workflows.people.facts import subjects
from workflows.words import joined

OPEN = (Is.OPEN,)


def _misuse(file: CaseFile) -> Iterable[Suggestion]:
    names = {x.number: file.name(x.stated.subject) for x in allegations(file)}
    for number in misuse_without_own_allegation(file):
        because = f"Allegation {number} says that police status was used, and no allegation of category D or G does"
        yield Suggestion(f"Misuse of police status by {names[number]}", because, law.SUPER_COMPLAINT)


def _unsearched(file: CaseFile) -> Iterable[Suggestion]:
    for subject in subjects(file):
        searched = history_searched(file, subject)
        left = [source.label for source in Source if source not in searched]
        if left:
            because = f"Not on file as searched: {joined(left)}"
            yield Suggestion(f"Search for what is known of {file.name(subject)}", because, law.APP_PPDA)


STEPS = (
    Step(
        trigger="add-allegation",
        label="Add an allegation",
        done="Allegation added",
        source=OPEN,
        dest=None,
        by=PSD,
        entry=e.AddAllegation,
        kind=Kind.EVENT,
        suggests=_misuse,
        cites=(law.DATA_GUIDANCE, law.DATA_CATEGORIES, law.DATA_FACTORS, law.PCR_2020_SCH_2),
    ),
    Step(
        trigger="flag-allegation",
        label="Set or take away a flag for a kind of abuse",
        done="Flag for a kind of abuse changed",
        source=OPEN,
        dest=None,
        by=PSD,
        entry=e.FlagAllegation,
        cites=(law.DATA_GUIDANCE,),
    ),
    Step(
        trigger="add-incident",
        label="Add to the chronology",
        done="Incident added to the chronology",
        source=OPEN,
        dest=None,
        by=PSD | {Role.OVERSIGHT_OFFICER},
        entry=e.AddIncident,
        kind=Kind.EVENT,
        cites=(law.CWJ_PATTERN,),
    ),
    Step(
        trigger="search-history",
        label="Record a search for earlier history",
        done="Earlier history searched",
        source=OPEN,
        dest=None,
        by=PSD,
        entry=e.SearchHistory,
        kind=Kind.EVENT,
        suggests=_unsearched,
        cites=(law.APP_PPDA,),
    ),
)
