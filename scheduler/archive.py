"""The record that goes to each agency: made once, kept, and handed to its people."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

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

FORMATS = ("pdf", "json")
Maker = Callable[..., bytes]


class Archive:
    """Each agency's copy: `make(reference, agency, format, at, entries=)` gives its bytes.

    Every copy holds the entries up to the one that ended it, so that all end in the same head.
    """

    def __init__(
        self, store: Store, sender: Sender, make: Maker, folder: Path, *, platform: str
    ) -> None:
        self._store = store
        self._sender = sender
        self._make = make
        self._folder = folder
        self._platform = platform

    def send(self, item: Due, agency: str, disagreement: Disagreement, now: datetime) -> None:
        """An agency's copies, made once and handed to its professional and managers."""
        for name in FORMATS:
            content = self._kept(item, agency, name)
            rule = partial(
                close.exported,
                by="",
                agency=agency,
                to=agency,
                format=name,
                sha256=hashlib.sha256(content).hexdigest(),
            )
            self._store.act(item.reference, rule, key=f"{item.key}:{name}", at=now)
            for person in self._readers(agency, disagreement):
                self._hand(item, person, name, content, disagreement, now)

    def _kept(self, item: Due, agency: str, name: str) -> bytes:
        """The copy as it was first made: asked again after a crash, the very same bytes."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self._folder / f"{item.reference}-{agency}.{name}"
        if not path.exists():
            beside = path.with_suffix(f".{name}.part")
            beside.touch(mode=0o600)
            content = self._make(item.reference, agency, name, item.owed_at, entries=item.seq)
            beside.write_bytes(content)
            beside.replace(path)
        return path.read_bytes()

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
    ) -> None:
        topic = f"record:{name}"
        if self._store.receipts.told(item.reference, topic, person.id):
            return
        message = _covering(disagreement)
        file = f"{item.reference}.{name}"
        try:
            sent = self._sender.hand(person, message, file, content, item.key)
        except RefusedError:
            return  # another reader of the agency has it, and the folder keeps it for the rest
        receipt = Receipt(self._platform, "", sent.id, person.id, topic)
        self._store.receipts.keep(item.reference, item.key, receipt, now)


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
