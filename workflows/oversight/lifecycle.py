"""The steps of oversight."""

from collections.abc import Iterable

from workflows import citations as law
from workflows.model import PSD, Actor, Kind, PersonRef, Role, Step
from workflows.oversight import entries as e
from workflows.oversight.vocabulary import OversightStatus as Is

OFFICER = frozenset({Role.OVERSIGHT_OFFICER})
LOG_IT_TOO = "If you spoke with the victim, log that as a contact as well: the agreement itself is none"


def _appointed(_by: Actor, entry: e.AppointOversightOfficer) -> Iterable[tuple[PersonRef, Role]]:
    return [(entry.officer, Role.OVERSIGHT_OFFICER)]


STEPS = (
    Step(
        trigger="appoint-oversight-officer",
        label="Appoint the senior oversight officer",
        done="Senior oversight officer appointed",
        source=(Is.UNASSIGNED, Is.ASSIGNED),
        dest=Is.ASSIGNED,
        by=frozenset({Role.APPROPRIATE_AUTHORITY, Role.HEAD_OF_PSD}),
        entry=e.AppointOversightOfficer,
        allocates=_appointed,
        screens=_appointed,
        cites=(law.HAMPSHIRE_SOO,),
    ),
    Step(
        trigger="agree-contact",
        label="Agree how to keep in contact",
        done="Contact agreed with the victim",
        source=(Is.ASSIGNED,),
        dest=None,
        by=OFFICER,
        entry=e.AgreeContact,
        afterwards=LOG_IT_TOO,
        cites=(law.CODE_RIGHT_6, law.HAMPSHIRE_SOO),
    ),
    Step(
        trigger="log-contact",
        label="Log a contact",
        done="Contact logged",
        source=(Is.UNASSIGNED, Is.ASSIGNED, Is.ENDED),
        dest=None,
        by=OFFICER | PSD | {Role.DUTY_INSPECTOR},
        entry=e.LogContact,
        kind=Kind.EVENT,
        occurred="contacted_at",
        cites=(law.HAMPSHIRE_SOO, law.settlement(24)),
    ),
    Step(
        trigger="send-update",
        label="Send a written update",
        done="Written update sent",
        source=(Is.ASSIGNED,),
        dest=None,
        by=OFFICER,
        entry=e.SendUpdate,
        cites=(law.REG_34_2, law.REG_34_3),
    ),
    Step(
        trigger="tell-outcome",
        label="Tell the victim the outcome",
        done="Victim told the outcome",
        source=(Is.ASSIGNED,),
        dest=None,
        by=OFFICER,
        entry=e.TellOutcome,
        cites=(law.REG_34_2,),
    ),
    Step(
        trigger="make-closing-contact",
        label="Make the closing contact",
        done="Closing contact made",
        source=(Is.ASSIGNED,),
        dest=Is.ENDED,
        by=OFFICER,
        entry=e.MakeClosingContact,
        cites=(law.HAMPSHIRE_SOO,),
    ),
)
