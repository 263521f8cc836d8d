"""Where a directory and an organisation's Microsoft 365 say different things of the same person."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from escalation.directory.accounts import Account, Chain, End, the_one
from escalation.directory.people import Directory, Person


class Differs(StrEnum):
    """In which way they differ."""

    LEFT = "left"
    MANAGER = "manager"
    NO_MANAGER = "no manager"


@dataclass(frozen=True)
class Difference:
    """One thing to put right, here or there; `named` is the directory's manager, `above` the account's."""

    kind: Differs
    person: Person
    named: Person | None = None
    account: Account | None = None
    above: Account | None = None
    above_is: Person | None = None
    end: End = End.TOP

    @property
    def sentence(self) -> str:
        """What differs, in a sentence."""
        match self.kind:
            case Differs.LEFT:
                return self._left()
            case Differs.MANAGER:
                return self._manager()
            case Differs.NO_MANAGER:
                return self._no_manager()

    def _left(self) -> str:
        what = "is disabled" if self.account else "is no longer there"
        return f"The account of {self.person.name} {what}: they may have left."

    def _manager(self) -> str:
        assert self.above is not None
        ours = (
            f"The directory names {self.named.name} as" if self.named else "The directory names no"
        )
        theirs = self.above_is.name if self.above_is else f"{self.above.called}, who is not in it"
        return f"{ours} manager of {self.person.name}; Microsoft 365 names {theirs}."

    def _no_manager(self) -> str:
        why = f"Microsoft 365 names no manager for {self.person.name}"
        if self.end is End.CIRCLE:
            why = f"Microsoft 365 names {self.person.name} as their own manager"
        elif self.end is End.NOT_A_PERSON:
            why = f"Microsoft 365 names a contact, not an account, as manager of {self.person.name}"
        ours = f"names {self.named.name}" if self.named else "names nobody either"
        return f"{why}; the directory {ours}."


def differences(
    directory: Directory, chains: Iterable[Chain], gone: Iterable[Account] = ()
) -> tuple[Difference, ...]:
    """What differs, in the directory's order; of whoever was not found, nothing is said.

    `gone` are accounts that were read once, and of which Microsoft 365 no longer knows.
    """
    read, lost = tuple(chains), tuple(gone)
    return tuple(
        differs
        for person in directory.people
        if (differs := _difference(directory, person, read, lost)) is not None
    )


def not_found(directory: Directory, chains: Iterable[Chain]) -> tuple[Person, ...]:
    """The people of whom no line was read: of another organisation, or under another address."""
    read = tuple(chains)
    return tuple(each for each in directory.people if chain_of(each, read) is None)


def chain_of(person: Person, chains: Iterable[Chain]) -> Chain | None:
    """The line that was read above this person."""
    known = {chain.person.id: chain for chain in chains}
    account = account_of(person, (chain.person for chain in known.values()))
    return known[account.id] if account else None


def account_of(person: Person, accounts: Iterable[Account]) -> Account | None:
    """The person's account: by its id where the directory has it, else by an address that only one has."""
    id = person.teams
    if id:
        return next((each for each in accounts if each.id.casefold() == id.casefold()), None)
    return the_one(each for each in accounts if each.has_address(person.email))


def _difference(
    directory: Directory, person: Person, chains: tuple[Chain, ...], gone: tuple[Account, ...]
) -> Difference | None:
    every = _accounts(chains)
    account = account_of(person, every)
    if account is None:
        lost = account_of(person, gone)
        return Difference(Differs.LEFT, person) if lost else None
    if not account.enabled:
        return Difference(Differs.LEFT, person, account=account)
    chain = chain_of(person, chains)
    return None if chain is None else _of_managers(directory, person, chain)


def _of_managers(directory: Directory, person: Person, chain: Chain) -> Difference | None:
    named = directory.person(person.manager)
    if chain.managers:
        above = chain.managers[0]
        above_is = next((each for each in directory.people if account_of(each, [above])), None)
        if _same(named, above, above_is):
            return None
        return Difference(Differs.MANAGER, person, named, chain.person, above, above_is)
    if chain.end in (End.NOT_ALLOWED, End.GUEST):
        return None  # what may not be read may be there; a guest's manager is their own agency's to say
    return Difference(Differs.NO_MANAGER, person, named, chain.person, end=chain.end)


def _same(named: Person | None, above: Account, above_is: Person | None) -> bool:
    """Whether both mean the same manager; where the directory has no address, by the name."""
    if named is None or above_is is not None:
        return named == above_is
    unreachable = not named.email and not named.teams
    return unreachable and named.name.casefold() == above.name.casefold()


def _accounts(chains: Iterable[Chain]) -> Iterator[Account]:
    for chain in chains:
        yield from chain.accounts
