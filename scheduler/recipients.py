"""Who a recipient is at the moment of telling, and whether a telling is still owed."""

from collections.abc import Collection, Iterator

from escalation.acts import harm
from escalation.directory import reaching, seeking
from escalation.directory.people import HOUSE_ROLES, PARTNERSHIP, Directory, Person
from escalation.directory.reaching import BESIDE, OWN, Way
from escalation.directory.seeking import Sought
from escalation.disagreement import NAMED, Disagreement
from escalation.duties import checking_words, closing_words, own_report
from escalation.meetings import convening
from escalation.owing import Farthest, Recipient, RoleAt, Telling, To
from storage.debts import addressed

# What these topics ask of people they need not answer once it has ended.
ASKING = {
    "raised",
    "reached",
    "proposal",
    "redirected",
    "not_agreed",
    "no_exit",
    "waits",
    "adviser",
    "hole",
    "brought_in",
    "date",
    "reopened",
    "procedure",
    "called",
    "chairs",
    "chair_told",
    "moved",
    "rechaired",
}
OWN_ACT = "They reported it themselves."
# What is asked of whoever chaired a meeting is asked also once it has been settled.
OF_A_CHAIR = "chair_reports"


def people(
    who: Recipient,
    disagreement: Disagreement,
    directory: Directory,
    farthest: Farthest = "next_tier",
) -> Iterator[Person]:
    """Whoever is asked now; and after them whoever is, where those before them cannot be told."""
    for way in ways(who, disagreement, directory, farthest):
        yield way.told


def ways(
    who: Recipient,
    disagreement: Disagreement,
    directory: Directory,
    farthest: Farthest = "next_tier",
) -> Iterator[Way]:
    """The ways to them."""
    return reaching.ways(seeking.sought(who, disagreement, directory, farthest), directory)


def of_the_office(who: RoleAt, directory: Directory) -> tuple[Person, ...]:
    """Whoever holds a role of the partnership's office now, or stands in, whatever it is about."""
    ways = reaching.ways(Sought(who), directory)
    return tuple(way.told for way in ways)


def asked(
    who: Recipient,
    disagreement: Disagreement,
    directory: Directory,
    farthest: Farthest = "next_tier",
) -> Person | None:
    """Whoever is asked now."""
    return next(people(who, disagreement, directory, farthest), None)


def to_be_told(telling: Telling, disagreement: Disagreement, directory: Directory) -> Iterator[Way]:
    """The ways to whoever a telling goes to: nobody whose access has been cut, but to say so, or of
    immediate harm; of which nobody is told by themselves, nor of what they reported."""
    presser = harm.presser(telling.topic, disagreement)
    reporter = own_report.reporter(telling.topic, disagreement)
    return reaching.ways(_sought(telling, disagreement, directory, presser or reporter), directory)


def is_own_act(telling: Telling, disagreement: Disagreement, directory: Directory) -> bool:
    """Whether it would go to whoever reported it, and nobody else holds the role to which it does."""
    reporter = own_report.reporter(telling.topic, disagreement)
    if not reporter:
        return False
    anybody = reaching.way(_sought(telling, disagreement, directory), directory)
    others = _sought(telling, disagreement, directory, reporter)
    return (
        anybody.person is not None
        and anybody.person.id == reporter
        and not any(way.place in OWN | BESIDE for way in reaching.ways(others, directory))
    )


def _sought(
    telling: Telling, disagreement: Disagreement, directory: Directory, asking: str = ""
) -> Sought:
    return seeking.sought(
        telling.to,
        disagreement,
        directory,
        telling.farthest,
        despite_cut=_says_that_it_is_cut(telling),
        urgent=telling.urgent,
        asking=asking,
    )


