"""Lives in which what happens rarely happens: brought in, corrected, linked, merged, hidden, cut."""

from dataclasses import replace

from escalation.acts import (
    answer,
    bring_in,
    chair,
    climb,
    convene,
    covers,
    dates,
    line_manager,
    link,
    merge,
    migrate,
    note,
    opened,
    prefer,
    reopen,
    say,
    sight,
    stand_in,
    wrong,
)
from escalation.directory.people import Directory, Person, Post
from escalation.owing import RoleAt
from escalation.particulars import Turn
from tests.escalation import closing_lives
from tests.escalation.other_texts import UNCOUNTED, WITHOUT_MANAGERS
from tests.escalation.scs import PEOPLE, scs
from tests.escalation.story import DIRECTORY, Story
from tests.escalation.two import OTHER, another, merged, taken_in
from tests.escalation.wider import WIDER

RAISED = "Thursday 2026-04-02 15:00"
WHY = {"reason": "MARKER a reason"}
NEW = Person("new@police.example", "New Sergeant", "police", named_by="pat")
OFFICER = Post("dev", "records_officer", "health")


def everybody(directory: Directory) -> Directory:
    """Everybody has a telephone."""
    people = tuple(replace(each, phone=f"0118 {each.id}") for each in directory.people)
    return replace(directory, people=people, posts=(*directory.posts, OFFICER))


def joined_later() -> Story:
    """Raised with a colleague, who leaves; another agency is brought in after two tiers are told."""
    story = Story(directory=everybody(WIDER))
    story.raised(RAISED, by="clare", colleague="sam", jointly="with")
    story.does(answer.not_me, "sam", answers=WHY).reaches("Tuesday 2026-04-07 17:01")
    return story.does(bring_in.bring_agency, "priya", answers={"professional": "pat", **WHY})


def put_right_and_reopened() -> Story:
    """Its date is corrected, another given beside it; settled, and taken up again."""
    story = Story(directory=everybody(DIRECTORY)).raised(RAISED)
    story.does(dates.correct_date, "sam", answers={"began_on": "2026-04-01", **WHY})
    story.does(dates.own_date, "priya", answers={"began_on": "2026-03-31", "why": "MARKER"})
    story.settles("sam", "priya")
    return story.does(reopen.reopen, "sam", answers=WHY)


def linked_and_not() -> Story:
    """Linked with another, by mistake; and a note about it for one's own agency."""
    story = Story(directory=everybody(DIRECTORY)).raised(RAISED)
    story.does(link.link, "sam", other=OTHER, answers={"how": "sibling"})
    story.does(note.note, "sam", answers={"about": "lead", "text": "MARKER"})
    return story.does(link.unlink, "sam", other=OTHER, answers=WHY)


def took_another_in() -> Story:
    """The one that goes on, with the people of the other brought along; and then left alone again."""
    going_on = Story(directory=everybody(DIRECTORY), reference=OTHER).raised(RAISED, by="ann")
    ending = Story(directory=everybody(DIRECTORY)).raised(RAISED)
    taken_in(going_on, ending)
    return going_on.does(_undone(ending), "clock")


def _undone(ending: Story):
    def undone(*stands, by):
        return merge.undo(*stands, other=ending.disagreement)

    return undone


def ended_as_merged() -> Story:
    """The one that ends."""
    ending = Story(directory=everybody(DIRECTORY)).raised(RAISED)
    return merged(ending, another())


def hidden_and_cut() -> Story:
    """Something is taken out of sight, and a manager who should not have been there is cut."""
    story = Story(directory=everybody(DIRECTORY)).raised(RAISED).does(say.say, "sam", text="MARKER")
    story.does(sight.hide, "priya", answers={"entry": str(len(story.entries)), **WHY})
    story.reaches("Tuesday 2026-04-07 17:01")
    return story.does(wrong.wrong, "priya", answers={"who": "tom", **WHY})


def of_whose_manager_nobody_knew() -> Story:
    """A manager is named and declines; the next confirms, once their tier has been told."""
    directory = everybody(replace(DIRECTORY, people=(*DIRECTORY.people, NEW, LATE)))
    story = Story(directory=directory).raised(RAISED, other="pat")
    story.does(line_manager.name_manager, "pat", manager=LATE.id)
    story.does(line_manager.manager_no, LATE.id).reaches("Tuesday 2026-04-07 17:01")
    story.does(line_manager.name_manager, "pat", manager=NEW.id)
    return story.does(line_manager.manager_yes, NEW.id)


