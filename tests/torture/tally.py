"""The tally: what many ledgers owe, against what was written, put down, done and proved."""

import re
from collections import Counter
from datetime import datetime

from escalation.acts.alarm import OVERDUE, Audited
from escalation.owing import Card, Close, Telling
from storage.store import Store
from tests.torture.accounts import Account, accounts
from tests.torture.reckoning import Reckoning, count_entries, count_files, opened, undone
from tests.torture.standing import stands_there
from tests.torture.town import Town

MOMENT = re.compile(r"moment:(?P<wake>[^#]+?):(?P<at>\d{4}-[^#]+)(#\d+)?$")
REASONS = re.compile(
    r"They have been told this already\.|The proposal has been answered\.|It has moved on\."
    r"|It has been (settled|withdrawn)\.|A later one does the same\."
    r"|Nothing is left for them\."
    r"|The place is closed \(is_inactive\)\."
)
AGAIN = (Card.kind, Close.kind)  # put down anew with each act: the place shows how they end


def tallied(town: Town) -> Reckoning:
    """Everything compared, once nobody is at work any more."""
    engine, store = opened(town, town.database)
    try:
        found = Reckoning(lost=undone(engine), wrong=store.misplaced_moments())
        found.wrong += [f"set aside: {each.wake}, {each.why}" for each in store.moments.set_aside()]
        found.wrong += [f"given up: {each.kind}, {each.why}" for each in store.outbox.given_up()]
        every = accounts(engine, store, town.clock.now())
        for account in every:
            _ledger(found, town, store, account)
            _moments(found, account, town.clock.now())
            _owed(found, account)
            _receipts(found, account)
            _wanted(found, account)
        stands_there(found, town, every)
        count_files(found, town, store)
        return found
    finally:
        engine.dispose()


def _ledger(found: Reckoning, town: Town, store: Store, account: Account) -> None:
    """Each act that was acknowledged is there, nothing is there twice, and no audit found it wrong."""
    count_entries(found, (), store, account.reference)
    keys = {each.key for each in account.kept}
    for reference, key in town.crowd.acknowledged:
        if reference == account.reference:
            found.once(f"{reference}: the act {key}", key in keys)
    found.wrong += [
        f"{account.reference}: an audit found {entry.what} wrong: {entry.why}"
        for entry in account.entries
        if isinstance(entry, Audited) and entry.what != OVERDUE  # days pass in no time here
    ]


def _moments(found: Reckoning, account: Account, now: datetime) -> None:
    """No moment was lived early, and none was missed."""
    for kept in account.kept:
        moment, at = MOMENT.match(kept.key), datetime.fromisoformat(kept.link.header.at)
        if moment and at <= datetime.fromisoformat(moment["at"]):
            found.wrong.append(f"{account.reference}: {kept.key} was early, at {at}")
    found.lost += [
        f"{account.reference}: {wake.id} of {wake.at} was never lived"
        for wake in account.stands.moments()
        if wake.at < now
    ]


def _owed(found: Reckoning, account: Account) -> None:
    """The outbox has a row for each thing that the ledger owes; each was done, or says why not."""
    reference = account.reference
    owed = Counter((seq, each.kind) for seq, each in account.owed if each.kind not in AGAIN)
    rows = Counter((row.seq, row.kind) for row in account.rows if row.kind not in AGAIN)
    found.lost += [f"{reference}: {each} is owed and was not put down" for each in owed - rows]
    found.doubled += [f"{reference}: {each} is not owed" for each in rows - owed]
    found.wrong += [
        f"{row.key}: {row.kind} is {row.state}: {row.why}"
        for row in account.rows
        if row.state != "sent"
        if not (row.state == "no_longer_owed" and REASONS.fullmatch(row.why))
    ]


def _receipts(found: Reckoning, account: Account) -> None:
    """Each telling that was told has one proof, of what it was to say to whom; nothing else has any."""
    proved = Counter(told.row.key for told in account.told())
    for row in account.rows:
        if row.kind == Telling.kind and row.state == "sent":
            found.tellings += 1
            found.once(f"{row.key}: its proof", proved[row.key])
            found.once(f"{row.key}: its receipt", len(account.proofs.get(row.key, [])))
        elif row.state != "sent" and row.key in account.proofs:
            found.wrong.append(f"{row.key}: is {row.state}, and has a receipt")


def _wanted(found: Reckoning, account: Account) -> None:
    """Everybody for whom something was owed has been told it, unless it was owed no longer."""
    told = {(row.topic, row.person) for rows in account.proofs.values() for row in rows}
    dropped = account.dropped(Telling.kind)
    for seq, each in account.tellings:
        if seq not in dropped:
            is_told = (each.topic, account.person(each)) in told
            found.once(f"{account.reference}: {each.topic} to {each.to}", is_told)
