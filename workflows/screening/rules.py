"""The rules of screening as data: what each compares, how much it says, and with whom it excludes by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workflows import citations as law
from workflows.citations import Citation
from workflows.model import Role
from workflows.screening import compare
from workflows.screening.compare import Finding, Pair
from workflows.screening.vocabulary import Effect, Side, Strength

HAVE_PARTS = frozenset(Side) - {Side.HANDLER, Side.CASE}
EVERYBODY = HAVE_PARTS | {Side.HANDLER}
NOBODY: frozenset[Side] = frozenset()

TAKES_DOWN = frozenset({Role.INTAKE, Role.DUTY_INSPECTOR})
"""Roles in which somebody records and acts at once, whoever is on duty: of their links only a close one excludes."""


@dataclass(frozen=True)
class Rule:
    """One rule. `excludes` are the parties with whom a link excludes by itself; with anybody else it informs.

    In a small force a `place` alone informs: there everybody has served everywhere.
    """

    id: str
    title: str
    find: Callable[[Pair], Finding]
    strength: Strength
    excludes: frozenset[Side]
    why: str
    cites: tuple[Citation, ...]
    place: bool = False

    @property
    def compares(self) -> str:
        """What it compares, in a sentence."""
        return (self.find.__doc__ or "").strip()

    def effect(self, side: Side, role: Role, *, small_force: bool) -> Effect:
        """What a link by this rule does by itself, for somebody proposed in a role."""
        weak = (self.place and small_force) or (role in TAKES_DOWN and self.strength is not Strength.CLOSE)
        return Effect.EXCLUDES if side in self.excludes and not weak else Effect.INFORMS


PARTIES = (law.settlement(4), law.REG_12)
OURS = (law.SCREENING, law.REG_12)
LINE = (law.REG_12, law.settlement(6))

RULES = (
    Rule(
        "LNK-1", "Has a part in the case", compare.has_a_part, Strength.CLOSE, HAVE_PARTS,
        "Nobody works on a case in which they have a part.", PARTIES,
    ),
    Rule(
        "LNK-2", "Declared relationship", compare.relationship, Strength.CLOSE, EVERYBODY,
        "A relationship outside work gives a fear of partiality.", (law.REG_12, law.CWJ_DECLARATIONS),
    ),
    Rule(
        "LNK-3", "Declared association", compare.association, Strength.CLOSE, EVERYBODY,
        "The force was told of the association because it may compromise somebody.", OURS,
    ),
    Rule(
        "LNK-4", "Shared business", compare.business, Strength.CLOSE, EVERYBODY,
        "A financial connection gives a fear of partiality.", OURS,
    ),
    Rule(
        "LNK-5", "Shared address", compare.address, Strength.CLOSE, EVERYBODY,
        "People who lived at one address know one another.", OURS,
    ),
    Rule(
        "LNK-6", "Shared telephone number or e-mail address", compare.telephone, Strength.CLOSE, EVERYBODY,
        "People who are reached by one number know one another.", OURS,
    ),
    Rule(
        "LNK-7", "Direct line management now", compare.direct_now, Strength.WORKING, HAVE_PARTS,
        "Nobody investigates whoever manages them, or whom they answer for.", LINE,
    ),
    Rule(
        "LNK-8", "Direct line management at the time", compare.direct_then, Strength.WORKING, HAVE_PARTS,
        "Whoever managed somebody when it happened may be asked what they knew.", LINE,
    ),
    Rule(
        "LNK-9", "Indirect line management now", compare.indirect_now, Strength.WORKING, HAVE_PARTS,
        "The regulation speaks of working directly or indirectly under somebody's management.", LINE,
    ),
    Rule(
        "LNK-10", "Indirect line management at the time", compare.indirect_then, Strength.WORKING, HAVE_PARTS,
        "Whoever was above somebody when it happened may be asked what they knew.", LINE,
    ),
    Rule(
        "LNK-11", "Supervised in recent years", compare.supervised, Strength.WORKING, HAVE_PARTS,
        "Who supervised whom outlasts the posting.", OURS,
    ),
    Rule(
        "LNK-12", "Trained in recent years", compare.trained, Strength.SLIGHT, NOBODY,
        "A mentor stays one; a lesson among many is forgotten. Somebody must ask.", OURS,
    ),
    Rule(
        "LNK-13", "Same team in recent years", compare.same_team, Strength.WORKING, HAVE_PARTS,
        "A team depends on one another.", (law.SCREENING, law.settlement(6), law.CWJ_DECLARATIONS),
    ),
    Rule(
        "LNK-14", "Same station in recent years", compare.same_station, Strength.SLIGHT, HAVE_PARTS,
        "They may have met every day. In a small force everybody has, and nobody would be left.",
        (law.SCREENING,), place=True,
    ),
    Rule(
        "LNK-15", "Earlier complaint between them", compare.earlier_complaint, Strength.CLOSE, HAVE_PARTS,
        "One has complained of the other, or told of what the other did.", OURS,
    ),
    Rule(
        "LNK-16", "Earlier case together", compare.earlier_case, Strength.SLIGHT, NOBODY,
        "It may be a reason for or against: somebody who dealt with them before knows them.", OURS,
    ),
    Rule(
        "LNK-17", "Same group declared", compare.same_group, Strength.SLIGHT, NOBODY,
        "Members of one group may never have met.", OURS,
    ),
    Rule(
        "LNK-18", "Viewed the record before appointment", compare.viewed, Strength.WORKING, frozenset({Side.CASE}),
        "Whoever looked without being allocated had a reason that somebody should ask for.", OURS,
    ),
)  # fmt: skip
