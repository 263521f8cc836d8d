"""After settling, in Slack: what is left is seen to in one sitting, and nobody is asked for nothing."""

from tests.stories.conftest import Partnership, words
from tests.stories.test_other_days import stage

FILED = "RiO, under the nursery's own number 4471"
NO_FILE = "MARKER The school holds no file of its own; it is with the trust."
GAPS = "MARKER The threshold document does not say who rings whom."
PAGE = "See to what is left"


def settled_at_stage_2(berkshire: Partnership) -> str:
    """The next level of each agency settles it, on the third working day."""
    reference = berkshire.raises()
    berkshire.reaches("Wednesday 2026-04-08 17:30")
    berkshire.proposes("Mina")
    berkshire.presses("Mina", "Approve")
    berkshire.presses("Helen", "Approve")
    return reference


def opens(berkshire: Partnership, name: str) -> list[str]:
    """Somebody opens their page from what they were last told: the questions on it."""
    person = berkshire.person(name)
    message = [each for each in berkshire.told(name) if PAGE in each.buttons][-1]
    person.presses(PAGE, in_=message)
    modal = person.waits_for(lambda: person.modal, called="the page")
    return [field.block_id for field in modal.fields]


def saves(berkshire: Partnership, name: str, **answers: str) -> str:
    """And answers it in one sitting: `stage__duty__how` for `stage:duty.how`; what they hear."""
    person = berkshire.person(name)
    given = {key.replace("___", ":").replace("__", "."): text for key, text in answers.items()}
    modal = person.submits(given)
    berkshire.settles()
    return words(modal.text) if modal else ""


def have_read(berkshire: Partnership) -> None:
    for name in ("Sam", "Priya"):
        berkshire.presses_in_messages(name, "I have read what was agreed", "is settled")


def test_05_within_a_minute_each_practitioner_reads_what_was_agreed_and_says_so(berkshire):
    """User story 5: R-004-21. Once the practitioner has read it, feedback is done by itself."""
    reference = settled_at_stage_2(berkshire)
    have_read(berkshire)

    for name in ("Sam", "Priya"):
        assert "you have read what was agreed" in berkshire.refused(name)
    kinds = berkshire.kinds(reference)
    assert kinds.count("acknowledged") == 2
    assert kinds.count("duty_answered") == 2


def test_21_both_sides_see_to_what_is_left_in_one_sitting_and_nobody_is_reminded(berkshire):
    """R-004-22, R-004-42, R-004-52, R-004-53, user story 21: in Slack, from settling to the end."""
    reference = settled_at_stage_2(berkshire)
    have_read(berkshire)

    assert opens(berkshire, "Mina") == [
        *("acknowledged", "s2:record.how", "s2:record.words"),
        *("lessons", "gaps"),
    ]
    said = saves(berkshire, "Mina", s2___record__how="Done", s2___record__words=FILED)
    assert "It is saved. Nothing is left for you to see to." in said
    opens(berkshire, "Helen")
    answers = {"s2___record__how": "Not done, because…", "s2___record__words": NO_FILE}
    saves(berkshire, "Helen", **answers, gaps=GAPS)

    bea = berkshire.told("Bea")[-1].text
    assert "Bring gaps in policies and procedures to the attention of the Partners" in bea
    assert "learning-2.how" in opens(berkshire, "Bea")
    letter = "By letter to each, on 9 April"
    saves(berkshire, "Bea", **{"learning-2__how": "Done", "learning-2__words": letter})
    for name in ("Nora", "Sue"):
        told = berkshire.told(name)[-1].text
        assert "the issues arising, which the procedure gives you" in words(told)
        assert "MARKER" not in told
    berkshire.reaches("Thursday 2026-04-09 10:00")  # the copy with all of it has been made
    assert berkshire.app.store.disagreement(reference).moments() == ()
    heard = {name: len(berkshire.told(name)) for name in EVERYBODY}
    berkshire.reaches("Friday 2026-05-08 17:30")
    assert {name: len(berkshire.told(name)) for name in EVERYBODY} == heard


def test_the_last_answer_of_a_side_brings_its_people_the_copy_that_replaces_the_first(berkshire):
    """Each of those who have the first; the other side's people hear nothing of it."""
    reference = settled_at_stage_2(berkshire)
    opens(berkshire, "Mina")
    have_read(berkshire)
    page = berkshire.person("Mina").modal
    assert "another copy is made, which replaces it" in words(page.text)
    said = saves(berkshire, "Mina", s2___record__how="Done", s2___record__words=FILED)

    assert "Another copy of the record, which replaces the one made before, goes to" in said
    ask = {"Mina": "Please file it in your own system", "Sam": "Mina Shah is asked to file it"}
    for name, asked in ask.items():
        (told,) = [each for each in berkshire.told(name) if "It replaces copy 1" in each.text]
        assert [file.name for file in told.files] == [f"{reference}-copy-2.pdf"]
        assert "MARKER" not in told.text
        assert f"{asked}, in the place of that one." in words(told.text)
    assert berkshire.heard("Priya", "It replaces copy 1") == 0


