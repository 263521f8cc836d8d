"""A procedure that is no longer in force is offered to nobody; what was raised under it goes on."""

from bot.procedures import every

CHAPTER = "bracknell-forest-2019-04"
BERKSHIRE = "pan-berkshire-2026-03"


def again(partnership, **choices: object) -> None:
    """The bot is stopped, and started with other settings."""
    partnership.stops()
    partnership.settings = choices
    partnership.starts()


def first_page(partnership):
    person = partnership.person("Sam")
    person.types("/escalate")
    modal = person.waits_for(lambda: person.modal, called="the first page")
    person.closes()
    return modal


def test_neither_its_areas_nor_its_categories_are_offered(berkshire):
    again(berkshire, procedures_in_force=(CHAPTER,))

    (chapter,) = (each for each in every() if each.id == CHAPTER)
    page = first_page(berkshire)
    assert {field.label for field in page.fields}.isdisjoint({"area", "Where the child lives"})
    assert "Where the child lives: Bracknell Forest." in str(page)
    assert page.field("category").options == tuple(each.label for each in chapter.categories)


def test_a_disagreement_that_was_raised_under_it_goes_on_by_its_text(berkshire):
    reference = berkshire.raises(area="Reading")
    again(berkshire, procedures_in_force=(CHAPTER,))

    berkshire.presses("Sam", "Record a discussion", held_on="2026-04-02", who="Us", text="Briefly.")
    berkshire.reaches("Tuesday 2026-04-07 17:01")

    kept = berkshire.app.store.disagreement(reference)
    assert kept.procedure.id == BERKSHIRE
    assert berkshire.heard("Jo", reference) == 1
    assert berkshire.heard("Tom", reference) == 1
    made = berkshire.app.desk.make(reference, "health", "pdf", berkshire.clock.now(), False)
    assert made.startswith(b"%PDF")
