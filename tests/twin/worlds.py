"""The same force twice: with a case that some of its people must know nothing of, and without it.

Every name follows from what it names and every moment is set, so nothing else differs. Each excluded person worked on
the secret case until the reason came to light, has every role, and has a case of their own that is in both worlds.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from complaints.database import SYSTEM, Database
from complaints.documents.pack import let_pack_go, prepare_pack
from complaints.facts.load import Owner
from complaints.models.people import SignedIn
from complaints.queries.packs import sections
from complaints.queries.visible import find_meeting
from complaints.references import reference, submission
from complaints.reports.run import run
from complaints.secrets import KeyRing
from complaints.services.additions import Additions
from complaints.services.openings import open_meeting
from complaints.services.packs import declare_unconnected, fingerprint
from complaints.services.progress import Place, take_step
from complaints.services.register import change_register
from complaints.services.rescreening import screen_again
from tests.queries.scene import ALLEGATION, NO_CONNECTION, PLAN, REPORT, Scene
from tests.support.rendering import pdfs
from tests.web.client import Site
from workflows.calendar import london_day
from workflows.calls_to_action.measures import Period
from workflows.model import Role
from workflows.office.posts import NewPost
from workflows.panel.entries import CancelMeeting, DeclareForMeeting, PlanMeeting, ReleasePack
from workflows.panel.vocabulary import Cause

RELATIONS = {
    "sid": "subject",
    "vera": "victim",
    "cole": "complainant",
    "rea": "reporter",
    "wit": "witness",
    "dec": "declared connection",
    "fay": "connection found by others",
    "tia": "of the victim's present team",
    "mag": "line manager of the victim's line manager",
}
NUMBERS = {person: str(880_101 + n) for n, person in enumerate(RELATIONS)}
"""Their collar numbers: everybody excluded from the secret case."""

TEAMS = {"vera": "Response V", "tia": "Response V", "ser": "Response V"}
MANAGERS = {"ser": "mag", "vera": "ser"}
"""Vera is managed by a sergeant, and the sergeant by Mag."""

OUTSIDERS = {
    "ola": (Role.INVESTIGATOR, Role.OVERSIGHT_OFFICER, Role.ADMINISTRATOR),
    "oli": tuple(role for role in Role if role is not Role.DEPUTY),
}
"""Nobody gave them work on the secret case. Ola has no role that may read about every case of the force."""

DECLARED = ("hed", "oli", *RELATIONS)
"""Who has declared for the meetings that they know nobody: packs in which something could differ are open to them."""

COUSIN = "A cousin works in the control room."
TOLD = "She has the key of the blue door, and he does not know it."
"""What was told of the secret case, in words that nothing else in either world has."""

VISITED = datetime(2026, 4, 14, 11, tzinfo=UTC)
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31), VISITED)


@dataclass(frozen=True)
class Names:
    """The references of a world, alike in both: `secret` is the case that only one of them has."""

    secret: str
    own: dict[str, str]
    runs: dict[str, str]
    meetings: tuple[str, ...]


class World(Scene):
    """One of the two; `secret` says which."""

    def __init__(self, database: Database, *, secret: bool) -> None:
        super().__init__(database)
        self.keys = self.site.database.keys
        for person in ("mag", "ser", *NUMBERS):
            if person not in self.people:
                self.people[person] = self._serving(person)
        for person, roles in OUTSIDERS.items():
            self.people[person] = self.site.add_person(person, *roles)
        self._day(1)
        self.secret = reference(self.site.random, f"case {self._form('ana', 'report-matter')}")
        if secret:
            self._begin_secret()
        self._day(2)
        runs = {"dec": self._run("dec", "early", london_day(self.site.clock()))}
        if secret:
            self._end_secret()
        self._day(3)
        own = {person: self._open_own(person) for person in RELATIONS}
        self._day(30)
        held = (self._hold_panel("2026-03", released=True), self._hold_panel("2026-04", released=False))
        meetings = (*held, self._cancel(self._hold_panel("2026-02", released=True)))
        runs["hed"] = self._run("hed", "late", MARCH.starts, MARCH.ends)
        self._day(35)
        self._post_together(NUMBERS["sid"], "101")
        self.names = Names(self.secret, own, runs, meetings)

    def _serving(self, person: str) -> SignedIn:
        manager = self.people[MANAGERS[person]].person if person in MANAGERS else None
        number, team = NUMBERS.get(person, "880100"), TEAMS.get(person, "")
        return self.site.add_person(person, *Role, number=number, team=team, manager=manager)

    def _day(self, day: int) -> None:
        self.site.clock.at = self.start + timedelta(days=day)

    def _begin_secret(self) -> None:
        """Everybody who will be excluded is given work on it first."""
        nobody = {"subject": "", "victim": "", "reporter": ""}
        assert self.open("ana", {**REPORT, **nobody, "account": TOLD}) == self.secret
        self._declare("ana")
        for person in ("lee", "sid", "vera", "cole", "rea", "wit", "dec", "tia", "mag"):
            self._of_secret("ana", "allocate-case", person=self._number(person), role="appropriate-authority")
        self._declare("lee")
        self._of_secret("lee", "add-allegation", **{**ALLEGATION, "subject": ""})
        reasons = {"ground": "reg-7", "reasons": "Of a listed kind."}
        self._of_secret("lee", "record-matter", kind="conduct-matter", **reasons)
        self._of_secret("lee", "appoint-oversight-officer", officer=NUMBERS["fay"], reasons="Trained.")
        self._declare("fay")
        self._of_secret("fay", "agree-contact", **PLAN)

    def _end_secret(self) -> None:
        """What excludes each of them."""
        for person, part in list(RELATIONS.items())[:5]:
            self._of_secret("lee", "add-party", part=part, person=NUMBERS[person])
        self._of_secret("dec", "declare-interests", **{**NO_CONNECTION, "known": ["subject:social"]})
        fay = {"person": NUMBERS["fay"], "connection": "social", "found": "By a colleague."}
        self._of_secret("lee", "report-connection", **fay)

    def _of_secret(self, who: str, trigger: str, **stated: Any) -> None:
        self.do(who, trigger, case=self.secret, **stated)

    def _declare(self, who: str) -> None:
        self._of_secret(who, "declare-interests", **NO_CONNECTION)

    def _number(self, person: str) -> str:
        return NUMBERS.get(person, "101")

    def _open_own(self, person: str) -> str:
        """A case that somebody reported, works on in several roles and oversees."""
        self.site.clock.forward(minutes=1)
        case = self.open(person)
        number = NUMBERS[person]
        self.do(person, "allocate-case", case=case, person=number, role="appropriate-authority")
        self.do(person, "declare-interests", case=case, **NO_CONNECTION)
        self.do(person, "add-allegation", case=case, **ALLEGATION)
        self.do(person, "record-matter", case=case, kind="conduct-matter", ground="reg-7", reasons="Of a listed kind.")
        self.do(person, "appoint-oversight-officer", case=case, officer=number, reasons="Nobody else is here.")
        self.do(person, "declare-interests", case=case, **NO_CONNECTION)  # in that role as well
        self.do(person, "agree-contact", case=case, **PLAN)
        return case

    def _post_together(self, *numbers: str) -> None:
        """People come to one team, and whoever works on a case of any of them is screened again."""
        database, at, day = self.site.database, self.site.clock(), london_day(self.site.clock())
        posts = [NewPost(n, "Specimen", "Quay", "Harbour", "Night", "", "sergeant", None, day) for n in numbers]
        with database.transaction(SYSTEM) as session:
            added = Additions(units=[("Specimen", "Quay")], posts=posts)
            change_register(session, added, at=at, source="import", salt="0" * 64)
        screen_again(database, self.site.clock, self.site.random)

    def _run(self, person: str, name: str, starts: date, ends: date | None = None) -> str:
        """A compliance run; of one day, the days before it stand beside it."""
        made = reference(self.site.random, f"run {name}")
        at = self.site.clock()
        period = Period(starts, ends or starts, at)
        return run(self.site.database, self.people[person], period, now=at, reference=made)

    def _hold_panel(self, month: str, *, released: bool) -> str:
        """A meeting whose pack Ana prepares from every case, and Hed releases."""
        database, at, name = self.site.database, self.site.clock(), reference(self.site.random, f"meeting {month}")
        ana, hed = self.people["ana"], self.people["hed"]
        plan = PlanMeeting(month=month, meets_on=date.fromisoformat(f"{month}-28"))
        with database.transaction(ana.person_id) as session:
            sent = self._sent(f"plan {month}")
            open_meeting(session, by=ana, at=at, entry=plan, submission=sent, reference=name)
        for who in DECLARED if released else (w for w in DECLARED if w != "cole"):  # who stands before the gate
            by = self.people[who]
            with database.transaction(by.person_id) as session:
                sent = self._sent(f"declare {month} {who}")
                declare_unconnected(session, find_meeting(session, name), by=by, at=at, submission=sent)
        prepare_pack(database, pdfs, name, by=ana, at=at, submission=self._sent(f"prepare {month}"))
        if not released:  # so whoever decides is shown the cases that they may know of
            said = DeclareForMeeting(connected=True, whom=COUSIN, is_true=True)
            with database.transaction(ana.person_id) as session:
                place, sent = Place(Owner.MEETING, find_meeting(session, name)), self._sent(f"connect {month}")
                take_step(session, place, "declare-for-meeting", by=ana, at=at, entry=said, submission=sent)
        if released:
            with database.transaction(hed.person_id, write=False) as session:
                read_by_hed = sections(session, find_meeting(session, name), hed.person_id, released=False)
            entry = ReleasePack(fingerprint=fingerprint(read_by_hed), names_nobody=True)
            let_pack_go(database, name, by=hed, at=at, entry=entry, submission=self._sent(f"release {month}"))
        return name

    def _cancel(self, meeting: str) -> str:
        """A meeting that everybody could read the pack of does not take place."""
        ana, at, entry = self.people["ana"], self.site.clock(), CancelMeeting(cause=Cause.CHAIR)
        with self.site.database.transaction(ana.person_id) as session:
            place = Place(Owner.MEETING, find_meeting(session, meeting))
            take_step(session, place, "cancel-meeting", by=ana, at=at, entry=entry, submission=self._sent("cancel"))
        return meeting

    def _sent(self, name: str) -> str:
        return submission(self.site.random, name)


def site_of(database: Database, keys: KeyRing) -> Site:
    """The application on a copy of a world, at the moment of the visit; `keys` are the world's."""
    site = Site(database)
    dialect: Any = database.engine.dialect
    dialect.key_ring = database.keys = keys
    site.clock.at = VISITED
    return site
