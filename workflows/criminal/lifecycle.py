"""The steps about criminal proceedings. What happens in them is recorded in every status."""

from collections.abc import Iterator

from workflows import citations as law
from workflows.casefile import CaseFile
from workflows.criminal import entries as e
from workflows.criminal.facts import proceedings_ended
from workflows.criminal.vocabulary import CriminalStatus as Is
from workflows.model import PSD, Kind, Role, Step, Suggestion

AUTHORITY = frozenset({Role.APPROPRIATE_AUTHORITY})
FROM_IOPC = AUTHORITY | {Role.INTAKE}
HEARS = PSD | {Role.OVERSIGHT_OFFICER}
ANY = tuple(Is)


def _ask_first(file: CaseFile) -> Iterator[Suggestion]:
    if proceedings_ended(file) and not file.all(e.RecordWishAfterProceedings):
        because = "The criminal proceedings have ended, and the complainant has not said what they want"
        yield Suggestion("Write to the complainant first", because, law.REG_41_2)


STEPS = (
    Step(
        trigger="record-criminal-progress",
        label="Record progress of criminal proceedings",
        done="Progress of criminal proceedings recorded",
        source=ANY,
        dest=None,
        by=PSD,
        entry=e.RecordCriminalProgress,
        kind=Kind.EVENT,
        occurred="happened_at",
        cites=(law.REG_34_2_B, law.CODE_RIGHT_6),
    ),
    Step(
        trigger="record-criminal-outcome",
        label="Record how criminal proceedings ended",
        done="End of criminal proceedings recorded",
        source=ANY,
        dest=None,
        by=PSD,
        entry=e.RecordCriminalOutcome,
        kind=Kind.EVENT,
        occurred="ended_at",
        cites=(law.REG_34_2_B, law.CRIME_OUTCOMES),
    ),
    Step(
        trigger="suspend-matter",
        label="Suspend for criminal proceedings",
        done="Suspended for criminal proceedings",
        source=(Is.NOT_SUSPENDED, Is.DECIDED),
        dest=Is.SUSPENDED,
        by=AUTHORITY,
        entry=e.SuspendMatter,
        cites=(law.REG_40, law.settlement(2)),
    ),
    Step(
        trigger="record-iopc-suspension",
        label="Record that the IOPC suspended its investigation",
        done="Suspended by the IOPC for criminal proceedings",
        source=ANY,
        dest=Is.SUSPENDED,
        by=FROM_IOPC,
        entry=e.RecordIopcSuspension,
        kind=Kind.EVENT,
        occurred="decided_at",
        cites=(law.REG_40,),
    ),
    Step(
        trigger="review-matter-suspension",
        label="Review the suspension of the matter",
        done="Suspension of the matter reviewed",
        source=(Is.SUSPENDED,),
        dest=None,
        by=AUTHORITY,
        entry=e.ReviewMatterSuspension,
        cites=(law.REG_40,),
    ),
    Step(
        trigger="record-suspension-notice",
        label="Record who was told of a suspension",
        done="Notice of a suspension, or of its end, given",
        source=ANY,
        dest=None,
        by=HEARS,
        entry=e.RecordSuspensionNotice,
        kind=Kind.EVENT,
        occurred="told_at",
        cites=(law.REG_33, law.REG_41_5_8),
    ),
    Step(
        trigger="resume-matter",
        label="Resume after a suspension",
        done="Resumed after a suspension",
        source=(Is.SUSPENDED,),
        dest=Is.NOT_SUSPENDED,
        by=AUTHORITY,
        entry=e.ResumeMatter,
        suggests=_ask_first,
        cites=(law.REG_41_3,),
    ),
    Step(
        trigger="record-iopc-resumption",
        label="Record that the IOPC ended a suspension",
        done="Suspension ended by the IOPC",
        source=ANY,
        dest=Is.NOT_SUSPENDED,
        by=FROM_IOPC,
        entry=e.RecordIopcResumption,
        kind=Kind.EVENT,
        occurred="decided_at",
        cites=(law.REG_40, law.REG_41_3),
    ),
    Step(
        trigger="ask-whether-to-go-on",
        label="Write to ask whether the matter should go on",
        done="Letter sent to ask whether the matter should go on",
        source=(Is.SUSPENDED,),
        dest=None,
        by=HEARS,
        entry=e.AskWhetherToGoOn,
        cites=(law.REG_41_2,),
    ),
    Step(
        trigger="record-wish-after-proceedings",
        label="Record what they want after the proceedings",
        done="Wish after the proceedings recorded",
        source=ANY,
        dest=None,
        by=HEARS,
        entry=e.RecordWishAfterProceedings,
        kind=Kind.EVENT,
        occurred="said_at",
        cites=(law.REG_41_3, law.REG_41_4),
    ),
    Step(
        trigger="record-no-reply-after-proceedings",
        label="Record that no reply came after the proceedings",
        done="No reply came after the proceedings",
        source=ANY,
        dest=None,
        by=HEARS,
        entry=e.RecordNoReplyAfterProceedings,
        kind=Kind.EVENT,
        cites=(law.REG_41_4,),
    ),
    Step(
        trigger="decide-after-proceedings",
        label="Decide whether the public interest requires going on",
        done="Public interest decided after the proceedings",
        source=(Is.SUSPENDED,),
        dest=Is.DECIDED,
        by=AUTHORITY,
        entry=e.DecideAfterProceedings,
        cites=(law.REG_41_4, law.REG_41_5_8),
    ),
    Step(
        trigger="record-iopc-decision-after-proceedings",
        label="Record the IOPC's decision after the proceedings",
        done="IOPC decision after the proceedings received",
        source=ANY,
        dest=Is.DECIDED,
        by=FROM_IOPC,
        entry=e.RecordIopcDecisionAfterProceedings,
        kind=Kind.EVENT,
        occurred="decided_at",
        cites=(law.REG_41_4,),
    ),
)
