"""The shape of a record (escalate-record/1): what it holds, and nothing else."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field

from export.outcomes import Became, Ended

FORMAT = "escalate-record/1"


def _written_in_full(text: object) -> object:
    """An instant as Escalate writes it: a date, a time and an offset, never a number."""
    if not isinstance(text, str):
        raise ValueError("not an instant")
    return datetime.fromisoformat(text)


def _in_print(at: datetime) -> datetime:
    if not 1900 <= at.year <= 2200:
        raise ValueError("outside every record")
    return at


Instant = Annotated[AwareDatetime, BeforeValidator(_written_in_full), AfterValidator(_in_print)]
Seq = Annotated[int, Field(ge=1)]
Salt = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class _Part(BaseModel):
    # What is in a record is personal: no fault may repeat it.
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, hide_input_in_errors=True)


class ProcedureUsed(_Part):
    """Which procedure governed, exactly, with its words for the matter, the file and whom it is about."""

    id: str
    title: str
    version: str
    sha256: Hash
    matter: str
    file: str
    whom: str = "child"


class EarlierProcedure(_Part):
    """By which procedure it went before, until when, and the entry that changed it."""

    id: str
    title: str
    version: str
    sha256: Hash
    until: Instant
    entry: Seq


class FileCopy(_Part):
    """A copy made for the file of the reader's agency: its length, and the head in which it ends."""

    at: Instant
    length: Seq
    head: Hash


class FileCopies(_Part):
    """The copies for the file up to this one, in order; `to_come`: more is to be answered, and then
    another is made."""

    made: list[FileCopy]
    to_come: bool


class ReaderNamed(_Part):
    """For whom this copy was made."""

    agency: str
    agency_name: str
    name: str
    office: bool


class About(_Part):
    """Who this is about: on the involved agencies' file copies only."""

    name: str
    born: str
    case_number: str
    entry: Seq
    expected: str = ""


class Together(_Part):
    """Another disagreement that belongs with this one: its reference and how, and nothing else of it."""

    how: str
    reference: str
    entry: Seq | None


class OwnDateShown(_Part):
    """When it began as another side gives it, and the entry that says so."""

    agency: str
    at: Instant
    entry: Seq | None


class State(_Part):
    """Where it stood when the record was made, and the entries that say so.

    `lives` is what the area is, where the procedure says whom it is about.
    `began_entry` and `first_began_at` only where the start was put right. Of an entry that this
    copy withholds no number is given.
    """

    status: Literal["open", "settled", "withdrawn", "not taken forward", "merged"]
    stage: str
    raised_at: Instant
    began_at: Instant
    ended_at: Instant | None
    category: str
    area: str
    raised_entry: Seq | None
    ended_entry: Seq | None
    together: list[Together] = []
    began_entry: Seq | None = None
    first_began_at: Instant | None = None
    own_dates: list[OwnDateShown] = []
    review_on: str = ""
    review_entry: Seq | None = None
    lives: str = ""


class Professional(_Part):
    """The named professional of a side."""

    name: str
    role: str


class Passage(_Part):
    """A passage in somebody's own words, and the entry where it stands."""

    label: str
    text: str
    entry: Seq


class SideNamed(_Part):
    """An involved agency, its named professional, and how it sees the matter."""

    agency: str
    name: str
    professional: Professional
    view: list[Passage]


class Agreed(_Part):
    """One agreed action: what is done, by whom, by when."""

    what: str
    owner: str
    due: str
    entries: list[Seq]


class Approval(_Part):
    """An agency's yes, and who said it."""

    agency: str
    name: str
    role: str
    at: Instant
    entry: Seq


class DiscussionShown(_Part):
    """A discussion on record, and what each agency that took part says of it for its own file."""

    held: Instant
    written: Instant
    by: str
    between: list[str]
    approved: list[Approval]
    corrected: list[Approval]
    entry: Seq


class ToldShown(_Part):
    """When the people of a tier were told, and the entry that says so."""

    at: Instant
    entry: Seq


class StageBecame(ToldShown):
    """How it ended at a stage, was reopened, or went on to another; by whom, and why it was reopened."""

    stage: str
    what: Ended
    by: str
    to: str = ""
    reason: str = ""


class WindowShown(_Part):
    """A tier's window: the procedure's words, when it was told, where it ended, and why on that date."""

    stage: str
    tier: str
    asked: str
    limit: Instant | None
    words: str
    explanation: list[str]
    told: ToldShown | None
    became: Became
    entry: Seq | None
    passed_entry: Seq | None


class Reading(_Part):
    """A question that the procedure's text leaves open, and the reading taken."""

    question: str
    taken: str
    why: str


class Line(_Part):
    """One line of an entry as it reads: a sentence, a labelled fact, or somebody's own words."""

    label: str
    text: str


class _Sealed(_Part):
    seq: Seq
    head: Hash
    digest: Hash
    previous: Hash
    hash: Hash


class Withheld(_Sealed):
    """An entry that is not in this copy: its seal, and nothing of what it is, whose, or when."""

    withheld: Literal[True]


class EntryShown(_Sealed):
    """An entry that this reader may read."""

    kind: str
    schema_: Annotated[int, Field(alias="schema")]
    at: Instant
    by: str
    agency: str
    audience: str
    header_salt: Salt
    salt: Salt
    body: dict[str, Any]
    name: str
    role: str
    title: str
    lines: list[Line]


class ChainShown(_Part):
    """The chain of the whole ledger: its length and its head."""

    algorithm: Literal["sha256"]
    length: Annotated[int, Field(ge=0)]
    head: Hash


class Record(_Part):
    """One disagreement as a document for one reader."""

    format: Literal["escalate-record/1"]
    reference: Annotated[str, Field(min_length=1, max_length=40)]
    procedure: ProcedureUsed
    earlier_procedures: list[EarlierProcedure] = []
    file_copies: FileCopies | None = None
    reader: ReaderNamed
    made_at: Instant
    about: About | None
    state: State
    sides: list[SideNamed]
    agreed: list[Agreed]
    approvals: list[Approval]
    discussions: list[DiscussionShown] = []
    became: list[StageBecame] = []
    windows: list[WindowShown]
    open_questions: list[Reading]
    entries: list[Withheld | EntryShown]
    chain: ChainShown
    typesetter: str
