"""The oracle: what the law and our settlements forbid, stated by hand over a plain history.

It reads nothing of the rules that it judges: no lifecycle, requirement or engine. Who may do what, what waits for what
and who is barred stand here a second time, in other words, so that a slip in the tables has to be made twice.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from tests.machine.history import (
    COVERED,
    DECLARING,
    GOES_ON,
    INTAKE,
    INVESTIGATOR,
    LONDON,
    OVERSIGHT,
    REACHES_IOPC,
    REFERRAL_DECIDED,
    SUSPENDS,
    Deed,
    Past,
    barred,
    cast,
    closed,
    complaining,
    complaints_stand,
    connected_for_the_meeting,
    decided_links,
    declared_late,
    declares_connection,
    ends_it,
    entitled,
    exceptions,
    given,
    her_officers_victim,
    independence_stands,
    interim,
    interim_stands,
    investigated,
    investigators,
    investigators_now,
    iopc_has_it,
    iopc_investigates,
    kept_from,
    known_as,
    last_days_to_refer,
    latest,
    left,
    left_for_a_link,
    linked_with,
    links,
    links_open,
    matter_kind,
    may_be_domestic_abuse,
    named_ways,
    new_suspension_law,
    new_to_referral,
    nobody_asks_for_it,
    not_asked_about,
    outside,
    oversight_now,
    police_victims,
    proposed,
    report_periods,
    reported,
    standing_risk,
    subjects,
    surely_may_not_complain,
    surely_withdrawn,
    suspended,
    suspension_law_is_open,
    under,
    untold,
    waiting,
    waits_for_iopc,
    wants_contact,
    wants_recording,
    who_is_meant,
    wish_of,
    with_iopc,
    withdrawal_ends_it,
    withdrawal_letter_expired,
    withdrawn,
    withheld,
    working,
)

AUTHORITY, HEAD, CHAIR = "appropriate-authority", "head-of-psd", "panel-chair"
GATEKEEPER, REPORTER, DUTY = "gatekeeper", "reporter-in-confidence", "duty-inspector"
URGENT = "urgent-access"
ADMINISTRATOR, CHIEF, DEPUTY = "administrator", "chief-officer", "outside-deputy"
DEPARTMENT = {INTAKE, AUTHORITY, HEAD, INVESTIGATOR}

_WHO = (
    (DEPARTMENT | {GATEKEEPER, DUTY}, "report-matter add-party"),
    (DEPARTMENT | {DUTY}, "record-arrest restrict-duties"),
    (DEPARTMENT | {DUTY, OVERSIGHT}, "assess-risk take-safety-measure preserve-evidence"),
    ({AUTHORITY, HEAD}, "countersign-risk review-urgent-access answer-for-identity review-identity-seen"),
    (DEPARTMENT | {DUTY, CHIEF, DEPUTY}, "ask-for-identity see-identity-at-once"),
    ({HEAD}, "readmit-colleague"),
    ({URGENT}, "use-urgent-access"),
    ({GATEKEEPER, DEPUTY}, "decide-further-report"),
    ({DEPUTY}, "take-over-case record-acceptance"),
    (DEPARTMENT, "add-allegation record-criminal-investigation"),
    ({AUTHORITY}, "record-matter handle-outside-schedule-3 start-investigation decide-outcome confirm-outcomes"),
    (DEPARTMENT, "log-complaint ask-views tell-passed-on propose-repeat propose-reopening"),
    ({AUTHORITY}, "propose-not-recording pass-on convert-matter sign-repeat handle-otherwise end-handling"),
    ({AUTHORITY, HEAD}, "confirm-not-recording confirm-reopening confirm-correction"),
    ({AUTHORITY, DUTY}, "decide-to-refer"),
    ({AUTHORITY, INTAKE, DUTY}, "send-referral"),
    ({AUTHORITY}, "close-case decide-not-to-refer decide-independence choose-suspension-law"),
    ({AUTHORITY}, "suspend-officer review-suspension end-measures leave-unrestricted"),
    ({AUTHORITY}, "appoint-investigator replace-investigator"),
    ({AUTHORITY, INTAKE}, "record-determination send-timeliness-report"),
    ({AUTHORITY}, "decide-not-to-re-refer"),
    ({AUTHORITY, INTAKE}, "record-call-in record-iopc-initiative record-body-referral record-mode-change"),
    ({AUTHORITY, INTAKE, OVERSIGHT}, "tell-of-referral"),
    ({AUTHORITY}, "decide-on-withdrawal suspend-matter review-matter-suspension resume-matter"),
    ({AUTHORITY}, "decide-after-proceedings decide-continuation"),
    ({AUTHORITY, INTAKE}, "record-iopc-decision-on-withdrawal record-iopc-decision-after-proceedings"),
    ({AUTHORITY, INTAKE}, "record-iopc-suspension record-iopc-resumption"),
    (DEPARTMENT, "record-criminal-progress record-criminal-outcome record-leaving record-return"),
    (DEPARTMENT | {OVERSIGHT}, "record-wish-to-withdraw record-signed-withdrawal ask-to-confirm-withdrawal"),
    (DEPARTMENT | {OVERSIGHT}, "record-withdrawal-reply record-no-reply-on-withdrawal record-change-of-mind"),
    (DEPARTMENT | {OVERSIGHT}, "record-withdrawal-notice record-suspension-notice ask-whether-to-go-on"),
    (DEPARTMENT | {OVERSIGHT}, "record-wish-after-proceedings record-no-reply-after-proceedings"),
    ({AUTHORITY, HEAD}, "appoint-oversight-officer"),
    ({AUTHORITY, HEAD, INTAKE}, "allocate-case"),
    ({HEAD}, "decide-connection"),
    ({AUTHORITY, HEAD, INTAKE}, "screen-person"),
    ({AUTHORITY, HEAD}, "decide-link report-link"),
    (DEPARTMENT, "review-linked-work"),
    (DEPARTMENT | {OVERSIGHT}, "record-link-notice"),
    ({INVESTIGATOR}, "submit-report assess-severity"),
    ({OVERSIGHT}, "agree-contact send-update tell-outcome make-closing-contact"),
    (DEPARTMENT | {OVERSIGHT, DUTY}, "log-contact"),
    (DEPARTMENT | {OVERSIGHT, DUTY, CHIEF, DEPUTY}, "declare-interests declare-change report-connection"),
    (DEPARTMENT | {OVERSIGHT, DUTY, CHIEF, DEPUTY}, "record-independence-trigger challenge-independence"),
    ({AUTHORITY}, "review-independence"),
    ({AUTHORITY, HEAD}, "allow-interim-enquiries answer-challenge"),
    ({CHIEF}, "grant-exception"),
    (DEPARTMENT, "state-involvement flag-allegation search-history"),
    (DEPARTMENT | {OVERSIGHT}, "describe-person record-relationship record-wishes take-account add-incident"),
    (DEPARTMENT, "send-record-copy record-proceedings-outcome"),
    (DEPARTMENT | {OVERSIGHT}, "write-to-party tell-party-outcome"),
    (DEPARTMENT, "record-review-application record-review-move record-review-result"),
    (DEPARTMENT | {OVERSIGHT}, "choose-information tell-proceedings-outcome"),
    ({AUTHORITY}, "accept-interested-person withhold-notice release-notice give-review-right send-complaint-copy"),
    ({AUTHORITY}, "tell-not-recorded explain-early-closing"),
    ({INTAKE, HEAD, CHAIR}, "plan-meeting move-meeting cancel-meeting record-meeting"),
    ({INTAKE, HEAD}, "prepare-pack"),
    ({HEAD, CHAIR}, "release-pack"),
    ({INTAKE, HEAD, CHAIR, "panel-member"}, "step-out"),
    ({INTAKE, HEAD, CHAIR, CHIEF, "panel-member"}, "declare-for-meeting"),
    ({HEAD, CHIEF}, "decide-panel-connection"),
    ({INTAKE, HEAD, CHAIR}, "agree-action make-recommendation"),
    (DEPARTMENT | {OVERSIGHT}, "complete-action"),
    ({HEAD}, "answer-recommendation"),
    ({CHAIR}, "close-recommendation"),
    ({REPORTER}, "report-in-confidence add-in-confidence answer-gatekeeper ask-gatekeeper agree-to-disclosure"),
    ({GATEKEEPER}, "acknowledge-report ask-reporter write-to-reporter keep-out pass-to-psd pass-elsewhere"),
    ({GATEKEEPER}, "close-report disclose-reporter"),
    ({ADMINISTRATOR}, "propose-setting propose-day propose-roles open-account reset-password"),
    ({ADMINISTRATOR, HEAD}, "confirm-setting turn-down-setting confirm-day turn-down-day"),
    ({ADMINISTRATOR}, "add-service change-service retire-service"),
    ({ADMINISTRATOR, HEAD}, "confirm-roles turn-down-roles close-account"),
    ({ADMINISTRATOR}, "add-person propose-posting propose-ending propose-training"),
    ({ADMINISTRATOR, HEAD}, "confirm-register turn-down-register"),
)
WHO = {trigger: roles for roles, triggers in _WHO for trigger in triggers.split()}
"""Who may do each thing at all (law 9; settlement 7; ppda 3)."""

HAPPENED = {
    *("report-matter", "add-party", "add-allegation", "report-connection", "log-contact", "send-referral"),
    *("record-call-in", "record-iopc-initiative", "record-body-referral", "record-mode-change", "tell-of-referral"),
    *("record-determination", "record-arrest", "record-criminal-investigation"),
    *("record-meeting", "cancel-meeting"),
    *("log-complaint", "ask-views", "tell-passed-on", "send-timeliness-report"),
    *("state-involvement", "describe-person", "record-relationship", "record-wishes", "take-account"),
    *("add-incident", "search-history"),
    *("choose-information", "record-proceedings-outcome", "record-review-application", "record-review-move"),
    "record-review-result",
    *("record-wish-to-withdraw", "record-signed-withdrawal", "record-withdrawal-reply", "record-change-of-mind"),
    *("record-no-reply-on-withdrawal", "record-withdrawal-notice", "record-iopc-decision-on-withdrawal"),
    *("record-criminal-progress", "record-criminal-outcome", "record-iopc-suspension", "record-iopc-resumption"),
    *("record-suspension-notice", "record-wish-after-proceedings", "record-no-reply-after-proceedings"),
    *("record-iopc-decision-after-proceedings", "record-leaving", "record-return"),
    *("report-in-confidence", "add-in-confidence", "answer-gatekeeper", "ask-gatekeeper", "agree-to-disclosure"),
    *("record-independence-trigger", "challenge-independence"),
    *("keep-out", "assess-risk", "take-safety-measure", "preserve-evidence"),
    *("step-out", "declare-for-meeting", "use-urgent-access", "record-acceptance"),
    *("screen-person", "report-link", "record-link-notice"),
}
"""What has happened is recorded, whatever is missing."""

MAY_BE_URGENT = {"record-matter", "decide-to-refer", "restrict-duties", "see-identity-at-once"}
IN_OFFICE = {trigger for trigger, roles in WHO.items() if ADMINISTRATOR in roles}
CONFIRMS = {
    "confirm-setting": ("propose-setting",),
    "confirm-day": ("propose-day",),
    "confirm-roles": ("propose-roles",),
    "confirm-register": ("propose-posting", "propose-ending", "propose-training"),
}
"""What a second person settles in administration, and what it is that they settle."""

BEFORE_DECLARING = {
    *("declare-interests", "declare-change", "allocate-case", "screen-person", "agree-action", "use-urgent-access"),
    *("take-over-case", "decide-further-report"),
}
MEETINGS = {
    *("plan-meeting", "prepare-pack", "release-pack", "record-meeting", "step-out", "move-meeting", "cancel-meeting"),
    *("declare-for-meeting", "decide-panel-connection"),
    *("make-recommendation", "answer-recommendation", "close-recommendation"),
}
IN_CONFIDENCE = {trigger for trigger, roles in WHO.items() if roles in ({REPORTER}, {GATEKEEPER})}
IN_CONFIDENCE -= {"decide-further-report"}
WAIT_FOR_IOPC = {
    *("handle-outside-schedule-3", "start-investigation", "submit-report", "decide-outcome", "confirm-outcomes"),
    *("close-case", "end-handling", "handle-otherwise"),
}
"""Handling, the report, outcomes and closure wait until the IOPC has decided (settlement 3)."""

WAIT_FOR_WITHDRAWAL = WAIT_FOR_IOPC - {"submit-report"}
"""A wish to withdraw closes nothing by itself: what becomes of the matter is decided first (law 3.3)."""

WAIT_FOR_COURTS = {"submit-report", "decide-outcome", "confirm-outcomes", "close-case"}
"""The report, outcomes and closure wait while a matter is suspended; nothing else does (settlement 2)."""

APPOINTING = ("appoint-investigator", "replace-investigator")
APPOINTED_ALONE = {INVESTIGATOR, OVERSIGHT}
INVESTIGATING = ("start-investigation", *APPOINTING)
LINE = ("LNK-7.", "LNK-8.", "LNK-9.", "LNK-10")
OUTCOMES = ("decide-outcome", "confirm-outcomes")
IN_WRITING = {"email", "post", "by-hand"}
UPDATES = {"write-to-party": "update", "tell-party-outcome": "outcome", "tell-proceedings-outcome": "proceedings"}
TO_COMPLAINANTS = {"give-review-right", "send-record-copy", "tell-not-recorded"}


Rule = Callable[[Past, Deed], Iterator[str]]
RULES: list[Rule] = []


def rule(check: Rule) -> Rule:
    RULES.append(check)
    return check


def wrongs(past: Past, deed: Deed) -> list[str]:
    """Everything that is wrong with a deed. A correction is a record: it is judged only by who made it."""
    rules = (right_person, not_barred, corrections_have_reasons) if deed.corrects is not None else RULES
    return [f"{deed.trigger} by {deed.by}: {wrong}" for check in rules for wrong in check(past, deed)]


def closes_inside(past: Past, deed: Deed) -> bool:
    return deed.trigger == "close-case" and not outside(past)


@rule
def right_person(_past: Past, deed: Deed) -> Iterator[str]:
    if not WHO[deed.trigger] & deed.roles:
        yield f"their roles {sorted(deed.roles)} do not allow it"


@rule
def not_barred(past: Past, deed: Deed) -> Iterator[str]:
    if deed.trigger not in MEETINGS | IN_CONFIDENCE | IN_OFFICE and deed.by in past.kept_out:
        yield "they may know nothing of the case"


def corrections_have_reasons(past: Past, deed: Deed) -> Iterator[str]:
    corrected = [d for d in past.deeds if d.number == deed.corrects]
    if not deed.reason or [d.trigger for d in corrected] != [deed.trigger]:
        yield "a correction replaces an entry of its own kind, with a reason"


@rule
def nobody_decides_undeclared(past: Past, deed: Deed) -> Iterator[str]:
    if deed.trigger in BEFORE_DECLARING | MEETINGS | IN_CONFIDENCE | IN_OFFICE | {"report-matter"}:
        return
    declared = deed.by in {d.by for d in past.all("declare-interests")}
    if not declared and "IND-1" not in deed.flags:
        yield "nothing shows that they had not declared"
    if not declared and deed.trigger not in HAPPENED and not (deed.urgent and deed.trigger in MAY_BE_URGENT):
        yield "they decided without having declared"


@rule
def whoever_decides_has_declared_of_late_and_about_everybody(past: Past, deed: Deed) -> Iterator[str]:
    """Ppda 8: declare again after 90 days, and on a change. Events and urgent action go on."""
    mine = [d for d in past.all("declare-interests") if d.by == deed.by]
    if deed.trigger == "declare-change" and not not_asked_about(past, deed.by):
        yield "there was nothing to bring up to date"
    free = BEFORE_DECLARING | HAPPENED | MEETINGS | IN_CONFIDENCE | IN_OFFICE
    if not mine or deed.trigger in free or (deed.urgent and deed.trigger in MAY_BE_URGENT):
        return
    if (deed.day - mine[-1].day).days > 90:
        yield "their declaration is out of date"
    if not_asked_about(past, deed.by):
        yield "they were not asked about somebody who was named since"
    then = working(d for d in past.deeds if d.number < mine[-1].number)
    had = set(mine[-1].entry["roles"]) or {role for who, role in then if who == deed.by}
    if {role for who, role in working(past.deeds) if who == deed.by} - had:
        yield "they had another role on the case than those that they declared in"
    acts, works = WHO[deed.trigger] & deed.roles, {role for who, role in working(past.deeds) if who == deed.by}
    if had and DEPUTY not in works and not acts & (had | works) and not WHO[deed.trigger] <= APPOINTED_ALONE:
        yield "they decided in a role in which they had not declared"


@rule
def nobody_is_given_work_while_a_possible_link_is_open(past: Past, deed: Deed) -> Iterator[str]:
    """Settlement 5; who recorded the first report keeps it."""
    work = given(deed) if deed.trigger != "report-matter" else None
    open_links = links_open(past, *work, deed.day) if work else set()
    if open_links and not (deed.trigger == "report-link" and "LKS-7" in deed.flags):
        yield f"{sorted(open_links)} waited for a decision"


@rule
def possible_links_are_decided_by_others(past: Past, deed: Deed) -> Iterator[str]:
    said = deed.entry
    if deed.trigger != "decide-link":
        return
    if deed.by in said["people"]:
        yield "they decided on their own"
    if any("subject" in link and link[:6] in LINE for link in links(past, deed.by)):
        yield "they are in the subject's line of management"
    if said["ends_on"] and said["ends_on"] < deed.day:
        yield "the terms had ended before they began"
    beside_a_victim = said["link"] in {f"{rule}.victim" for rule in (*LINE, "LNK-13")}
    clears = said["decision"] in ("no-conflict", "managed")
    if beside_a_victim and clears and (HEAD not in deed.roles or len(set(said["people"])) > 1):
        yield "settlement 6: only the head of professional standards lets a police victim's own people in"
    if any(said["link"] not in links(past, person) for person in said["people"]):
        yield "there was no such link"


@rule
def terms_that_ended_stop_decisions(past: Past, deed: Deed) -> Iterator[str]:
    if deed.trigger in BEFORE_DECLARING | MEETINGS | IN_CONFIDENCE | IN_OFFICE | {"report-matter"}:
        return
    over = any(last["ends_on"] and last["ends_on"] < deed.day for last in decided_links(past, deed.by).values())
    if over and "LKS-1" not in deed.flags:
        yield "the terms on which they worked had ended, and nothing shows it"
    if over and deed.trigger not in HAPPENED and not (deed.urgent and deed.trigger in MAY_BE_URGENT):
        yield "they decided although the terms on which they worked had ended"


@rule
def whoever_leaves_for_a_link_is_covered_and_reviewed(past: Past, deed: Deed) -> Iterator[str]:
    said, odd = deed.entry, set()
    no_work = BEFORE_DECLARING | MEETINGS | IN_CONFIDENCE | IN_OFFICE | {"report-matter"}
    who = said.get("person")
    gone = [*left_for_a_link(past, who), *declared_late(past, who, no_work)]
    if deed.trigger == "report-link":
        needed = {investigators_now(past), oversight_now(past)}
        odd |= {"LKS-8"} if said["person"] in needed and said["cover"] in (None, said["person"]) else set()
        odd |= {"LKS-9"} if said["reviewer"] == said["person"] else set()
    if deed.trigger == "record-link-notice" and not gone:
        odd |= {"LKS-10"}
    anybody = any(d.trigger != "report-link" for d in gone) and deed.by != who
    if deed.trigger == "review-linked-work" and not anybody and deed.by not in {d.entry.get("reviewer") for d in gone}:
        yield "somebody else was to review it"
    if not odd <= deed.flags:
        yield f"nothing shows what is odd in it: {sorted(odd - deed.flags)}"


@rule
def domestic_abuse_stays_in_schedule_3(past: Past, deed: Deed) -> Iterator[str]:
    closes_outside = deed.trigger == "close-case" and outside(past)
    if (deed.trigger == "handle-outside-schedule-3" or closes_outside) and may_be_domestic_abuse(past):
        yield "domestic abuse by police was handled outside Schedule 3"


@rule
def nothing_runs_ahead_of_the_iopc(past: Past, deed: Deed) -> Iterator[str]:
    if deed.trigger in WAIT_FOR_IOPC and waits_for_iopc(past):
        yield "a referral is due or sent"
    if deed.trigger == "record-determination" and not past.done(*REACHES_IOPC):
        yield "nothing had been referred"


@rule
def nothing_ends_before_referral_is_decided_on_all_that_is_known(past: Past, deed: Deed) -> Iterator[str]:
    if deed.trigger in ("confirm-outcomes", "close-case") and new_to_referral(past):
        yield "an allegation may have to be referred, and nobody has decided on it"
    decided = past.last(*REFERRAL_DECIDED)
    if deed.trigger == "decide-not-to-re-refer" and decided:
        telling = {"report-matter", "add-party", "add-allegation", "record-matter", "confirm-correction"}
        if not [d for d in past.deeds if d.number > decided.number and d.trigger in telling]:
            yield "what was decided, or returned, was decided again as a no"
    reached = past.last(*REACHES_IOPC)
    if deed.trigger == "close-case" and reached and subjects(past):
        answered = [d for d in past.all("tell-of-referral") if d.entry["told"] in ("yes", "no")]
        if not [d for d in answered if d.number > reached.number]:
            yield "nobody knows whether a subject was told of the referral, or why not"


@rule
def what_is_odd_in_a_referral_is_seen(past: Past, deed: Deed) -> Iterator[str]:
    said = deed.entry
    called_in = past.done("record-call-in") or (deed.urgent and "REF-4" in deed.flags)
    if deed.trigger == "decide-to-refer" and "M9" in said["criteria"] and not called_in:
        yield "the IOPC had not called it in"
    odd = set()
    if deed.trigger == "send-referral" and not said["late_reason"]:
        day = (said["sent_at"] or deed.at).astimezone(LONDON).date()
        odd |= {"REF-2"} if any(last < day for last in last_days_to_refer(past)) else set()
    if deed.trigger == "record-determination":
        odd |= set() if said["received_at"] and said["means"] and said["iopc_reference"] else {"REF-3"}
    decided = past.last("record-determination")
    if deed.trigger == "record-mode-change" and (decided is None or decided.entry["determination"] == "returned"):
        odd |= {"REF-7"}
    if deed.trigger == "tell-of-referral" and not past.done(*REACHES_IOPC):
        odd |= {"REF-8"}
    if not odd <= deed.flags:
        yield f"nothing shows what is odd in it: {sorted(odd - deed.flags)}"


@rule
def urgent_access_is_reviewed_by_somebody_else(past: Past, deed: Deed) -> Iterator[str]:
    if deed.trigger == "use-urgent-access" and deed.entry["knows_anyone"]:
        yield "whoever knows somebody involved opened the case"
    if deed.trigger != "review-urgent-access":
        return
    reviewed = [d.number for d in past.all("review-urgent-access")][-1:] or [0]
    used = [d for d in past.all("use-urgent-access") if d.number > reviewed[0]]
    if not used:
        yield "nothing was left to review"
    if deed.by in {d.by for d in used}:
        yield "they review what they did themselves"


@rule
def a_case_about_an_insider_leaves_the_department(past: Past, deed: Deed) -> Iterator[str]:
    """Somebody with a role here is a subject: whoever took the case over from outside brings people to it, alone."""
    over = past.last("take-over-case")
    insiders = {s for s in subjects(past) if past.world.roles.get(s)}
    others = over is None or over.by != deed.by
    if deed.trigger in ("allocate-case", "appoint-oversight-officer", *APPOINTING) and insiders and others:
        yield "somebody of the department brought others to a case about one of their own"
    kept = over is None or over.entry["handled_by"] == "deputy"
    if deed.trigger == "record-acceptance" and "HAN-44" not in deed.flags and kept:
        yield "nothing shows that nobody was asked to accept it"


@rule
def whoever_knows_somebody_joins_no_reports(_past: Past, deed: Deed) -> Iterator[str]:
    if deed.trigger == "decide-further-report" and deed.entry["knows_anyone"]:
        yield "a gatekeeper decided about somebody whom they know"


@rule
def an_identity_is_shown_by_two_people(past: Past, deed: Deed) -> Iterator[str]:
    """Trust R14: whoever asks is not who agrees; what was seen alone, for a life, is looked at by another."""
    said = deed.entry
    if deed.trigger in ("ask-for-identity", "see-identity-at-once"):
        if who_is_meant(past, said["party"]) not in police_victims(past):
            yield "there was no police victim to be shown"
        if deed.by in (latest(past, "investigator"), latest(past, "officer")):
            yield "she was open to them already"
    if deed.trigger == "answer-for-identity":
        asked = [d.number for d in past.all("ask-for-identity") if d.by == said["person"]][-1:]
        answered = [d.number for d in past.all("answer-for-identity") if d.entry["person"] == said["person"]][-1:]
        if not asked or (answered and answered > asked):
            yield "they had not asked, or had been answered"
        if deed.by == said["person"]:
            yield "they answered themselves"
    if deed.trigger == "review-identity-seen":
        reviewed = [d.number for d in past.all("review-identity-seen")][-1:] or [0]
        seen = [d for d in past.all("see-identity-at-once") if d.number > reviewed[0]]
        if not seen or deed.by in {d.by for d in seen}:
            yield "nothing was left to review, or they review what they saw themselves"


@rule
def what_is_odd_in_a_report_on_time_is_seen(past: Past, deed: Deed) -> Iterator[str]:
    if deed.trigger != "send-timeliness-report":
        return
    said = deed.entry
    owed = said["sent_at"].astimezone(LONDON).date() > report_periods(past)[-1] and not past.done("confirm-outcomes")
    if not owed and not iopc_investigates(past) and "HAN-39" not in deed.flags:
        yield "nothing shows that no report was owed"
    both = {"iopc"} if said["kept_from_body"] else {"iopc", "local-policing-body"}
    if not both <= set(said["sent_to"]) and "HAN-40" not in deed.flags:
        yield "nothing shows that one of the two has not had it"


@rule
def handling_goes_in_order(past: Past, deed: Deed) -> Iterator[str]:
    earlier = {
        "record-matter": ("report-matter",),
        "start-investigation": ("record-matter", "add-allegation"),
        "appoint-investigator": ("start-investigation",),
        "decide-not-to-refer": ("add-allegation",),
        "submit-report": ("appoint-investigator",),
        "tell-outcome": ("confirm-outcomes", "agree-contact"),
        "send-update": ("agree-contact",),
        "make-closing-contact": ("tell-outcome",),
        "review-suspension": ("suspend-officer",),
        "release-pack": ("prepare-pack",),
        "tell-party-outcome": ("confirm-outcomes", "choose-information"),
        "tell-proceedings-outcome": ("record-proceedings-outcome",),
        "write-to-party": ("choose-information",),
        "give-review-right": ("confirm-outcomes",),
        "explain-early-closing": ("confirm-outcomes",),
        "release-notice": ("withhold-notice",),
        "send-record-copy": ("record-matter",),
        "send-complaint-copy": ("record-matter",),
    }
    for needed in earlier.get(deed.trigger, ()):
        if not past.done(needed):
            yield f"{needed} had not been done"
    if deed.trigger in OUTCOMES and investigated(past) and not reported(past):
        yield "whoever investigates had not reported"
    only_once = ("record-matter", "start-investigation", "handle-otherwise", "confirm-outcomes", "close-case")
    if deed.trigger in only_once and past.since_opened.done(deed.trigger):
        yield "it had been done before"
    for_good = ("appoint-investigator", "make-closing-contact")
    if deed.trigger in for_good and past.done(deed.trigger):
        yield "it had been done before"


@rule
def risk_is_never_played_down(past: Past, deed: Deed) -> Iterator[str]:
    made = past.all("assess-risk")
    signed = [d for d in past.all("countersign-risk") if made and d.number > made[-1].number]
    if deed.trigger == "countersign-risk" and (signed or not made or made[-1].by == deed.by):
        yield "nothing waits for this person to countersign it"
    if deed.trigger == "assess-risk" and not (odd := odd_in_risk(past, deed.entry)) <= deed.flags:
        yield f"nothing shows what is odd in it: {sorted(odd - deed.flags)}"


def odd_in_risk(past: Past, said: Mapping[str, Any]) -> set[str]:
    odd = set()
    if said["level"] == "standard" and said["unanswered"]:
        odd |= {"RSK-1"}
    if said["level"] == "standard" and said["injuries"] == "yes":
        odd |= {"RSK-2"}
    order = ("standard", "medium", "not-known", "high")
    if order.index(said["level"]) < order.index(standing_risk(past) or "standard"):
        odd |= {"RSK-3"}
    return odd


@rule
def nothing_is_decided_after_closure(past: Past, deed: Deed) -> Iterator[str]:
    handled = {"record-matter", "handle-outside-schedule-3", "start-investigation", "decide-outcome"}
    handled |= {"confirm-outcomes", "allocate-case", "convert-matter", "handle-otherwise", "sign-repeat"}
    if deed.trigger in handled and past.is_closed():
        yield "the case was closed"
    if deed.trigger == "confirm-reopening" and not past.is_closed():
        yield "the case was open"


@rule
def a_complainant_is_heard(past: Past, deed: Deed) -> Iterator[str]:
    complaint = matter_kind(past) == "complaint" or not past.done("record-matter")
    unheard = deed.trigger == "handle-outside-schedule-3" or (deed.trigger == "handle-otherwise" and complaint)
    if unheard and not past.done("ask-views"):
        yield "nobody asked the complainant how it should be handled"
    if deed.trigger == "handle-outside-schedule-3" and not past.done("log-complaint"):
        yield "what is no complaint was handled outside"
    closes_outside = deed.trigger == "close-case" and outside(past)
    if (deed.trigger == "handle-outside-schedule-3" or closes_outside) and wants_recording(past):
        yield "the complainant wished it to be recorded"


@rule
def only_an_investigation_will_do(past: Past, deed: Deed) -> Iterator[str]:
    signed = past.done("sign-repeat")
    if deed.trigger == "handle-otherwise" and not signed:
        if may_be_domestic_abuse(past):
            yield "domestic abuse by police was not investigated"
        if deed.entry["indication"] != "no":
            yield "what indicates a crime was not investigated"
    if deed.trigger == "handle-otherwise" and not past.done("add-allegation"):
        yield "nothing was alleged"


@rule
def what_is_hard_to_take_back_takes_two(past: Past, deed: Deed) -> Iterator[str]:
    pairs = {
        "confirm-not-recording": ("propose-not-recording", proposed(past, "propose-not-recording", deed.trigger)),
        "confirm-reopening": ("propose-reopening", proposed(past, "propose-reopening", deed.trigger)),
        "sign-repeat": ("propose-repeat", past.last("propose-repeat")),
    }
    if deed.trigger in pairs:
        name, first = pairs[deed.trigger]
        if first is None:
            yield f"there was no {name}"
        elif first.by == deed.by:
            yield "one person did both halves"
    waits = waiting(past.deeds)
    if deed.trigger == "confirm-correction":
        found = [d for d in waits if d.key == deed.entry["correction"]]
        if not found or found[0].by == deed.by:
            yield "no correction of somebody else's waited"
    if deed.trigger in ("confirm-outcomes", "close-case", "end-handling") and waits:
        yield "the correction of a decision waited for a second person"


@rule
def what_must_be_recorded_is(past: Past, deed: Deed) -> Iterator[str]:
    entry = deed.entry
    if deed.trigger == "confirm-not-recording":
        first = proposed(past, "propose-not-recording", "confirm-not-recording")
        entry = first.entry if first else {"ground": ""}
    not_recorded = deed.trigger in ("propose-not-recording", "confirm-not-recording")
    if not_recorded and may_be_domestic_abuse(past) and entry["ground"] != "repeat":
        yield "domestic abuse by police was not recorded"
    if deed.trigger == "end-handling":
        last = past.last("record-determination")
        returned = last is not None and last.entry["determination"] == "returned"
        ended = {
            "dsi-returned": matter_kind(past) == "dsi-matter" and returned,
            "withdrawn": withdrawal_ends_it(past),
            "ceased": ends_it(past, *SUSPENDS, *GOES_ON),
        }
        if not ended[deed.entry["ending"]]:
            yield "nothing ended the matter"


@rule
def outcomes_fit_the_way_of_handling(past: Past, deed: Deed) -> Iterator[str]:
    if deed.trigger != "decide-outcome":
        return
    cases = ("case-to-answer-gross-misconduct", "case-to-answer-misconduct")
    if not investigated(past) and deed.entry["outcome"] in (*cases, "no-case-to-answer", "employer"):
        yield "a case to answer was found without an investigation"
    if investigated(past) and deed.entry["outcome"] == "no-further-action":
        yield "no further action is no outcome of an investigation"


@rule
def nobody_complains_who_may_not(past: Past, deed: Deed) -> Iterator[str]:
    if deed.trigger in ("record-matter", "convert-matter") and deed.entry["kind"] == "complaint":
        if cast(past).get(deed.entry["complainant"], ("", ""))[0] == "subject":
            yield "a subject was made a complainant"
        elif surely_may_not_complain(past, deed.entry["complainant"]):
            yield "somebody under the subject's chief officer, on duty or not concerned was made a complainant"


@rule
def independence_is_earned(past: Past, deed: Deed) -> Iterator[str]:
    said = deed.entry
    if deed.trigger == "decide-independence":
        here = said["handled_by"] in ("own-force", "other-unit")
        if here and (said["unconnected"] != "yes" or said["trust"] == "no"):
            yield "this force kept a case that it cannot investigate independently"
        if said["handled_by"] == "iopc" and not past.done("decide-to-refer", "record-call-in", *REACHES_IOPC):
            yield "nothing was, or had to be, referred to the IOPC"
    if deed.trigger in ("decide-independence", "review-independence") and said["review_on"] <= deed.day:
        yield "it will never be reviewed"
    if deed.trigger == "decide-connection" and said["person"] == deed.by:
        yield "they decided on their own connection"
    ending = deed.trigger in OUTCOMES or closes_inside(past, deed)
    meanwhile = deed.trigger in (*INVESTIGATING, "assess-severity") and interim_stands(past, deed.at)
    relying = deed.trigger in (*INVESTIGATING, "assess-severity", "submit-report") or (ending and investigated(past))
    if relying and not independence_stands(past) and not meanwhile:
        yield "independence was not decided, or had to be decided again"


@rule
def nobody_is_left_alone_by_whoever_removes_somebody(past: Past, deed: Deed) -> Iterator[str]:
    """Ours: who keeps contact or investigates is named in the act that excludes whoever did."""
    said = deed.entry
    decided = deed.trigger in ("decide-connection", "decide-link") and said["decision"] in ("excluded", "replaced")
    if not decided and deed.trigger != "report-connection":
        return
    leaving = set(said["people"] if deed.trigger == "decide-link" else [said["person"]])
    left = {role for who, role in working(past.deeds) if who in leaving and role in (INVESTIGATOR, OVERSIGHT)}
    left -= {COVERED[said["covers"]]} if said["cover"] else set()
    if left and "IND-17" not in deed.flags and not said.get("no_cover"):
        yield "whoever kept contact or investigated was removed, and nobody named"
    if deed.trigger == "report-connection" and said["cover"] and given(deed) and not deed.roles & {AUTHORITY, HEAD}:
        yield "work was handed out by somebody who may not"


@rule
def whoever_decides_on_independence_knows_nobody(past: Past, deed: Deed) -> Iterator[str]:
    """Ppda 3.10; the decider's own declaration is nil."""
    deciding = ("decide-independence", "review-independence", "allow-interim-enquiries", "grant-exception")
    if deed.trigger in deciding:
        mine = [d for d in past.all(*DECLARING) if d.by == deed.by]
        if any(declares_connection(d.entry) for d in mine) or deed.by in barred(past.deeds, past.world):
            yield "they know somebody in the case"
    if deed.trigger == "allow-interim-enquiries" and (interim(past) or independence_stands(past)):
        yield "the short decision was renewed, or nothing waited for it"
    if deed.trigger == "grant-exception" and deed.entry["ends_on"] < deed.day:
        yield "the exception had ended before it was granted"


