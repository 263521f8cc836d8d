"""A wrong start is put right in Slack, and the other side gives its own beside it."""

import json
from datetime import datetime, timedelta

from tests.stories.pressing import press


def test_a_corrected_date_counts_every_limit_again_and_tells_nobody_twice(berkshire_from):
    """Raised on Wednesday as of that morning; it had begun on Monday. Nobody is late for that."""
    berkshire = berkshire_from("Wednesday 2026-05-13 11:00")
    reference = berkshire.raises(began="Wednesday 2026-05-13 10:00")
    card = berkshire.card().text
    assert "by the end of Thursday 14 May" in card

    berkshire.presses(
        "Sam",
        "Correct the date",
        began_on="2026-05-11",
        began_at="09:30",
        reason="We had spoken on the Monday.",
    )

    card = berkshire.card("Priya").text
    assert "Monday 11 May 2026, 09:30 (corrected by Sam Okafor" in card
    assert "first given as Wednesday 13 May 2026, 10:00" in card
    assert "by the end of" not in card.split("If no outcome")[0]
    assert "We had spoken on the Monday." in berkshire.thread("Priya")
    assert berkshire.heard("Priya", "the date on which it began has been corrected") == 1
    assert "We had spoken" not in "\n".join(each.text for each in berkshire.told("Priya"))
    assert berkshire.app.store.misplaced_moments() == []

    berkshire.reaches("Thursday 2026-05-14 17:00")
    assert berkshire.told("Jo") == []
    berkshire.reaches("Thursday 2026-05-14 17:01")
    assert [len(berkshire.told(name)) for name in ("Jo", "Tom")] == [1, 1]
    assert 0 not in berkshire.app.store.disagreement(reference).passed
    assert berkshire.app.store.misplaced_moments() == []


def test_the_form_begins_with_the_date_that_stands_there(berkshire):
    berkshire.raises()

    sam = berkshire.person("Sam")
    press(sam, "Correct the date", berkshire.card())
    modal = sam.waits_for(lambda: sam.modal, called="the form")

    assert modal.field("began_on").value == "2026-04-02"
    assert modal.field("began_at").value == "15:00"


def test_a_date_after_it_was_raised_is_refused_and_what_was_typed_stays(berkshire):
    reference = berkshire.raises()
    before = berkshire.kinds(reference)

    berkshire.clock.wind_to(berkshire.clock.now() + timedelta(days=1))
    berkshire.presses(
        "Sam", "Correct the date", began_on="2026-04-03", began_at="09:00", reason="A slip."
    )

    modal = berkshire.person("Sam").modal
    assert "This is after it was raised" in "".join(modal.errors.values())
    assert modal.field("reason").value == "A slip."
    assert berkshire.kinds(reference) == before


def test_the_other_side_gives_its_own_date_and_both_sides_see_both(berkshire):
    reference = berkshire.raises()
    limits = berkshire.app.store.disagreement(reference).limits

    berkshire.presses(
        "Priya", "Our date", began_on="2026-03-30", began_at="10:00", why="The strategy meeting."
    )

    for name in ("Sam", "Priya"):
        card = berkshire.card(name).text
        assert "Thursday 2 April 2026, 15:00" in card
        assert "Monday 30 March 2026, 10:00 (given by Priya Desai)" in card
    assert berkshire.app.store.disagreement(reference).limits == limits


def test_each_side_is_shown_which_of_the_two_is_its_own(berkshire):
    berkshire.raises()

    assert "Correct the date" not in berkshire.may_do("Priya")
    assert "Our date" not in berkshire.may_do("Sam")


def test_the_record_shows_both_dates_and_the_limits_as_they_are_counted_now(berkshire):
    reference = berkshire.raises()
    berkshire.presses(
        "Sam", "Correct the date", began_on="2026-03-31", began_at="09:00", reason="A slip."
    )
    berkshire.presses("Priya", "Our date", began_on="2026-03-30", began_at="10:00")

    made = berkshire.app.desk.make(reference, "social-care", "json", berkshire.clock.now())

    assert b"2026-03-31T09:00:00+01:00" in made
    assert b"2026-03-30T10:00:00+01:00" in made
    counted = [
        each["body"]
        for each in json.loads(made)["record"]["entries"]
        if "limit" in each.get("body", {})
    ]
    now = {each.tier: each.at for each in berkshire.app.store.disagreement(reference).limits}
    latest = {each["tier"]: datetime.fromisoformat(each["limit"]) for each in counted}
    assert (len(counted), latest) == (2 * len(now), now)
