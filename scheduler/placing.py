"""The disagreement's own place: made, and what happens in it done, in order."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from escalation import rights
from escalation.acts import sight
from escalation.directory import in_place
from escalation.directory.reaching import BESIDE
from escalation.disagreement import Disagreement
from escalation.ladder.reopened import Reopened
from escalation.owing import Admit, Card, Close, Hide, Owed, Place, Post, Recipient, Release, To
from escalation.words.card import card
from escalation.words.message import Message
from scheduler import alarms, recipients
from scheduler.holding import Holding
from scheduler.sender import PlaceOf, RefusedError, Sender, TryAgainError
from storage.outbox import Due
from storage.receipts import Placed
from storage.store import Store

LEFT = "It has been reopened, in a place of its own."
OUT_OF_SIGHT = "It has been taken out of sight."


class Placing:
    """Makes places, and does what is owed in them."""

    def __init__(
        self,
        store: Store,
        sender: Sender,
        holding: Holding,
        platform: str,
        placed: Callable[[str], None],
    ) -> None:
        self._holding = holding
        self._store = store
        self._sender = sender
        self._platform = platform
        self._placed = placed

    def make(self, item: Due, owed: Place, disagreement: Disagreement, now: datetime) -> None:
        """Made once, however often it is begun: what has been done of it is known, or looked up."""
        place = self._place(item, owed.number) or self._made(item, owed, disagreement, now)
        for number, who in enumerate(owed.admit, 1):
            self._let_in(item, place, number, who, disagreement, now)
        self._store.outbox.sent(item.id, None, now)
        self._placed(item.reference)

    def do(self, item: Due, owed: Owed, disagreement: Disagreement, now: datetime) -> None:
        """What happens in a place that could not be made is not owed; people have their messages."""
        if isinstance(owed, Hide | Release):
            self._everywhere(item, owed, disagreement, now)
            return
        number = self._number(item, disagreement)
        place = self._place(item, number)
        if place is None and self._store.outbox.is_without_place(item.reference):
            self._store.outbox.has_no_place(item)
        elif place is None:
            raise TryAgainError("its place has not been made yet", 1)
        elif number < len(disagreement.reopenings) and not isinstance(owed, Post | Close):
            self._store.outbox.no_longer_owed(item, LEFT)
        elif isinstance(owed, Card):
            self._redraw(item, place, disagreement, now)
        elif isinstance(owed, Admit) and not disagreement.is_open:
            why = f"It has been {disagreement.status}."
            self._store.outbox.no_longer_owed(item, why)
        elif isinstance(owed, Post) and item.seq in disagreement.out_of_sight:
            # It may have been posted all the same: what hides it looks for it by its key.
            self._store.outbox.no_longer_owed(item, OUT_OF_SIGHT)
        else:
            self._done_there(place, item, owed, disagreement, now)

    def _number(self, item: Due, disagreement: Disagreement) -> int:
        """Which of its places this happens in: how often it had been reopened when this was owed."""
        if not disagreement.reopenings:
            return 0
        return len(self._store.folded(item.reference, entries=item.seq).stands.reopenings)

    def _place(self, item: Due, number: int) -> PlaceOf | None:
        kept = self._store.receipts.place(item.reference, self._platform, number)
        return PlaceOf(kept.channel, kept.root) if kept else None

    def _made(self, item: Due, owed: Place, disagreement: Disagreement, now: datetime) -> PlaceOf:
        """Kept as soon as it stands: whatever comes after may have to wait, or fail."""
        directory = self._store.directory(now)
        found = (recipients.asked(who, disagreement, directory) for who in owed.admit)
        holders = [person for person in found if person]
        channel = self._sender.make_place(item.reference, holders)
        again = item.ambiguous or item.attempts > 1
        place = self._sender.find_root(channel, item.key, item.owed_at) if again else None
        if place is None:
            self._holding.must_hold(item, now)
            drawn = self._card(disagreement, now)
            place = self._sender.open_thread(channel, drawn, item.reference, item.key)
        kept = Placed(self._platform, place.channel, place.root, owed.number)
        self._store.outbox.placed(item, kept, now)
        return place

    def _let_in(
        self,
        item: Due,
        place: PlaceOf,
        number: int,
        who: Recipient,
        disagreement: Disagreement,
        now: datetime,
    ) -> None:
        """The place stands even where the platform will not let somebody in: then it is an alarm."""
        try:
            self._admit(place, Admit(who), disagreement, now, begun=True)
        except RefusedError as refused:
            alarms.not_let_in(self._store, item, number, who, refused.why, now)

    def _redraw(self, item: Due, place: PlaceOf, disagreement: Disagreement, now: datetime) -> None:
        try:
            self._sender.redraw(place, self._card(disagreement, now), item.reference)
        except RefusedError as refused:
            if disagreement.is_open:
                raise
            self._store.outbox.no_longer_owed(item, f"The place is closed ({refused.why}).")
        else:
            self._store.outbox.sent(item.id, None, now)

    def _card(self, disagreement: Disagreement, now: datetime) -> Message:
        """With whoever covers by the directory as it is now."""
        return card(disagreement, in_place.covers(disagreement, self._store.directory(now)))

    def _done_there(
        self, place: PlaceOf, item: Due, owed: Owed, disagreement: Disagreement, now: datetime
    ) -> None:
        self._holding.must_hold(item, now)
        self._in(place, item, owed, disagreement, now)
        self._store.outbox.sent(item.id, None, now)

    def _everywhere(
        self, item: Due, owed: Hide | Release, disagreement: Disagreement, now: datetime
    ) -> None:
        """In each place that it has had, the earliest first; in one that is closed nothing can be
        changed: that somebody must, has been said."""
        latest = len(disagreement.reopenings)
        places = self._store.receipts.places(item.reference, self._platform)[::-1]
        tried = [self._changed(each, item, owed, disagreement, now) for each in places]
        closed = [why for why in tried if why]
        is_made = any(each.number == latest for each in places)
        if not is_made and not self._store.outbox.is_without_place(item.reference):
            raise TryAgainError("its place has not been made yet", 1)
        if not places:
            self._store.outbox.has_no_place(item)
        elif len(closed) == len(places):
            self._store.outbox.no_longer_owed(item, f"The place is closed ({closed[-1]}).")
        else:
            self._store.outbox.sent(item.id, None, now)

    def _changed(
        self,
        kept: Placed,
        item: Due,
        owed: Hide | Release,
        disagreement: Disagreement,
        now: datetime,
    ) -> str:
        """Done in one place; or why it cannot be, where that is closed."""
        place, is_left = (
            PlaceOf(kept.channel, kept.root),
            kept.number < len(disagreement.reopenings),
        )
        self._holding.must_hold(item, now)
        try:
            self._in(place, item, owed, disagreement, now)
            if is_left and isinstance(owed, Hide):
                self._sender.redraw(place, self._as_left(kept, disagreement), item.reference)
        except RefusedError as refused:
            if disagreement.is_open and not is_left:
                raise
            return refused.why
        return ""

    def _as_left(self, kept: Placed, disagreement: Disagreement) -> Message:
        """The card of a place as it stood when it was left, without what is out of sight now."""
        entries = self._store.entries(disagreement.reference)
        kinds = [each.link.header.kind for each in entries]
        left = [number for number, kind in enumerate(kinds) if kind == Reopened.kind]
        then = self._store.folded(disagreement.reference, left[kept.number]).stands
        wordless = sight.without_words(then, disagreement.hidden)
        return card(replace(wordless, hidden=disagreement.hidden))

    def _in(
        self, place: PlaceOf, item: Due, owed: Owed, disagreement: Disagreement, now: datetime
    ) -> None:
        match owed:
            case Post(message):
                self._post(place, item, message, now)
            case Admit():
                self._admit(place, owed, disagreement, now)
            case Hide(entry, message):
                self._hide(place, item, entry, message, now)
            case Release(who):
                self._release(place, who, disagreement, now)
            case Close():
                self._sender.close(place)
            case _:
                raise TypeError(owed.kind)

    def _post(self, place: PlaceOf, item: Due, message: Message, now: datetime) -> None:
        if item.ambiguous:
            if self._sender.find_post(place, item.key, item.owed_at):
                return
            self._holding.must_hold(item, now)  # the look-up may have taken long
        self._sender.post(place, message, item.reference, item.key, item.owed_at)

    def _hide(self, place: PlaceOf, item: Due, entry: int, message: Message, now: datetime) -> None:
        """Whatever the thread has of an entry, by the keys it was sent with, sent for certain or not."""
        for key, since in self._store.outbox.words_dropped(item.reference, entry):
            self._holding.must_hold(item, now)
            self._sender.hide(place, message, item.reference, key, since)

    def _admit(
        self,
        place: PlaceOf,
        owed: Admit,
        disagreement: Disagreement,
        now: datetime,
        begun: bool = False,
    ) -> None:
        """The holder is let in, or whoever stands in; whoever else is told in the place of
        somebody whom the platform refuses is let in when they are."""
        refused: RefusedError | None = None
        directory = self._store.directory(now)
        for way in recipients.ways(owed.who, disagreement, directory, owed.farthest):
            if refused and (way.is_hole or way.place in BESIDE):
                break
            try:
                self._sender.admit(place, way.told, begun)
            except RefusedError as refusal:
                refused = refusal
            else:
                return
        if refused:  # that nobody is named for it, their telling says
            raise refused

    def _release(self, place: PlaceOf, who: To, disagreement: Disagreement, now: datetime) -> None:
        """Whoever leaves, and nobody who stands in for them."""
        directory = self._store.directory(now)
        still = {
            person.id
            for recipient in disagreement.everybody_told()
            for person in rights.standing(recipient, disagreement, directory)
        }
        person = directory.person(who.person)
        if person and person.id not in still:
            self._sender.release(place, person)
