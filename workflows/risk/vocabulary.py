"""The words of risk, safety and evidence."""

from workflows.model import Choice, Status, Tone


class RiskStatus(Status):
    """Where the assessment of risk stands."""

    NOT_ASSESSED = "not-assessed", "Risk not assessed", Tone.ORANGE
    ASSESSED = "assessed", "Risk assessed, not countersigned", Tone.YELLOW
    COUNTERSIGNED = "countersigned", "Risk assessed and countersigned", Tone.GREEN, True


class RiskLevel(Choice):
    """How grave the risk is, lowest first. What is not known is never handled as low."""

    STANDARD = "standard", "Standard", "Nothing now points to serious harm"
    MEDIUM = "medium", "Medium", "Serious harm could follow if something changes"
    UNKNOWN = "not-known", "Not known yet", "Handled above medium until it is known"
    HIGH = "high", "High", "Serious harm could happen at any time"


class RiskTool(Choice):
    """With what a risk was assessed."""

    DARA = "dara", "DARA"
    DASH = "dash", "DASH"
    STALKING = "stalking", "Stalking screening tool"
    JUDGEMENT = "judgement", "Professional judgement, no tool yet"


class SafetyMeasure(Choice):
    """Something that keeps a person safer."""

    CONTROL_ROOM = "control-room", "Address known to the control room, not to be found by the subject"
    ALARM = "alarm", "Alarm or safety device"
    SAFE_PLACE = "safe-place", "Somewhere safe to stay"
    HOME = "home", "Home made more secure"
    ADVOCATE = "advocate", "Independent adviser (IDVA, ISVA)"
    SUPPORT = "support", "Specialist support service"
    MARAC = "marac", "Referred to the multi-agency risk conference (MARAC)"
    CHILDREN = "children", "Children's safeguarding referral"
    ORDER = "order", "Protective order or bail condition"
    WEAPONS = "weapons", "Firearms, licences or warrant card taken"
    WORK = "work", "Kept apart from the subject at work"
    OTHER = "other", "Something else"


class MeasureState(Choice):
    """Where a safety measure stands. What the victim declines is offered again."""

    DONE = "done", "In place"
    TO_DO = "to-do", "Still to be done"
    DECLINED = "declined", "Offered, and not wanted now"


class EvidenceKind(Choice):
    """What could show what happened."""

    VIDEO = "video", "Body-worn video"
    CCTV = "cctv", "CCTV"
    DEVICES = "devices", "Telephones and other devices"
    MESSAGES = "messages", "Messages and social media"
    POLICE_SYSTEMS = "police-systems", "Who looked at what on police systems"
    CALLS = "calls", "999 and control room recordings"
    CUSTODY = "custody", "Custody records"
    INJURIES = "injuries", "Photographs or medical notes of injuries"
    STATEMENT = "statement", "First account or statement"
    OTHER = "other", "Something else"


class EvidenceState(Choice):
    """Whether it is safe."""

    SECURED = "secured", "Secured"
    ASKED_FOR = "asked-for", "Asked for, not here yet"
    GONE = "gone", "Not there any more"


class FurtherStatus(Status):
    """Where further reports stand. Nobody is ever shown this: it is the same whether or not there is one."""

    OPEN = "open", "Open", Tone.GREY, True


class SamePerson(Choice):
    """What the gatekeeper finds of somebody who is named in two cases."""

    SAME = "same", "The same person", "The report joins one line of risk: those who may know are told in both cases"
    NOT_SAME = "not-same", "Not the same person"
    CANNOT_TELL = "cannot-tell", "Cannot tell yet", "It stays on your list"
