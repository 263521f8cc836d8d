"""The record that goes to each agency: made from the entries up to the one that ended it, and handed to its people."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import partial

from escalation.acts import close
from escalation.disagreement import Disagreement
from escalation.message import Heading, Message, says
from escalation.people import Person
from escalation.prompts import summary
from scheduler import recipients
from scheduler.sender import RefusedError, Sender
from storage.outbox import Due
from storage.receipts import Receipt
from storage.store import Store

FORMATS = ("pdf",)  # the signed record lies inside it; a chat would show a bare JSON in its preview
Maker = Callable[..., bytes]


class Archive:
    """Each agency's copy: `make(reference, agency, format, at, entries=)` gives its bytes.

    Every copy holds the entries up to the one that ended it, so that all end in the same head.
    """

    def __init__(self, store: Store, sender: Sender, make: Maker, *, platform: str) -> None:
        self._store = store
        self._sender = sender
        self._make = make
        self._platform = platform

    def send(self, item: Due, agency: str, disagreement: Disagreement, now: datetime) -> None:
        """An agency's copies, made once and handed to its professional and managers."""
        for name in FORMATS:
            content = self._make(item.reference, agency, name, item.owed_at, entries=item.seq)
            rule = partial(
                close.exported,
                by="",
                agency=agency,
                to=agency,
                format=name,
                sha256=hashlib.sha256(content).hexdigest(),
            )
            self._store.act(item.reference, rule, key=f"{item.key}:{name}", at=now)
            readers = self._readers(agency, disagreement)
            # Every reader is tried before anything is said of the first who was refused.
            handed = [self._hand(item, each, name, content, disagreement, now) for each in readers]
            if not any(handed):
                raise RefusedError("nobody of the agency could be handed its record")

    def _readers(self, agency: str, disagreement: Disagreement) -> list[Person]:
        """The named professional and whoever was told, each once."""
        directory = self._store.directory()
        found = {
            person.id: person
            for told in disagreement.told
            for who in disagreement.people_of(told.tier, agency)
            for person in recipients.people(who, directory)[:1]
        }
        return list(found.values())

    def _hand(
        self,
        item: Due,
        person: Person,
        name: str,
        content: bytes,
        disagreement: Disagreement,
        now: datetime,
    ) -> bool:
        """Whether this reader has it; whom the platform refuses may still ask for an export."""
        topic = f"record:{name}"
        if self._store.receipts.told(item.reference, topic, person.id):
            return True
        message = _covering(disagreement)
        file = f"{item.reference}.{name}"
        try:
            sent = self._sender.hand(person, message, file, content, item.key)
        except RefusedError:
            return False
        receipt = Receipt(self._platform, "", sent.id, person.id, topic)
        self._store.receipts.keep(item.reference, item.key, receipt, now)
        return True


def _covering(disagreement: Disagreement) -> Message:
    heading = f"{disagreement.reference} – your agency's record"
    return Message(
        summary(disagreement, "your agency's record"),
        (
            Heading(heading),
            says(
                "This is your agency's copy for the {file}. Please file it in your own system.",
                file=disagreement.procedure.terms.file,
            ),
        ),
    )
