"""Where each rule comes from, and how sure we are of it. Every rule names one of these."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from workflows.settlements import SETTLED


class Standing(StrEnum):
    """How firm a citation is, with the warning that readers see; nothing is said of a text that was read."""

    label: str
    warning: str

    def __new__(cls, value: str, label: str, warning: str) -> Self:
        standing = str.__new__(cls, value)
        standing._value_, standing.label, standing.warning = value, label, warning
        return standing

    FOUND = "found", "Read", ""
    PARTLY = "partly", "Partly read", "Only a part, or a reliable note, was read; the rest is inferred."
    NOT_FOUND = (
        "not-found",
        "Not read",
        "We have not read this text. It is stated from general knowledge: check it before relying on it.",
    )
    SETTLED = (
        "settled",
        "Settled here",
        "The sources differ, are silent or were not read; this is how this system settles it.",
    )
    PRACTICE = "practice", "Guidance or practice", "Guidance or good practice, not a statutory duty."


@dataclass(frozen=True)
class Source:
    """An Act, a set of regulations, a guide: its short name, its full title and its address.

    The places of one that is `numbered` are sections, regulations or rights; of any other they are named in words.
    """

    short: str
    title: str
    url: str = ""
    numbered: bool = False


@dataclass(frozen=True)
class Citation:
    """One provision of a source. `note` is whatever a reader should know about this provision."""

    source: Source
    provision: str
    standing: Standing
    url: str = ""
    note: str = ""

    @property
    def short(self) -> str:
        """ "PRA 2002 Sch 3 para 2(6B)(b)", "Proposal: time limit"."""
        if not self.provision:
            return self.source.short
        mark = "" if self.source.numbered else ":"
        return f"{self.source.short}{mark} {self.provision}"

    @property
    def caveat(self) -> str:
        """The warning to print beside the rule, in plain English; nothing where none is due."""
        return " ".join(part for part in (self.standing.warning, self.note) if part)


_LAW = "https://www.legislation.gov.uk"
PRA = Source("PRA 2002", "Police Reform Act 2002", f"{_LAW}/ukpga/2002/30", numbered=True)
PCMR = Source("PCMR 2020", "Police (Complaints and Misconduct) Regulations 2020", f"{_LAW}/uksi/2020/2", numbered=True)
PCR = Source("PCR 2020", "Police (Conduct) Regulations 2020", f"{_LAW}/uksi/2020/4", numbered=True)
CODE = Source(
    "Victims' Code",
    "Code of Practice for Victims of Crime in England and Wales",
    "https://www.gov.uk/government/publications/the-code-of-practice-for-victims-of-crime",
    numbered=True,
)
COLLEGE = Source("College of Policing", "College of Policing", "https://www.college.police.uk")
IOPC = Source("IOPC", "Independent Office for Police Conduct", "https://www.policeconduct.gov.uk")
CWJ = Source("CWJ 2024", "Centre for Women's Justice, September 2024", "https://www.centreforwomensjustice.org.uk")
SUPER_COMPLAINT_REPORT = Source(
    "Super-complaint report 2022",
    "Joint report on the super-complaint about police-perpetrated domestic abuse",
    "https://www.gov.uk/government/publications/"
    "responses-to-police-perpetrated-domestic-abuse-report-on-the-cwj-super-complaint",
)
LESSONS = Source("IOPC Learning the Lessons 45", "Learning the Lessons, issue 45: violence against women and girls")
HOG = Source("Home Office guidance 2020", "Conduct, Efficiency and Effectiveness: statutory guidance, 5 February 2020")
VETTING = Source(
    "Vetting Regulations 2025", "Police (Vetting) Regulations 2025", f"{_LAW}/uksi/2025/502", numbered=True
)
EQUALITY = Source("Equality Act 2010", "Equality Act 2010", f"{_LAW}/ukpga/2010/15", numbered=True)
DAC = Source("Domestic Abuse Commissioner", "Evidence of the Domestic Abuse Commissioner on policing")
OURS = Source("Proposal", "A default proposed by this system")
THIS_FORCE = Source("This force", "Decided by this force")
SETTLEMENTS = Source("Settlement", "Where the sources differ or are silent: how this system settles it", numbered=True)

_FOUND, _PARTLY, _NOT_FOUND = Standing.FOUND, Standing.PARTLY, Standing.NOT_FOUND
_NUMBER = "The number of the paragraph needs checking."
_IN_2026 = "Inserted from 13 July 2026 by the Police (Conduct and Vetting etc.) (Amendment) Regulations 2026."


def _cite(source: Source, folder: str, prefix: str, provision: str, standing: Standing, note: str) -> Citation:
    """A provision of an Act or of regulations, addressed by the number with which it begins."""
    whole = provision.split("(")[0]
    return Citation(source, prefix + provision, standing, f"{source.url}/{folder}/{whole}", note)


def _section(provision: str, standing: Standing, note: str = "") -> Citation:
    return _cite(PRA, "section", "s.", provision, standing, note)


def _paragraph(provision: str, standing: Standing, note: str = "") -> Citation:
    return _cite(PRA, "schedule/3/paragraph", "Sch 3 para ", provision, standing, note)


def _complaints(provision: str, standing: Standing, note: str = "") -> Citation:
    return _cite(PCMR, "regulation", "reg ", provision, standing, note)


def _conduct(provision: str, standing: Standing, note: str = "") -> Citation:
    return _cite(PCR, "regulation", "reg ", provision, standing, note)


def _practice(source: Source, provision: str, page: str = "", note: str = "") -> Citation:
    return Citation(source, provision, Standing.PRACTICE, source.url + page, note)


S_12_1 = _section("12(1)", _NOT_FOUND)
S_12_1A = _section("12(1A)", _NOT_FOUND)
S_12_2 = _section("12(2)", _FOUND)
S_12_2A = _section("12(2A)", _PARTLY)
S_12_7 = _section("12(7)", _PARTLY, "That designated volunteers count is from general knowledge.")
S_20 = _section("20", _FOUND)
S_21 = _section("21", _FOUND)
S_29_1 = _section("29(1)", _FOUND)
S_29_3 = _section("29(3)", _NOT_FOUND)
S_29_4 = _section("29(4)", _PARTLY, "That a person under the same chief officer cannot complain was not fully read.")
S_29_5 = _section("29(5)", _FOUND)

PARA_1 = _paragraph("1", _FOUND)
PARA_2 = _paragraph("2", _PARTLY, "That the complainant is told was not read.")
PART_2B = Citation(PRA, "Part 2B", _PARTLY, f"{PRA.url}/part/2B", "This is about protecting whoever reports.")

PARA_2_6 = _paragraph("2(6)", _FOUND)
PARA_2_6A = _paragraph("2(6A)", _FOUND)
PARA_2_6A_A = _paragraph("2(6A)(a)", _FOUND)
PARA_2_6A_B = _paragraph("2(6A)(b)", _FOUND)
PARA_2_6B = _paragraph("2(6B)", _FOUND)
PARA_2_6B_A = _paragraph("2(6B)(a)", _FOUND)
PARA_2_6B_B = _paragraph("2(6B)(b)", _FOUND)
PARA_2_6B_C = _paragraph("2(6B)(c)", _FOUND)
PARA_2_6B_D = _paragraph("2(6B)(d)", _FOUND)
PARA_2_6C = _paragraph("2(6C)", _FOUND)
PARA_4_1_C = _paragraph("4(1)(c)", _FOUND)
PARA_4_1_C_LIMIT = _paragraph("4(1)(c)", _NOT_FOUND, f"This is about the time limit after a notice. {_NUMBER}")
PARA_4_2 = _paragraph("4(2)", _FOUND)
PARA_4_3 = _paragraph("4(3)", _FOUND)
PARA_4_6 = _paragraph("4(6)", _PARTLY, _NUMBER)
PARA_4A = _paragraph("4A", _PARTLY, "Read where another provision names it.")
PARA_5 = _paragraph("5", _FOUND)
PARA_2_NOTICE = _paragraph("2", _NOT_FOUND, "This is about telling a complainant that a matter is not recorded.")
PARA_6 = _paragraph("6", _PARTLY)
PARA_6_2A = _paragraph("6(2A)", _PARTLY, _NUMBER)
PARA_6A = _paragraph("6A", _FOUND)
PARA_10 = _paragraph("10", _FOUND)
PARA_11_2 = _paragraph("11(2)", _PARTLY)
PARA_11_3A = _paragraph("11(3A)", _FOUND)
PARA_11_3B = _paragraph("11(3B)", _PARTLY)
PARA_11_3C = _paragraph("11(3C)", _PARTLY)
PARA_11_3D = _paragraph("11(3D)", _PARTLY)
PARA_11_3E = _paragraph("11(3E)", _FOUND)
PARA_12 = _paragraph("12", _NOT_FOUND)
PARA_13 = _paragraph("13", _PARTLY)
PARA_13_2 = _paragraph("13(2)", _NOT_FOUND)
PARA_13_3 = _paragraph("13(3)", _NOT_FOUND)
PARA_13_5 = _paragraph("13(5)", _PARTLY, _NUMBER)
PARA_14 = _paragraph("14", _PARTLY)
PARA_14B = _paragraph("14B", _NOT_FOUND)
PARA_14C = _paragraph("14C", _PARTLY)
PARA_15 = _paragraph("15", _PARTLY)
PARA_15_5 = _paragraph("15(5)", _PARTLY)
PARA_16 = _paragraph("16", _PARTLY)
PARA_16_3 = _paragraph("16(3)", _PARTLY, _NUMBER)
PARA_19A = _paragraph("19A", _PARTLY)
PARA_21A = _paragraph("21A", _NOT_FOUND)
PARA_14D_2 = _paragraph("14D(2)", _NOT_FOUND)
PARA_22 = _paragraph("22", _PARTLY)
PARA_24 = _paragraph("24", _PARTLY)
PARA_25 = _paragraph("25", _PARTLY, "Which matters carry no right to a review was partly inferred.")

REG_1_2 = _complaints("1(2)", _PARTLY)
REG_3 = _complaints("3", _PARTLY)
REG_4 = _complaints("4", _FOUND)
REG_4_LIMIT = _complaints("4", _NOT_FOUND, f"This is about the time limit. {_NUMBER}")
REG_6 = _complaints("6", _PARTLY)
REG_7 = _complaints("7", _FOUND)
REG_7_2 = _complaints("7(2)", _PARTLY)
REG_7_LIMIT = _complaints("7", _NOT_FOUND, f"This is about the time limit. {_NUMBER}")
REG_9 = _complaints("9", _PARTLY)
REG_9_LIMIT = _complaints("9", _NOT_FOUND, f"This is about the time limit. {_NUMBER}")
REG_12 = _complaints("12", _PARTLY)
REG_12_SKILLS = _complaints("12", _PARTLY, "That training in date shows the knowledge that it asks for is inferred.")
REG_13 = _complaints("13", _FOUND)
REG_13_3_B = _complaints("13(3)(b)", _FOUND)
REG_14 = _complaints("14", _PARTLY)
REG_16_2 = _complaints("16(2)", _FOUND)
REG_17 = _complaints("17", _PARTLY)
REG_29_2 = _complaints("29(2)", _FOUND)
REG_29_3 = _complaints("29(3)", _FOUND)
REG_32 = _complaints("32", _FOUND)
REG_32_ABUSE = _complaints("32(b) and (f)", _PARTLY, "That abuse by police always goes to the IOPC is inferred.")
REG_34_2 = _complaints("34(2)", _FOUND)
REG_34_2_A = _complaints("34(2)(a)", _FOUND)
REG_34_2_B = _complaints("34(2)(b)", _FOUND)
REG_34_3 = _complaints("34(3)", _FOUND)
REG_34_4 = _complaints("34(4)", _PARTLY)
REG_35 = _complaints("35", _PARTLY)
REG_37 = _complaints("37", _PARTLY, "Only its heading was read.")
REG_38 = _complaints("38", _PARTLY, "Paragraphs (1) to (5) were read; the authority's own decision was not.")
REG_40 = _complaints("40", _PARTLY)
REG_41 = _complaints("41", _FOUND)

REGS_4_7_AND_9 = Citation(
    PCMR, "regs 4, 7 and 9", _PARTLY, PCMR.url, "Which one applies follows from the kind of matter."
)
REGS_4_7_AND_9_LIMIT = Citation(
    PCMR,
    "regs 4, 7 and 9",
    _NOT_FOUND,
    PCMR.url,
    f"This is about the time limit: regulation 4 for a complaint, 7 for a conduct matter, 9 for a death or serious "
    f"injury matter. {_NUMBER}",
)

REG_33 = _complaints("33", _PARTLY, "This is about telling people of a suspension, with regulation 34.")
REG_38_1_2 = _complaints("38(1)-(2)", _FOUND)
REG_38_3_5 = _complaints("38(3), (5)", _FOUND)
REG_38_4 = _complaints("38(4)", _FOUND)
REG_38_6 = _complaints("38(6)", _PARTLY, f"This is about the authority's own decision. {_NUMBER}")
REG_38_ORAL = _complaints("38", _NOT_FOUND, f"This is about a wish that is not signed, and its 28 days. {_NUMBER}")
REG_41_2 = _complaints("41(2)", _FOUND)
REG_41_3 = _complaints("41(3)", _FOUND)
REG_41_4 = _complaints("41(4)", _FOUND)
REG_41_5_8 = _complaints("41(5)-(8)", _FOUND)
REG_42 = _complaints("42", _PARTLY, "With Schedule 2, on people who have left; only the headings were read.")
PCR_4_LEFT = _conduct("4", _NOT_FOUND, "With Schedule 1; this is about the conditions for former officers.")
PCR_4A_2 = _conduct("4A(2)", _PARTLY, "As modified by Schedule 1; the term was read, its test was not.")
CRIME_OUTCOMES = Citation(Source("Home Office", "Crime outcomes"), "outcomes 14 to 16", _NOT_FOUND)

PCR_11 = _conduct("11", _FOUND)
PCR_11_REASONS = _conduct("11", _PARTLY, f"This is about written reasons. {_NUMBER}")
PCR_11_REPRESENTATIONS = _conduct("11(8)", _NOT_FOUND, _NUMBER)
PCR_11_REVIEW = _conduct("11(10)-(11)", _NOT_FOUND, _NUMBER)
PCR_11_2026 = _conduct("11", _PARTLY, f"As it stands after the change of 2026. {_IN_2026}")
PCR_11_REVIEW_2026 = _conduct("11B", _PARTLY, f"This is about the reviews. {_NUMBER} {_IN_2026}")
PCR_11B = _conduct("11B", _PARTLY, _IN_2026)
PCR_11C = _conduct("11C", _PARTLY, _IN_2026)
PCR_15 = _conduct("15", _FOUND)
PCR_15_3_D = _conduct(
    "15(3)(d)",
    _PARTLY,
    "Read for matters outside Schedule 3; that PCMR reg 12 says the same is inferred. In the Metropolitan Police it is "
    "about the same command.",
)

CODE_RIGHT_6 = Citation(
    CODE,
    "right 6",
    _PARTLY,
    CODE.url,
    "That victims of domestic abuse normally have enhanced rights is from general knowledge.",
)
CODE_RIGHT_1 = Citation(CODE, "right 1", _NOT_FOUND, CODE.url)
EQUALITY_ACT = Citation(EQUALITY, "s.4", _NOT_FOUND, f"{EQUALITY.url}/section/4")
APP_PPDA = _practice(COLLEGE, "APP on abuse by police", "/app/major-investigation-and-public-protection/domestic-abuse")
HAMPSHIRE_SOO = _practice(
    COLLEGE, "smarter practice: senior oversight officer (Hampshire)", "/support-forces/practices"
)
HAMPSHIRE_PANEL = _practice(COLLEGE, "smarter practice: scrutiny panel (Hampshire)", "/support-forces/practices")
IOPC_EIGHT_THEMES = _practice(
    IOPC,
    "calls to action, eight themes",
    "/publications/police-perpetrated-domestic-abuse-handling-review",
    "Only the names of the eight themes were read, not the numbered calls to action.",
)
SG_9_4 = _practice(IOPC, "statutory guidance 2020, 9.4", note="Read where an answer to Parliament quotes it.")
OFFENCE_TABLE = Citation(
    IOPC,
    "statutory guidance 2020, chapter 9, with the maximum penalties of each offence",
    _NOT_FOUND,
    IOPC.url,
    "Maximum penalties are checked each year.",
)
DATA_GUIDANCE = _practice(IOPC, "guidance on capturing data, 1.1 to 1.3")
DATA_CATEGORIES = Citation(
    IOPC,
    "guidance on capturing data, categories of allegation",
    _PARTLY,
    IOPC.url,
    "The names of A to G were read; the codes, and all of H, J, K and L below their headings, were not found.",
)
DATA_FACTORS = Citation(IOPC, "guidance on capturing data, national complaint factors", _NOT_FOUND, IOPC.url)
PCR_2020_SCH_2 = Citation(PCR, "Sch 2", _NOT_FOUND, f"{PCR.url}/schedule/2")
LESSONS_RISK = _practice(
    LESSONS, "case studies on risk", note="Failings in other cases, from which we infer what to do."
)
ASKED_ONCE = _practice(DAC, "victims are not made to tell it again", note="A call by the Commissioner.")
SUPER_COMPLAINT = _practice(SUPER_COMPLAINT_REPORT, "", note="Read in official and press summaries.")
OTHER_CHAIN = _practice(
    SUPER_COMPLAINT_REPORT,
    "another chain of command for the criminal investigation",
    note="Read in official and press summaries.",
)
CWJ_DECLARATIONS = _practice(CWJ, "written declarations on every file", note="A call by a charity.")

CWJ_PATTERN = _practice(CWJ, "patterns of control across incidents are recorded", note="A call by a charity.")


def _proposed(what: str) -> Citation:
    return Citation(OURS, what, Standing.SETTLED, note="No published source gives this; a force should confirm it.")


INDEPENDENCE_REVIEW = _proposed("review of the independence decision")
INTERIM_INDEPENDENCE = _proposed("a short decision for enquiries that cannot wait, which lapses")
EXCEPTION = Citation(
    OURS,
    "a chief officer's exception for an earlier connection",
    Standing.SETTLED,
    note="The guidance wants nobody with an earlier connection. That only a chief officer may allow one, with reasons, "
    "conditions and an end, is proposed here.",
)
CHALLENGE = Citation(
    OURS,
    "a challenge to independence, and its written answer",
    Standing.SETTLED,
    note="After a manual of a force abroad. No source here gives this; a force should confirm it.",
)
REDECLARATION = Citation(
    OURS,
    "declaring again after 90 days, and one question after a change",
    Standing.SETTLED,
    note="No published source gives the days; a force should confirm them.",
)
COVER = _proposed("cover for whoever is excluded, named in the same act")
PROPOSED_TIME = _proposed("time limit")
PROPOSED_ACCESS = _proposed("urgent access for an hour, reviewed by a second person")
OUTSIDE_THE_CHAIN = _proposed("a deputy outside the chain of command for what the department must not handle")
RISK_LINE = _proposed("one line of risk for further reports about one person, joined by the gatekeeper")
PROPOSED_IDENTITY = _proposed("an identity shown to one person, for some hours, by a second person's agreement")
TWO_PEOPLE_DECIDE = _proposed("a second person for a decision that is hard to take back")
VOLUNTARY_WAIT = Citation(
    OURS,
    "from when handling waits on a voluntary referral",
    Standing.SETTLED,
    note="PRA 2002 Sch 3 para 6 speaks of what has been, or must be, referred; a voluntary referral has been once it "
    "is sent. That paragraph was read only in part.",
)
DEATH_OF_SUBJECT = _proposed("a subject who has died")
STEPPING_OUT = Citation(
    OURS,
    "a panel member steps out of a case in which they know somebody",
    Standing.SETTLED,
    note="After reviews of closed cases by advocates abroad. No source here gives this; a force should confirm it.",
)
PANEL_DECLARATION = Citation(
    OURS,
    "everybody on the panel declares for a meeting before its pack",
    Standing.SETTLED,
    note="After the practice of declaring connections case by case. A pack names nobody, so the question is general.",
)
ONE_MEETING_A_MONTH = Citation(
    OURS,
    "one panel meeting a month; an extra one has a reason of its own",
    Standing.SETTLED,
    note="The practice of Hampshire says monthly, and nothing of a second meeting.",
)
MEETINGS_MOVED = Citation(
    OURS,
    "a panel meeting is moved or cancelled with a reason until it has been held",
    Standing.SETTLED,
    note="Panels elsewhere (Norfolk and Suffolk, West Mercia) cancel where the chair or the force cannot come. "
    "No source says until when.",
)
TWO_PEOPLE = _proposed("a second person reads what leaves the department")
ADMINISTRATION = _proposed("administration by steps")
SUPPORT_DIRECTORY = _proposed("a directory of support, with a day for looking at each entry again")
TWO_PEOPLE_ADMINISTER = _proposed("a second person for whatever changes who may act, or by when")
SCREENING = _proposed("which links are looked for, how much each says, and for how long it counts")
LINK_TERMS = _proposed("who decides on a possible link, by when, and terms with a last day")
LINK_FOUND_LATE = _proposed("what follows when a link is found after somebody has worked on the case")
OUTCOME_WORDS = Citation(
    HOG,
    "outcomes by way of handling, with IOPC guidance",
    Standing.NOT_FOUND,
    note="Which outcomes each way of handling offers is a setting.",
)
ROUTING_TABLE = _proposed("routing table")
INTELLIGENCE_FIRST = _proposed("assess intelligence before deciding")
VETTING_3 = Citation(VETTING, "Part 3", _PARTLY, VETTING.url)
WISHES = _proposed("what a person wishes to be told, and by which way")
SAFE_COPY = _proposed("no copy gives away how somebody can be reached")
CONFIDENTIAL_ROUTE = _proposed(
    "confidential reports: a gatekeeper alone knows who sent one, and questions go both ways"
)
HOG_RESTRICTION = Citation(HOG, "chapter 5, restricted duties", Standing.PARTLY)


def own_change(source: str) -> Citation:
    """What a force gives as the source of a change that it made itself."""
    return Citation(THIS_FORCE, source, Standing.FOUND)


def settlement(number: int) -> Citation:
    """How this system settles a question that the sources leave open. KeyError for an unknown number."""
    return Citation(SETTLEMENTS, str(number), Standing.SETTLED, note=SETTLED[number])
