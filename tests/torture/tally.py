"""The tally: everything that many ledgers owe, worked out anew, against what stands in the workspace."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import Engine, Row, select

from bot.slack import cards
from escalation.acts.alarm import OVERDUE, Audited
from escalation.card import card
from escalation.disagreement import Disagreement, after
from escalation.entries import Kept
from escalation.owing import Admit, Card, Owed, Place, Release, Telling
from escalation.people import Directory
from sandbox.shelf import Doc
from scheduler import recipients
from storage.database import reading
from storage.store import Store
from storage.tables import outbox, receipts
from tests.torture.reckoning import (
    Reckoning,
    count_entries,
    count_files,
    direct,
    key_of,
    opened,
    undone,
)
from tests.torture.town import Town

PAGE = re.compile(r"/\d+$")
MOMENT = re.compile(r"moment:(?P<wake>[^#]+?):(?P<at>\d{4}-[^#]+)(#\d+)?$")
REASONS = re.compile(
    r"They have been told this already\.|The proposal has been answered\.|It has moved on\."
    r"|It has been (settled|withdrawn)\.|A later one does the same\."
    r"|The place is closed \(is_inactive\)\."
)


class Message(NamedTuple):
    """A message as it stands before somebody, under its key."""

    slack: str
    key: str
    ts: str


@dataclass(frozen=True)
class Case:
    """One disagreement as its ledger has it, and everything that was ever owed for it."""

    reference: str
    kept: list[Kept]
    disagreement: Disagreement
    owed: list[tuple[int, Owed]]
    rows: list[Row[Any]]

    def sent(self, kind: str) -> list[Row[Any]]:
        """What was done, of a kind, in the order in which it was owed."""
        return [row for row in self.rows if row.kind == kind and row.state == "sent"]


def tallied(town: Town) -> Reckoning:
    """Everything compared, once nobody is at work any more."""
    now = town.clock.now()
    engine, store = opened(town, town.database)
    try:
        found = Reckoning(lost=undone(engine), wrong=store.misplaced_moments())
        found.wrong += [f"set aside: {each.wake}, {each.why}" for each in store.moments.set_aside()]
        found.wrong += [f"given up: {each.kind}, {each.why}" for each in store.outbox.given_up()]
        cases = [_case(engine, store, reference) for reference in store.references()]
        proofs = _proofs(engine)
        for case in cases:
            _ledger(found, town, store, case, now)
            _owed(found, case)
            _receipts(found, case, proofs, store.directory())
            _place(found, town, case, store.directory())
        _messages(found, town, cases, proofs, store.directory())
        count_files(found, town, store)
        return found
    finally:
        engine.dispose()


def _case(engine: Engine, store: Store, reference: str) -> Case:
    disagreement, kept = store.folded(reference)
    mine = select(outbox).where(outbox.c.reference == reference).order_by(outbox.c.id)
    with reading(engine) as connection:
        rows = list(connection.execute(mine))
    return Case(reference, kept, disagreement, list(_all_owed(store, disagreement, kept)), rows)


def _all_owed(store: Store, end: Disagreement, kept: list[Kept]) -> Iterator[tuple[int, Owed]]:
    """What each act owes, worked out from its entries and nothing else."""
    now = Disagreement(end.reference, end.procedure)
    for _, act in groupby(kept, key=lambda each: each.key.partition("#")[0]):
        new = [store.read(each) for each in act]
        seq, now = now.version + 1, after(now, *new)
        yield from ((seq + n, each) for n, entry in enumerate(new) for each in entry.owes(now))


def _ledger(found: Reckoning, town: Town, store: Store, case: Case, now: datetime) -> None:
    """Each act that was acknowledged is there; nothing is there twice, nor early, nor missing."""
    count_entries(found, (), store, case.reference)
    keys = {each.key for each in case.kept}
    for reference, key in town.crowd.acknowledged:
        if reference == case.reference:
            found.once(f"{reference}: the act {key}", key in keys)
    found.wrong += [
        f"{case.reference}: the audit found {entry.what} wrong: {entry.why}"
        for entry in map(store.read, case.kept)
        if isinstance(entry, Audited) and entry.what != OVERDUE  # days pass in no time here
    ]
    for kept in case.kept:
        moment = MOMENT.match(kept.key)
        at = datetime.fromisoformat(kept.link.header.at)
        if moment and at <= datetime.fromisoformat(moment["at"]):
            found.wrong.append(f"{case.reference}: {kept.key} was early, at {at}")
    found.lost += [
        f"{case.reference}: {wake.id} of {wake.at} was never lived"
        for wake in case.disagreement.moments()
        if wake.at < now
    ]


def _owed(found: Reckoning, case: Case) -> None:
    """The outbox has a row for each thing that the ledger owes; each was done, or says why not."""
    owed = Counter((seq, each.kind) for seq, each in case.owed if not isinstance(each, Card))
    rows = Counter((row.seq, row.kind) for row in case.rows if row.kind != Card.kind)
    found.lost += [f"{case.reference}: {each} is owed and was not put down" for each in owed - rows]
    found.doubled += [f"{case.reference}: {each} is not owed" for each in rows - owed]
    found.wrong += [
        f"{row.key}: {row.kind} is {row.state}: {row.why}"
        for row in case.rows
        if row.state != "sent"
        if not (row.state == "no_longer_owed" and REASONS.fullmatch(row.why))
    ]


def _proofs(engine: Engine) -> dict[str, list[Row[Any]]]:
    """The receipts, by the key of what they prove."""
    found: dict[str, list[Row[Any]]] = {}
    with reading(engine) as connection:
        for row in connection.execute(select(receipts)):
            found.setdefault(row.item_key, []).append(row)
    return found


def _receipts(
    found: Reckoning, case: Case, proofs: dict[str, list[Row[Any]]], directory: Directory
) -> None:
    """Each telling told one person, whom it was for, what it was to say."""
    told = case.sent(Telling.kind)
    found.tellings += len(told)
    topics = {(seq, each.topic): each for seq, each in case.owed if isinstance(each, Telling)}
    for row in told:
        mine = proofs.get(row.key, [])
        found.once(f"{row.key}: its receipt", len(mine))
        for proof in mine:
            telling = topics.get((row.seq, proof.topic))
            if telling is None or proof.sent_at is None:
                found.wrong.append(f"{row.key}: its receipt is for {proof.topic}")
    for row in case.rows:
        if row.state != "sent" and row.key in proofs:
            found.wrong.append(f"{row.key}: is {row.state}, and has a receipt")
    _wanted(found, case, directory, proofs)


def _wanted(
    found: Reckoning, case: Case, directory: Directory, proofs: dict[str, list[Row[Any]]]
) -> None:
    """Everybody for whom something was owed has been told it, unless it was owed no longer."""
    mine = [proof for row in case.rows for proof in proofs.get(row.key, [])]
    told = {(proof.topic, proof.person) for proof in mine}
    dropped = {row.seq for row in case.rows if row.kind == Telling.kind and row.state != "sent"}
    for seq, each in case.owed:
        if isinstance(each, Telling) and seq not in dropped:
            people = {(each.topic, one.id) for one in recipients.people(each.to, directory)}
            found.once(f"{case.reference}: {each.topic} to {each.to}", len(people & told))


def _messages(
    found: Reckoning,
    town: Town,
    cases: list[Case],
    proofs: dict[str, list[Row[Any]]],
    directory: Directory,
) -> None:
    """What stands in people's direct messages is what the receipts say, one for one."""
    slack = {person.id: person.slack for person in directory.people}
    proved = {
        Message(slack[proof.person], row.bundle or row.key, proof.message)
        for case in cases
        for row in case.sent(Telling.kind)
        for proof in proofs.get(row.key, [])
    }
    shown = Counter(
        Message(who, key_of(each), each["ts"])
        for who, mine in direct(town)
        for each in mine
        if each["metadata"] and not PAGE.search(key_of(each))
    )
    found.lost += [f"{each} has a receipt and is nowhere" for each in proved - shown.keys()]
    found.doubled += [f"{each} has no receipt" for each in shown.keys() - proved]
    _handed(found, town, cases, proofs, slack)


