"""The reckoning: what was acknowledged, written and owed, against what everybody has before them."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, select

from bot import demo
from escalation.acts.close import Exported
from escalation.acts.say import Said
from escalation.directory.people import Directory
from escalation.disagreement import Disagreement
from escalation.entries import Entry
from handlers.desk import calendar
from sandbox.shelf import Doc
from storage.crypto import Keys
from storage.database import connect, reading
from storage.receipts import Receipt
from storage.store import Store
from storage.tables import outbox
from tests.torture.world import World

DONE = ("sent", "no_longer_owed")
RECORD = "record:"
ERRANDS = ("list:", "holidays:", "summary:")  # what the daily round asks is of no disagreement


@dataclass
class Reckoning:
    """What a life came to; `lost` and `doubled` say what, and are empty when all is well."""

    entries: int = 0
    tellings: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def once(self, what: str, times: int) -> None:
        """Something that must have happened once."""
        if times == 0:
            self.lost.append(what)
        elif times > 1:
            self.doubled.append(f"{what} ({times} times)")


def opened(world: World, database: str = "") -> tuple[Engine, Store]:
    """The database of an installation, from outside."""
    config = demo.settings(world.data, 1)
    engine = connect(database or config.database_url, Keys(config.key_file))
    return engine, Store(engine, calendars=calendar)


def undone(engine: Engine) -> list[str]:
    """What is owed and neither sent nor dropped with a reason."""
    columns = (outbox.c.key, outbox.c.kind, outbox.c.state, outbox.c.why)
    found = select(*columns).where(outbox.c.state.not_in(DONE))
    with reading(engine) as connection:
        return [" ".join(map(str, row)) for row in connection.execute(found)]


def reckoned(world: World, told: Iterable[tuple[str, str]]) -> Reckoning:
    """Everything compared, once the installation is dead; `told` names each person and topic owed."""
    engine, store = opened(world)
    try:
        found = Reckoning()
        found.lost += undone(engine)
        found.wrong += store.misplaced_moments()
        (reference,) = store.references() or ("none",)
        count_entries(found, world.acknowledged, store, reference)
        _tellings(found, world, store, reference, set(told))
        count_files(found, world, store)
        _place(found, world, store.disagreement(reference), _posts(engine))
        return found
    finally:
        engine.dispose()


def count_entries(
    found: Reckoning, acknowledged: Iterable[str], store: Store, reference: str
) -> None:
    """Reading proves the chain; each act that was acknowledged is there once, and nothing twice."""
    entries = [store.read(kept) for kept in store.entries(reference)]
    written = Counter(map(_named, entries))
    found.entries += len(entries)
    for act in set(acknowledged):
        found.once(f"the act {act!r}", written[act])
    found.doubled += [f"{reference}: {act!r}" for act, times in written.items() if times > 1]


def _named(entry: Entry) -> str:
    match entry.kind:
        case "said":
            assert isinstance(entry, Said)
            return f"said {entry.text}"
        case "audited":
            return f"{entry.kind} at {entry.at}"
        case "copy_due" | "copy_renewed":  # no agency has two for what is added in a day
            return f"{entry.kind} {getattr(entry, 'agency', '')} on {entry.at:%Y-%m-%d}"
        case "raised" | "proposed" | "settled":
            return entry.kind
        case (
            "exported"
            | "limit_set"
            | "reached"
            | "limit_passed"
            | "asked"
            | "closing_asked"
            | "moved"
            | "quiet_begun"
        ):
            about = ("agency", "format", "sha256", "tier", "wake", "to")
            return " ".join([entry.kind, *(str(getattr(entry, each, "")) for each in about)])
        case _:
            return f"{entry.kind} by {entry.by.name.split()[0]}"


def _tellings(
    found: Reckoning, world: World, store: Store, reference: str, owed: set[tuple[str, str]]
) -> None:
    """What stands in people's direct messages is what the receipts say, one for one."""
    directory = store.directory(world.clock.now())
    receipts = store.receipts.all_of(reference)
    told = {(_first(directory, each), each.topic) for each in receipts}
    found.lost += [f"{name} was not told {topic!r}" for name, topic in sorted(owed - told)]
    shown = list(_shown(world))
    found.tellings = len(shown)
    for slack, message, times in shown:
        found.once(f"the message {message} of {slack}", times)
    # Of what was told together each has a receipt, and all of them name the same message.
    proved = {(_slack(directory, each), each.message) for each in receipts}
    there = {(slack, message) for slack, message, _ in shown}
    found.lost += [f"{each} has a receipt and is nowhere" for each in proved - there]
    found.doubled += [f"{each} has no receipt" for each in there - proved]


