"""How many pages of a pack are made in a second, by two workers, from views to one bound PDF."""

import time
from dataclasses import replace
from datetime import date
from io import BytesIO

from pikepdf import Pdf

from complaints.documents.pack import Cover, bind, section_html
from complaints.documents.render import Renderer
from complaints.queries.pack_view import (
    AllegationView,
    Contact,
    OpenFor,
    RankBand,
    Review,
    SectionView,
    Share,
    SubjectView,
    VictimBand,
)
from workflows.allegations.vocabulary import Category
from workflows.casefile import Service
from workflows.duty_status.vocabulary import DutyStatus, Restriction
from workflows.handling.vocabulary import HandlingStatus, MatterKind, Outcome, RecordingGround
from workflows.independence.vocabulary import Body, IndependenceStatus
from workflows.investigation.vocabulary import InvestigationStatus
from workflows.model import Answer
from workflows.oversight.vocabulary import OversightStatus
from workflows.referral.vocabulary import Criterion, Determination, ReferralStatus
from workflows.registry import CLOCKS

CASES = 30
FULL = SectionView(
    name="",
    open_for=OpenFor.HALF,
    victims=(VictimBand.SAME_FORCE,),
    subjects=(
        SubjectView(Service.OFFICER, RankBand.JUNIOR, DutyStatus.RESTRICTED, tuple(Restriction), Review.IN_DATE),
    ),
    allegations=tuple(AllegationView(category, Answer.YES, Answer.NO, Outcome.NO_CASE) for category in Category),
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
    oversight=OversightStatus.ASSIGNED,
    contact=Contact.OVERDUE,
    updates=Share(3, 4),
    overdue=CLOCKS[:4],
)


def measure_packs() -> dict[str, float]:
    """`pack_pages_per_second`, with the workers warm and the search for names left out."""
    names = tuple(f"Case {n}" for n in range(CASES))
    cover = Cover("Panel pack for March 2026", "Specimen Constabulary", date(2026, 3, 26), names, "0000")
    with Renderer() as renderer:
        renderer.sections([section_html(FULL)] * 2)
        began = time.perf_counter()
        sections = renderer.sections([section_html(replace(FULL, name=name)) for name in names])
        pdf = bind(renderer.sections, cover, sections)
        seconds = time.perf_counter() - began
    with Pdf.open(BytesIO(pdf)) as opened:
        return {"pack_pages_per_second": len(opened.pages) / seconds}
