"""What the procedure gives the partnership's office when a stage is entered or settled."""

from collections.abc import Collection, Iterable
from typing import Literal

from escalation.directory.people import PARTNERSHIP
from escalation.disagreement import Disagreement
from escalation.duties import carrying
from escalation.duties.arising import READ_THEM
from escalation.owing import BUSINESS_MANAGER, Owed, RoleAt, Telling
from escalation.texts.conditions import holds
from escalation.texts.procedure import Content, Copy, Stage
from escalation.words.message import Choice, Message, Says, says
from escalation.words.notices import SEE_TO, notice

When = Literal["entry", "settled"]
# Whoever is given these may open the record; of the rest the message itself is all that is given.
OPENS: frozenset[Content] = frozenset({"details", "full"})
_NOTHING = "You are asked for nothing."
_READ = (
    "The procedure gives you {what}: press Read the record to read {it}. You are asked why, and that "
    "you open it is recorded."
)
_TO_READ: dict[Content, tuple[str, str]] = {"outcome": ("the outcome", "it")}
# Each level, as the record names it.
LEVELS: dict[Content, str] = {
    "notice": "a notice",
    "outcome": "the outcome",
    "issues": "the issues arising",
    "details": "the details",
    "full": "the full record",
}
_NO_MORE: dict[Content, str] = {
    "notice": "This notice is all that the procedure gives you.",
    "outcome": "The procedure gives you the outcome, which is this; what was agreed is on each "
    "agency's own record.",
    "issues": "None of the issues arising, which the procedure gives you, has been written down here: "
    "you are asked to ring for them.",
}
ISSUES = says(
    "You are asked to read the issues arising, which the procedure gives you: press Read the issues. "
    "They are shown to you alone, and no other words of it; that you read them is recorded."
)


def given(
    disagreement: Disagreement, tier: int, when: When, what: str = "", *said: Says
) -> Iterable[Owed]:
    """The copies that go without anybody's choice: what the text says may be given waits for a press.

    `what` has happened, and what is `said` of it, where no stage was entered or settled.
    """
    for copy in _due(disagreement, tier, when):
        message = _message(disagreement, tier, copy, what, *said)
        topic = disagreement.each_time(disagreement.by_text(f"copy:{when}", tier))
        yield Telling(topic, RoleAt(copy.to, PARTNERSHIP), message)


def said(
    disagreement: Disagreement, tier: int, when: When, only: Collection[str] | None = None
) -> Iterable[Says]:
    """For the record: who of the office is given what by it, `only` these, as the procedure provides
    (R-004-23)."""
    due = _due(disagreement, tier, when)
    mine = (copy for copy in due if only is None or copy.to in only)
    yield from given_to(disagreement, ((copy.to, copy.content) for copy in mine))


def given_to(disagreement: Disagreement, given: Iterable[tuple[str, Content]]) -> Iterable[Says]:
    """The same of these roles: Given to the partnership's office: Business Manager: the details."""
    roles = disagreement.procedure.roles
    each = [f"{roles[to].title}: {LEVELS[content]}" for to, content in given]
    if each:
        yield says("Given, as the procedure provides, to the {each}.", each="; ".join(each))


def readers(disagreement: Disagreement, tier: int, when: When) -> frozenset[str]:
    """The roles of the office that are given the details, and may read from then on."""
    due = _due(disagreement, tier, when)
    return frozenset(copy.to for copy in due if copy.content in OPENS)


def issue_readers(disagreement: Disagreement, tier: int, when: When) -> frozenset[str]:
    """The roles of the office that are given the issues arising, and may read them from then on."""
    due = _due(disagreement, tier, when)
    return frozenset(copy.to for copy in due if copy.content == "issues")


def told(disagreement: Disagreement, tier: int, when: When) -> frozenset[str]:
    """The roles of the office that are given anything at all."""
    return frozenset(copy.to for copy in _due(disagreement, tier, when))


def contents(disagreement: Disagreement, tier: int, when: When) -> tuple[tuple[str, Content], ...]:
    """Which roles of the office are given how much."""
    return tuple((copy.to, copy.content) for copy in _due(disagreement, tier, when))


def _due(disagreement: Disagreement, tier: int, when: When) -> tuple[Copy, ...]:
    """Of those of a stage, the ones that are for what it is about, and wait for no press."""
    copies = disagreement.procedure.stage_of(tier).copies
    due = (copy for copy in copies if copy.at == when and copy.force != "may")
    return tuple(copy for copy in due if holds(copy.when, disagreement))


def _message(disagreement: Disagreement, tier: int, copy: Copy, what: str, *said: Says) -> Message:
    stage = disagreement.procedure.stage_of(tier)
    entry = copy.at == "entry"
    what = what or f"{'has entered' if entry else 'was settled at'} {stage.title}"
    owed = carrying.carried(disagreement, tier, (copy.to,)) if entry else ()
    opens = copy.content in OPENS or copy.to in disagreement.copied
    given = gives(copy.content, besides=bool(owed), opens=opens)
    return notice(
        disagreement,
        what,
        *said,
        *carrying.asked(disagreement, owed),
        *given,
        when=carrying.when(disagreement, owed),
        opens=opens,
        more=(*_to_read(copy), *(carrying.button(owed) or offers(stage, copy.to))),
    )


def offers(stage: Stage, to: str) -> tuple[Choice, ...]:
    """The Business Manager's page, where the stage has copies that may be given by her press."""
    some = any(copy.force == "may" for copy in stage.copies)
    return (SEE_TO,) if some and to == BUSINESS_MANAGER.role else ()


def gives(
    content: Content, besides: bool = False, opens: bool | None = None, arisen: bool = True
) -> tuple[Says, ...]:
    """What the procedure gives somebody of the office, and what is asked of them, if nothing is
    `besides`; whoever has been given the details already `opens` the record for the outcome too.
    Of the issues `arisen` is whether there may be any to read."""
    if content == "issues" and arisen:
        return (ISSUES,)
    nothing = () if besides or content == "issues" else (says(_NOTHING),)
    if content in OPENS if opens is None else opens:
        return (*nothing, _read(content))
    return (*nothing, says(_NO_MORE[content]))


def _to_read(copy: Copy) -> tuple[Choice, ...]:
    return (READ_THEM,) if copy.content == "issues" else ()


def _read(content: Content) -> Says:
    what, it = _TO_READ.get(content, ("the details", "them"))
    return says(_READ, what=what, it=it)