def _shown(world: World) -> Iterator[tuple[str, str, int]]:
    """Every message and file that somebody has from the app, and how often that very thing came."""
    workspace = world.desk.workspace
    for slack, mine in direct(world):
        keys = Counter(key_of(each) for each in mine if each["metadata"])
        names = Counter(workspace.files[f]["name"] for each in mine for f in each["files"])
        for each in mine:
            if each["metadata"]:
                yield slack, each["ts"], keys[key_of(each)]
            for file in each["files"]:
                yield slack, file, names[workspace.files[file]["name"]]


def direct(world: World) -> Iterator[tuple[str, list[Doc]]]:
    """What each person has from the app about a disagreement, in their direct messages."""
    workspace, bot = world.desk.workspace, world.desk.workspace.settings.bot_user_id
    for each in workspace.conversations.values():
        if each["kind"] == "im":
            (slack,) = set(each["members"]) - {bot}
            ours = [m for m in workspace.messages_in(each["id"]) if m["user"] == bot]
            yield slack, [m for m in ours if not key_of(m).startswith(ERRANDS)]


def count_files(found: Reckoning, world: World, store: Store) -> None:
    """Every file that somebody has is, byte for byte, a copy that a ledger says was made."""
    kept = [each for reference in store.references() for each in store.entries(reference)]
    made = {entry.sha256 for entry in map(store.read, kept) if isinstance(entry, Exported)}
    files = [f for _, mine in direct(world) for each in mine for f in each["files"]]
    given = {hashlib.sha256(world.contents.get(each)).hexdigest() for each in files}
    if given != made:
        found.wrong.append("the files are not those that the ledger knows")


def _posts(engine: Engine) -> list[str]:
    """The keys of everything that was said in the thread, in the order in which it was owed."""
    sent = select(outbox.c.key).where(outbox.c.kind == "post", outbox.c.state == "sent")
    with reading(engine) as connection:
        return list(connection.scalars(sent.order_by(outbox.c.id)))


def _place(found: Reckoning, world: World, disagreement: Disagreement, posts: list[str]) -> None:
    """One channel, one card in it that shows the end, one thread, in order and nothing twice."""
    workspace = world.desk.workspace
    bot = workspace.settings.bot_user_id
    channels = [c for c in workspace.conversations.values() if c["name"].startswith("esc-")]
    found.once("the channel", len(channels))
    ours = [
        message
        for channel in channels
        for message in workspace.messages_in(channel["id"])
        if message["user"] == bot and not message["subtype"]
    ]
    roots = [each for each in ours if not each["thread_ts"]]
    found.once("the card", len(roots))
    thread = [key_of(each) for each in ours if each["thread_ts"]]
    for key in {*posts, *thread}:
        found.once(f"the post {key}", thread.count(key))
    if thread != posts:
        found.wrong.append("the thread is not in order")
    if not all("settled at Stage 3" in str(root["blocks"]) for root in roots):
        found.wrong.append("the card does not show the end")
    if disagreement.is_open or not all(each["archived"] for each in channels):
        found.wrong.append("it has not been closed")


def key_of(message: Doc) -> str:
    payload: dict[str, Any] = (message["metadata"] or {}).get("event_payload") or {}
    return str(payload.get("key", message["ts"]))


def _first(directory: Directory, receipt: Receipt) -> str:
    person = directory.person(receipt.person)
    return person.name.split()[0] if person else receipt.person


def _slack(directory: Directory, receipt: Receipt) -> str:
    person = directory.person(receipt.person)
    return person.slack if person else receipt.person
