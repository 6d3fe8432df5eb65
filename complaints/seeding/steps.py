"""Stretches of a case that plots are made of, from the first report to closure."""

from complaints.force import Member
from complaints.seeding import words
from complaints.seeding.people import colleague, officer, outsider
from complaints.seeding.tale import Tale
from complaints.seeding.words import Behaviour

TESTED = {"concern": "no", "connection": "no", "confidence": "yes", "criminal_lead": "none"}
UNCONNECTED = {"known": ("none",), "is_true": "yes"}


def declare(t: Tale, *posts: str) -> None:
    """Those who work on the case say that they know nobody in it."""
    for post in posts:
        t.do(t.post(post), "declare-interests", UNCONNECTED)


def receive(t: Tale, *, route: str, victim: Member | None = None, account: str = "") -> None:
    """The first report, and who takes it on. A victim on the register is named by it, another in words."""
    subject = t.meet("sam", colleague(t.random))
    t.subjects.append(subject)
    said: dict[str, str] = {"route": route, "came_to_attention_at": f"day {t.day} 08:{t.random.randint(10, 55)}"}
    said |= {"domestic_abuse": t.abuse, "subject": subject}
    who = f"{{{subject}.name}}"
    if victim:
        t.victim = t.meet("vic", victim)
        who = f"{{{t.victim}.name}} and {who}"
        said |= _reached(t, victim)
    said["account"] = f"{account or 'We are told of something between'} {who}. {t.one(words.HEARD)}".strip()
    t.do(t.post("ana"), "report-matter", said)
    declare(t, "ana")
    t.wait(0, 1)
    t.do(t.post("ana"), "allocate-case", {"person": t.post("lee"), "role": "appropriate-authority"})
    t.wait(0, 2)
    declare(t, "lee")


def _reached(t: Tale, victim: Member) -> dict[str, str]:
    known = (
        {"victim": t.victim}
        if victim.force and victim.service != "outside"
        else {"victim_name": f"{{{t.victim}.name}}"}
    )
    if t.chance(0.7):
        known["victim_telephone"] = f"{{{t.victim}.phone}}"
    if t.chance(0.3):
        known["victim_address"] = f"{{{t.victim}.address}}"
    return known


def victim_of(t: Tale) -> Member:
    """A victim in the same force, in another, or outside the police."""
    kind = t.random.choices(("here", "elsewhere", "outside"), weights=(4, 1, 5))[0]
    if kind == "outside":
        return outsider(t.random)
    return colleague(t.random) if kind == "here" else officer(t.random, force="Another Constabulary")


def record_abuse(t: Tale, victim: Member) -> None:
    """A victim in this force cannot complain: it is a conduct matter. Others complain, or others report it."""
    entry = {"kind": "conduct-matter", "ground": "reg-7", "reasons": t.one(words.REASONS)}
    if victim.service == "outside" or victim.force == "Another Constabulary":
        entry["ground"] = "public-affected"
        if t.chance(0.6):
            entry = {"kind": "complaint", "triggers": "R4", "complainant": "victim", "reasons": t.one(words.REASONS)}
            t.complainant = "victim"
    t.do(t.post("lee"), "record-matter", entry)


def complain(t: Tale, means: str = "email") -> None:
    """Somebody from outside complains of poor service: they are the first person added to the case."""
    key = t.meet("con", outsider(t.random))
    added = {"part": "complainant", "name": f"{{{key}.name}}", "telephone": f"{{{key}.phone}}"}
    t.do(t.post("ana"), "add-party", added | {"address": f"{{{key}.address}}"})
    chosen = {"party": "p1", "wish": "everything", "channels": (means,), "said": "In writing please."}
    t.do(t.post("ana"), "choose-information", chosen)
    t.complainant = "p1"


def allege(t: Tale, *behaviours: Behaviour) -> None:
    """What is alleged, against each subject in turn."""
    for number, said in enumerate(behaviours):
        since = t.random.randint(20, 200)
        entry = {
            "subject": t.subjects[number % len(t.subjects)],
            "category": said.category,
            "summary": said.summary,
            "offences": said.offences,
            "kinds": said.kinds,
            "domestic_abuse": t.abuse,
            # Where it was used, an allegation about just that must follow (HAN-38): so only where this is one.
            "misuse_of_position": "yes" if said.category[0] in "DG" else t.one(("no", "unknown")),
            "conduct_from": f"day -{since}",
            "conduct_to": f"day -{t.random.randint(1, since)}",
        }
        t.do(t.post("ana"), "add-allegation", entry)


def not_referred(t: Tale) -> None:
    """The criteria are tested, and none applies."""
    entry = {"mandatory": "No criterion applies to what is known.", "voluntary": "Looked at again with the evidence."}
    t.do(t.post("lee"), "decide-not-to-refer", entry)


def referred(t: Tale, criterion: str, determination: str) -> None:
    """Referred to the IOPC, in time or late, with a reason or without; its decision comes after some days."""
    clear = {"criteria": (criterion,), "became_clear_at": f"day {t.day} 08:30", "reasons": t.one(words.REASONS)}
    if criterion == "voluntary":
        clear["grounds"] = ("gravity",)
    t.do(t.post("lee"), "decide-to-refer", clear)
    late = criterion != "voluntary" and t.chance(0.2)
    t.wait(*((3, 6) if late else (0, 0)))
    sent: dict[str, str] = {"means": "form", "iopc_reference": f"Specimen {t.random.randint(100, 999)}"}
    explained = late and t.chance(0.5)
    if explained:
        sent["late_reason"] = "The form was left in a tray over the weekend."
    t.do(t.post("ana"), "send-referral", sent, flagged=("REF-2",) if late and not explained else ())
    for party in dict.fromkeys(("subject", t.complainant)):
        if party:
            told = {"party": party, "told": "yes", "told_at": f"day {t.day} 08:45"}
            t.do(t.post("ana"), "tell-of-referral", told)
    t.wait(4, 15)
    decided = {"determination": determination, "received_at": f"day {t.day} 08:00", "means": "form"}
    t.do(t.post("ana"), "record-determination", decided | {"iopc_reference": f"Specimen {t.random.randint(100, 999)}"})


