"""What a matter is in law now: as recorded, unless it was converted since."""

from workflows.casefile import CaseFile
from workflows.criminal.facts import converted_by_reg_41
from workflows.handling.entries import ConvertMatter
from workflows.handling.facts import recorded
from workflows.handling.vocabulary import MatterKind
from workflows.withdrawal.facts import converted_by_withdrawal


def kind(file: CaseFile) -> MatterKind | None:
    """What the matter is in law; None before it is recorded.

    A complaint that ended in the public interest goes on as a conduct matter (PCMR regs 38 and 41; settlement 17).
    """
    first = recorded(file)
    if first and (converted_by_withdrawal(file) or converted_by_reg_41(file)):
        return MatterKind.CONDUCT
    if converted := file.last(ConvertMatter):
        return converted.entry.kind
    return first.entry.kind if first else None
