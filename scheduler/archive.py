"""The record that goes to each agency: made from the entries up to the one that ended it, and handed to its people."""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from escalation.acts import close
from escalation.directory.people import Person, names
from escalation.disagreement import Disagreement
from escalation.duties import closing_words, filed
from escalation.words.emergency import first_words
from escalation.words.message import Heading, Message
from escalation.words.prompts import summary
from scheduler import recipients
from scheduler.holding import Clock, Holding
from scheduler.sender import RefusedError, Sender
from storage.outbox import Due
from storage.receipts import Receipt
from storage.store import Store

FORMATS = ("pdf",)  # the signed record lies inside it; a chat would show a bare JSON in its preview
Maker = Callable[..., bytes]


@dataclass(frozen=True)
class Parcel:
    """One copy in one format, with what is said of it."""

    agency: str
    format: str
    file: str
    content: bytes
    ended: Disagreement
    files: tuple[Person, ...] | None

    def message(self, reader: Person) -> Message:
        """What is said of it: to whoever files it, that they are asked to; to the others, who is."""
        return _covering(self.ended, self.agency, self._asked(reader))

    def _asked(self, reader: Person) -> str:
        if self.files is None or reader.id in {each.id for each in self.files}:
            return filed.PLEASE
        are = "is" if len(self.files) == 1 else "are"
        return f"{names(self.files)} {are} asked to file it" if self.files else ""

    @property
    def topic(self) -> str:
        """What its receipts say that somebody has been handed: who belongs to two agencies has two,
        and each time that it ends, or that a copy is made anew, there is another."""
        topic = self.ended.each_time(f"record:{self.agency}:{self.format}")
        *_, last = filed.copies(self.ended, self.agency)
        return f"{topic}:copy-{last.entry}" if last.again else topic


class Archive:
    """Each agency's copy: `make(reference, agency, format, at, entries=)` gives its bytes.

    Every copy holds the entries up to the one that ended it, so that all end in the same head.
    """

    def __init__(
        self,
        store: Store,
        sender: Sender,
        make: Maker,
        *,
        platform: str,
        now: Clock | None = None,
    ) -> None:
        self._holding = Holding(store.outbox, now)
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
            ended = self._store.folded(item.reference, entries=item.seq).stands
            file = f"{item.reference}{_numbered(ended, agency)}.{name}"
            files = self._files(agency, ended, disagreement, now)
            parcel = Parcel(agency, name, file, content, ended, files)
            # Every reader is tried before anything is said of the first who was refused.
            readers = self._readers(agency, disagreement, parcel, now)
            handed = [self._hand(item, each, parcel, now) for each in readers]
            if not any(handed):
                raise RefusedError("nobody of the agency could be handed its record")

    def _files(
        self, agency: str, ended: Disagreement, disagreement: Disagreement, now: datetime
    ) -> tuple[Person, ...] | None:
        """Whoever is asked to file it, each once; nobody, or nothing, as the duty says."""
        directory = self._store.directory(now)
        asked = closing_words.files(ended, agency, directory)
        found = [
            recipients.asked(who, disagreement, directory, farthest="deputy") for who in asked or ()
        ]
        here = tuple(dict.fromkeys(each for each in found if each))
        return here or (None if asked is None or found else ())

    def _readers(
        self, agency: str, disagreement: Disagreement, parcel: Parcel, now: datetime
    ) -> list[Person]:
        """The named professional, whoever was told, and whoever joined or is to file it, each once."""
        directory = self._store.directory(now)
        told = [
            who for each in disagreement.told for who in disagreement.people_of(each.tier, agency)
        ]
        joined = [each.who for each in disagreement.joined if each.agency == agency]
        found = {
            person.id: person
            for who in (*told, *joined)
            if (person := recipients.asked(who, disagreement, directory, farthest="deputy"))
        }
        return list((found | {each.id: each for each in parcel.files or ()}).values())

    def _hand(self, item: Due, person: Person, parcel: Parcel, now: datetime) -> bool:
        """Whether this reader has it; whom the platform refuses may still ask for an export."""
        if self._store.receipts.told(item.reference, parcel.topic, person.id):
            return True
        try:
            receipt = self._handed(item, person, parcel, now)
        except RefusedError:
            return False
        self._store.receipts.keep(item.reference, item.key, receipt, now)
        return True

    def _handed(self, item: Due, person: Person, parcel: Parcel, now: datetime) -> Receipt:
        """Looked up first by the file's own id, where it may have been shared before."""
        if begun := self._begun(item, person, parcel):
            if self._sender.find_file(begun.channel, begun.message, item.owed_at):
                return begun
            with suppress(RefusedError):  # it is gone: then it goes another time
                return self._shared(item, begun, person, parcel, now)
        direct = self._sender.direct(person)
        self._store.receipts.reserve(item.reference, parcel.topic, person.id, item.key, direct)
        file = self._sender.upload(parcel.file, parcel.content)
        begun = Receipt(self._platform, direct, file, person.id, parcel.topic)
        self._store.receipts.begin(item.reference, item.key, begun)
        return self._shared(item, begun, person, parcel, now)

    def _begun(self, item: Due, person: Person, parcel: Parcel) -> Receipt | None:
        tried = self._store.receipts.tried(item.reference, item.key)
        theirs = (each for each in tried if (each.person, each.topic) == (person.id, parcel.topic))
        return next((each for each in theirs if each.message), None)

    def _shared(
        self, item: Due, begun: Receipt, person: Person, parcel: Parcel, now: datetime
    ) -> Receipt:
        self._holding.must_hold(item, now)
        self._sender.share(begun.channel, begun.message, parcel.file, parcel.message(person))
        return begun


def _numbered(ended: Disagreement, agency: str) -> str:
    """Nothing for the first copy of an agency; each that replaces another has its number."""
    count = len(filed.copies(ended, agency))
    return f"-copy-{count}" if count > 1 else ""


def _covering(ended: Disagreement, agency: str, asked: str) -> Message:
    what = "your agency's record"
    if filed.copies(ended, agency)[1:]:
        what = f"{what}, in the place of an earlier copy"
    return Message(
        summary(ended, what),
        (
            first_words(ended),
            Heading(f"{ended.reference} – {what}"),
            *filed.handed(ended, agency, asked),
        ),
    )
