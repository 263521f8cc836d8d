"""What is open in a directory, from each place that knows something of it: nothing here changes it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from escalation.directory import leads, reaching, readiness
from escalation.directory.account_differences import Differs, differences
from escalation.directory.accounts import Account, AutomaticReply, Chain, age, read_on
from escalation.directory.gap import Gap, Kind
from escalation.directory.hole import Hole, hole
from escalation.directory.people import PARTNERSHIP, Directory, Person
from escalation.directory.seeking import Sought
from escalation.disagreement import NAMED
from escalation.owing import RoleAt
from escalation.texts.procedure import Procedure

OLD = timedelta(days=3)  # of a round or two that failed nobody needs to hear

SILENT = "Microsoft 365 does not answer. What it says of managers was {age}."
SILENT_OF_SOME = (
    "Microsoft 365 does not answer for everybody: what it says of the managers of some people was "
    "read more than three days ago."
)


def of_roles(directory: Directory, procedures: Iterable[Procedure]) -> Iterator[Gap]:
    """Every hole; of those, the roles that have nobody are known apart."""
    known: set[tuple[str, str]] = set()  # of one role there may be several holes: it counts once
    for each in readiness.holes(directory, procedures):
        role = each.role, each.agency
        is_new = role not in known and _has_nobody(each, directory)
        known |= {role} if is_new else set()
        yield Gap(each.agency or PARTNERSHIP, Kind.NOBODY if is_new else Kind.HOLE, each.sentence)


def of_leads(directory: Directory) -> Iterator[Gap]:
    """Agencies of which nobody could be asked whether their people are still right."""
    for agency in directory.agencies:
        if not leads.roles(agency.id, directory):
            yield _gap(directory, agency.id, Kind.NO_LEAD, "it has no lead to be asked.")


def of_managers(
    directory: Directory, chains: Iterable[Chain], gone: Iterable[Account]
) -> Iterator[Gap]:
    """Where Microsoft 365 says of somebody that they left, or names another manager."""
    for each in differences(directory, chains, gone):
        kind = Kind.GONE if each.kind is Differs.LEFT else Kind.MANAGER
        yield _gap(directory, each.person.agency, kind, each.sentence)


def of_mailboxes(
    directory: Directory, replies: Mapping[str, AutomaticReply], now: datetime
) -> Iterator[Gap]:
    """Whoever holds a role, whose mailbox answers by itself, and of whose absence nobody has said."""
    for person in holders(directory):
        reply = replies.get(person.id)
        said = reply.sentence(now) if reply else ""
        if said and not directory.away(person):
            sentence = f"{person.name}: {said[:1].lower()}{said[1:]} Who covers?"
            yield _gap(directory, person.agency, Kind.MAILBOX, sentence)


def of_outage(chains: Iterable[Chain], now: datetime) -> Iterator[Gap]:
    """That Microsoft 365 has said nothing for some days: of anybody, and since when, or of some.

    Of some, it is the same sentence on each day: it is told once, and not as often as one is read.
    """
    read = sorted(chain.read_at for chain in chains)
    if read and now - read[-1] > OLD:
        yield Gap(PARTNERSHIP, Kind.OUTAGE, SILENT.format(age=read_on(read[-1], now)))
    elif read and now - read[0] > OLD:
        yield Gap(PARTNERSHIP, Kind.OUTAGE, SILENT_OF_SOME)


def holders(directory: Directory) -> tuple[Person, ...]:
    """Whoever holds a role at present for which they are asked without being named."""
    return tuple(
        person
        for person in directory.people
        if any(role != NAMED for role in directory.roles_of(person.id))
    )


def how_old(chains: Iterable[Chain], why_not: str, now: datetime) -> str:
    """Nothing where all is new; else why not, and how old the oldest of what is kept is."""
    oldest = min(chains, key=lambda chain: chain.read_at, default=None)
    if not why_not:
        return ""
    kept = f" What it says of managers was {age(oldest, now)}, or later." if oldest else ""
    return f"{why_not}{kept}"


def _has_nobody(each: Hole, directory: Directory) -> bool:
    if not each.role or not each.agency:
        return False
    return reaching.way(Sought(RoleAt(each.role, each.agency)), directory).person is None


def _gap(directory: Directory, agency: str, kind: Kind, sentence: str) -> Gap:
    return Gap(agency, kind, hole(directory, agency, sentence).sentence)
