"""What people are asked of what was agreed, and what stands of it on the card: never what was agreed."""

from collections.abc import Collection, Iterator

from escalation.directory.people import listed
from escalation.disagreement import Disagreement, Status
from escalation.duties.checked import Check
from escalation.duties.closing_words import answers
from escalation.entries import Actor
from escalation.owing import Recipient
from escalation.words.history import REOPEN
from escalation.words.message import Choice, Choices, Message, Says, says
from escalation.words.notices import notice
from escalation.words.prompts import private, whom_to_ring
from escalation.words.sides import all_read, number, the_others
from escalation.working_time import times

CHECK_BACK = Choice("check_back", "Check back", "check", "main")
SEE_AGREED = Choice("check_back", "See what was agreed", "check")
ON_ONE_PAGE = says(
    "What was agreed stands on one page with the answers. What you leave for later is asked again on "
    "the next working day, and nothing closes by itself."
)


def asked(disagreement: Disagreement, agency: str, some: Collection[Check]) -> Message:
    """Whoever answers for a side is asked of these: whether it is understood alike, or was done."""
    return private(
        disagreement,
        "please check back on what was agreed",
        *(_asks(disagreement, each) for each in some),
        *_by_the_text(disagreement, some),
        ON_ONE_PAGE,
        Choices((CHECK_BACK,)),
        whom_to_ring(disagreement, disagreement.stage_tier, agency),
    )


def day_put(disagreement: Disagreement, agency: str, check: Check) -> Message:
    """Another day has been put for an action: every other side is asked for its yes."""
    stands = says("Until each side has agreed, {day} stands.", day=_day(check))
    return private(
        disagreement,
        "another day has been put for what was agreed; your answer is asked",
        _asks(disagreement, check),
        stands,
        Choices((CHECK_BACK,)),
        whom_to_ring(disagreement, disagreement.stage_tier, agency),
    )


def day_agreed(disagreement: Disagreement, agency: str, check: Check) -> Message:
    """Each side has agreed to another day: it is asked on that day."""
    return private(
        disagreement,
        "another day has been agreed",
        says(
            "Each side has agreed to another day for action {number}: {day}. You are asked on that day "
            "whether it was done, and for nothing before.",
            number=str(check.action),
            day=_day(check),
        ),
        Choices((SEE_AGREED,)),
        whom_to_ring(disagreement, disagreement.stage_tier, agency),
    )


def day_kept(disagreement: Disagreement, agency: str, check: Check, by: Actor) -> Message:
    """A side does not agree to another day: the day stands, and it goes on being asked."""
    return private(
        disagreement,
        "the day stands as it was agreed",
        says(
            "{who} does not agree to another day for action {number}: {day} stands. Whether it was "
            "done is still to be answered.",
            who=by.titled,
            number=str(check.action),
            day=_day(check),
        ),
        Choices((CHECK_BACK,)),
        whom_to_ring(disagreement, disagreement.stage_tier, agency),
    )


def all_done(disagreement: Disagreement, agency: str) -> Message:
    """Each side has said yes to everything: nothing more is asked."""
    review = disagreement.review_at
    return private(
        disagreement,
        "what was agreed has been checked back",
        says(
            "{what} You are asked for nothing more of it{review}.",
            what=what_was_said(disagreement),
            review=", and reminded on the day that is set to review it" if review else "",
        ),
        whom_to_ring(disagreement, disagreement.stage_tier, agency),
    )


def what_was_said(disagreement: Disagreement) -> str:
    """What each side has said yes to, where it has been asked."""
    actions = any(each.action for each in disagreement.checks)
    done = "that what was agreed has been done" if actions else ""
    alike = any(not each.action for each in disagreement.checks)
    understood = "that what was agreed is understood alike" if alike else ""
    return f"Each side has said {' and '.join(filter(None, (understood, done)))}."


def to_review(disagreement: Disagreement, agency: str) -> Message:
    """The day has come that was set for looking at it again."""
    return private(
        disagreement,
        "the day to review what was agreed",
        says(
            "You agreed to review it on this day: look at it again, with {others}. If it is not kept "
            "to, or does not do what it was for, reopen it. You are reminded of this once.",
            others=the_others(disagreement),
        ),
        Choices((SEE_AGREED, REOPEN)),
        whom_to_ring(disagreement, disagreement.stage_tier, agency),
    )