@rule
def three_tests_of_whoever_investigates(past: Past, deed: Deed) -> Iterator[str]:
    """Ppda 3.10: the bar of the law stops it, a chief officer alone allows a connection, and the victim is heard."""
    if deed.trigger in ("submit-report", "assess-severity") and exceptions(past, deed.by, deed.day) == [False]:
        yield "the exception had ended"
    if deed.trigger not in APPOINTING:
        return
    said, person = deed.entry, deed.entry["investigator"]
    if said["concern"] != "no":
        yield "the bar of the law was not answered"
    if past.world.trained.get(person, deed.day - timedelta(days=1)) < deed.day:
        yield "their training was not in date"
    linked = said["connection"] != "no" or linked_with(past, person)
    if linked and exceptions(past, person, deed.day) != [True]:
        yield "an earlier connection was not ruled out, and nobody allowed it"
    criminal = past.done("record-criminal-progress", "record-criminal-investigation", "record-arrest")
    if said["criminal_lead"] == "same" or (criminal and said["criminal_lead"] != "separate"):
        yield "the crime is investigated under the same chain of command"
    decided = past.last("decide-independence") if independence_stands(past) else None
    body = decided.entry["handled_by"] if decided else ""
    mine = past.world.force_of.get(person)
    if body == "other-force" and mine in {past.world.force_of.get(s) for s in subjects(past)}:
        yield "somebody of this force was appointed where another was to investigate"
    if said["confidence"] == "no" and body in ("", "own-force"):
        yield "the victim did not want them, and nothing was decided on it"


