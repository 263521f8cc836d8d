"""A partnership whose agencies have domains, who is on Slack besides, and a raising by address."""

from dataclasses import dataclass, field, replace
from typing import Any

from escalation.directory.cover import Shift, Team
from handlers.recognising import Account
from handlers.request import Reply
from storage import directory
from storage.database import reading
from tests.handlers.reception import FIRST, SECOND, Reception, shown
from tests.scheduler.office import PEOPLE

ASHA = "asha.khan@police.example"
DOMAINS = replace(
    PEOPLE,
    agencies=tuple(replace(each, domains=(f"{each.id}.example",)) for each in PEOPLE.agencies),
    teams=(Team("mash", "MASH duty", "care"),),
    shifts=(Shift("mash", "priya"), Shift("mash", "kofi")),
)


@dataclass
class OnSlack:
    """Who is on Slack besides."""

    people: list[Account] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def of(self, identity: str) -> Account | None:
        self.asked.append(identity)
        return next((each for each in self.people if each.identity == identity), None)

    def with_email(self, email: str) -> Account | None:
        self.asked.append(email)
        return next((each for each in self.people if each.email == email), None)


def listed(reception: Reception) -> Any:
    """Who is who now."""
    with reading(reception.office.engine) as connection:
        return directory.load(connection)


def first(reception: Reception, **answers: str) -> Reply:
    """Sam fills in the first page, and names whom they differ with in these."""
    return reception.sends("sam", reception.opens(), {**FIRST, "other": "", **answers})


def raises(reception: Reception, **answers: str) -> Reply:
    """The same, to the end."""
    second = shown(first(reception, **answers))
    return reception.sends("sam", shown(reception.sends("sam", second, SECOND)), {})