def nobody_says(disagreement: Disagreement, some: Collection[Check]) -> Message:
    """The Business Manager hears that it has been asked five times: which sides' answer is awaited."""
    awaited = {agency for each in some for agency in each.awaited(disagreement.agencies)}
    many = len(some)
    said = says(
        "{many} asked five times, and nothing has been recorded so far by {who}.",
        many="One question has been"
        if many == 1
        else f"{number(many).capitalize()} questions have been",
        who=listed(disagreement.agency_name(a) for a in disagreement.agencies if a in awaited),
    )
    ask = says("Please ask them. They go on being asked, on every working day.")
    return notice(disagreement, "what was agreed has not been checked back", said, ask)


def rows(disagreement: Disagreement) -> Iterator[tuple[str, str]]:
    """Where each question stands, for the card and the status: by its number and day, without a word."""
    if disagreement.status is not Status.SETTLED:
        return
    for each in disagreement.checks:
        yield _label(each), _stands(disagreement, each)


def choices(disagreement: Disagreement) -> tuple[Choice, ...]:
    """What may be pressed on the card, while a side has something to answer."""
    agencies = disagreement.agencies
    waits = any(not each.is_closed(agencies) for each in disagreement.checks)
    return (CHECK_BACK,) if waits and disagreement.status is Status.SETTLED else ()


def recipients(disagreement: Disagreement) -> Iterator[tuple[str, Recipient]]:
    """Whoever answers for each side."""
    for agency in disagreement.agencies:
        for who in answers(disagreement, agency):
            yield agency, who


def of_side(disagreement: Disagreement, agency: str) -> tuple[Check, ...]:
    """What waits for the answer of a side."""
    agencies = disagreement.agencies
    return tuple(each for each in disagreement.checks if agency in each.awaited(agencies))


def why_not_asked(disagreement: Disagreement, who: Recipient, kind: str) -> str:
    """Why somebody need not be asked any more; nothing while they must be."""
    if disagreement.status is not Status.SETTLED:
        return "It has been taken up again."
    if kind == "review":
        return ""
    waits = any(
        who == each and of_side(disagreement, agency) for agency, each in recipients(disagreement)
    )
    return "" if waits else "It has been answered for their agency."


def _asks(disagreement: Disagreement, check: Check) -> Says:
    put = check.new_day
    if put:
        return says(
            "You are asked: Do you agree to another day for action {number}, {day}? {by} of {agency} "
            "says that it is not done yet.",
            number=str(check.action),
            day=times.day_and_year(put.on),
            by=next(iter(put.yes.values())).name,
            agency=disagreement.agency_name(next(iter(put.yes))),
        )
    return says("You are asked: {question}", question=_question(check))


def _question(check: Check) -> str:
    if check.action:
        return f"Has action {check.action} been done? The day agreed for it: {_day(check)}."
    return "Is what was agreed understood alike?"


def _day(check: Check) -> str:
    return times.day_and_year(check.on) if check.on else "its day"


def _by_the_text(disagreement: Disagreement, some: Collection[Check]) -> Iterator[Says]:
    """The procedure's own words for it, each once."""
    asked = {"done" if each.action else "understood" for each in some}
    for each in disagreement.stage.check_backs:
        if each.asks in asked:
            yield says("The procedure says: “{what}”", what=each.what)


def _label(check: Check) -> str:
    return f"Action {check.action} done" if check.action else "Understood alike"


def _stands(disagreement: Disagreement, check: Check) -> str:
    agencies = disagreement.agencies
    if check.is_closed(agencies):
        return "yes, each side has said so"
    day = f"by {_day(check)}; " if check.on else ""
    awaited = _named(disagreement, check.awaited(agencies))
    if put := check.new_day:
        other = times.day_and_year(put.on)
        return f"{day}{other} has been put in its place; awaited: {awaited}"
    said = _named(disagreement, tuple(check.said))
    yes = f"{said} {'has' if len(check.said) == 1 else 'have'} said so; " if said else ""
    return f"{day}{yes}{'awaited' if check.asked else 'to be asked'}: {awaited}"


def _named(disagreement: Disagreement, agencies: tuple[str, ...]) -> str:
    return listed(disagreement.agency_name(agency) for agency in agencies)


def reads_what_you_write(disagreement: Disagreement) -> str:
    """Who reads what is written on the page."""
    return f"{all_read(disagreement)} what you write here, and it stands on the record."