def opened_by_the_office() -> Story:
    """Stage 2 gives the office its copy, which it opens with a reason."""
    story = Story(directory=everybody(DIRECTORY)).raised(RAISED)
    story.does(climb.move_up, "sam", answers={"tier": "2", **WHY})
    return story.does(opened.open_copy, "bea", answers=WHY)


def stood_in_for() -> Story:
    """Nobody of the line managers can be reached: the next tier is asked in their place."""
    story = Story(directory=everybody(DIRECTORY)).raised(RAISED)
    story.reaches("Tuesday 2026-04-07 17:01")

    def asked(*stands, by):
        return stand_in.stands_in(
            *stands,
            who=RoleAt("line_manager", "care", "priya"),
            named="Line manager / team manager of Social Care",
            agency="care",
            person="helen",
            way="Tom Reed holds it: could not be reached; Helen Frost holds the next tier",
        )

    return story.does(asked, "clock").does(answer.take, "helen")


def covered_for() -> Story:
    """A manager goes on leave after the managers were told: their deputy is asked from then on."""
    story = Story(directory=everybody(DIRECTORY)).raised(RAISED)
    story.reaches("Tuesday 2026-04-07 17:01")
    turn = Turn("care", 1, RoleAt("line_manager", "care", "priya"))
    way = "Tom Reed holds it: is away until Sunday 12 April; Kofi Mensah deputises"

    def asked(*stands, by):
        return covers.covers(*stands, turn=turn, person="kofi", way=way)

    return story.does(asked, "clock")


def gone_by_another_text() -> Story:
    """Another text, in which the tier where it stands is no more: the next one is told at once."""
    story = Story(directory=everybody(DIRECTORY)).raised(RAISED)
    story.reaches("Tuesday 2026-04-07 17:01").does(answer.take, "jo")
    given = {"to": WITHOUT_MANAGERS, "tier": "s2-next-level", "reason": "MARKER a reason"}
    return story.does(migrate.migrate, "bea", **given)


def met_formally() -> Story:
    """A meeting is called, and moved with another chair; held without a decision, and reported late."""
    posts = (*DIRECTORY.posts, *OPERATIONAL)
    story = Story(directory=everybody(replace(DIRECTORY, posts=posts)))
    story.raised(RAISED, start_tier=4, start_reason="MARKER")
    story.does(convene.call_meeting, "ruth", answers={"meet_on": "2026-04-09", "chair": "pat"})
    typed = {"chair_name": "MARKER Ms Vale", "chair_of": "MARKER Fire Service"}
    story.does(convene.call_meeting, "ruth", answers={"meet_on": "2026-04-10", **typed})
    story.reaches("Friday 2026-04-10 15:00")
    held = {"held_on": "2026-04-10", "who": "MARKER Max and Kofi", "outcome": "none"}
    story.does(convene.meeting_held, "max", answers=held).reaches("Friday 2026-04-17 09:01")
    return story.does(chair.chair_report, "bea", answers={"issues": "MARKER"})


def spoken_of_where_nothing_is_counted() -> Story:
    """No number of days is given: somebody writes, and the quiet begins anew."""
    story = Story(procedure=UNCOUNTED, directory=everybody(DIRECTORY)).raised(RAISED)
    story.reaches("Wednesday 2026-04-08 11:00").does(say.say, "priya", text="MARKER a word")
    return story.reaches("Friday 2026-04-10 11:00")


OPERATIONAL = (
    Post("max", "operational_senior_manager", "health"),
    Post("kofi", "operational_senior_manager", "care"),
    Post("ivor", "scr_subgroup", "partnership"),
)


def chose_another() -> Story:
    """A professional chooses whom the procedure lets them ask in place of their line manager."""
    story = scs(directory=everybody(PEOPLE))
    story.does(prefer.prefer, "sam", answers={"whom": "1:designated_professional"})
    return story.does(climb.move_up, "sam", answers={"tier": "4", **WHY})


LATE = Person("late@police.example", "Late Sergeant", "police", named_by="pat")
LIVES = (
    joined_later,
    put_right_and_reopened,
    linked_and_not,
    took_another_in,
    ended_as_merged,
    hidden_and_cut,
    of_whose_manager_nobody_knew,
    opened_by_the_office,
    stood_in_for,
    covered_for,
    gone_by_another_text,
    met_formally,
    *closing_lives.LIVES,
    chose_another,
    spoken_of_where_nothing_is_counted,
)
