"""Of the closing page: what is kept off the file, and what is sent from one's own e-mail."""

from collections.abc import Iterator
from datetime import datetime

from escalation import rights
from escalation.acts.duty import LATER, field_of
from escalation.directory.people import Directory
from escalation.disagreement import Disagreement
from escalation.duties import confirming, off_file
from escalation.duties.duties import Owed
from escalation.permissions import Act
from escalation.words.forms import UNKEPT, Field
from escalation.words.message import Part, says
from escalation.words.sides import all_read, the_others
from escalation.working_time import times

NOT_YET = "Later"
NOT_READ = (
    "The text to send is drafted from the record, which you have not opened: type /escalate export "
    "{reference}, and say why. It stands here then."
)


def considered(owed: Owed, disagreement: Disagreement) -> Iterator[Part | Field]:
    """What is kept off the file: yes or no, and no words at all."""
    yield off_file.plainly(owed, disagreement)
    options = (("yes", "Yes"), ("no", "No"), (LATER, NOT_YET))
    yield Field(field_of(owed, "how"), "Your answer", "choice", options=options, initial=LATER)


def sent(
    owed: Owed, disagreement: Disagreement, person: str, directory: Directory, at: datetime
) -> Iterator[Part | Field]:
    """The text to copy, as the record has it; and then that it was sent, to whom and on which day."""
    if rights.may(person, Act.READ, disagreement, directory):
        draft = confirming.draft(owed, disagreement, at)
        how = confirming.HOW.format(others=the_others(disagreement))
        yield says("{how}{cut}", how=how, cut=f" {draft.cut}" if draft.cut else "")
        yield Field(
            field_of(owed, UNKEPT),
            "The text to copy into your own e-mail",
            "text",
            hint="What you change here is kept nowhere.",
            required=False,
            initial=draft.text,
        )
    else:
        yield says(NOT_READ, reference=disagreement.reference)
    options = (("done", "I have sent it"), ("declined", "Not sent, because…"), (LATER, NOT_YET))
    yield Field(
        field_of(owed, "how"), "What became of it", "choice", options=options, initial=LATER
    )
    whom = "To whom you sent it; or why it is not sent"
    read = f"{all_read(disagreement)} this, once it is sent." if owed.duty.tells_agencies else ""
    words = field_of(owed, "words")
    yield Field(words, whom, "line", hint=read, required=False, longest=1000)
    day = times.civil(at).date().isoformat()
    label = "The day on which you sent it"
    yield Field(field_of(owed, "on"), label, "date", required=False, initial=day)
