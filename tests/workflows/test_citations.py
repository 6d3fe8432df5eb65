"""The citations: their names, their addresses, and how sure each is."""

import re

import pytest

from workflows import citations as law
from workflows.citations import PCMR, PCR, PRA, Citation, Standing, settlement
from workflows.settlements import SETTLED

NAMED = {name: cite for name, cite in vars(law).items() if isinstance(cite, Citation)}
STATUTE = {name: cite for name, cite in NAMED.items() if cite.source in (PRA, PCMR, PCR)}
ASPECTS = r"(_LIMIT|_REASONS|_REPRESENTATIONS|_REVIEW_2026|_REVIEW|_2026|_NOTICE|_ABUSE|_SKILLS|_ORAL|_LEFT)$"


@pytest.mark.parametrize(
    ("cite", "short", "url"),
    [
        (law.S_29_4, "PRA 2002 s.29(4)", "/ukpga/2002/30/section/29"),
        (law.PARA_2_6B_B, "PRA 2002 Sch 3 para 2(6B)(b)", "/ukpga/2002/30/schedule/3/paragraph/2"),
        (law.PARA_19A, "PRA 2002 Sch 3 para 19A", "/ukpga/2002/30/schedule/3/paragraph/19A"),
        (law.REG_34_2_A, "PCMR 2020 reg 34(2)(a)", "/uksi/2020/2/regulation/34"),
        (law.PCR_11B, "PCR 2020 reg 11B", "/uksi/2020/4/regulation/11B"),
    ],
)
def test_a_provision_has_a_short_name_and_an_address(cite: Citation, short: str, url: str) -> None:
    assert (cite.short, cite.url) == (short, f"https://www.legislation.gov.uk{url}")


def test_a_source_without_provisions_is_named_alone() -> None:
    assert law.SUPER_COMPLAINT.short == "Super-complaint report 2022"


def test_a_place_in_words_stands_after_a_colon() -> None:
    assert law.PROPOSED_TIME.short == "Proposal: time limit"
    assert law.CODE_RIGHT_6.short == "Victims' Code right 6"
    colons = [c for c in vars(law).values() if isinstance(c, Citation) and ":" in c.short.removesuffix(c.provision)]
    assert [c.short for c in colons if re.match(r"(s\.|regs? |Sch |Part |right |\d)", c.provision)] == []


def name_of(cite: Citation) -> str:
    """PARA_11_3A for PRA 2002 Sch 3 para 11(3A)."""
    name = "_".join(re.findall(r"\w+", cite.short.upper()))
    name = name.removeprefix("PRA_2002_").removeprefix("SCH_3_").removeprefix("PCMR_2020_")
    return name.replace("PCR_2020_REG", "PCR")


def test_a_constant_is_named_after_its_provision() -> None:
    plain = {name: cite for name, cite in STATUTE.items() if not re.search(ASPECTS, name)}
    assert {name: name_of(cite) for name, cite in plain.items()} == {name: name for name in plain}


def test_a_constant_for_one_aspect_of_a_provision_says_so() -> None:
    aspects = {name: cite for name, cite in STATUTE.items() if re.search(ASPECTS, name)}
    assert [name for name, cite in aspects.items() if not name_of(cite).startswith(re.sub(ASPECTS, "", name))] == []
    assert [name for name, cite in aspects.items() if not cite.note] == []


def test_what_was_not_read() -> None:
    assert {name for name, cite in NAMED.items() if cite.standing is Standing.NOT_FOUND} == {
        "S_12_1",
        "S_12_1A",
        "S_29_3",
        "PARA_2_NOTICE",
        *("PARA_12", "PARA_14B"),
        "PARA_13_2",
        "PARA_13_3",
        "PARA_4_1_C_LIMIT",
        "REG_9_LIMIT",
        "REGS_4_7_AND_9_LIMIT",
        "OFFENCE_TABLE",
        "REG_4_LIMIT",
        "REG_7_LIMIT",
        "PCR_11_REPRESENTATIONS",
        "PCR_11_REVIEW",
        *("PCR_2020_SCH_2", "DATA_FACTORS", "EQUALITY_ACT", "CODE_RIGHT_1"),
        *("REG_38_ORAL", "PCR_4_LEFT", "CRIME_OUTCOMES"),
        *("PARA_14D_2", "PARA_21A", "OUTCOME_WORDS"),
    }


def test_what_was_read_in_full() -> None:
    assert {name for name, cite in NAMED.items() if cite.standing is Standing.FOUND} == {
        *("S_12_2", "S_20", "S_21", "S_29_1"),
        *("PARA_2_6A_A", "PARA_2_6A_B", "PARA_2_6B_A", "PARA_2_6B_C", "PARA_2_6B_D"),
        *("PARA_2_6", "PARA_2_6A", "PARA_2_6B", "PARA_2_6B_B", "PARA_2_6C", "PARA_10", "PARA_11_3A", "PARA_11_3E"),
        *("PARA_1", "PARA_4_1_C", "PARA_4_2", "PARA_4_3", "PARA_5"),
        *("REG_4", "REG_7", "REG_13", "REG_16_2", "REG_34_2", "REG_34_2_A", "REG_34_2_B", "REG_34_3"),
        *("PARA_6A", "REG_29_2", "REG_29_3", "REG_32"),
        *("PCR_11", "PCR_15"),
        "S_29_5",
        *("REG_38_1_2", "REG_38_3_5", "REG_38_4", "REG_41_2", "REG_41_3", "REG_41_4", "REG_41_5_8"),
        "REG_41",
        "REG_13_3_B",
    }


@pytest.mark.parametrize("name", NAMED)
def test_only_what_was_read_goes_without_a_warning(name: str) -> None:
    cite = NAMED[name]
    assert bool(cite.caveat) is (cite.standing is not Standing.FOUND)


def test_a_caveat_is_plain() -> None:
    assert law.REG_7_LIMIT.caveat == (
        "We have not read this text. It is stated from general knowledge: check it before relying on it. "
        "This is about the time limit. The number of the paragraph needs checking."
    )
    assert law.REG_34_2.caveat == ""


def test_every_settlement_can_be_cited() -> None:
    assert list(SETTLED) == list(range(1, 29))
    assert {settlement(number).standing for number in SETTLED} == {Standing.SETTLED}
    assert settlement(14).short == "Settlement 14"
    assert settlement(15).caveat == (
        "The sources differ, are silent or were not read; this is how this system settles it. "
        "Where a rule does not say which day counts first, the day after the event does."
    )
    with pytest.raises(KeyError):
        settlement(29)
