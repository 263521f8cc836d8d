"""What stands in the workspace: every message, file, card and thread, against what was proved."""

from collections import Counter
from typing import NamedTuple

from bot.slack import cards
from escalation.owing import Admit, Place, Record, Release
from escalation.words.card import archived, card
from escalation.words.message import Heading
from sandbox.shelf import Doc
from scheduler import recipients
from tests.torture.accounts import PAGE, Account
from tests.torture.reckoning import Reckoning, direct, key_of
from tests.torture.town import Town


class Message(NamedTuple):
    """A message as it stands before somebody, under its key."""

    slack: str
    key: str
    ts: str


def stands_there(found: Reckoning, town: Town, accounts: list[Account]) -> None:
    """Everything that people have before them is what was proved, one for one."""
    _messages(found, town, accounts)
    _headings(found, town, accounts)
    _handed(found, town, accounts)
    for account in accounts:
        _place(found, town, account)


def _messages(found: Reckoning, town: Town, accounts: list[Account]) -> None:
    """Each message in direct messages has its receipts, and each receipt its message."""
    proved = {
        Message(told.slack, told.key, told.message)
        for account in accounts
        for told in account.told()
    }
    shown = Counter(
        Message(who, key_of(each), each["ts"])
        for who, mine in direct(town)
        for each in mine
        if each["metadata"] and not PAGE.search(key_of(each))
    )
    found.lost += [f"{each} has a receipt and is nowhere" for each in proved - shown.keys()]
    found.doubled += [f"{each} has no receipt" for each in shown.keys() - proved]


def _headings(found: Reckoning, town: Town, accounts: list[Account]) -> None:
    """However they were tied together, each heading stands there as often as it was to be told."""
    told = Counter(
        (told.slack, part.text)
        for account in accounts
        for told in account.told()
        for part in told.telling.message.parts
        if isinstance(part, Heading)
    )
    shown = Counter(
        (who, block["text"]["text"])
        for who, mine in direct(town)
        for each in mine
        for block in each["blocks"]
        if each["metadata"] and block["type"] == "header"
    )
    found.lost += [f"{each} was to be told" for each in told - shown]
    found.doubled += [f"{each} was told too often" for each in shown - told]


def _handed(found: Reckoning, town: Town, accounts: list[Account]) -> None:
    """So it is with the files that were handed to people."""
    proved = Counter(
        (person.slack, proof.message)
        for account in accounts
        for row in account.sent(Record.kind)
        for proof in account.proofs.get(row.key, [])
        if (person := account.directory.person(proof.person))
    )
    shown = Counter((who, file) for who, mine in direct(town) for m in mine for file in m["files"])
    found.tellings += len(proved)
    found.lost += [f"the file {each} has a receipt and is nowhere" for each in proved - shown]
    found.doubled += [f"the file {each} has no receipt" for each in shown - proved]


def _place(found: Reckoning, town: Town, account: Account) -> None:
    """One channel, one card in it as it now stands, one thread, in order and nothing twice."""
    workspace, reference = town.desk.workspace, account.reference
    every = workspace.conversations.values()
    channels = [each for each in every if each["name"].startswith(reference.lower())]
    found.once(f"{reference}: its channel", len(channels))
    ours = [
        message
        for channel in channels
        for message in workspace.messages_in(channel["id"])
        if message["user"] == workspace.settings.bot_user_id and not message["subtype"]
    ]
    _card(found, account, [each for each in ours if not each["thread_ts"]])
    _thread(found, account, [key_of(each) for each in ours if each["thread_ts"]])
    if any(channel["archived"] == account.stands.is_open for channel in channels):
        found.wrong.append(f"{reference}: its channel is open, or closed, and should not be")
    _inside(found, account, {member for channel in channels for member in channel["members"]})


def _card(found: Reckoning, account: Account, roots: list[Doc]) -> None:
    found.once(f"{account.reference}: its card", len(roots))
    stands = (archived(card(each), account.reference) for each in account.shown)
    drawn = [cards.card(each, account.reference).blocks for each in stands]
    if not all(any(_shows(root["blocks"], each) for each in drawn) for root in roots):
        kinds = [each.kind for each in account.entries]
        found.wrong.append(f"{account.reference}: its card is not as it stands after {kinds}")


def _shows(shown: list[Doc], drawn: list[Doc]) -> bool:
    """Whether these blocks are those that were drawn; Slack gives each an id of its own besides."""
    pairs = zip(shown, drawn, strict=False)
    return len(shown) == len(drawn) and all(each | block == each for each, block in pairs)


def _thread(found: Reckoning, account: Account, keys: list[str]) -> None:
    posts = [row.key for row in account.sent("post")]
    thread = [key for key in keys if not PAGE.search(key)]
    for key in {*posts, *thread}:
        found.once(f"{account.reference}: the post {key}", thread.count(key))
    if thread != posts:
        found.wrong.append(f"{account.reference}: its thread is not in order")


def _inside(found: Reckoning, account: Account, members: set[str]) -> None:
    """Everybody who was let in is in its channel; once it has ended, nobody more is let in."""
    dropped = account.dropped(Admit.kind)
    admitted = [who for _, each in account.owed if isinstance(each, Place) for who in each.admit]
    admitted += [
        each.who for seq, each in account.owed if isinstance(each, Admit) and seq not in dropped
    ]
    released = {each.who for _, each in account.owed if isinstance(each, Release)}
    for who in set(admitted) - released:
        person = recipients.asked(who, account.stands, account.directory)
        if person is None or person.slack not in members:
            found.wrong.append(f"{account.reference}: {who} is not in its channel")
