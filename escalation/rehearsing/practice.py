"""Practice: a whole disagreement lived alone, by the same rules, in memory; nobody is told of it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from escalation import entries, rights
from escalation.acts import KINDS
from escalation.directory.people import Directory, Person
from escalation.disagreement import Disagreement, Wake, fold
from escalation.entries import Entries, Entry
from escalation.owing import Owed
from escalation.permissions import Act
from escalation.refusals import NotNow
from escalation.texts.procedure import Procedure
from escalation.words.message import Choice, Choices, Part

REFERENCE = "PRACTICE"  # the shape of no reference that is ever given
TITLE = "PRACTICE: nobody is told"
WATERMARK = "PRACTICE – nobody is told"
MOST = 200
LONG = "This practice is as long as one can be. End it, and type /escalate practice for another."
LEFT = "Nothing more will happen here by itself. Act, or end the practice."
NO_EXPORT = (
    "Practice is on no record, so there is nothing to export. Of a real disagreement you would get "
    "your agency's copy here, and that you have it would be recorded."
)
# What needs another disagreement, a record or somebody else's message cannot be lived alone.
NOT_LIVED = frozenset({Act.LINK, Act.UNLINK, Act.MERGE, Act.HIDE, Act.WRONG, Act.NOTE, Act.REOPEN})
NOT_LIVED |= {Act.APPROVE_DISCUSSIONS}  # so are the discussions of one's own agency approved
NOT_LIVED |= {Act.CLOSING, Act.ACKNOWLEDGE, Act.CHECK_BACK}  # what is left is seen to in earnest
NOT_LIVED |= {Act.FORM, Act.FORM_SENT}  # and so is a form that is to be sent
_INSTANT = timedelta(seconds=1)  # a limit has passed once its instant is over
_BETWEEN = "/"


@dataclass(frozen=True)
class Practice:
    """One person's practice: what has happened in it, and what time it is there.

    `fresh` of the entries came of the last step; each step has its platform's own key.
    """

    id: str
    procedure: str
    now: datetime
    entries: tuple[Entry, ...] = ()
    fresh: int = 0
    keys: tuple[str, ...] = ()

    @property
    def step(self) -> str:
        """Which step it stands at: a press that was meant for an earlier one is known by it."""
        return str(len(self.keys))

    def stands(self, procedure: Procedure) -> Disagreement:
        """The disagreement that has been practised so far."""
        return fold(REFERENCE, procedure, self.entries)

    def owed(self, procedure: Procedure) -> list[Owed]:
        """What the last step would owe to people, were it not practice."""
        standing = self.stands(procedure)
        fresh = self.entries[len(self.entries) - self.fresh :]
        return [owed for entry in fresh for owed in entry.owes(standing)]

    def goes_on(self, key: str, new: Entries, at: datetime) -> "Practice":
        """It, once this has happened too; or a refusal, where it would never end."""
        if len(self.entries) + len(new) > MOST:
            raise NotNow(LONG)
        happened, keys = (*self.entries, *new), (*self.keys, key)
        return replace(self, now=at, entries=happened, fresh=len(new), keys=keys)


def next_step_of_time(practice: Practice, standing: Disagreement) -> datetime:
    """When the next moment will have passed, or a refusal where none is left."""
    wake = next(iter(to_come(standing)), None)
    if wake is None:
        raise NotNow(LEFT)
    return max(wake.at, practice.now) + _INSTANT


def to_come(standing: Disagreement) -> tuple[Wake, ...]:
    """The moments that are practised: what is left once it has ended is seen to in earnest alone."""
    return tuple(wake for wake in standing.moments() if not (wake.is_closing or wake.is_of_a_check))


def taking_part(standing: Disagreement, directory: Directory) -> tuple[Person, ...]:
    """As whom something can be practised now: first those whose turn it is."""
    turns = [turn.who for turn in standing.turns()]
    asked = (*turns, *standing.practitioners(), *standing.everybody_told())
    found = (each for who in asked for each in rights.standing(who, standing, directory))
    return tuple(dict.fromkeys(found))


def pressed_here(part: Part, practice: Practice) -> Part:
    """The same part; those of its choices that can be lived alone act in this practice only."""
    if not isinstance(part, Choices):
        return part
    lived = (choice for choice in part.choices if choice.act not in NOT_LIVED)
    return Choices(tuple(_here(choice, practice) for choice in lived))


def choice(practice: Practice, word: str, label: str) -> Choice:
    """A choice of practice alone, at this step of it."""
    return Choice(word, label, _BETWEEN.join((practice.id, practice.step)))


def about(question: str) -> tuple[str, str, str]:
    """Of which practice a choice is, which act it names, and which question that answers."""
    id, _, rest = question.partition(_BETWEEN)
    act, _, asked = rest.partition(_BETWEEN)
    return id, act, asked


def written(practice: Practice) -> dict[str, str]:
    """A practice as it is kept, in its person's drafts."""
    happened = [[each.kind, each.schema, entries.body(each).decode()] for each in practice.entries]
    return {
        "id": practice.id,
        "procedure": practice.procedure,
        "now": practice.now.isoformat(),
        "entries": json.dumps(happened),
        "fresh": str(practice.fresh),
        "keys": json.dumps(practice.keys),
    }


def read(kept: Mapping[str, str]) -> Practice | None:
    """What `written` wrote; none, where nothing is kept that this release can read."""
    try:
        return Practice(
            id=kept["id"],
            procedure=kept["procedure"],
            now=datetime.fromisoformat(kept["now"]),
            entries=tuple(_entries(json.loads(kept["entries"]))),
            fresh=int(kept["fresh"]),
            keys=tuple(json.loads(kept["keys"])),
        )
    except (KeyError, TypeError, ValueError):
        return None


def _entries(happened: Iterable[tuple[str, int, str]]) -> Iterable[Entry]:
    for kind, schema, body in happened:
        yield entries.read(KINDS, kind, schema, body.encode())


def _here(choice: Choice, practice: Practice) -> Choice:
    if choice.act == Act.HARM:
        return replace(choice, act="practice_harm", question=REFERENCE)
    question = _BETWEEN.join((practice.id, choice.act, choice.question))
    return replace(choice, act="practice_act", question=question)