@rule
def a_challenge_is_answered_in_writing_by_somebody_else(past: Past, deed: Deed) -> Iterator[str]:
    if deed.trigger != "answer-challenge":
        return
    who, agreed = who_is_meant(past, deed.entry["party"]), past.last("agree-contact")
    theirs = past.all("challenge-independence", "answer-challenge")
    theirs = [d for d in theirs if who_is_meant(past, d.entry["party"]) == who]
    if not theirs or theirs[-1].trigger == "answer-challenge":
        yield "nothing waited for an answer"
    if deed.entry["channel"] not in IN_WRITING or deed.entry["safe"] != "yes":
        yield "it was not in writing by a safe way"
    named = named_ways(past, deed.entry["party"])
    if named is not None and deed.entry["channel"] not in named:
        yield "it went by another way than they have named"
    if agreed and deed.entry["channel"] in agreed.entry["avoid"]:
        yield "it went by a way never to be used"
    last = past.last("decide-independence", "review-independence")
    if last and last.by == deed.by:
        yield "whoever decided answered for it"


@rule
def nobody_connected_is_given_work(past: Past, deed: Deed) -> Iterator[str]:
    found = given(deed)
    if found and deed.trigger != "report-matter":
        person, role = found
        if person in barred(past.deeds, past.world):
            yield "somebody who may know nothing of the case was given work on it"
        if role not in past.world.roles[person]:
            yield "somebody was given work that is not theirs"
    if deed.trigger == "allocate-case" and deed.entry["role"] in (INVESTIGATOR, OVERSIGHT):
        yield "somebody was allocated who has to be appointed"


