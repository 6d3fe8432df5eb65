"""How many pages of a pack are made in a second, by two workers, from views to one bound PDF."""

import time
from dataclasses import replace
from datetime import date
from io import BytesIO

from pikepdf import Pdf

from complaints.documents.pack import bind, section_html
from complaints.documents.render import Renderer
from complaints.queries.pack_cover import Asked, Cover
from complaints.queries.pack_view import (
    ActionState,
    ActionView,
    Advocate,
    AllegationView,
    Contact,
    Every,
    Freshness,
    OpenFor,
    RankBand,
    Review,
    SectionView,
    Share,
    Signal,
    Sought,
    SubjectView,
    VictimBand,
    VictimView,
    counts,
    overdue_clocks,
)
from workflows.allegations.vocabulary import AbuseKind, Category
from workflows.calls_to_action.themes import Theme
from workflows.casefile import Service
from workflows.criminal.vocabulary import CriminalStatus
from workflows.duty_status.vocabulary import DutyStatus, Restriction
from workflows.handling.vocabulary import HandlingStatus, MatterKind, Outcome, RecordingGround
from workflows.independence.vocabulary import Body, IndependenceStatus
from workflows.investigation.vocabulary import InvestigationStatus
from workflows.model import Answer
from workflows.oversight.vocabulary import OversightStatus
from workflows.people.vocabulary import AgeBand
from workflows.referral.vocabulary import Criterion, Determination, ReferralStatus
from workflows.registry import CLOCKS
from workflows.scrutiny.vocabulary import ActionKind, ActionOwner

CASES = 30
FULL = SectionView(
    name="",
    open_for=OpenFor.HALF,
    latest=Freshness.WEEK,
    signals=tuple(Signal),
    sought=tuple(Sought),
    victims=(VictimView(VictimBand.SAME_FORCE, AgeBand.FROM_35, Answer.YES, Answer.NO),),
    advocate=Advocate.ON_FILE,
    subjects=(
        SubjectView(Service.OFFICER, RankBand.JUNIOR, DutyStatus.RESTRICTED, tuple(Restriction), Review.IN_DATE),
    ),
    allegations=tuple(
        AllegationView(category, tuple(AbuseKind), Answer.YES, Answer.NO, Outcome.NO_CASE) for category in Category
    ),
    handling=HandlingStatus.UNDER_INVESTIGATION,
    recorded_as=MatterKind.CONDUCT,
    ground=RecordingGround.REG_7,
    closed_as=None,
    referral=ReferralStatus.DETERMINED,
    criteria=(Criterion.M2, Criterion.M6),
    determination=Determination.LOCAL,
    independence=IndependenceStatus.DECIDED,
    handled_by=Body.OTHER,
    unconnected=Answer.NO,
    trust=Answer.UNKNOWN,
    declarations=Share(4, 5),
    investigation=InvestigationStatus.APPOINTED,
    criminal=CriminalStatus.NOT_SUSPENDED,
    oversight=OversightStatus.ASSIGNED,
    contact=Contact.OVERDUE,
    every=Every.FORTNIGHT,
    updates=Share(3, 4),
    overdue=CLOCKS[:4],
    actions=tuple(ActionView(kind, ActionOwner.INVESTIGATOR, ActionState.OPEN) for kind in ActionKind),
)


def _cover(views: tuple[SectionView, ...]) -> Cover:
    return Cover(
        title="Panel pack for March 2026",
        force="Specimen Constabulary",
        meets_on=date(2026, 3, 26),
        views=views,
        counts=counts(views),
        clocks=overdue_clocks(views),
        themes=tuple((theme.label, 1) for theme in Theme),
        asked=Asked(1, 1, 0),
        fingerprint="0000",
    )


def measure_packs() -> dict[str, float]:
    """`pack_pages_per_second`, with the workers warm and the search for names left out."""
    views = tuple(replace(FULL, name=f"Case {n}") for n in range(CASES))
    cover = _cover(views)
    with Renderer() as renderer:
        renderer.sections([section_html(FULL)] * 2)
        began = time.perf_counter()
        sections = renderer.sections([section_html(view) for view in views])
        pdf = bind(renderer.sections, cover, sections)
        seconds = time.perf_counter() - began
    with Pdf.open(BytesIO(pdf)) as opened:
        return {"pack_pages_per_second": len(opened.pages) / seconds}
