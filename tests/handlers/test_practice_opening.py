"""The pages before a practice begins: those of a real one, so filled in that nothing real is typed."""

from dataclasses import replace

from escalation.rehearsing.practice import TITLE, WATERMARK
from handlers import routes
from handlers.practice_opening import CHANGED, INVENTED, KEPT, NOBODY_NEW, PAGES
from handlers.recognising import Account
from tests.escalation.hillingdon import HILLINGDON
from tests.handlers.on_slack import ASHA, DOMAINS, OnSlack
from tests.handlers.practised import initial, kept, pages, presses
from tests.handlers.reception import FIRST, corrected, shown, text, told


def test_every_page_says_999_first_and_then_that_it_is_practice(reception):
    first, second, third = pages(reception)
    screen = shown(reception.sends("sam", third, {}))
    form = shown(presses(reception, screen, "Give our view"))
    ended = shown(presses(reception, screen, "End practice"))

    for page in (first, second, third, screen, form, ended):
        lines = text(page).split("\n")
        assert lines[0].startswith("If somebody is at immediate risk of harm, dial 999 now.")
        assert lines[1] == WATERMARK
        assert page.title == TITLE
        assert page.word in routes.ROUTES


def test_nobody_has_to_type_anything_and_is_asked_not_to_type_what_is_real(reception):
    for page in pages(reception)[:2]:
        assert INVENTED in text(page)
        assert [each.id for each in page.fields if each.required and not each.initial] == []


def test_whom_it_is_about_is_neither_asked_nor_kept(reception):
    second = pages(reception)[1]
    assert not [each.id for each in second.fields if each.id.startswith("subject")]
    assert "sealed" not in text(second)

    sealed = {"subject_name": "MARKER", "subject_born": "2016-03-31"}
    third = shown(reception.sends("sam", second, {**initial(second), **sealed}))

    assert "Who this is about: not asked in practice" in text(third)
    shown(reception.sends("sam", third, {}))
    left = [reception.desk.store.drafts.of("sam", KEPT, reception.office.now)]
    assert left != [{}]
    assert "MARKER" not in str(left)
    assert "subject_" not in str(left)


def test_what_is_refused_in_a_real_one_is_refused_here_beside_its_field(reception):
    first = pages(reception)[0]

    refused = corrected(reception.sends("sam", first, {**initial(first), "other": "slack:U0ANN"}))

    assert (refused.field, "your own line manager" in refused.sentence) == ("other", True)


def test_the_words_of_practice_and_those_of_a_real_one_are_kept_apart(reception):
    reception.sends("sam", reception.opens(), {**FIRST, "reason_given": "MARKER real"})
    pages(reception, reason_given="For practice.")

    assert initial(reception.opens())["reason_given"] == "MARKER real"
    again = shown(reception.asks("sam", "practice"))
    assert initial(again)["reason_given"] == "For practice."


def test_what_begins_is_what_was_shown(reception):
    preview = pages(reception)[-1]
    pages(reception, differs="Something else.")

    assert corrected(reception.sends("sam", preview, {})).sentence == CHANGED
    assert kept(reception) == {("sam", PAGES)}


def test_begun_twice_by_one_press_it_is_the_same_practice(reception):
    preview = pages(reception)[-1]

    first = shown(reception.sends("sam", preview, {}, key="one press"))
    again = shown(reception.sends("sam", preview, {}, key="one press"))

    assert again == first


def test_the_office_raises_nothing_not_even_here(reception):
    assert "raises nothing itself" in told(reception.asks("bea", "practice"))


def named(reception, email):
    """The first page, sent with somebody named by this address."""
    page = shown(reception.asks("sam", "practice"))
    return reception.sends("sam", page, {**initial(page), "other": "", "other_email": email})


def test_practice_enters_nobody_and_says_so_before_anything_is_typed(reception):
    reception.office.listed(DOMAINS)

    refused = corrected(named(reception, ASHA))

    assert (refused.field, refused.sentence) == ("other_email", NOBODY_NEW)
    assert reception.desk.directory().by_email(ASHA) is None


def test_in_practice_too_whoever_has_the_account_is_meant_by_another_address(reception):
    reception.office.listed(DOMAINS)
    account = Account("U0PRIYA", "Priya", "priya.new@care.example")
    reception.desk = replace(reception.desk, accounts=OnSlack([account]))
    second = shown(named(reception, "priya.new@care.example"))

    third = shown(reception.sends("sam", second, initial(second)))

    assert "With: Priya" in text(third)


def test_a_possible_name_is_asked_about_here_too_for_that_is_what_is_to_be_learnt(reception):
    first = shown(reception.asks("sam", "practice"))
    second = shown(reception.sends("sam", first, initial(first)))
    typed = {**initial(second), "differs": "We saw Grace."}

    asked = corrected(reception.sends("sam", second, typed))

    assert (asked.field, "“Grace”" in asked.sentence) == ("differs", True)
    assert shown(reception.sends("sam", second, typed)).word == "practice_begin"


def test_what_is_invented_speaks_of_an_adult_where_that_is_chosen(reception):
    reception.desk = replace(reception.desk, procedures={"Hillingdon": HILLINGDON})
    first = shown(reception.asks("sam", "practice"))
    assert initial(first)["whom"] == "child", "nothing has to be chosen"

    (child, adult) = (
        shown(reception.sends("sam", first, {**initial(first), "whom": whom}))
        for whom in ("child", "adult")
    )

    assert "this invented child" in initial(child)["evidence"]
    assert "this invented adult" in initial(adult)["evidence"]
    assert "child" not in " ".join(initial(adult).values())
    mine = shown(reception.sends("sam", first, {**initial(first), "evidence": "Mine."}))
    assert initial(mine)["evidence"] == "Mine."