@rule
def the_investigator_stands_apart(past: Past, deed: Deed) -> Iterator[str]:
    if deed.trigger in APPOINTING:
        if deed.entry["investigator"] == deed.by:
            yield "they appointed themselves"
        if under(past.world, deed.entry["investigator"], subjects(past)):
            yield "the investigator works under a subject"
    if deed.trigger in OUTCOMES and deed.by in investigators(past):
        yield "whoever investigated decided the outcome"
    appointed = past.last(*APPOINTING)
    if deed.trigger in ("submit-report", "assess-severity") and (
        appointed is None or appointed.entry["investigator"] != deed.by
    ):
        yield "they are not the investigator"


@rule
def every_allegation_has_one_outcome(past: Past, deed: Deed) -> Iterator[str]:
    numbers = {str(n) for n, _ in enumerate(past.all("add-allegation"), start=1)}
    decided = [d.entry["allegation"] for d in past.all("decide-outcome")]
    corrected = {d.corrects for d in past.deeds if d.corrects is not None}
    if deed.trigger == "decide-outcome" and deed.entry["allegation"] not in numbers - set(decided):
        yield "no such allegation waits for an outcome"
    if deed.trigger == "confirm-outcomes" and numbers - set(decided):
        yield "an allegation has no outcome"
    if deed.trigger == "confirm-outcomes" and not corrected and len(decided) != len(set(decided)):
        yield "an allegation has two outcomes"


