"""Practice at the desk: short words for what somebody does who practises, and for what is kept of it."""

from sqlalchemy import func, select

from escalation.words.forms import Form
from escalation.words.message import Choice, Choices
from handlers.request import Reply
from storage.database import reading
from storage.tables import drafts, metadata
from tests.handlers.reception import Reception, shown


def initial(form: Form) -> dict[str, str]:
    """What stands in each field."""
    return {field.id: field.initial for field in form.fields}


def pages(reception: Reception, who: str = "sam", **answers: str) -> list[Form]:
    """The three pages before a practice begins, with whatever stands there already."""
    found = [shown(reception.asks(who, "practice"))]
    for _ in range(2):
        stands = {**initial(found[-1]), **answers}
        found.append(shown(reception.sends(who, found[-1], stands)))
    return found


def begins(reception: Reception, who: str = "sam", **answers: str) -> Form:
    """Somebody practises: their screen."""
    return shown(reception.sends(who, pages(reception, who, **answers)[-1], {}))


def offered(screen: Form) -> dict[str, Choice]:
    """What can be pressed on a screen, by its label."""
    choices = (part for part in screen.parts if isinstance(part, Choices))
    return {each.label: each for part in choices for each in part.choices}


def presses(reception: Reception, screen: Form, label: str, who: str = "sam") -> Reply:
    """Somebody presses something on a screen."""
    choice = offered(screen)[label]
    reference = screen.carries["reference"]
    return reception.asks(who, choice.act, reference=reference, question=choice.question)


def does(reception: Reception, screen: Form, label: str, whom: str, **answers: str) -> Form:
    """Sam does something as somebody: the screen after it."""
    form = shown(presses(reception, screen, label))
    return shown(reception.sends("sam", form, {"as_whom": whom, **answers}))


def rows(reception: Reception) -> dict[str, int]:
    """How much there is in every table but that of drafts."""
    with reading(reception.office.engine) as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in metadata.sorted_tables
            if table is not drafts
        }


def kept(reception: Reception) -> set[tuple[str, str]]:
    """Whose drafts there are, and of what."""
    with reading(reception.office.engine) as connection:
        return {(each.person, each.word) for each in connection.execute(select(drafts))}
