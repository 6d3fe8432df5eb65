"""The routing table (law 1.6): each row with the facts that it rests on, its reason and its sources.

Rows from RT-15 on are not in that table: they follow from the same provisions, where the table says nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workflows import citations as law
from workflows.casefile import Service
from workflows.citations import Citation
from workflows.handling.known import Known
from workflows.handling.vocabulary import ReportRoute
from workflows.model import Choice

POLICE = frozenset(Service) - {Service.OUTSIDE}
SERVING_BESIDE = frozenset({Service.STAFF, Service.SPECIAL, Service.VOLUNTEER})
FROM_OUTSIDE = frozenset({ReportRoute.THIRD_PARTY, ReportRoute.AGENCY})
FROM_INSIDE = frozenset({ReportRoute.COLLEAGUE, ReportRoute.CONFIDENTIAL})
INTELLIGENCE = FROM_INSIDE | {ReportRoute.AGENCY, ReportRoute.FORCE_CHECK}


class Route(Choice):
    """How a matter, or a part of it, is taken."""

    COMPLAINT = "complaint", "Complaint"
    CONDUCT = "conduct-matter", "Recordable conduct matter"
    DSI = "dsi-matter", "Death or serious injury matter"
    LINKED = "linked-complaint", "Separate complaint, linked to this case"
    ELSEWHERE = "elsewhere", "Pass to the authority that it belongs to"
    INTELLIGENCE = "intelligence", "Assess the intelligence first"
    UNSETTLED = "unsettled", "How to take this: the table gives no route"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row. `when`: each fact that it rests on, with the answers that fit. The first citation is the one shown."""

    id: str
    when: Mapping[str, frozenset[object]]
    route: Route
    because: str
    cites: tuple[Citation, ...]

    def unknown(self, facts: Known) -> tuple[str, ...] | None:
        """The facts still missing for this row to fit: none of them, it fits. None: it does not fit."""
        answers = {fact: getattr(facts, fact) for fact in self.when}
        if any(answer is not None and answer not in self.when[fact] for fact, answer in answers.items()):
            return None
        return tuple(fact for fact, answer in answers.items() if answer is None)


def _when(**facts: Any) -> Mapping[str, frozenset[object]]:
    return {fact: fits if isinstance(fits, frozenset) else frozenset({fits}) for fact, fits in facts.items()}


