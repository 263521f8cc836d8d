"""What is asked of a role alone, and of nobody beside it: the office's own, and what is kept off the file."""

from escalation.directory.people import PARTNERSHIP
from escalation.disagreement import Disagreement
from escalation.duties.duties import Owed
from escalation.owing import BUSINESS_MANAGER, Recipient, RoleAt
from escalation.words.message import Says, says

ONE_SITTING = (
    "All of it is on one page. What is not done yet can be left for another day; what your agency "
    "will not do is answered with a reason."
)
KEPT_OFF = "It is answered with yes or no, on your own page, and is kept off the {file}."


def is_kept_off(owed: tuple[Owed, ...]) -> bool:
    """Whether all of it is kept off the file."""
    return all(each.duty.off_file for each in owed)


def is_of_its_role(owed: Owed) -> bool:
    """Whether nobody else of the agency can do it: a report, a form to send, what is kept off the file."""
    return owed.duty.off_file or owed.duty.is_report or bool(owed.duty.form)


def topic(of_all: str, who: Recipient, owed: tuple[Owed, ...]) -> str:
    """A topic of its own, so that whoever holds two such roles, or approved as well, is told of each."""
    alone = is_kept_off(owed) or all(each.agency == PARTNERSHIP for each in owed)
    if not alone or not isinstance(who, RoleAt) or who == BUSINESS_MANAGER:
        return of_all
    return f"{of_all}:{who.role}"


def summary(owed: tuple[Owed, ...], again: bool) -> str:
    """What somebody is told at the top: of what is kept off the file, that it is theirs alone."""
    own = ", by you alone" if is_kept_off(owed) else ""
    return f"{'still ' if again else ''}left to see to{own}"


def how(disagreement: Disagreement, owed: tuple[Owed, ...]) -> Says:
    """How it is answered."""
    file = disagreement.terms.file
    return says(KEPT_OFF, file=file) if is_kept_off(owed) else says(ONE_SITTING)
