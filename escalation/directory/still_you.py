"""Still you? What an agency's lead is asked about its people, and what the Business Manager hears."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from escalation.directory.cover import Team
from escalation.directory.gap import Gap, Open
from escalation.directory.people import HOUSE_ROLES, PARTNERSHIP, Directory, Person
from escalation.directory.seasons import Season
from escalation.disagreement import NAMED
from escalation.texts.procedure import Procedure, Role
from escalation.words.message import (
    Choice,
    Choices,
    Facts,
    Heading,
    Message,
    Moment,
    Part,
    Says,
    says,
)

CONFIRMED, NOT_RIGHT = "people", "not right"
MOST = 30  # more names than these in one role say nothing to whoever reads them


@dataclass(frozen=True)
class Said:
    """What was said last of an agency's people, by whom and when."""

    what: str
    by: str
    at: datetime


@dataclass(frozen=True)
class People:
    """An agency's people as its lead is asked about them: a row for each role, and what is open."""

    agency: str
    name: str
    rows: tuple[tuple[str, str], ...]
    gaps: tuple[Gap, ...]
    old: str = ""

    @property
    def people_digest(self) -> str:
        """Which people these are: what a press confirms."""
        return _digest(self.rows)

    @property
    def digest(self) -> str:
        """Which people, and what is open."""
        return _digest((*self.rows, *((gap.kind, gap.sentence) for gap in self.gaps)))


def people(
    agency: str,
    directory: Directory,
    procedures: Iterable[Procedure],
    gaps: Iterable[Gap],
    old: str = "",
    shipped: Iterable[Procedure] = (),
) -> People:
    """Everybody who holds a role at an agency, and what is open there; `old` is how old it is. A role
    that no procedure in force has is called as a `shipped` one calls it, else by its id in words."""
    labels = _labels(procedures, agency)
    elsewhere = _labels(shipped, agency) | HOUSE_ROLES
    at = dict.fromkeys(post.role for post in directory.posts if post.agency == agency)
    roles = [*(role for role in labels if role in at), *(role for role in at if role not in labels)]
    rows = tuple(
        (labels.get(role) or elsewhere.get(role) or _in_words(role), named)
        for role in roles
        if (named := _holders(role, agency, directory))
    )
    mine = tuple(gap for gap in gaps if gap.agency == agency)
    return People(agency, directory.agency_name(agency), rows, mine, old)


def still_you(asked: People, last: Said | None, first: Says) -> Message:
    """The list, and the one press that confirms it; `first` are the words before all others."""
    what = f"Still you? Who Escalate asks at {asked.name}"
    return Message(
        f"Still you? {asked.name}: please confirm.",
        (
            first,
            Heading(what),
            *_asks(asked, last),
        ),
    )


def who_covers(
    agency: str, name: str, season: Season, first: Says, *, asks_contact: bool
) -> Message:
    """Before the holidays: who covers, and whom a school names for them."""
    question = f"{agency}:{season.id}"
    choices = [
        Choice("away", "Say who is away", question, "main"),
        Choice("covered", "All covered", question),
    ]
    parts: list[Part] = [
        first,
        Heading(f"Who covers over {season.name} at {name}?"),
        says(
            "Prompts go on over the holidays, and no limit moves. Whoever is away and has nobody to "
            "cover is passed over, and the next tier is asked at once."
        ),
    ]
    if asks_contact:
        choices.append(Choice("holiday_contact", "Name a holiday contact", question))
        parts.append(says("Nobody is named yet to be asked while {name} is closed.", name=name))
    return Message(f"Who covers over {season.name} at {name}?", (*parts, Choices(tuple(choices))))


@dataclass(frozen=True)
class Line:
    """One agency, as the Business Manager hears of it."""

    agency: str
    name: str
    open: int
    last: Said | None
    has_lead: bool = True
    untold: bool = False

    @property
    def sentence(self) -> str:
        """2 things are open; last confirmed on Monday 2 November by Clare Moss."""
        said = [_count(self.open), _last(self.last)]
        if not self.has_lead:
            said.append("it has no lead, so nobody there is asked")
        if self.untold:
            said.append("nobody there could be told")
        return "; ".join(said)

    @property
    def is_open(self) -> bool:
        """Whether there is anything for somebody to do."""
        return bool(self.open) or not self.has_lead or self.untold or _is_wrong(self.last)


