"""The organisation as it stands: its accounts, what the application may do, and what goes wrong."""

import secrets
from dataclasses import dataclass

from sandbox.microsoft.settings import Account, Contact, Settings


@dataclass
class Fault:
    """The next so many questions are answered so; `at` is graph or login, `body` what it says instead.

    `after` so many others are answered first.
    """

    status: int
    retry_after: str = ""
    times: int = 1
    at: str = "graph"
    body: str | None = None
    date: str = ""
    after: int = 0


class Tenant:
    """What the doors share. Tests turn its switches from their own thread."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.people = {account.id: account for account in settings.accounts}
        self.contacts = {contact.id: contact for contact in settings.contacts}
        self.permissions = set(settings.permissions)
        self.refuses: set[str] = set()  # of "manager" and "expand", whichever is to be refused
        self.asked: list[str] = []
        self.tokens_given = 0
        self._tokens: dict[str, str] = {}
        self._faults: list[Fault] = []

    def goes_wrong(self, *faults: Fault) -> None:
        """Let these happen, in this order."""
        self._faults.extend(faults)

    def fault_at(self, door: str) -> Fault | None:
        """What this question meets, counted as used."""
        for fault in self._faults:
            if fault.at == door and fault.times > 0:
                if fault.after > 0:
                    fault.after -= 1
                    return None
                fault.times -= 1
                return fault
        return None

    def changes(self, account: Account) -> None:
        """The account is now like this, or new."""
        self.people[account.id] = account

    def loses(self, account: Account) -> None:
        """The account is deleted."""
        del self.people[account.id]

    def gives_token(self, audience: str) -> str:
        """A new token for what is asked at this address."""
        token = secrets.token_urlsafe(24)
        self._tokens[token] = audience
        self.tokens_given += 1
        return token

    def knows_token(self, token: str, audience: str) -> bool:
        """Whether it was given for this, and still holds."""
        return self._tokens.get(token) == audience

    def forgets_its_tokens(self) -> None:
        """Every token is void, as when permissions are changed or keys rolled."""
        self._tokens.clear()

    def person(self, id_or_upn: str) -> Account | None:
        """The account with this id, or that signs in with this name."""
        wanted = id_or_upn.casefold()
        same = (a for a in self.people.values() if wanted in (a.id.casefold(), a.upn.casefold()))
        return next(same, None)

    def manager_of(self, account: Account) -> Account | Contact | None:
        """Who is recorded as the manager."""
        return self.people.get(account.manager) or self.contacts.get(account.manager)
