"""`escalate microsoft`: whether people and their managers can be read from Microsoft 365, and whose they are."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from math import ceil

import click

from bot import config, logs
from bot.clock import SystemClock
from bot.config import GRAPH, Config
from bot.installation import installation
from bot.microsoft.doctor import doctor
from bot.microsoft.everybody import Round, everybody
from bot.microsoft.graph import Graph, opened
from bot.microsoft.wire import Wire
from escalation.directory.account_differences import differences, not_found
from escalation.directory.accounts import Account, Chain, NotAllowed, NotAvailable, age, still_held
from escalation.directory.people import Directory, names
from storage import directory
from storage.chains import Chains
from storage.database import reading


@click.group("microsoft")
def command() -> None:
    """Microsoft 365 as a source of who somebody's managers are: is it usable, and what does it say?"""


@command.command()
def check() -> None:
    """Try the login and each way of reading managers, and say what works.

    The exit code is 1 where managers cannot be read.
    """
    settings = _settings()
    with closing(Wire(settings, SystemClock())) as wire:
        found = doctor(wire, automatic_replies=settings.graph_automatic_replies)
    for sentence in found.sentences:
        click.echo(sentence)
    if not found.is_usable:
        raise click.exceptions.Exit(1)


@command.command()
@click.argument("address", metavar="E-MAIL")
def chain(address: str) -> None:
    """The line of managers above somebody, as Microsoft 365 says it now, and why it ends."""
    clock = SystemClock()
    settings = _settings()
    with opened(settings, clock) as graph, _said_plainly():
        try:
            _said_now(graph, address, clock)
        except NotAvailable as outage:
            if (last := _last_kept(settings, address)) is None:
                raise
            for account in last.accounts:
                click.echo(_line(account))
            click.echo(last.why_it_ends)
            raise click.ClickException(still_held(last, outage, clock.now())) from None


@command.command()
def compare() -> None:
    """Where the directory and Microsoft 365 say different things of somebody; it changes neither."""
    settings, clock = _settings(), SystemClock()
    known, kept = _kept(settings)
    with opened(settings, clock) as graph:
        found = everybody(graph, known.people, kept)
    if found.why_not and not found.chains:
        raise click.ClickException(f"{found.why_not} Nobody was compared.")
    for line in _compared(known, found):
        click.echo(line)
    if found.why_not:
        old = [chain for person, chain in found.chains.items() if kept.get(person) == chain]
        raise click.ClickException(
            f"Not everybody could be read. {found.why_not}{_as_of(old, clock.now())}"
        )


def _said_now(graph: Graph, address: str, clock: SystemClock) -> None:
    """Everything is asked for before a word of it is said: an outage leaves no half of a line."""
    found = graph.chain(_one(graph, address).id)
    if found is None:
        raise click.ClickException(f"There is no account for {address} any more.")
    now = clock.now()
    replies = [graph.automatic_reply(account.id) for account in found.accounts]
    for account, reply in zip(found.accounts, replies, strict=True):
        click.echo(f"{_line(account)} {reply.sentence(now) if reply else ''}".rstrip())
    click.echo(f"{found.why_it_ends} It was {age(found, now)}.")


def _kept(settings: Config) -> tuple[Directory, dict[str, Chain]]:
    """The directory, and the lines that the daily round read last."""
    with installation(settings) as engine:
        with reading(engine) as connection:
            known = directory.load(connection)
        return known, Chains(engine).kept()


def _last_kept(settings: Config, address: str) -> Chain | None:
    """The line of whoever has this address in the directory or had it when it was read."""
    known, kept = _kept(settings)
    person, wanted = known.by_email(address), address.casefold()
    if person and person.id in kept:
        return kept[person.id]
    return next((each for each in kept.values() if wanted in _names(each.person)), None)


def _names(account: Account) -> set[str]:
    return {account.id.casefold(), account.mail.casefold(), account.upn.casefold()}


def _as_of(old: list[Chain], now: datetime) -> str:
    """How old is what was compared and could not be read anew."""
    if not old:
        return ""
    oldest = min(old, key=lambda each: each.read_at)
    lines = "1 line of managers is" if len(old) == 1 else f"{len(old)} lines of managers are"
    return f" {lines} not new: the oldest was {age(oldest, now)}."


def _settings() -> Config:
    """The settings, with all that Graph needs; what is logged goes elsewhere than what is said."""
    settings = config.read(GRAPH)
    logs.configure(settings.log_level)
    return settings


def _compared(known: Directory, found: Round) -> Iterator[str]:
    """Of whoever could not be asked about, it is not said that they were not found."""
    chains = tuple(found.chains.values())
    yield from (each.sentence for each in differences(known, chains))
    without = not_found(known, chains)
    if unknown := [each for each in without if each.id in found.asked]:
        yield f"No account was found under the e-mail address of {names(unknown)}."
    yield f"{len(known.people) - len(without)} of {len(known.people)} people were compared."


def _one(graph: Graph, address: str) -> Account:
    """The account with this address; where there are several, whoever asked must say which."""
    found = graph.search(address)
    if not found:
        raise click.ClickException(f"Microsoft 365 knows no account with the address {address}.")
    if len(found) > 1:
        several = "\n".join(f"  {_line(each)} {each.id}" for each in found)
        raise click.ClickException(f"Several accounts have that address: say one's ID.\n{several}")
    return found[0]


def _line(account: Account) -> str:
    notes = ", ".join(
        note
        for note, holds in (("a guest", account.guest), ("disabled", not account.enabled))
        if holds
    )
    address = account.mail or account.upn
    return f"{account.called}{f', {address}' if address else ''}{f' ({notes})' if notes else ''}."


@contextmanager
def _said_plainly() -> Iterator[None]:
    try:
        yield
    except NotAllowed as refusal:
        raise click.ClickException(refusal.why) from None
    except NotAvailable as outage:
        when = f"Ask again in {ceil(outage.after)} seconds."
        raise click.ClickException(f"{outage.why} {when}") from None