def summary(lines: Sequence[Line], office: People, first: Says) -> Message:
    """One line for each agency, for the Business Manager, and the office's own people to confirm."""
    last = next((line.last for line in lines if line.agency == office.agency), None)
    waiting = sum(line.is_open for line in lines)
    said = f"Who is who: {_some(waiting, 'agency has', 'agencies have')} something open."
    return Message(
        said,
        (
            first,
            Heading("Who is who: how it stands"),
            Facts(tuple((line.name, line.sentence) for line in lines)),
            says(
                "Each agency's lead has its list. Whoever runs Escalate can list all that is missing."
            ),
            Heading(f"Still you? {office.name}"),
            *_asks(office, last),
        ),
    )


def summary_digest(lines: Iterable[Line], office: People, gaps: Iterable[Open]) -> str:
    """Which state of things a summary is of; that a list is not right is news, that it is, is none."""
    stands = [(line.agency, str(line.is_open), str(_is_wrong(line.last))) for line in lines]
    return _digest((*stands, *office.rows, *((each.gap.key,) for each in gaps)))


def _asks(asked: People, last: Said | None) -> Iterator[Part]:
    question = f"{asked.agency}:{asked.people_digest}"
    choices = (
        Choice("confirm_people", "All still right", question, "main"),
        Choice("people_wrong", "Not right", question),
    )
    yield says("These are the people whom Escalate asks here. One press confirms them.")
    if asked.rows:
        yield Facts(asked.rows)
    yield from _open(asked)
    yield _last_said(last)
    yield Choices(choices)


def _labels(procedures: Iterable[Procedure], agency: str) -> dict[str, str]:
    """The roles of every procedure that an agency, or the office, has people for."""
    mine = "partnership" if agency == PARTNERSHIP else "agency"
    every: list[Role] = [role for each in procedures for role in each.roles.values()]
    return {role.id: role.label for role in every if role.of == mine}


def _in_words(role: str) -> str:
    """An id as it is read: next manager, and not next_manager."""
    return role.replace("_", " ").capitalize()


def _holders(role: str, agency: str, directory: Directory) -> str:
    holding = directory.holding(role, agency)
    shown = [_holder(role, each, directory) for each in holding[:MOST]]
    more = len(holding) - len(shown)
    return "; ".join([*shown, *([f"and {more} more"] if more else [])])


def _holder(role: str, holder: Person | Team, directory: Directory) -> str:
    if isinstance(holder, Team):
        return f"{holder.name}, a team"
    if role == NAMED:
        return holder.name
    deputy = directory.deputy_of(holder)
    return f"{holder.name} (deputy {deputy.name})" if deputy else f"{holder.name} (no deputy)"


def _open(asked: People) -> Iterator[Part]:
    if asked.gaps:
        yield Heading("What is open")
    for gap in asked.gaps:
        yield says("{sentence}", sentence=_own(gap.sentence, asked.name))
    if asked.old:
        yield says("{old}", old=asked.old)


def _own(sentence: str, name: str) -> str:
    """What is said of an agency, to itself."""
    bare = sentence.removeprefix(f"{name}: ")
    return f"{bare[:1].upper()}{bare[1:]}"


def _last_said(last: Said | None) -> Says:
    said = _last(last)
    return says("{said}.", said=f"{said[:1].upper()}{said[1:]}")


def _last(last: Said | None) -> str:
    if last is None:
        return "never confirmed yet"
    what = "said to be not right" if _is_wrong(last) else "last confirmed"
    return f"{what} on {Moment(last.at, 'day')} by {last.by}"


def _is_wrong(last: Said | None) -> bool:
    return last is not None and last.what == NOT_RIGHT


def _count(open_: int) -> str:
    return f"{_some(open_, 'thing is', 'things are')} open" if open_ else "nothing is open"


def _some(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def _digest(rows: Iterable[tuple[str, ...]]) -> str:
    text = "\n".join("\x00".join(row) for row in rows)
    return sha256(text.encode()).hexdigest()[:16]