def named(who: Recipient, disagreement: Disagreement, directory: Directory) -> str:
    """A recipient in words that hold no content: a role and an agency, or a person's name."""
    match who:
        case To(person):
            found = directory.person(person)
            return found.name if found else "Somebody no longer in the directory"
        case RoleAt(role, agency):
            roles = disagreement.procedure.roles
            label = roles[role].label if role in roles else HOUSE_ROLES.get(role, role)
            return f"{label} of {directory.agency_name(agency)}"


def no_longer_owed(telling: Telling, disagreement: Disagreement) -> str:
    """Why a telling need not be sent any more; nothing while it must be."""
    kind, _, _ = telling.topic.partition(":")
    tier = telling.topic.rpartition(":")[2]
    if _is_for_whom_it_is_cut(telling, disagreement):
        return "Their access has ended."
    if kind == OF_A_CHAIR:
        return convening.why_not_asked(disagreement, telling.topic.split(":")[1])
    if kind == "proposal" and (
        disagreement.proposal is None or disagreement.proposal.question != telling.topic
    ):
        return "The proposal has been answered."
    if kind == "closing":  # of what is left to see to people are told though it has ended
        return "" if _has_something_left(telling, disagreement) else "Nothing is left for them."
    if kind in ("check", "check_opened", "check_day", "review"):  # nor of what was agreed
        return checking_words.why_not_asked(disagreement, telling.to, kind)
    if (telling.nudge or kind in ASKING) and not disagreement.is_open:
        return f"It has been {disagreement.status}."
    if telling.nudge and tier.isdigit() and int(tier) < disagreement.stage_tier:
        return "It has moved on."
    return ""


def _has_something_left(telling: Telling, disagreement: Disagreement) -> bool:
    agencies = (*disagreement.agencies, PARTNERSHIP)
    return any(
        telling.to == who
        for agency in agencies
        for who, _ in closing_words.left_for(disagreement, agency)
    )


def _says_that_it_is_cut(telling: Telling) -> bool:
    """Or that they are to delete what nobody else can."""
    theirs = telling.topic.startswith("sight:") and isinstance(telling.to, To)
    return theirs or telling.topic.startswith("cut:")


def _is_for_whom_it_is_cut(telling: Telling, disagreement: Disagreement) -> bool:
    theirs = isinstance(telling.to, To) and telling.to.person in disagreement.cut
    return theirs and not telling.urgent and not _says_that_it_is_cut(telling)


def addressees(person: Person, directory: Directory) -> list[str]:
    """Every way in which somebody is written as the recipient of what waits for them.

    Whoever stands in for somebody who is not there has what waits for them as well.
    """
    mine = {each.id: each for each in (person, *_stood_in_for(person, directory))}
    posts = {(post.role, post.agency) for id in mine for post in directory.posts_of(id)}
    held = [
        RoleAt(role, agency, under)
        for role, agency in sorted(posts)
        for under in _under(role, agency, mine, directory)
    ]
    return [*(addressed(To(id)) for id in mine), *map(addressed, held)]


def _stood_in_for(person: Person, directory: Directory) -> Iterator[Person]:
    mine = {
        (post.role, post.agency)
        for post in directory.posts_of(person.id)
        if post.role != NAMED  # each of them is named, or not, as themselves
    }
    for each in directory.people:
        absence = directory.absence_of(each.id)
        named = {each.deputy, each.job_share, absence.cover if absence else ""}
        too = any((post.role, post.agency) in mine for post in directory.posts_of(each.id))
        if (person.id in named or too) and (directory.away(each) or directory.off_today(each)):
            yield each


def _under(role: str, agency: str, people: Collection[str], directory: Directory) -> Iterator[str]:
    """Whose line leads to one of these who hold a role, as `Directory.holder` finds it."""
    holders = [each.id for each in directory.holders(role, agency)]
    if holders and holders[0] in people:
        yield ""
    for each in directory.people if holders else ():
        if each.agency == agency:
            above = (one.id for one in directory.line_above(each.id) if one.id in holders)
            if next(above, holders[0]) in people:
                yield each.id
