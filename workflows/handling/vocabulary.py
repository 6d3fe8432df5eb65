"""The words of handling: statuses, kinds of matter, routes, outcomes, closure."""

from workflows.model import Choice, Status, Tone


class HandlingStatus(Status):
    """Where the handling of a matter stands."""

    NEW = "new", "Being reported"
    RECEIVED = "received", "Received", Tone.BLUE
    OUTSIDE = "outside-schedule-3", "Handled outside Schedule 3", Tone.GREY
    RECORDED = "recorded", "Recorded", Tone.BLUE
    UNDER_INVESTIGATION = "under-investigation", "Under investigation", Tone.PURPLE
    OUTCOMES_DECIDED = "outcomes-decided", "Outcomes decided", Tone.GREEN
    CLOSED = "closed", "Closed", Tone.GREY, True


class ReportRoute(Choice):
    """How the matter reached the force (law 1.6)."""

    COLLEAGUE = "colleague", "A colleague or supervisor of somebody involved"
    VICTIM = "victim", "The victim"
    THIRD_PARTY = "third-party", "Somebody else outside the police"
    AGENCY = "agency", "A support service or partner agency"
    CONFIDENTIAL = "confidential", "The confidential reporting line"
    FORCE_CHECK = "force-check", "A check by the force: crime, vetting or intelligence"


class MatterKind(Choice):
    """What a recorded matter is in law (law 1.1)."""

    CONDUCT = (
        "conduct-matter",
        "Recordable conduct matter",
        "Indicates a crime or a disciplinary breach; no complainant",
    )
    COMPLAINT = "complaint", "Complaint", "Dissatisfaction expressed by or for a member of the public"
    DSI = "dsi-matter", "Death or serious injury matter"


class RecordingGround(Choice):
    """Why a conduct matter must be recorded (Schedule 3 para 11(2); PCMR reg 7(1))."""

    PUBLIC_AFFECTED = "public-affected", "It adversely affected a member of the public"
    SERIOUS = "serious", "It resulted in death or serious injury"
    REG_7 = (
        "reg-7",
        "It is of a kind that regulation 7(1) lists",
        "Among them: serious assault, sexual offence, gravity",
    )


class Outcome(Choice):
    """What was decided on one allegation (law 5.3)."""

    CASE_GROSS = "case-to-answer-gross-misconduct", "Case to answer for gross misconduct"
    CASE_MISCONDUCT = "case-to-answer-misconduct", "Case to answer for misconduct"
    NO_CASE = "no-case-to-answer", "No case to answer"


class ClosureCode(Choice):
    """Why a case was closed (law 10.7)."""

    CASE_GROSS = "C_CTA_GM", "Case to answer: gross misconduct"
    CASE_MISCONDUCT = "C_CTA_M", "Case to answer: misconduct"
    NO_CASE = "C_NCTA", "No case to answer"
    OUTSIDE_RESOLVED = "C_OUT_RESOLVED", "Resolved outside Schedule 3"
