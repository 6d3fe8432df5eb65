"""The pack of the coming panel meeting of a seeded force, prepared by one person and let go by another."""

from collections.abc import Mapping

from complaints.database import SYSTEM, Database
from complaints.documents.pack import Render, let_pack_go, prepare_pack
from complaints.force import Player
from complaints.queries.packs import sections
from complaints.queries.visible import find_meeting
from complaints.references import seeded, submission
from complaints.seeding.playing import Stretch
from complaints.services.packs import fingerprint
from complaints.services.progress import sent_before
from workflows.panel.entries import ReleasePack

PREPARER, RELEASER = "hope", "cora"


def write_pack(
    database: Database, render: Render, meeting: str, *, seed: str, force: Mapping[str, Player], stretch: Stretch
) -> None:
    """The pack of a meeting, by its reference, as things stand on the last day; nothing is done twice."""
    random = seeded(f"{seed}/pack")
    prepare, release = (submission(random, what) for what in ("prepare", "release"))
    by, releaser = force[PREPARER].signed_in, force[RELEASER].signed_in
    with database.transaction(SYSTEM, write=False) as session:
        prepared, released = sent_before(session, prepare, by), sent_before(session, release, releaser)
    if not prepared:
        prepare_pack(database, render, meeting, by=by, at=stretch.now, submission=prepare)
    if not released:
        with database.transaction(releaser.person_id, write=False) as session:
            read = sections(session, find_meeting(session, meeting), releaser.person_id, released=False)
        entry = ReleasePack(fingerprint=fingerprint(read), names_nobody=True)
        let_pack_go(database, meeting, by=releaser, at=stretch.now, entry=entry, submission=release)
