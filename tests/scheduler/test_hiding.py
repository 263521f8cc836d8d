"""What has been taken out of sight is said nowhere any more, whatever was going on meanwhile."""

from escalation.acts import close, reopen, say, sight, view, wrong
from scheduler.sender import RefusedError, TryAgainError
from tests.scheduler.office import Office

NAME = "MARKER of a child"
TIER_1 = "Tuesday 2026-04-07 17:01"


def written(office: Office) -> str:
    """A view has been given, and nothing is delivered yet."""
    reference = office.raises()
    office.works()
    office.does(reference, view.view, "priya", answers={"text": NAME})
    return reference


def takes(office: Office, reference: str) -> None:
    """Somebody takes the newest words out of sight."""
    newest = office.store.disagreement(reference).written[-1].entry
    answers = {"entry": str(newest), "reason": "A name"}
    office.does(reference, sight.hide, "sam", answers=answers)


def said(office: Office, reference: str) -> str:
    """All that the platform shows of it."""
    channel = reference.lower()
    return "\n".join([office.platform.roots[channel].text, *office.platform.thread(channel)])


def test_what_was_posted_is_said_no_more_but_for_who_hid_it(office):
    reference = written(office)
    office.works()
    assert said(office, reference).count(NAME) == 2

    takes(office, reference)
    office.works()

    assert NAME not in said(office, reference)
    assert office.platform.thread(reference.lower())[0].startswith("Taken out of sight by Sam")


def test_what_waits_is_never_posted(office):
    reference = written(office)

    takes(office, reference)
    office.works()

    assert NAME not in said(office, reference)
    posts = [state for kind, state in office.outcomes(reference) if kind == "post"]
    assert posts == ["no_longer_owed", "sent"]
    assert all(row["owed"] is None for row in office.rows(reference))


def test_what_may_have_been_posted_is_looked_up_and_hidden(office):
    """The platform took it, and its answer was lost."""
    reference = written(office)
    office.platform.loses_the_answer("post")
    office.works()
    assert NAME in said(office, reference)

    takes(office, reference)
    office.works("Thursday 2026-04-02 15:05")

    assert NAME not in said(office, reference)


def test_while_the_platform_is_away_it_stays_owed(office):
    reference = written(office)
    office.works()
    takes(office, reference)
    office.platform.fails("hide", TryAgainError("unreachable", 60))
    office.works()
    assert NAME in said(office, reference)

    office.works("Thursday 2026-04-02 15:02")

    assert NAME not in said(office, reference)


def test_what_was_given_up_keeps_no_words(office):
    reference = written(office)
    office.platform.fails("post", RefusedError("restricted"))
    office.works()
    assert ("post", "given_up") in office.outcomes(reference)

    takes(office, reference)
    office.works()

    assert ("post", "given_up") not in office.outcomes(reference)
    assert all(row["owed"] is None for row in office.rows(reference))


def test_a_place_that_is_closed_is_no_alarm(office):
    reference = written(office)
    office.does(reference, close.withdraw, "sam")
    office.works()

    takes(office, reference)
    office.works()

    assert ("hide", "no_longer_owed") in office.outcomes(reference)
    assert "undelivered" not in office.kinds(reference)
    assert any("after it had ended" in text for text in office.platform.heard("bea"))


def test_the_copy_that_is_made_later_holds_none_of_it(office):
    """Settled first, and taken out of sight before the copies were made."""
    reference = written(office)
    office.works()
    office.platform.fails("upload", *[TryAgainError("away", 600) for _ in range(4)])
    office.settles(reference, "sam", "priya")
    office.works()
    assert office.platform.files == []

    view_at = office.store.disagreement(reference).written[-2].entry
    answers = {"entry": str(view_at), "reason": "A name"}
    office.does(reference, sight.hide, "sam", answers=answers)
    office.platform.works_again()
    office.works("Thursday 2026-04-02 16:00")

    assert office.platform.files
    assert not any(NAME.encode() in content for _, _, content in office.platform.files)