ROWS = (
    Row(
        id="RT-1",
        when=_when(service=Service.OUTSIDE, wish=True),
        route=Route.COMPLAINT,
        because="A member of the public is dissatisfied; any words will do, also in a call for help. "
        "Abuse, if proved, may be a crime, so it is recorded under Schedule 3.",
        cites=(law.S_12_1, law.PARA_2_6B_B),
    ),
    Row(
        id="RT-2",
        when=_when(service=Service.OUTSIDE, wish=False, indication=True),
        route=Route.CONDUCT,
        because="A member of the public reports a crime and expressly does not wish to complain. "
        "At each contact, ask again whether that has changed.",
        cites=(law.PARA_11_2, law.S_12_2, law.SUPER_COMPLAINT),
    ),
    Row(
        id="RT-3",
        when=_when(service=POLICE, same_chief=False, on_duty=False, wish=True),
        route=Route.COMPLAINT,
        because="A victim from the police who was off duty, under another chief officer, may complain like anybody "
        "else, to the subject's appropriate authority.",
        cites=(law.S_12_1, law.S_29_4),
    ),
    Row(
        id="RT-4",
        when=_when(service=Service.OFFICER, same_chief=True, setting_allows=False, indication=True),
        route=Route.CONDUCT,
        because="A victim under the subject's chief officer cannot be the complainant. The victim is told as much, as "
        "an interested person, and is protected from access by line managers.",
        cites=(law.settlement(27), law.S_29_4, law.S_21),
    ),
    Row(
        id="RT-5",
        when=_when(service=Service.FORMER, same_chief=True, setting_allows=False, indication=True),
        route=Route.CONDUCT,
        because="A victim who has left since was under the subject's chief officer at the time, and that is when it "
        "is tested.",
        cites=(law.settlement(27), law.S_29_4),
    ),
    Row(
        id="RT-6",
        when=_when(service=SERVING_BESIDE, same_chief=True, setting_allows=False, indication=True),
        route=Route.CONDUCT,
        because="Staff, special constables and designated volunteers of the same force stand as its officers do.",
        cites=(law.S_29_3, law.S_29_4),
    ),
    Row(
        id="RT-7",
        when=_when(reporter=FROM_OUTSIDE | FROM_INSIDE, standing=True, reporter_wish=True),
        route=Route.COMPLAINT,
        because="Whoever saw it or was affected by it may complain: a child, a parent, a neighbour. "
        "The victim is an interested person.",
        cites=(law.S_12_1A, law.S_21),
    ),
    Row(
        id="RT-8",
        when=_when(reporter=FROM_OUTSIDE, standing=False, consent=False, indication=True),
        route=Route.CONDUCT,
        because="Whoever reported, named or not, cannot complain in their own right and does not act for the victim.",
        cites=(law.S_12_1A, law.S_12_2),
    ),
    Row(
        id="RT-9",
        when=_when(reporter=FROM_INSIDE, indication=True),
        route=Route.CONDUCT,
        because="An internal report of what may be a crime or a disciplinary breach. "
        "Whoever reported is protected, and doing so was their duty.",
        cites=(law.PART_2B, law.S_12_2),
    ),
    Row(
        id="RT-10",
        when=_when(
            reporter=FROM_INSIDE | {ReportRoute.AGENCY, ReportRoute.FORCE_CHECK}, indication=False, serious=False
        ),
        route=Route.INTELLIGENCE,
        because="There is intelligence but no indication yet. It becomes a conduct matter as soon as there is one.",
        cites=(law.INTELLIGENCE_FIRST, law.S_12_2),
    ),
    Row(
        id="RT-11",
        when=_when(reporter=ReportRoute.FORCE_CHECK, indication=True),
        route=Route.CONDUCT,
        because="A check by the force indicates a crime or a disciplinary breach. "
        "Whether vetting has to be looked at again is a question of its own.",
        cites=(law.VETTING_3, law.S_12_2),
    ),
    Row(
        id="RT-12",
        when=_when(about_handling=True, own_handlers=False),
        route=Route.LINKED,
        because="Dissatisfaction with how the force handled the report is about other people: it is an allegation of "
        "its own, linked to this case and not merged with it.",
        cites=(law.REG_14, law.S_12_1),
    ),
    Row(
        id="RT-13",
        when=_when(serious=True, indication=True),
        route=Route.CONDUCT,
        because="Somebody has died or was seriously injured, and a crime or a disciplinary breach is indicated: a "
        "conduct matter, or a complaint where one is made. It must be referred either way.",
        cites=(law.S_12_2A, law.PARA_13),
    ),
    Row(
        id="RT-14",
        when=_when(serious=True, contact=True, indication=False, complained=False),
        route=Route.DSI,
        because="Somebody has died or was seriously injured after contact with the police, and it is neither a "
        "complaint nor a conduct matter. It must be referred.",
        cites=(law.S_12_2A, law.PARA_14C),
    ),
    Row(
        id="RT-15",
        when=_when(serious=True, contact=False, indication=False, complained=False),
        route=Route.UNSETTLED,
        because="Somebody has died or was seriously injured, with no known contact with the police before it and "
        "nothing indicated against anybody: look at both again before leaving it.",
        cites=(law.S_12_2A,),
    ),
    Row(
        id="RT-16",
        when=_when(service=POLICE, on_duty=True, indication=True),
        route=Route.CONDUCT,
        because="A victim who was on duty for the police at the time cannot be the complainant, whatever the force.",
        cites=(law.settlement(19), law.S_29_4),
    ),
    Row(
        id="RT-17",
        when=_when(service=POLICE, may_complain=True, wish=False, indication=True),
        route=Route.CONDUCT,
        because="A victim from the police who may complain expressly does not wish to. Ask again at each contact.",
        cites=(law.PARA_11_2, law.S_12_2),
    ),
    Row(
        id="RT-18",
        when=_when(service=POLICE, same_chief=True, setting_allows=True, on_duty=False, wish=True),
        route=Route.COMPLAINT,
        because="This force's setting lets a victim under the subject's chief officer complain.",
        cites=(law.settlement(27), law.S_29_4),
    ),
    Row(
        id="RT-19",
        when=_when(reporter=FROM_OUTSIDE | FROM_INSIDE, consent=True, may_complain=True),
        route=Route.COMPLAINT,
        because="Somebody acts for a victim who may complain, with the victim's written consent: it is the victim's "
        "complaint.",
        cites=(law.S_12_1A,),
    ),
    Row(
        id="RT-20",
        when=_when(reporter=FROM_OUTSIDE, consent=True, may_complain=False, indication=True),
        route=Route.CONDUCT,
        because="Nobody can complain for a victim who could not complain in person.",
        cites=(law.S_12_1A, law.S_29_4),
    ),
    Row(
        id="RT-21",
        when=_when(reporter=FROM_OUTSIDE, standing=True, reporter_wish=False, indication=True),
        route=Route.CONDUCT,
        because="Whoever reported could complain and expressly does not wish to: what is indicated is looked at all "
        "the same.",
        cites=(law.PARA_11_2, law.S_12_2),
    ),
    Row(
        id="RT-22",
        when=_when(civil_claim=True, indication=True),
        route=Route.CONDUCT,
        because="A civil claim against the force has brought it out.",
        cites=(law.PARA_10,),
    ),
    Row(
        id="RT-23",
        when=_when(about_handling=True, own_handlers=True),
        route=Route.UNSETTLED,
        because="A victim under the chief officer of those who handled the report is dissatisfied with that. Whether "
        "such a person may complain of anything but conduct was not found.",
        cites=(law.settlement(27), law.S_29_4),
    ),
    Row(
        id="RT-24",
        when=_when(chief_officer=True),
        route=Route.ELSEWHERE,
        because="The appropriate authority for a chief officer, or somebody acting as one, is the local policing body.",
        cites=(law.S_29_1,),
    ),
    Row(
        id="RT-25",
        when=_when(another_force=True),
        route=Route.ELSEWHERE,
        because="The subject belongs to another force: pass it to that force's appropriate authority and tell whoever "
        "complained. Preserve evidence meanwhile.",
        cites=(law.PARA_2, law.S_29_1),
    ),
)