def test_what_is_left_undone_is_asked_again_next_morning_and_then_every_third(berkshire):
    settled_at_stage_2(berkshire)
    again = "still left to see to"

    berkshire.reaches("Thursday 2026-04-09 10:00")
    assert [berkshire.heard(name, again) for name in ("Mina", "Helen", "Sam")] == [1, 1, 0]
    berkshire.reaches("Monday 2026-04-13 17:00")
    assert berkshire.heard("Mina", again) == 1
    berkshire.reaches("Tuesday 2026-04-14 10:00")
    assert berkshire.heard("Mina", again) == 2
    berkshire.reaches("Monday 2026-04-27 10:00")
    (told,) = [each.text for each in berkshire.told("Bea") if "is left to see to" in each.text]
    assert "are left for the Next management level of" in words(told)


def test_left_for_me_is_listed_and_opened_by_its_reference(berkshire):
    reference = settled_at_stage_2(berkshire)
    mina = berkshire.person("Mina")

    mina.types("/escalate closing")
    listed = berkshire.refused("Mina")
    assert f"/escalate closing {reference}" in listed
    mina.types(f"/escalate closing {reference}")
    modal = mina.waits_for(lambda: mina.modal, called="the page")
    assert modal.title == "Left to see to"
    again = mina.submits({"s2:record.how": "Done"})
    assert again is not None
    assert "where it is filed" in words(again.text + str(again.errors))
    mina.closes()


def test_a_copy_that_may_be_given_waits_for_the_managers_press(berkshire):
    """R-004-24: the Independent Scrutineer can be notified, and is by nothing else."""
    berkshire.raises()
    berkshire.reaches("Wednesday 2026-04-08 17:30")
    berkshire.presses("Mina", "I have this")
    before = len(berkshire.told("Ivor"))

    assert opens(berkshire, "Bea")[:2] == ["s2:copy-3.how", "s2:copy-3.words"]
    assert len(berkshire.told("Ivor")) == before
    saves(berkshire, "Bea", **{"s2___copy-3__how": "Give it now"})

    told = berkshire.told("Ivor")[before].text
    assert "This notice is all that the procedure gives you" in told


EVERYBODY = ("Sam", "Priya", "Mina", "Helen", "Bea", "Nora", "Sue", "Ivor")


def test_settled_before_it_was_reported_the_head_reports_it_from_the_page(berkshire):
    """R-004-36: whoever approved for the agency that raised it; the Scrutineer is told at once."""
    reference = berkshire.raises()
    berkshire.presses("Sam", "Move up now", tier=stage(berkshire, 4), reason="Not safe.")
    berkshire.proposes("Ruth")
    berkshire.presses("Ruth", "Approve")
    berkshire.presses("Anne", "Approve")

    asked = opens(berkshire, "Ruth")
    assert {"s4:report.how", "s4:meeting.how"} <= {*asked}
    saves(berkshire, "Ruth", s4___report__how="Report it now")

    assert "reported" in berkshire.kinds(reference)
    assert berkshire.heard("Ivor", "it is reported to you at Stage 4") == 1


def test_what_may_be_done_is_counted_apart_from_what_is_asked_wherever_it_is_said(berkshire):
    """The page, what is said once it is saved, the list, and the page again: one truth."""
    reference = berkshire.raises()
    berkshire.reaches("Wednesday 2026-04-08 17:30")
    berkshire.presses("Mina", "I have this")
    bea = berkshire.person("Bea")

    assert "s2:copy-3.how" in opens(berkshire, "Bea")
    page = words(bea.modal.text)
    assert "what stands here is yours to do if you choose" in page
    assert "This is yours to do if you choose, and you are not asked for it again." in page
    said = saves(berkshire, "Bea")
    assert "Nothing that you are asked for is left. One is yours to do if you choose." in said
    bea.types("/escalate closing")
    listed = words(berkshire.refused("Bea"))
    assert f"{reference}: one is yours to do if you choose; /escalate closing" in listed
    assert "Nothing is left" not in listed + said
    bea.types(f"/escalate closing {reference}")
    again = bea.waits_for(lambda: bea.modal, called="the page")
    assert "s2:copy-3.how" in [field.block_id for field in again.fields]


def test_ended_the_list_says_where_what_may_be_done_stands(berkshire):
    settled_at_stage_2(berkshire)
    have_read(berkshire)
    for name in ("Mina", "Helen"):
        opens(berkshire, name)
        saves(berkshire, name, s2___record__how="Done", s2___record__words=FILED)
    berkshire.person("Bea").types("/escalate closing")

    listed = words(berkshire.refused("Bea"))
    assert "Nothing that you are asked for is left." in listed
    assert "/escalate closing and its reference" in listed


def test_one_person_of_each_agency_is_asked_to_file_it_and_the_others_read_who(berkshire):
    """And what the copy does not hold is said once to each, with the copy."""
    settled_at_stage_2(berkshire)
    please, to_come = "Please file it in your own system", "another copy is made, which replaces"

    for filer, others in (("Mina", ("Sam", "Jo")), ("Helen", ("Priya", "Tom"))):
        assert berkshire.heard(filer, please) == 1
        for name in others:
            copy = [words(each.text) for each in berkshire.told(name) if each.files]
            assert len(copy) == 1
            assert berkshire.heard(name, please) == 0
            assert f"copy for the child's file; {filer} " in copy[0]
            assert "is asked to file it." in copy[0]
        for name in (filer, *others):
            assert sum(words(m.text).count(to_come) for m in berkshire.told(name)) == 1
