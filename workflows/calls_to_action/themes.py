"""The eight themes of the IOPC's calls to action. Their names were read; the numbered calls were not."""

from workflows.model import Choice


class Theme(Choice):
    """One theme; its value begins the ids of its measures. The ids are ours, not the IOPC's."""

    RECORDING = "IRR", "Identification, reporting and recording"
    POLICE_VICTIMS = "PVS", "Reporting by police victim-survivors"
    INITIAL_RESPONSE = "IRA", "Initial response and assessment"
    INDEPENDENCE = "III", "Impartial and independent investigation"
    SUPPORT = "CVS", "Complainant and victim-survivor support"
    QUALITY = "QAP", "Quality assurance"
    RISK = "MGR", "Managing risk"
    TRAINING = "TRD", "Training and development"