@rule
def misuse_of_status_is_answered_by_itself(past: Past, deed: Deed) -> Iterator[str]:
    """Law 10.1 and 2.3: one allegation for each behaviour, and police status used against a victim is one."""
    if deed.trigger != "confirm-outcomes":
        return
    made = [d.entry for d in past.all("add-allegation")]
    used = {said["subject"] for said in made if said["misuse_of_position"] == "yes"}
    if used - {said["subject"] for said in made if said["category"].startswith(("D", "G"))}:
        yield "police status was used against the victim, and nobody answers for that"


@rule
def outcomes_rest_on_everything(past: Past, deed: Deed) -> Iterator[str]:
    if deed.trigger != "confirm-outcomes":
        return
    if not past.done("decide-not-to-refer", "record-determination"):
        yield "referral was never decided"
    if not past.done("agree-contact") and wants_contact(past):
        yield "nobody knew how the victim wishes to be contacted"
    for subject in subjects(past):
        decisions = ("leave-unrestricted", "restrict-duties", "suspend-officer", "record-leaving", "record-return")
        found = past.about(subject, *decisions)
        if not found or found[-1].trigger == "record-return":
            yield f"the duty status of {subject} was never decided"


@rule
def nobody_is_forgotten_at_the_end(past: Past, deed: Deed) -> Iterator[str]:
    if closes_inside(past, deed):
        told = ("tell-outcome", "make-closing-contact") if wants_contact(past) else ()
        for needed in ("confirm-outcomes", *told):
            if not past.done(needed):
                yield f"the case was closed without {needed}"
        if told and untold(past, past.all("tell-outcome")):
            yield "the victim was never told an outcome as it stands"


