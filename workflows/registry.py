"""Every workflow, in the order in which a case page shows them, and what follows from the list."""

from dataclasses import fields

from workflows.allegations import lifecycle as allegations
from workflows.allegations import requirements as allegations_rules
from workflows.allegations.vocabulary import AllegationsStatus
from workflows.clocks import Clock
from workflows.confidential import clocks as confidential_clocks
from workflows.confidential import lifecycle as confidential
from workflows.confidential import requirements as confidential_rules
from workflows.confidential.vocabulary import ConfidentialStatus
from workflows.criminal import clocks as criminal_clocks
from workflows.criminal import lifecycle as criminal
from workflows.criminal import requirements as criminal_rules
from workflows.criminal.vocabulary import CriminalStatus
from workflows.duty_status import clocks as duty_clocks
from workflows.duty_status import lifecycle as duty_status
from workflows.duty_status import requirements as duty_rules
from workflows.duty_status.vocabulary import DutyStatus
from workflows.engine import BadWorkflow, Workflow
from workflows.handling import clocks as handling_clocks
from workflows.handling import lifecycle as handling
from workflows.handling import requirements as handling_rules
from workflows.handling.vocabulary import HandlingStatus
from workflows.independence import clocks as independence_clocks
from workflows.independence import lifecycle as independence
from workflows.independence import requirements as independence_rules
from workflows.independence.vocabulary import IndependenceStatus
from workflows.informing import clocks as informing_clocks
from workflows.informing import lifecycle as informing
from workflows.informing import requirements as informing_rules
from workflows.informing.vocabulary import InformingStatus
from workflows.investigation import lifecycle as investigation
from workflows.investigation import requirements as investigation_rules
from workflows.investigation.vocabulary import InvestigationStatus
from workflows.model import ENTRY, Entry, Requirement, Step
from workflows.office import accounts, register, support
from workflows.office import lifecycle as office
from workflows.office import requirements as office_rules
from workflows.office.vocabulary import ProposalStatus, ServiceStatus
from workflows.oversight import clocks as oversight_clocks
from workflows.oversight import lifecycle as oversight
from workflows.oversight import requirements as oversight_rules
from workflows.oversight.vocabulary import OversightStatus
from workflows.panel import clocks as panel_clocks
from workflows.panel import lifecycle as panel
from workflows.panel import requirements as panel_rules
from workflows.panel.vocabulary import PanelStatus
from workflows.people import identity
from workflows.people import lifecycle as people
from workflows.people import requirements as people_rules
from workflows.people.vocabulary import PeopleStatus
from workflows.referral import clocks as referral_clocks
from workflows.referral import lifecycle as referral
from workflows.referral import requirements as referral_rules
from workflows.referral.vocabulary import ReferralStatus
from workflows.risk import clocks as risk_clocks
from workflows.risk import further
from workflows.risk import lifecycle as risk
from workflows.risk import requirements as risk_rules
from workflows.risk.vocabulary import FurtherStatus, RiskStatus
from workflows.screening import clocks as screening_clocks
from workflows.screening import lifecycle as screening
from workflows.screening import requirements as screening_rules
from workflows.scrutiny import clocks as scrutiny_clocks
from workflows.scrutiny import lifecycle as scrutiny
from workflows.scrutiny import requirements as scrutiny_rules
from workflows.scrutiny.vocabulary import ScrutinyStatus
from workflows.withdrawal import clocks as withdrawal_clocks
from workflows.withdrawal import lifecycle as withdrawal
from workflows.withdrawal import requirements as withdrawal_rules
from workflows.withdrawal.vocabulary import WithdrawalStatus

