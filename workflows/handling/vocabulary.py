"""The words of handling: statuses, kinds of matter, routes, outcomes, closure."""

from workflows.model import Choice, Status, Tone


class HandlingStatus(Status):
    """Where the handling of a matter stands."""

    NEW = "new", "Being reported"
    RECEIVED = "received", "Received", Tone.BLUE
    OUTSIDE = "outside-schedule-3", "Handled outside Schedule 3", Tone.GREY
    LOGGED = "logged", "Logged as a complaint", Tone.BLUE
    RECORDED = "recorded", "Recorded", Tone.BLUE
    OTHERWISE = "otherwise", "Handled otherwise than by investigation", Tone.PURPLE
    UNDER_INVESTIGATION = "under-investigation", "Under investigation", Tone.PURPLE
    OUTCOMES_DECIDED = "outcomes-decided", "Outcomes decided", Tone.GREEN
    CLOSED = "closed", "Closed", Tone.GREY, True
    NOT_RECORDED = "not-recorded", "Not recorded", Tone.GREY, True
    PASSED_ON = "passed-on", "Passed to another authority", Tone.GREY, True


class ReportRoute(Choice):
    """How the matter reached the force (law 1.6)."""

    COLLEAGUE = "colleague", "A colleague or supervisor of somebody involved"
    VICTIM = "victim", "The victim"
    THIRD_PARTY = "third-party", "Somebody else outside the police"
    AGENCY = "agency", "A support service or partner agency"
    CONFIDENTIAL = "confidential", "The confidential reporting line"
    FORCE_CHECK = "force-check", "A check by the force: crime, vetting or intelligence"


class WhyUrgent(Choice):
    """Why somebody opens a case on which they do not work."""

    DANGER = "danger", "Somebody may be in danger"
    EVIDENCE = "evidence", "Evidence may be lost"
    CUSTODY = "custody", "A decision on arrest, custody or bail is due"
    COVER = "cover", "Something is due, and nobody who works on it can be reached"
    OTHER = "other", "Something else"


class WhyOutside(Choice):
    """Why somebody outside the chain of command handles a case."""

    SEALED = "sealed", "A subject works in professional standards or uses this system"
    NOBODY = "nobody", "Everybody who could decide, or keep the victim informed, is excluded"
    SENIOR = "senior", "A subject is a senior officer, or above those who would decide"
    OTHER = "other", "Something else"


class TakenTo(Choice):
    """Who handles a case that the department must not handle."""

    DEPUTY = "deputy", "I do, with people whom I choose"
    FORCE = "force", "Another force"
    IOPC = "iopc", "The IOPC"


class MatterKind(Choice):
    """What a recorded matter is in law (law 1.1)."""

    CONDUCT = (
        "conduct-matter",
        "Recordable conduct matter",
        "Indicates a crime or a disciplinary breach; no complainant",
    )
    COMPLAINT = "complaint", "Complaint", "Dissatisfaction expressed by or for a member of the public"
    DSI = "dsi-matter", "Death or serious injury matter"


class RecordingTrigger(Choice):
    """What makes a complaint one that must be recorded (Schedule 3 para 2(6A) and (6B); law 1.3)."""

    R1 = "R1", "R1: The complainant wishes it to be recorded"
    R2 = "R2", "R2: The authority decides to handle it under Schedule 3"
    R3 = "R3", "R3: Alleged to have resulted in death or serious injury"
    R4 = "R4", "R4: If proved, might be a crime or justify disciplinary proceedings"
    R5 = "R5", "R5: If proved, might infringe Article 2 or 3"
    R6 = "R6", "R6: Of a kind that must be referred to the IOPC"


class RecordingGround(Choice):
    """Why a conduct matter must be recorded (Schedule 3 para 11(2); PCMR reg 7(1))."""

    PUBLIC_AFFECTED = "public-affected", "It adversely affected a member of the public"
    SERIOUS = "serious", "It resulted in death or serious injury"
    REG_7 = (
        "reg-7",
        "It is of a kind that regulation 7(1) lists",
        "Among them: serious assault, sexual offence, gravity",
    )


class NotRecordedGround(Choice):
    """Why a matter need not be recorded."""

    REPEAT = "repeat", "A repeat of a matter dealt with before, with nothing new", "Regulation 7(2)"
    NO_INDICATION = "no-indication", "Nothing indicates a crime or a disciplinary breach"
    NOT_A_COMPLAINT = "not-a-complaint", "It is no complaint: nobody is dissatisfied, or nobody may complain of it"
    DEALT_WITH = "dealt-with", "Criminal or disciplinary proceedings deal with it already"


class WhoseMatter(Choice):
    """Whose a matter is that is not ours."""

    OTHER_FORCE = "other-force", "Another police force"
    LOCAL_POLICING_BODY = "local-policing-body", "The local policing body, for the chief officer's own conduct"
    IOPC = "iopc", "The Independent Office for Police Conduct"
    OTHER = "other", "Somebody else"