@rule
def a_letter_leaves_no_outcome_out(past: Past, deed: Deed) -> Iterator[str]:
    letters = {"tell-outcome": past.all("tell-outcome")}
    if deed.trigger == "tell-party-outcome":
        refs = known_as(past, deed.entry["party"])
        letters[deed.trigger] = [d for d in past.all(deed.trigger) if d.entry["party"] in refs]
    if deed.trigger in letters and untold(past, letters[deed.trigger]) - set(deed.entry["allegations"]):
        yield "it leaves out an outcome that they do not know"


@rule
def only_safe_ways(past: Past, deed: Deed) -> Iterator[str]:
    agreed = past.last("agree-contact")
    safe = set(agreed.entry["channels"]) if agreed else set()
    if deed.trigger in ("send-update", "tell-outcome", "make-closing-contact"):
        if deed.entry["channel"] not in safe:
            yield "it went by a way that the victim has not named as safe"
        if deed.trigger != "make-closing-contact" and deed.entry["channel"] not in IN_WRITING:
            yield "it was not in writing"
    ours = deed.trigger == "log-contact" and deed.entry.get("direction") != "theirs"
    if ours and agreed and deed.entry["channel"] in agreed.entry["avoid"]:
        if "OVR-6" not in deed.flags:
            yield "a contact by a way never to be used is not flagged"
    elif deed.trigger == "log-contact" and "OVR-6" in deed.flags:
        yield "a contact that nobody forbade is flagged"


@rule
def only_her_own_officer(past: Past, deed: Deed) -> Iterator[str]:
    naming = ("appoint-oversight-officer", "decide-connection")
    named = [d for d in past.all(*naming) if d.entry.get("covers", "contact") == "contact"]
    officers = {d.entry.get("officer") or d.entry["cover"] for d in named[-1:]}
    if WHO[deed.trigger] == {OVERSIGHT} and deed.by not in officers:
        yield "they are not the senior oversight officer of the case"


@rule
def suspension_follows_the_law(past: Past, deed: Deed) -> Iterator[str]:
    said = deed.entry
    if deed.trigger in ("suspend-officer", "leave-unrestricted") and suspension_law_is_open(past, deed.about):
        yield "nobody knew which law governs suspension"
    arrests = [d for d in past.all("record-arrest") if d.about == deed.about and d.entry["arrested_for"] != "other"]
    exception_due = deed.trigger == "leave-unrestricted" and arrests and new_suspension_law(past, deed.about)
    if exception_due and not said["exceptional"]:
        yield "after an arrest for a listed offence nothing exceptional was given"
    if deed.trigger in ("leave-unrestricted", "restrict-duties") and said["review_on"] <= deed.day:
        yield "it will never be reviewed"


@rule
def a_wish_to_withdraw_ends_nothing_by_itself(past: Past, deed: Deed) -> Iterator[str]:
    said = deed.entry
    if deed.trigger in WAIT_FOR_WITHDRAWAL and withdrawn(past).waiting:
        yield "somebody wishes to withdraw, and nobody had decided what becomes of it"
    silent = deed.trigger == "record-no-reply-on-withdrawal" and "WDR-4" not in deed.flags
    if silent and not withdrawal_letter_expired(past, deed.day, said["whose"]):
        yield "nothing shows that the 28 days were not over"
    if deed.trigger != "decide-on-withdrawal":
        return
    waiting, whose = withdrawn(past).waiting, said["whose"]
    if not waiting:
        yield "nobody wished to withdraw"
    if (len(waiting) > 1 and not whose) or (whose and not {who_is_meant(past, whose), ""} & set(waiting)):
        yield "nobody said whose complaint was decided"
    theirs = {who_is_meant(past, whose)} if whose else set(waiting)
    if said["consequence"] == "complaint" and not complaints_stand(past, theirs):
        yield "nobody else had complained"
    if not surely_withdrawn(past, whose):
        yield "the wish was neither signed nor confirmed, nor our letter unanswered for 28 days"
    if with_iopc(past):
        yield "the matter was with the IOPC"
    if said["consequence"] == "ends" and may_be_domestic_abuse(past) and said["asked"] not in ("yes", "declined"):
        yield "domestic abuse was dropped without asking about pressure"
    told = {d.entry["whom"] for d in wish_of(past, whose) if d.trigger == "record-withdrawal-notice"}
    if said["under_review"] != "no" and "review-body" not in told:
        yield "the review body was not told"