def test_whose_access_is_cut_is_told_nothing_that_waits_for_them(office):
    """What waits for Tom's working time goes to whoever deputises."""
    reference = office.raises()
    office.works(TIER_1)
    office.platform.told.clear()

    office.does(reference, wrong.wrong, "priya", answers={"who": "tom", "reason": "A parent"})
    office.works()
    office.works("Thursday 2026-04-09 10:00")

    assert len(office.platform.heard("tom")) == 1
    assert "by mistake" in office.platform.heard("tom")[0]
    assert "tom" not in office.platform.members[reference.lower()]
    assert "kofi" in office.platform.members[reference.lower()]
    assert any("you are asked to act" in text for text in office.platform.heard("kofi"))


def test_cut_before_they_were_let_in_they_never_are(office):
    """Slack was away while the managers were told."""
    reference = office.raises()
    office.works()
    office.platform.fails("admit", *[TryAgainError("away", 600) for _ in range(9)])
    office.works(TIER_1)
    assert "tom" not in office.platform.members[reference.lower()]

    office.does(reference, wrong.wrong, "priya", answers={"who": "tom", "reason": "A parent"})
    office.platform.works_again()
    office.works("Tuesday 2026-04-07 18:00")

    assert "tom" not in office.platform.members[reference.lower()]
    assert "kofi" in office.platform.members[reference.lower()]


def test_whoever_wrote_it_and_is_out_of_it_since_is_asked_to_delete_it_and_nobody_for_them(office):
    reference = office.raises()
    office.works()
    office.works(TIER_1)
    office.does(reference, say.say, "kofi", text=NAME)
    office.does(reference, wrong.wrong, "priya", answers={"who": "kofi", "reason": "Another Kofi"})
    office.works()

    takes(office, reference)
    office.works()

    assert "please delete a message of yours" in office.platform.heard("kofi")[-1]
    assert "delete a message" not in "".join(office.platform.heard("helen"))


class TestWhatWasReopened:
    """It was settled, its place was closed, and it has another."""

    def test_words_and_people_from_before_are_taken_out_of_every_place(self, office):
        """The old place could not be closed: what stands there is changed as well."""
        reference = reopened(office)
        office.platform.closed.clear()

        hides_view(office, reference)
        office.does(reference, wrong.wrong, "sam", answers={"who": "jo", "reason": "A parent"})
        office.works()

        assert NAME not in said(office, reference)
        assert NAME not in said(office, f"{reference}-2")
        for channel in (reference.lower(), f"{reference.lower()}-2"):
            assert "jo" not in office.platform.members[channel]

    def test_where_the_old_place_is_closed_the_business_manager_hears_and_it_is_no_alarm(
        self, office
    ):
        reference = reopened(office)

        hides_view(office, reference)
        office.does(reference, wrong.wrong, "sam", answers={"who": "jo", "reason": "A parent"})
        office.works()

        heard = "\n".join(office.platform.heard("bea"))
        assert "the earlier channel has been closed" in heard
        assert "the channel that it had before it was reopened" in heard
        assert NAME not in said(office, f"{reference}-2")
        assert "jo" not in office.platform.members[f"{reference.lower()}-2"]
        assert "undelivered" not in office.kinds(reference)


def reopened(office: Office) -> str:
    """A view was given before it was settled; then somebody reopened it."""
    reference = written(office)
    office.works(TIER_1)
    office.settles(reference, "sam", "priya")
    office.works("Monday 2026-05-11 10:00")
    office.does(reference, reopen.reopen, "sam")
    office.works()
    assert office.platform.closed == {reference.lower()}
    return reference


def hides_view(office: Office, reference: str) -> None:
    """Somebody takes the view out of sight."""
    views = [each for each in office.store.disagreement(reference).written if "view" in each.how]
    answers = {"entry": str(views[-1].entry), "reason": "A name"}
    office.does(reference, sight.hide, "sam", answers=answers)