def _handed(
    found: Reckoning,
    town: Town,
    cases: list[Case],
    proofs: dict[str, list[Row[Any]]],
    slack: dict[str, str],
) -> None:
    """So it is with the files that were handed to people."""
    rows = [row for case in cases for row in case.sent("record")]
    proved = Counter((slack[p.person], p.message) for row in rows for p in proofs.get(row.key, []))
    shown = Counter((who, file) for who, mine in direct(town) for m in mine for file in m["files"])
    found.tellings += len(proved)
    found.lost += [f"the file {each} has a receipt and is nowhere" for each in proved - shown]
    found.doubled += [f"the file {each} has no receipt" for each in shown - proved]


def _place(found: Reckoning, town: Town, case: Case, directory: Directory) -> None:
    """One channel, one card in it as it now stands, one thread, in order and nothing twice."""
    workspace = town.desk.workspace
    name = case.reference.lower()
    channels = [c for c in workspace.conversations.values() if c["name"].startswith(name)]
    found.once(f"{case.reference}: its channel", len(channels))
    ours = [
        message
        for channel in channels
        for message in workspace.messages_in(channel["id"])
        if message["user"] == workspace.settings.bot_user_id and not message["subtype"]
    ]
    roots = [each for each in ours if not each["thread_ts"]]
    found.once(f"{case.reference}: its card", len(roots))
    _thread(found, case, [key_of(each) for each in ours if each["thread_ts"]])
    drawn = cards.card(card(case.disagreement), case.reference)
    if not all(_shows(root["blocks"], drawn.blocks) for root in roots):
        kinds = [each.link.header.kind for each in case.kept]
        found.wrong.append(f"{case.reference}: its card is not as it stands after {kinds}")
    if any(channel["archived"] == case.disagreement.is_open for channel in channels):
        found.wrong.append(f"{case.reference}: its channel is open, or closed, and should not be")
    _inside(found, case, channels, directory)


