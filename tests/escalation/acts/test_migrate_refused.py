"""Another procedure is refused in a sentence that says what to do instead; nothing has changed."""

from typing import Any

from escalation.acts import agree, answer, migrate
from escalation.refusals import NotNow, NotYours, Unusable
from escalation.texts.procedure import Procedure
from tests.escalation.other_texts import (
    ELSEWHERE,
    LONGER,
    WHY,
    WITHOUT_MANAGERS,
    WITHOUT_THE_ROLE,
    WITHOUT_THRESHOLD,
    moves,
)
from tests.escalation.story import BERKSHIRE, Story


def refused(story: Story, why: type[Exception], to: Procedure, by: str = "bea", **given: Any):
    return str(story.refuses(why, migrate.migrate, by, **{"to": to, "reason": WHY, **given}))


class TestRefused:
    """By what is missing, and by who may."""

    def test_it_is_for_the_office_alone(self, managers: Story):
        for by in ("sam", "jo", "nobody"):
            assert "Business Manager" in refused(managers, NotYours, LONGER, by=by)

    def test_anybody_of_the_office_may(self, managers: Story):
        assert moves(managers, LONGER, by="ivor").disagreement.procedure == LONGER

    def test_the_same_text(self, managers: Story):
        assert "this very text already" in refused(managers, NotNow, BERKSHIRE)

    def test_a_text_that_is_not_for_its_area(self, managers: Story):
        assert "not for the area" in refused(managers, NotNow, ELSEWHERE)

    def test_a_text_that_does_not_know_what_it_is_about(self, managers: Story):
        why = refused(managers, NotNow, WITHOUT_THRESHOLD)

        assert "it lacks: threshold. Add them to its file" in why

    def test_without_a_reason(self, managers: Story):
        assert "--because" in refused(managers, NotNow, LONGER, reason=" ")

    def test_one_that_has_ended(self, managers: Story):
        managers.settles("jo", "tom")

        assert "was settled" in refused(managers, NotNow, LONGER)

    def test_a_tier_that_there_is_not(self, managers: Story):
        assert "There is no such tier" in refused(managers, Unusable, LONGER, tier="s9")

    def test_where_something_has_happened_since_it_was_looked_at(self, managers: Story):
        seen = managers.disagreement.version
        managers.does(answer.take, "jo")

        assert "meanwhile" in refused(managers, NotNow, LONGER, seen=seen)

    def test_an_agreement_on_the_table_is_answered_first(self, managers: Story):
        what = {"what_1": "A visit", "owner_1": "Priya Desai", "due_1": "2026-12-01"}
        managers.does(agree.propose, "jo", answers=what)

        assert "on the table" in refused(managers, NotNow, WITHOUT_MANAGERS, tier="s2-next-level")

    def test_somebody_named_in_a_part_that_the_new_text_does_not_know(self, managers: Story):
        managers.does(answer.not_me, "jo", answers={"instead": "max", "reason": "On leave"})
        assert managers.disagreement.named

        why = refused(managers, NotNow, WITHOUT_THE_ROLE)

        assert "Max Gray stands by name as the line manager / team manager of Health Trust" in why
        assert "no such role" in why

    def test_somebody_named_at_a_tier_that_is_no_more_stays_in_the_know(self, managers: Story):
        managers.does(answer.not_me, "jo", answers={"instead": "max", "reason": "On leave"})

        moves(managers, WITHOUT_MANAGERS)

        assert "max" in {str(each.who) for each in managers.disagreement.joined}
