"""What a handler works with: the store, the procedures in force, and the time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from escalation.directory.newcomers import added
from escalation.directory.people import Directory, Person
from escalation.disagreement import Disagreement
from escalation.permissions import Act
from escalation.refusals import NotNow, NotYours, Unusable
from escalation.texts.procedure import Procedure
from escalation.working_time.calendars import Calendar, calendar_covering
from handlers import recognising
from handlers.recognising import Account, Accounts, Lately, NoAccounts
from handlers.request import Request
from storage.store import Store

# Whoever presses these waits for no network: they must hear at once whom to ring.
AT_ONCE = {Act.HARM, "harm_typed", "practice_harm"}
NOT_LISTED = (
    "You are not in the partnership's directory, so nothing was done. Ask your safeguarding lead "
    "or the partnership's Business Manager to have you added. If somebody is at immediate risk "
    "of harm, dial 999 now."
)
NOBODY_LISTED = (
    "Nothing can be raised yet: nobody is in this installation's directory. Ask whoever runs it "
    "to import the people first. If somebody is at immediate risk of harm, dial 999 now."
)


@dataclass(frozen=True)
class Desk:
    """Everything a handler may use; `procedures` has, for each area, the procedure in force there;
    `pacing` is how many full working days each tier has, `private` whether each has its own place;
    `shipped` is every text that comes with it, in force or not.
    """

    store: Store
    procedures: Mapping[str, Procedure]
    now: Callable[[], datetime]
    deliver: Callable[[], None]
    make: Callable[..., bytes]
    pacing: int = 1
    private: bool = True
    duty_numbers: Mapping[str, str] = field(default_factory=dict)
    accounts: Accounts = field(default_factory=NoAccounts)
    shipped: Sequence[Procedure] = ()
    lately: Lately = field(default_factory=Lately)

    def directory(self) -> Directory:
        """Who is who now."""
        return self.store.directory(self.now())

    def person(self, request: Request) -> Person:
        """Who did this, from the directory; or a refusal that says how to be added."""
        directory = self.directory()
        if not directory.people:
            raise NotNow(NOBODY_LISTED)
        known = identified(request.platform, request.identity, directory)
        found = known or (None if request.word in AT_ONCE else self._recognised(request))
        if found is None:
            raise NotYours(NOT_LISTED)
        return found

    def enters(self, *newcomers: Person, by: str) -> None:
        """Those who have just been named stand in the directory from now on, with who named them."""
        if any(self.directory().person(each.id) is None for each in newcomers):
            self.store.change_directory(
                lambda now: added(now, *newcomers), who=by, source="named", at=self.now()
            )

    def account(self, email: str) -> Account | None:
        """Who has this address on the platform: asked for once while somebody raises or names."""
        return self.lately.with_email(self.accounts, email, self.now())

    def _recognised(self, request: Request) -> Person | None:
        about = (request.platform, request.identity, self.now())
        return recognising.recognised(self.store, self.accounts, *about)

    def in_force(self) -> list[Procedure]:
        """The procedures in force, each once, though it may be in force in several areas."""
        return list({each.id: each for each in self.procedures.values()}.values())

    def procedure(self, area: str) -> Procedure:
        """The procedure in force where somebody lives."""
        if (found := self.procedures.get(area)) is None:
            raise Unusable("area", "No procedure is in force here for that area. Choose another.")
        return found


def calendar(procedure: Procedure, at: datetime) -> Calendar:
    """The working days of a procedure's nation, around a time."""
    return calendar_covering(procedure.nation, at)


def calendar_of(disagreement: Disagreement, at: datetime) -> Calendar:
    """The working days of a disagreement's procedure."""
    return calendar(disagreement.procedure, at)


def identified(platform: str, identity: str, directory: Directory) -> Person | None:
    """The person behind a platform's identity."""
    return directory.on_slack(identity) if platform == "slack" else directory.person(identity)


def known(request: Request, directory: Directory) -> dict[str, str]:
    """The answers, with each person named on a platform looked up; one who is unknown stays unknown."""
    return {
        key: _looked_up(value, request.platform, directory)
        for key, value in request.answers.items()
    }


def _looked_up(value: str, platform: str, directory: Directory) -> str:
    mark = f"{platform}:"
    if not value.startswith(mark):
        return value
    found = identified(platform, value.removeprefix(mark), directory)
    return found.id if found else value