@rule
def what_would_prejudice_a_trial_waits(past: Past, deed: Deed) -> Iterator[str]:
    if deed.trigger in WAIT_FOR_COURTS and suspended(past):
        yield "the matter was suspended"
    ours = ("suspend-matter", "review-matter-suspension", "resume-matter", "decide-after-proceedings")
    if deed.trigger in ours and iopc_investigates(past):
        yield "the IOPC decides this"
    if deed.trigger in ours[1:] and not suspended(past):
        yield "nothing was suspended"
    criminal = ("record-criminal-progress", "record-criminal-investigation", "record-arrest")
    if deed.trigger == "suspend-matter" and not past.done(*criminal):
        yield "there were no criminal proceedings"
    if deed.trigger in ours[:2] and deed.entry["review_on"] <= deed.day:
        yield "it will never be reviewed"
    if deed.trigger == "resume-matter" and nobody_asks_for_it(past):
        yield "the public interest was not decided"
    if deed.trigger == "decide-after-proceedings" and not nobody_asks_for_it(past):
        yield "the complainant was not asked, or wants it to go on"
    if deed.trigger == "ask-whether-to-go-on" and not past.done("record-criminal-outcome"):
        yield "the proceedings had not ended"


@rule
def letters_go_by_safe_ways(past: Past, deed: Deed) -> Iterator[str]:
    if deed.trigger in ("ask-to-confirm-withdrawal", "ask-whether-to-go-on"):
        agreed = past.last("agree-contact")
        if deed.entry["channel"] not in IN_WRITING:
            yield "the letter was not in writing"
        if deed.entry["safe"] != "yes" or (agreed and deed.entry["channel"] in agreed.entry["avoid"]):
            yield "the letter went by a way that is not safe"
        named = named_ways(past, deed.entry["to"])
        if named is not None and deed.entry["channel"] not in named:
            yield "the letter went by another way than they have named"


@rule
def leaving_ends_nothing_by_itself(past: Past, deed: Deed) -> Iterator[str]:
    if deed.trigger in (*OUTCOMES, "close-case") and any(left(past, s) for s in subjects(past)):
        yield "a subject had left, and nobody had decided whether the matter goes on"
    if deed.trigger == "decide-continuation":
        last = past.about(deed.about, "record-leaving", "record-return")
        if not last or last[-1].trigger != "record-leaving":
            yield "the subject had not left"
        if deed.entry["condition"] == "C" and not deed.entry["iopc_decision"]:
            yield "only the IOPC decides on condition C"
    measures = ("restrict-duties", "suspend-officer", "leave-unrestricted", "end-measures", "review-suspension")
    if deed.trigger in measures and left(past, deed.about, undecided_only=False):
        yield "the subject no longer served"


@rule
def packs_are_read_by_two(past: Past, deed: Deed) -> Iterator[str]:
    preparers = {d.by for d in past.all("prepare-pack")}
    if deed.trigger == "release-pack" and (deed.by in preparers or not deed.entry["names_nobody"]):
        yield "no second person read the pack"
    if deed.trigger == "record-meeting" and "specialist" not in deed.entry["attended"] and "PAN-2" not in deed.flags:
        yield "nothing shows that no specialist took part"
    if deed.trigger == "record-meeting" and deed.entry["held_on"] > deed.day and "PAN-3" not in deed.flags:
        yield "nothing shows that the meeting had not been held"


@rule
def a_meeting_is_moved_or_cancelled_until_it_was_held(past: Past, deed: Deed) -> Iterator[str]:
    """Ppda 8: panels elsewhere are cancelled. What was recommended by then is still followed (ppda 3.24)."""
    if deed.trigger not in MEETINGS:
        return
    if past.done("cancel-meeting") and deed.trigger not in ("answer-recommendation", "close-recommendation"):
        yield "the meeting had been cancelled"
    if deed.trigger in ("move-meeting", "cancel-meeting") and past.done("record-meeting"):
        yield "the meeting had been held"
    stood = past.last("plan-meeting", "move-meeting")
    if deed.trigger == "move-meeting" and stood:
        now, before = ((said["month"], said["meets_on"]) for said in (deed.entry, stood.entry))
        if now == before:
            yield "it was planned so already"
        if now[0] != before[0] and past.done("prepare-pack"):
            yield "its pack is of another month"


@rule
def who_reads_a_pack_has_declared(past: Past, deed: Deed) -> Iterator[str]:
    """Trust R15: a declaration for the meeting comes before its pack, and nobody decides on their own."""
    stands, deciding = connected_for_the_meeting(past), deed.trigger == "decide-panel-connection"
    if (deed.trigger == "release-pack" or deciding) and stands.get(deed.by, True):
        yield "they have not declared for this meeting, or nobody has decided on it"
    if deciding and (deed.entry["person"] == deed.by or not stands.get(deed.entry["person"])):
        yield "nothing that somebody else declared waits for a decision"
    if deciding and not past.done("prepare-pack"):
        yield "there is no pack to keep anything from"
    if deed.trigger == "declare-for-meeting" and deed.entry["connected"] is not bool(deed.entry["whom"]):
        yield "they are connected with nobody, or do not say with whom"


@rule
def the_panel_is_answered_and_says_when_it_is_content(past: Past, deed: Deed) -> Iterator[str]:
    """Ppda 3.23, 3.24: what the panel recommends is answered for the force, and closed by its chair after that."""
    met = past.done("release-pack", "record-meeting")
    if deed.trigger == "make-recommendation" and not (met and deed.entry["names_nobody"]):
        yield "it was recommended before there was a pack or a meeting, or names somebody"
    if deed.trigger not in ("answer-recommendation", "close-recommendation"):
        return
    said = deed.entry["recommendation"]
    made = {f"r{n}" for n, _ in enumerate(past.all("make-recommendation"), start=1)}
    if said not in made or said in {d.entry["recommendation"] for d in past.all("close-recommendation")}:
        yield "there was no such recommendation, or it was closed"
    answered = {d.entry["recommendation"] for d in past.all("answer-recommendation")}
    if deed.trigger == "close-recommendation" and said not in answered:
        yield "it was closed unanswered"
    if deed.trigger == "answer-recommendation":
        refused = deed.entry["response"] == "not-accepted"
        if refused is bool(deed.entry["act_by"]):
            yield "what was accepted has no day, or what was not has one"


@rule
def an_action_of_the_panel_is_due_and_ends_once(past: Past, deed: Deed) -> Iterator[str]:
    """Ppda 3.23."""
    if deed.trigger == "agree-action" and deed.entry["due_on"] < deed.day:
        yield "it was due before it was agreed"
    agreed = {f"a{n}" for n, _ in enumerate(past.all("agree-action"), start=1)}
    ended = {d.entry["agreed"] for d in past.all("complete-action")}
    if deed.trigger == "complete-action" and deed.entry["agreed"] not in agreed - ended:
        yield "there was no such action, or it had ended"


@rule
def nobody_is_asked_twice_unseen(past: Past, deed: Deed) -> Iterator[str]:
    """Ppda 3: an account is taken once; a second is on file, and seen to be one."""
    if deed.trigger != "take-account":
        return
    again = deed.entry["party"] in {d.entry["party"] for d in past.all("take-account")}
    if again != ("PEO-1" in deed.flags):
        yield "a second account is not seen to be one, or a first is"
    if (again and not deed.entry["why_again"]) != ("PEO-2" in deed.flags):
        yield "nothing shows whether somebody was asked again without a reason"