def _shows(shown: list[Doc], drawn: list[Doc]) -> bool:
    """Whether these blocks are those that were drawn; Slack gives each an id of its own besides."""
    pairs = zip(shown, drawn, strict=False)
    return len(shown) == len(drawn) and all(each | block == each for each, block in pairs)


def _thread(found: Reckoning, case: Case, keys: list[str]) -> None:
    posts = [row.key for row in case.sent("post")]
    thread = [key for key in keys if not PAGE.search(key)]
    for key in {*posts, *thread}:
        found.once(f"{case.reference}: the post {key}", thread.count(key))
    if thread != posts:
        found.wrong.append(f"{case.reference}: its thread is not in order")


def _inside(found: Reckoning, case: Case, channels: list[Doc], directory: Directory) -> None:
    """Everybody who was let in is in its channel; once it has ended, nobody more is let in."""
    dropped = {row.seq for row in case.rows if row.kind == Admit.kind and row.state != "sent"}
    admitted = [who for _, each in case.owed if isinstance(each, Place) for who in each.admit]
    admitted += [
        each.who for seq, each in case.owed if isinstance(each, Admit) and seq not in dropped
    ]
    released = {each.who for _, each in case.owed if isinstance(each, Release)}
    inside = {member for channel in channels for member in channel["members"]}
    for who in set(admitted) - released:
        (person,) = recipients.people(who, directory)[:1]
        if person.slack not in inside:
            found.wrong.append(f"{case.reference}: {person.id} is not in its channel")