_ALL = (
    Workflow(
        "handling",
        "Handling under Schedule 3",
        statuses=HandlingStatus,
        initial=HandlingStatus.NEW,
        steps=handling.STEPS,
        requirements=handling_rules.REQUIREMENTS,
        clocks=handling_clocks.CLOCKS,
    ),
    Workflow(
        "risk",
        "Risk and safety",
        statuses=RiskStatus,
        initial=RiskStatus.NOT_ASSESSED,
        steps=risk.STEPS,
        requirements=risk_rules.REQUIREMENTS,
        clocks=risk_clocks.CLOCKS,
    ),
    Workflow(
        "further",
        "Further reports",
        statuses=FurtherStatus,
        initial=FurtherStatus.OPEN,
        steps=further.STEPS,
        requirements=(),
        clocks=further.CLOCKS,
    ),
    Workflow(
        "people",
        "People in the case",
        statuses=PeopleStatus,
        initial=PeopleStatus.OPEN,
        steps=people.STEPS,
        requirements=people_rules.REQUIREMENTS,
        clocks=(identity.CLOCK,),
    ),
    Workflow(
        "allegations",
        "Allegations",
        statuses=AllegationsStatus,
        initial=AllegationsStatus.OPEN,
        steps=allegations.STEPS,
        requirements=allegations_rules.REQUIREMENTS,
    ),
    Workflow(
        "referral",
        "Referral to the IOPC",
        statuses=ReferralStatus,
        initial=ReferralStatus.UNDECIDED,
        steps=referral.STEPS,
        requirements=referral_rules.REQUIREMENTS,
        clocks=referral_clocks.CLOCKS,
    ),
    Workflow(
        "independence",
        "Independence",
        statuses=IndependenceStatus,
        initial=IndependenceStatus.UNDECIDED,
        steps=independence.STEPS + screening.STEPS,
        requirements=independence_rules.REQUIREMENTS + screening_rules.REQUIREMENTS,
        clocks=independence_clocks.CLOCKS + screening_clocks.CLOCKS,
    ),
    Workflow(
        "oversight",
        "Contact with the victim",
        statuses=OversightStatus,
        initial=OversightStatus.UNASSIGNED,
        steps=oversight.STEPS,
        requirements=oversight_rules.REQUIREMENTS,
        clocks=oversight_clocks.CLOCKS,
    ),
    Workflow(
        "informing",
        "Written information",
        statuses=InformingStatus,
        initial=InformingStatus.OPEN,
        steps=informing.STEPS,
        requirements=informing_rules.REQUIREMENTS,
        clocks=informing_clocks.CLOCKS,
    ),
    Workflow(
        "investigation",
        "Investigation",
        statuses=InvestigationStatus,
        initial=InvestigationStatus.UNASSIGNED,
        steps=investigation.STEPS,
        requirements=investigation_rules.REQUIREMENTS,
    ),
    Workflow(
        "duty-status",
        "Duty status",
        statuses=DutyStatus,
        initial=DutyStatus.UNDECIDED,
        steps=duty_status.STEPS,
        requirements=duty_rules.REQUIREMENTS,
        clocks=duty_clocks.CLOCKS,
    ),
    Workflow(
        "withdrawal",
        "Withdrawal",
        statuses=WithdrawalStatus,
        initial=WithdrawalStatus.NOT_WITHDRAWN,
        steps=withdrawal.STEPS,
        requirements=withdrawal_rules.REQUIREMENTS,
        clocks=withdrawal_clocks.CLOCKS,
    ),
    Workflow(
        "criminal",
        "Criminal proceedings",
        statuses=CriminalStatus,
        initial=CriminalStatus.NOT_SUSPENDED,
        steps=criminal.STEPS,
        requirements=criminal_rules.REQUIREMENTS,
        clocks=criminal_clocks.CLOCKS,
    ),
    Workflow(
        "scrutiny",
        "Actions of the scrutiny panel",
        statuses=ScrutinyStatus,
        initial=ScrutinyStatus.QUIET,
        steps=scrutiny.STEPS,
        requirements=scrutiny_rules.REQUIREMENTS,
        clocks=scrutiny_clocks.CLOCKS,
    ),
    Workflow(
        "panel",
        "Scrutiny panel",
        statuses=PanelStatus,
        initial=PanelStatus.NEW,
        steps=panel.STEPS,
        requirements=panel_rules.REQUIREMENTS,
        clocks=panel_clocks.CLOCKS,
    ),
    Workflow(
        "confidential",
        "Confidential report",
        statuses=ConfidentialStatus,
        initial=ConfidentialStatus.NEW,
        steps=confidential.STEPS,
        requirements=confidential_rules.REQUIREMENTS,
        clocks=confidential_clocks.CLOCKS,
    ),
    Workflow(
        "setting-change",
        "A setting of the force",
        statuses=ProposalStatus,
        initial=ProposalStatus.SETTLED,
        steps=office.SETTING_STEPS,
        requirements=office_rules.OF_SETTINGS,
    ),
    Workflow(
        "day-off",
        "A bank holiday or a local closure",
        statuses=ProposalStatus,
        initial=ProposalStatus.SETTLED,
        steps=office.DAY_STEPS,
        requirements=office_rules.OF_DAYS,
    ),
    Workflow(
        "account",
        "An account",
        statuses=ProposalStatus,
        initial=ProposalStatus.SETTLED,
        steps=accounts.STEPS,
        requirements=accounts.REQUIREMENTS,
    ),
    Workflow(
        "support-service",
        "A service for victims",
        statuses=ServiceStatus,
        initial=ServiceStatus.NEW,
        steps=support.STEPS,
        requirements=support.REQUIREMENTS,
    ),
    Workflow(
        "register-entry",
        "Somebody on the workforce register",
        statuses=ProposalStatus,
        initial=ProposalStatus.SETTLED,
        steps=register.STEPS,
        requirements=register.REQUIREMENTS,
    ),
)

WORKFLOWS: dict[str, Workflow] = {workflow.name: workflow for workflow in _ALL}
STEPS: dict[str, Step] = {step.trigger: step for workflow in _ALL for step in workflow.steps}
WORKFLOW_OF: dict[str, Workflow] = {step.trigger: workflow for workflow in _ALL for step in workflow.steps}
ENTRIES: dict[str, type[Entry]] = {trigger: step.entry for trigger, step in STEPS.items()}
REQUIREMENTS: dict[str, Requirement] = {r.id: r for workflow in _ALL for r in workflow.requirements}
CLOCKS: tuple[Clock, ...] = tuple(clock for workflow in _ALL for clock in workflow.clocks)
CLOCK: dict[str, Clock] = {clock.id: clock for clock in CLOCKS}


def _check() -> None:
    """Raise `BadWorkflow` where the workflows contradict each other."""
    if len(STEPS) != sum(len(w.steps) for w in _ALL) or len(set(ENTRIES.values())) != len(ENTRIES):
        raise BadWorkflow("a trigger or an entry stands in two steps")
    if stray := {r.remedy for r in REQUIREMENTS.values() if r.remedy} - set(STEPS):
        raise BadWorkflow(f"remedies that are no steps: {sorted(stray)}")
    for r in REQUIREMENTS.values():
        answers = {f.name for trigger in r.before & STEPS.keys() for f in fields(STEPS[trigger].entry)}
        if r.reads and r.reads not in {ENTRY, *answers}:
            raise BadWorkflow(f"{r.id} reads an answer that no form asks for: {r.reads}")
    if stray := {trigger for clock in CLOCKS for trigger in clock.met_by} - set(STEPS):
        raise BadWorkflow(f"clocks are met by what is no step: {sorted(stray)}")
    opened = {o.workflow for step in STEPS.values() for o in step.opens}
    if stray := opened - set(WORKFLOWS):
        raise BadWorkflow(f"steps open unknown workflows: {sorted(stray)}")


_check()