def protect(t: Tale) -> None:
    """The duty status of each subject."""
    for subject in t.subjects:
        risk = {"role_risk": "Works alone with the public."}
        later = f"day {t.day + t.random.randint(14, 42)}"
        if t.abuse == "no":
            law = {"rule_set": "RS-2020", "reasons": "Nothing calls for suspension under either."}
            t.do(t.post("lee"), "choose-suspension-law", law, about=subject)
            open_duties = risk | {"reasons": "Nothing calls for it.", "review_on": later}
            t.do(t.post("lee"), "leave-unrestricted", open_duties, about=subject)
        else:
            some = tuple(t.random.sample(("posting", "systems", "contact", "vehicle"), k=2))
            t.do(t.post("lee"), "restrict-duties", risk | {"restrictions": some, "review_on": later}, about=subject)


def investigate(t: Tale) -> None:
    """An investigation, by somebody who is found to be independent."""
    t.wait(0, 3)
    independent(t)
    t.do(t.post("lee"), "start-investigation", {"reasons": "Only an investigation can establish what happened."})
    appointed = TESTED | {"investigator": t.post("ivy"), "reasons": "Trained and unconnected."}
    t.do(t.post("lee"), "appoint-investigator", appointed)
    t.wait(0, 2)
    declare(t, "ivy")


def independent(t: Tale) -> None:
    """Who can investigate independently."""
    entry = {
        "handled_by": "own-force",
        "unconnected": "yes",
        "unconnected_reasons": "Postings and declarations were looked at.",
        "trust": "yes",
        "trust_reasons": "Nothing that the victim has said speaks against it.",
        "victim_asked": t.one(("declined", "not-asked")),
        "reasons": "Nobody here knows them.",
    }
    if t.chance(0.2):
        entry |= {"handled_by": "other-unit", "reasons": "Too many in the department have served with the subject."}
    t.do(t.post("lee"), "decide-independence", entry | {"review_on": f"day {t.day + t.random.randint(20, 40)}"})
    t.decided = True


def look_again(t: Tale) -> None:
    """The independence decision is reviewed, and stands."""
    said = {"victim_asked": "yes", "victim_view": t.one(words.WISHES), "reasons": "Nothing new speaks against it."}
    t.do(t.post("lee"), "review-independence", said | {"review_on": f"day {t.day + t.random.randint(25, 45)}"})


def look_after(t: Tale) -> None:
    """A senior oversight officer is appointed and agrees with the victim how to keep in contact."""
    t.do(t.post("lee"), "appoint-oversight-officer", {"officer": t.post("sue"), "reasons": "Outside both commands."})
    t.wait(0, 2)
    declare(t, "sue")
    t.safe = t.one(("email", "post"))
    agreed = {
        "channels": (t.safe, t.one(("telephone", "in-person"))),
        "avoid": ("text",),
        "telephone": f"{{{t.victim}.phone}}",
        "email": f"{{{t.victim}.email}}",
        "address": f"{{{t.victim}.address}}",
        "code_word": f"{{{t.victim}.code_word}}",
        "times": t.one(words.TIMES),
        "every_days": str(t.one((7, 10, 14))),
        "wants": t.one(words.WISHES),
    }
    t.do(t.post("sue"), "agree-contact", agreed)


def weeks_go_by(t: Tale, months: int) -> None:
    """Contacts and a written update in each month: mostly in time, some late, some by a way that is not safe."""
    for _ in range(months):
        for _ in range(2):
            t.wait(6, 15 if t.chance(0.8) else 25)
            contact(t)
        t.do(t.post("sue"), "send-update", {"channel": t.safe, "text": t.one(words.NEWS)})
        if t.decided and t.chance(0.7):
            look_again(t)


def first_contact(t: Tale) -> None:
    """Intake rings before a senior oversight officer is appointed."""
    said = {"contacted_at": f"day {t.day} 08:50", "channel": "telephone", "reached": "spoke"}
    t.do(t.post("ana"), "log-contact", said | {"summary": "Told who will be in contact from now on."})


def contact(t: Tale) -> None:
    """One contact. Now and then somebody uses a way that the victim has asked us never to use."""
    reached = t.random.choices(("spoke", "message", "not-reached"), weights=(6, 1, 2))[0]
    said = {"contacted_at": f"day {t.day} 08:40", "reached": reached, "summary": t.one(words.TALKED)}
    if t.chance(0.06):
        t.do(t.post("ana"), "log-contact", said | {"channel": "text"}, flagged=("OVR-6",))
    else:
        t.do(t.post("sue"), "log-contact", said | {"channel": "telephone"})


def report(t: Tale, investigator: str = "ivy") -> None:
    """Severity is assessed and the investigator reports."""
    for subject in t.subjects:
        grave = {"subject": subject, "severity": t.one(("gross-misconduct", "misconduct")), "reasons": "If proved."}
        t.do(t.post(investigator), "assess-severity", grave)
    t.wait(3, 20)
    t.do(t.post(investigator), "submit-report", {"summary": "The records support the account in the main."})
    t.wait(1, 12)