@rule
def flags_are_set_on_what_is_alleged_and_a_closed_case_says_so(past: Past, deed: Deed) -> Iterator[str]:
    if deed.trigger == "flag-allegation" and int(deed.entry["allegation"]) > len(past.all("add-allegation")):
        yield "there is no such allegation"
    if deed.trigger == "add-allegation" and closed(past) != ("ALL-1" in deed.flags):
        yield "nothing shows whether the case was closed when this was alleged"


@rule
def letters_go_to_those_entitled(past: Past, deed: Deed) -> Iterator[str]:
    if deed.trigger not in {*UPDATES, *TO_COMPLAINANTS}:
        return
    party = deed.entry["party"]
    if party not in entitled(past) or (
        deed.trigger in TO_COMPLAINANTS and not known_as(past, party) & complaining(past)
    ):
        yield "it went to somebody who is not entitled to it"
    if deed.trigger in ("write-to-party", "tell-party-outcome") and party in her_officers_victim(past):
        yield "it went past the victim's own officer"
    if deed.entry["channel"] not in IN_WRITING or deed.entry["channel"] not in (named_ways(past, party) or ()):
        yield "it was not in writing by a way that they gave"
    said = [d.entry for d in past.all("choose-information") if d.entry["party"] in known_as(past, party)]
    if deed.trigger == "write-to-party" and said and said[-1]["wish"] != "everything":
        yield "they had asked for no updates"


@rule
def what_is_withheld_is_not_sent(past: Past, deed: Deed) -> Iterator[str]:
    hers = {"send-update": "update", "tell-outcome": "outcome"}
    if deed.trigger in hers and withheld(past, hers[deed.trigger], her_officers_victim(past)):
        yield "it was withheld from the victim"
    if deed.trigger in UPDATES and withheld(past, UPDATES[deed.trigger], known_as(past, deed.entry["party"])):
        yield "it was withheld from them"
    if deed.trigger == "withhold-notice" and not 0 < (deed.entry["review_on"] - deed.day).days <= 14:
        yield "nobody looks at it again within a fortnight"
    subject = cast(past).get(deed.entry.get("party", ""), ("", ""))[0] == "subject"
    copy = deed.entry if deed.trigger == "send-complaint-copy" else None
    if copy and (withheld(past, "complaint-copy", {copy["party"]}) or not copy["no_safe_contact"] or not subject):
        yield "the copy went to the wrong person, too early, or gave a way to reach somebody away"
    if deed.trigger == "accept-interested-person" and (subject or deed.entry["consents"] != "yes"):
        yield "somebody is kept informed who did not consent, or is a subject"
    if deed.trigger == "tell-not-recorded" and past.done("record-matter"):
        yield "it was recorded"
    unrecorded = past.last("handle-outside-schedule-3", "confirm-not-recording", "confirm-reopening")
    if deed.trigger == "tell-not-recorded" and (unrecorded is None or unrecorded.trigger == "confirm-reopening"):
        yield "nobody had decided not to record it"
    if copy and not complaining(past):
        yield "there was no complaint to send a copy of"
    if deed.trigger == "release-notice" and not withheld(past, deed.entry["what"], known_as(past, deed.entry["party"])):
        yield "nothing of the kind was withheld from them"


@rule
def a_right_to_review_is_told_truly(past: Past, deed: Deed) -> Iterator[str]:
    if deed.trigger != "give-review-right":
        return
    recorded = past.last("record-matter")
    complaint = recorded is not None and recorded.entry["kind"] == "complaint"
    reviewable = complaint and bool(complaining(past)) and not iopc_has_it(past)
    if (deed.entry["body"] == "none") is reviewable:
        yield "they were told of a right that is not there, or not of one that is"
    only_iopc = may_be_domestic_abuse(past) or past.done("decide-to-refer")
    if deed.entry["body"] == "local-policing-body" and only_iopc:
        yield "they were sent to the wrong body"


@rule
def closing_waits_for_everybody(past: Past, deed: Deed) -> Iterator[str]:
    confirmed = past.last("confirm-outcomes")
    if not closes_inside(past, deed) or confirmed is None or iopc_has_it(past):
        return
    since = [d for d in past.settled if d.at >= confirmed.at]
    explained = any(d.trigger == "explain-early-closing" for d in since)
    for party in entitled(past) - her_officers_victim(past):
        refs = known_as(past, party)
        mine = [d for d in since if d.entry.get("party") in refs]
        wished = [d.entry["wish"] for d in past.all("choose-information") if d.entry["party"] in refs][-1:]
        letters = [d for d in past.all("tell-party-outcome") if d.entry["party"] in refs]
        told = (letters and not untold(past, letters)) or withheld(past, "outcome", refs)
        if not told and wished != ["nothing"]:
            yield f"{party} was never told the outcome"
        given = [d for d in mine if d.trigger == "give-review-right"]
        if refs & complaining(past) and not given and wished != ["nothing"]:
            yield f"{party} was never told whether there is a right to a review"
        applied = any(d.trigger == "record-review-application" for d in mine)
        runs = given and given[-1].entry["body"] != "none" and (deed.day - given[-1].day).days <= 28
        if runs and not applied and not explained:
            yield f"{party} could still have applied for a review"


@rule
def confidence_is_kept(past: Past, deed: Deed) -> Iterator[str]:
    """Nobody named in a report acts on it but its sender, who is named in a case only by agreement, and once."""
    said, agreed = deed.entry, past.last("agree-to-disclosure")
    if deed.trigger in IN_CONFIDENCE and WHO[deed.trigger] != {REPORTER} and deed.by in kept_from(past):
        yield "they are named in the report, or kept out of it"
    if deed.trigger == "disclose-reporter":
        if agreed is None or not agreed.entry["agrees"]:
            yield "whoever reported had not agreed"
        if not past.done("pass-to-psd") or past.done("disclose-reporter"):
            yield "no case could be told, or it had been told"
    if deed.trigger == "pass-to-psd":
        if said["receiver"] in kept_from(past) | {said["subject"], said["victim"]}:
            yield "the case went to somebody with a part in it"
        if INTAKE not in past.world.roles[said["receiver"]] or not said["shows_nobody"] or past.done("pass-to-psd"):
            yield "the case went to nobody in intake, was not read again, or had been opened"


@rule
def questions_in_confidence_are_answered(past: Past, deed: Deed) -> Iterator[str]:
    last = past.last("ask-gatekeeper", "acknowledge-report", "write-to-reporter")
    if deed.trigger == "close-report" and last and last.trigger == "ask-gatekeeper":
        yield "a question of whoever reported was never answered"
    begun = past.done("acknowledge-report", "pass-to-psd", "pass-elsewhere", "close-report")
    if deed.trigger in ("ask-reporter", "write-to-reporter") and not begun:
        yield "the report had not been acknowledged"


@rule
def nobody_administers_alone(past: Past, deed: Deed) -> Iterator[str]:
    if deed.trigger in CONFIRMS:
        proposed = past.last(*CONFIRMS[deed.trigger])
        if proposed is None or proposed.by == deed.by:
            yield "nobody but the person who confirms it had proposed it"
    if deed.trigger in ("propose-roles", "confirm-roles") and deed.entry["person"] == deed.by:
        yield "they settled their own roles"
    of_register = ("confirm-register", *CONFIRMS["confirm-register"])
    if deed.trigger in of_register and deed.entry["person"] == deed.by:
        yield "they settled what the register says of themselves"
    if deed.trigger == "propose-roles" and ADMINISTRATOR in deed.entry["roles"] and len(deed.entry["roles"]) > 1:
        yield "somebody who looks after accounts would handle cases"
    if deed.trigger in ("add-service", "change-service") and deed.entry["reviewed_on"] > deed.day:
        yield "nobody can have checked it yet"
    if deed.trigger == "propose-roles" and {REPORTER, URGENT} & set(deed.entry["roles"]):
        yield "what is only lent was given"
