"""The steps of administration. Nobody's role here lets them see a case."""

from workflows import citations as law
from workflows.model import Role, Step
from workflows.office import entries as e
from workflows.office.vocabulary import ProposalStatus as Is

ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
SECOND_PEOPLE = frozenset({Role.ADMINISTRATOR, Role.HEAD_OF_PSD})
CITES = (law.ADMINISTRATION,)
BY_TWO = (law.TWO_PEOPLE_ADMINISTER,)

SETTING_STEPS = (
    Step(
        trigger="propose-setting",
        label="Propose another value",
        done="Another value proposed",
        source=(Is.SETTLED,),
        dest=Is.PROPOSED,
        by=ADMINISTRATORS,
        entry=e.ProposeSetting,
        cites=BY_TWO,
    ),
    Step(
        trigger="confirm-setting",
        label="Confirm the proposed value",
        done="Value confirmed",
        source=(Is.PROPOSED,),
        dest=Is.SETTLED,
        by=SECOND_PEOPLE,
        entry=e.ConfirmSetting,
        cites=BY_TWO,
    ),
    Step(
        trigger="turn-down-setting",
        label="Turn down the proposed value",
        done="Value turned down",
        source=(Is.PROPOSED,),
        dest=Is.SETTLED,
        by=SECOND_PEOPLE,
        entry=e.TurnDownSetting,
        cites=BY_TWO,
    ),
)

DAY_STEPS = (
    Step(
        trigger="propose-day",
        label="Propose a bank holiday or a closure",
        done="Day proposed",
        source=(Is.SETTLED,),
        dest=Is.PROPOSED,
        by=ADMINISTRATORS,
        entry=e.ProposeDay,
        cites=(law.settlement(21), *BY_TWO),
    ),
    Step(
        trigger="confirm-day",
        label="Confirm the proposed day",
        done="Day confirmed",
        source=(Is.PROPOSED,),
        dest=Is.SETTLED,
        by=SECOND_PEOPLE,
        entry=e.ConfirmDay,
        cites=(law.settlement(21), *BY_TWO),
    ),
    Step(
        trigger="turn-down-day",
        label="Turn down the proposed day",
        done="Day turned down",
        source=(Is.PROPOSED,),
        dest=Is.SETTLED,
        by=SECOND_PEOPLE,
        entry=e.TurnDownDay,
        cites=(law.settlement(21), *BY_TWO),
    ),
)
