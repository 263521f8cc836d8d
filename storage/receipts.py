"""Proof of what was sent: where each disagreement's place is, and who has been told what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    and_,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from storage.database import reading, writing
from storage.tables import places, receipts


@dataclass(frozen=True)
class Placed:
    """Where a disagreement lives on a platform: its channel, and the root of its thread.

    `number`: how often it had been reopened when this was made.
    """

    platform: str
    channel: str
    root: str
    number: int = 0


@dataclass(frozen=True)
class Receipt:
    """A platform took a message: where it stands, to whom it went, and about what."""

    platform: str
    channel: str
    message: str
    person: str = ""
    topic: str = ""
    way: str = ""  # to them, where they stand in for somebody


class Receipts:
    """What has been sent, asked by disagreement."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def place(self, reference: str, platform: str, number: int | None = None) -> Placed | None:
        """The disagreement's place on a platform, once it has been made: this one, or the latest."""
        mine = [places.c.reference == reference, places.c.platform == platform]
        mine += [] if number is None else [places.c.number == number]
        latest = _PLACE.where(*mine).order_by(places.c.number.desc()).limit(1)
        with reading(self._engine) as connection:
            row = connection.execute(latest).one_or_none()
        return None if row is None else Placed(*row)

    def places(self, reference: str, platform: str) -> list[Placed]:
        """Every place it has had there, the latest first."""
        mine = (places.c.reference == reference, places.c.platform == platform)
        found = _PLACE.where(*mine).order_by(places.c.number.desc())
        with reading(self._engine) as connection:
            return [Placed(*row) for row in connection.execute(found)]

    def at(self, platform: str, channel: str, root: str = "") -> str | None:
        """The disagreement that lives, or has lived, in this channel; in a shared channel, under
        this root."""
        there = and_(places.c.platform == platform, places.c.channel == channel)
        found = select(places.c.reference).where(there).distinct()
        with reading(self._engine) as connection:
            lives = connection.scalars(found.where(places.c.root == root) if root else found).all()
        return lives[0] if len(lives) == 1 else None

    def told(self, reference: str, topic: str, person: str) -> bool:
        """Whether this person has been told this."""
        return self.of(reference, topic, person) is not None

    def of(self, reference: str, topic: str, person: str) -> Receipt | None:
        """The receipt for telling this person this."""
        sent = and_(_is(reference, topic, person), receipts.c.sent_at.is_not(None))
        with reading(self._engine) as connection:
            row = connection.execute(RECEIPT.where(sent)).one_or_none()
        return None if row is None else Receipt(*row)

    def all_of(self, reference: str, since: datetime | None = None) -> Sequence[Receipt]:
        """Everything that people were told about a disagreement, or only since a time."""
        mine = and_(receipts.c.reference == reference, receipts.c.sent_at.is_not(None))
        mine = and_(mine, receipts.c.sent_at >= since) if since else mine
        ordered = RECEIPT.where(mine).order_by(receipts.c.sent_at, receipts.c.topic)
        with reading(self._engine) as connection:
            return [Receipt(*row) for row in connection.execute(ordered)]

    def reserve(
        self, reference: str, topic: str, person: str, item_key: str, channel: str = ""
    ) -> bool:
        """Whether this outbox item, by its key, is the one that tells this person this, and there.

        Asked before sending. The primary key lets one row in, so of two items that two workers
        hold at once for one person only one sends; the same item asking again gets its yes, until
        it has been sent.
        """
        wanted = Receipt("", channel, "", person, topic)
        try:
            return self._reserve(reference, item_key, wanted)
        except IntegrityError:  # another worker's row came in between: it is there to be read now
            return self._reserve(reference, item_key, wanted)

    def tried(self, reference: str, item_key: str) -> list[Receipt]:
        """Where this item may have been sent, of which nothing was heard; of a file, its own id too."""
        begun = (_unsent(reference, item_key), receipts.c.channel != "")
        with reading(self._engine) as connection:
            return [Receipt(*row) for row in connection.execute(RECEIPT.where(*begun))]

    def told_since(self, reference: str, topics: Iterable[str]) -> dict[str, datetime]:
        """Since when each person has been told something whose topic begins like one of these."""
        about = or_(*(receipts.c.topic.startswith(each, autoescape=True) for each in topics))
        first = select(receipts.c.person, func.min(receipts.c.sent_at)).where(
            receipts.c.reference == reference, receipts.c.sent_at.is_not(None), about
        )
        with reading(self._engine) as connection:
            rows = connection.execute(first.group_by(receipts.c.person))
            return {person: at for person, at in rows if at is not None}

    def let_go(self, reference: str, topic: str, person: str, item_key: str) -> None:
        """This item does not tell this person this after all: another may."""
        mine = and_(_is(reference, topic, person), _unsent(reference, item_key))
        with writing(self._engine) as connection:
            connection.execute(delete(receipts).where(mine))

    def begin(self, reference: str, item_key: str, receipt: Receipt) -> None:
        """What is about to be sent there, by the id that the platform knows it by already."""
        mine = and_(_is(reference, receipt.topic, receipt.person), _unsent(reference, item_key))
        with writing(self._engine) as connection:
            connection.execute(update(receipts).where(mine).values(vars(receipt)))

    def keep(self, reference: str, item_key: str, receipt: Receipt, at: datetime) -> None:
        """This person has been told this."""
        with writing(self._engine) as connection:
            keep(connection, reference, item_key, receipt, at)

    def _reserve(self, reference: str, item_key: str, wanted: Receipt) -> bool:
        mine = _is(reference, wanted.topic, wanted.person)
        with writing(self._engine) as connection:
            found = select(receipts.c.item_key, receipts.c.sent_at).where(mine).with_for_update()
            held = connection.execute(found).one_or_none()
            if held is None:
                row = {**vars(wanted), "item_key": item_key, "sent_at": None}
                connection.execute(insert(receipts).values(reference=reference, **row))
            elif held == (item_key, None) and wanted.channel:
                there = update(receipts).where(mine, _unsent(reference, item_key))
                connection.execute(there.values(channel=wanted.channel))
        return held is None or held == (item_key, None)