class Conversion(Choice):
    """Why a recorded matter goes on as one of another kind."""

    COMPLAINED = "complained", "Somebody who may complain has complained of it"
    PUBLIC_INTEREST = "public-interest", "The complaint has ended; the public interest requires that it goes on"
    INDICATION = "indication", "The inquiry into a death or serious injury indicates a crime or a disciplinary breach"
    NO_STANDING = "no-standing", "Whoever complained may not complain of this conduct"


class Otherwise(Choice):
    """How a matter is handled otherwise than by investigation (law 3.1)."""

    EXPLANATION = "explanation", "Explanation"
    APOLOGY = "apology", "Apology"
    DEBRIEF = "debrief", "Debrief of the person complained of"
    MEDIATION = "mediation", "Mediation", "Never between a victim of abuse and the person reported"
    LEARNING = "learning", "Learning"
    POLICY = "policy", "Change or review of policy"
    NONE = "none", "No further action"


class Outcome(Choice):
    """What was decided on one allegation (law 5.3)."""

    CASE_GROSS = "case-to-answer-gross-misconduct", "Case to answer for gross misconduct"
    CASE_MISCONDUCT = "case-to-answer-misconduct", "Case to answer for misconduct"
    NO_CASE = "no-case-to-answer", "No case to answer"
    EMPLOYER = "employer", "To be dealt with under the employer's disciplinary policy", "For police staff"
    ACCEPTABLE = "acceptable", "The service was acceptable"
    NOT_ACCEPTABLE = "not-acceptable", "The service was not acceptable"
    UNABLE = "unable", "We are unable to determine whether the service was acceptable"
    NO_ACTION = "no-further-action", "No further action"
    WITHDRAWN = "withdrawn", "Withdrawn"
    CEASED = "ceased", "Ended after criminal proceedings", "Regulation 41"


SPECIAL_PROCEDURE = frozenset({Outcome.CASE_GROSS, Outcome.CASE_MISCONDUCT})
"""Outcomes for officers and special constables alone, and only after an investigation."""

INVESTIGATED = SPECIAL_PROCEDURE | {Outcome.NO_CASE, Outcome.EMPLOYER}
"""Outcomes that need an investigation."""


class ServiceFinding(Choice):
    """What a complainant is told of the service, beside a case to answer or none."""

    ACCEPTABLE = "acceptable", "The service was acceptable"
    NOT_ACCEPTABLE = "not-acceptable", "The service was not acceptable"
    UNABLE = "unable", "We are unable to determine whether it was"


class Result(Choice):
    """What follows from an outcome besides."""

    EXPLANATION = "explanation", "Explanation"
    APOLOGY = "apology", "Apology"
    REFLECTIVE = "reflective-practice", "Reflective practice review"
    PERFORMANCE = "performance", "Performance procedure"
    EMPLOYER = "employer", "The employer's disciplinary policy", "For police staff"
    VETTING = "vetting", "Vetting review"
    ORGANISATION = "organisational-learning", "Organisational learning"
    POLICY = "policy-review", "Policy review"
    PROCEEDINGS = "proceedings", "Misconduct meeting or hearing"
    OTHER = "other", "Other"


class ClosureCode(Choice):
    """Why a case was closed (law 10.7)."""

    CASE_GROSS = "C_CTA_GM", "Case to answer: gross misconduct"
    CASE_MISCONDUCT = "C_CTA_M", "Case to answer: misconduct"
    NO_CASE = "C_NCTA", "No case to answer"
    OUTSIDE_RESOLVED = "C_OUT_RESOLVED", "Resolved outside Schedule 3"
    OUTSIDE_NOT_RESOLVED = "C_OUT_NOTRES", "Not resolved outside Schedule 3"
    ACCEPTABLE = "C_RP_ACCEPT", "The service was acceptable"
    NOT_ACCEPTABLE = "C_RP_NOTACCEPT", "The service was not acceptable"
    UNABLE = "C_RP_UNABLE", "Unable to determine"
    NO_ACTION = "C_NFA", "No further action"
    WITHDRAWN = "C_WITHDRAWN", "Withdrawn"
    CEASED = "C_REG41_END", "Ended after criminal proceedings"
    REFLECTIVE = "C_RPRP", "Reflective practice"
    PERFORMANCE = "C_UPP", "Performance procedure"
    VETTING = "C_VETTING", "Vetting"
    CRIMINAL = "C_CRIM", "Dealt with by criminal proceedings"


class ReportedTo(Choice):
    """Who has had a report on a matter that is not finished (PCMR reg 13)."""

    IOPC = "iopc", "The IOPC"
    BODY = "local-policing-body", "The local policing body"
    COMPLAINANT = "complainant", "The complainant"
    INTERESTED = "interested-person", "An interested person"
    SUBJECT = "subject", "The subject"


class Ending(Choice):
    """What ends a matter before there is an outcome."""

    WITHDRAWN = "withdrawn", "The complaint was withdrawn, and the public interest does not require more"
    CEASED = "ceased", "Regulation 41: it ends after the criminal proceedings"
    DSI_RETURNED = "dsi-returned", "The IOPC returned a death or serious injury matter, and nothing more is needed"
