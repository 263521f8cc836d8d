"""A press on a card, also of what stands behind More…, by its label; and the area, where one raises."""

from sandbox.driven import Message, Modal
from sandbox.person import Person


def press(person: Person, label: str, in_: Message) -> None:
    """A button on a card; or what stands behind More… there, chosen by its label."""
    if label in in_.buttons or "More…" not in in_.buttons:
        person.presses(label, in_=in_)
        return
    person.presses("More…", in_=in_)
    modal = person.waits_for(lambda: person.modal, called="what may be done")
    (option,) = [each for each in modal.field("what").options if each.split(" – ")[0] == label]
    asked = person.submits({"what": option})
    # It says what follows, and asks nothing, or nothing that is not answered already.
    if isinstance(asked, Modal) and all(field.value for field in asked.fields):
        person.submits()


def first_page(person: Person, area: str) -> dict[str, str]:
    """The first page of raising is open, and this is what it asks of the area, if it does."""
    modal = person.waits_for(lambda: person.modal, called="the first page")
    asked = [field.block_id for field in modal.fields]
    if asked == ["area"]:
        person.submits({"area": area})
    return {"area": area} if len(asked) > 1 and "area" in asked else {}