_PLACE = select(places.c.platform, places.c.channel, places.c.root, places.c.number)
RECEIPT = select(
    receipts.c.platform,
    receipts.c.channel,
    receipts.c.message,
    receipts.c.person,
    receipts.c.topic,
    receipts.c.way,
)


def keep(
    connection: Connection, reference: str, item_key: str, receipt: Receipt, at: datetime
) -> None:
    """Keep a receipt; the first one stands, whoever comes with another."""
    mine = _is(reference, receipt.topic, receipt.person)
    sent = select(receipts.c.sent_at).where(mine).with_for_update()
    row = connection.execute(sent).one_or_none()
    values = {**vars(receipt), "item_key": item_key, "sent_at": at}
    if row is None:
        connection.execute(insert(receipts).values(reference=reference, **values))
    elif row.sent_at is None:
        connection.execute(update(receipts).where(mine).values(values))


def keep_place(connection: Connection, reference: str, place: Placed, at: datetime) -> None:
    """Keep where the disagreement lives; the first place of its number stands."""
    mine = and_(
        places.c.reference == reference,
        places.c.platform == place.platform,
        places.c.number == place.number,
    )
    if connection.execute(_PLACE.where(mine).with_for_update()).one_or_none() is None:
        values = {**vars(place), "made_at": at}
        connection.execute(insert(places).values(reference=reference, **values))


def release(connection: Connection, reference: str, item_key: str) -> None:
    """What this item had reserved and not sent may be told by another."""
    connection.execute(delete(receipts).where(_unsent(reference, item_key)))


def _unsent(reference: str, item_key: str) -> ColumnElement[bool]:
    mine = and_(receipts.c.reference == reference, receipts.c.item_key == item_key)
    return and_(mine, receipts.c.sent_at.is_(None))


def _is(reference: str, topic: str, person: str) -> ColumnElement[bool]:
    return and_(
        receipts.c.reference == reference,
        receipts.c.topic == topic,
        receipts.c.person == person,
    )
