"""The steps of a confidential report: on the one side whoever sent it, on the other the gatekeeper."""

from workflows import citations as law
from workflows.confidential import entries as e
from workflows.confidential.vocabulary import ConfidentialStatus as Is
from workflows.model import Kind, Role, Step

ANY_TIME = tuple(Is)
SENT = (Is.RECEIVED, Is.IN_CONVERSATION, Is.PASSED_ON, Is.CLOSED)
ACKNOWLEDGED = SENT[1:]
LENT = frozenset({Role.REPORTER})
"""No account is given this role: the system lends it for what somebody does in a report of their own."""

GATEKEEPER = frozenset({Role.GATEKEEPER})
CITES = (law.CONFIDENTIAL_ROUTE, law.PART_2B)

STEPS = (
    Step(
        trigger="report-in-confidence",
        label="Report in confidence",
        done="Report sent",
        source=(Is.NEW,),
        dest=Is.RECEIVED,
        by=LENT,
        entry=e.ReportInConfidence,
        kind=Kind.EVENT,
        cites=(law.SUPER_COMPLAINT, *CITES),
    ),
    Step(
        trigger="add-in-confidence",
        label="Tell us something more",
        done="More was told",
        source=ANY_TIME,
        dest=None,
        by=LENT,
        entry=e.AddInConfidence,
        kind=Kind.EVENT,
        cites=CITES,
    ),
    Step(
        trigger="answer-gatekeeper",
        label="Answer what was asked",
        done="Question answered",
        source=ANY_TIME,
        dest=None,
        by=LENT,
        entry=e.AnswerGatekeeper,
        kind=Kind.EVENT,
        cites=CITES,
    ),
    Step(
        trigger="ask-gatekeeper",
        label="Ask something",
        done="Question asked by the person who has reported",
        source=ANY_TIME,
        dest=None,
        by=LENT,
        entry=e.AskGatekeeper,
        kind=Kind.EVENT,
        cites=CITES,
    ),
    Step(
        trigger="agree-to-disclosure",
        label="Say whether your name may be given",
        done="Said whether their name may be given",
        source=ANY_TIME,
        dest=None,
        by=LENT,
        entry=e.AgreeToDisclosure,
        kind=Kind.EVENT,
        cites=CITES,
    ),
    Step(
        trigger="acknowledge-report",
        label="Acknowledge the report",
        done="Report acknowledged",
        source=(Is.RECEIVED,),
        dest=Is.IN_CONVERSATION,
        by=GATEKEEPER,
        entry=e.AcknowledgeReport,
        cites=CITES,
    ),
    Step(
        trigger="ask-reporter",
        label="Ask the person who has reported",
        done="Question asked by the gatekeeper",
        source=ACKNOWLEDGED,
        dest=None,
        by=GATEKEEPER,
        entry=e.AskReporter,
        cites=CITES,
    ),
    Step(
        trigger="write-to-reporter",
        label="Write to the person who has reported",
        done="Words to the person who has reported",
        source=ACKNOWLEDGED,
        dest=None,
        by=GATEKEEPER,
        entry=e.WriteToReporter,
        cites=CITES,
    ),
    Step(
        trigger="keep-out",
        label="Keep somebody out of this report",
        done="Somebody kept out of this report",
        source=ANY_TIME,
        dest=None,
        by=GATEKEEPER,
        entry=e.KeepOut,
        kind=Kind.EVENT,
        cites=(law.CONFIDENTIAL_ROUTE, law.settlement(4)),
    ),
    Step(
        trigger="pass-to-psd",
        label="Pass it to professional standards",
        done="Passed to professional standards",
        source=SENT,
        dest=Is.PASSED_ON,
        by=GATEKEEPER,
        entry=e.PassToPsd,
        cites=(law.S_12_2, *CITES),
    ),
    Step(
        trigger="pass-elsewhere",
        label="Pass it to somebody else",
        done="Passed to somebody else",
        source=SENT,
        dest=Is.PASSED_ON,
        by=GATEKEEPER,
        entry=e.PassElsewhere,
        cites=CITES,
    ),
    Step(
        trigger="close-report",
        label="Close it without further action",
        done="Closed without further action",
        source=(Is.RECEIVED, Is.IN_CONVERSATION, Is.PASSED_ON),
        dest=Is.CLOSED,
        by=GATEKEEPER,
        entry=e.CloseReport,
        cites=CITES,
    ),
    Step(
        trigger="disclose-reporter",
        label="Tell those who handle the matter who reported",
        done="Those who handle the matter were told who reported",
        source=(Is.PASSED_ON, Is.CLOSED),
        dest=None,
        by=GATEKEEPER,
        entry=e.DiscloseReporter,
        cites=CITES,
    ),
)
