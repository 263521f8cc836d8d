"""Hillingdon, lived in Slack: another course is chosen, and nobody chooses over somebody unknowingly."""

from dataclasses import replace

from escalation.directory.people import Person
from tests.stories.conftest import words
from tests.stories.hillingdon import in_force, people
from tests.stories.test_hillingdon import CHOOSE, THREE, at_stage_4


def test_she_chooses_a_panel_calls_it_and_chooses_another_way_then_it_is_off(berkshire_of):
    known = people()
    posts = tuple(post for post in known.posts if post.role != "implementation_unit")
    hillingdon = in_force(berkshire_of(replace(known, posts=posts)))
    at_stage_4(hillingdon, "Child")

    panel = {"course": "Convene a Resolution Panel", "reason": "It needs all three."}
    hillingdon.presses_in_messages("Bea", CHOOSE, **panel)
    assert hillingdon.heard("Bea", "a meeting is to be called") == 1
    hillingdon.presses_in_messages("Bea", "Call the meeting", **THREE)
    assert hillingdon.heard("Ned", "you are asked to a meeting") == 1
    assert hillingdon.channel_of("Ned") == hillingdon.channel_of("Sam") != []

    directly = {"course": "Seek to resolve the issue directly", "reason": "They speak again."}
    hillingdon.presses_in_messages("Bea", CHOOSE, **directly)
    for name in ("Clare", "Leila", "Ned"):
        assert hillingdon.heard(name, "the meeting is off") == 1
    assert hillingdon.channel_of("Ned") == []
    assert "Move the meeting" not in str(hillingdon.card())


def test_of_two_with_the_form_open_the_second_hears_who_chose_what_and_loses_nothing(
    berkshire_of,
):
    known = people()
    holds = (replace(each, deputy="vic-lane") for each in known.people if each.id == "una-wells")
    others = (each for each in known.people if each.id != "una-wells")
    deputy = Person("vic-lane", "Vic Lane", "partnership", slack="U0VIC")
    hillingdon = in_force(berkshire_of(replace(known, people=(*others, *holds, deputy))))
    reference = at_stage_4(hillingdon, "Child")
    hillingdon.lets_in("Vic")
    una, vic = hillingdon.person("Una"), hillingdon.person("Vic")
    una.presses(CHOOSE, in_=hillingdon.told("Una")[-1])
    una.waits_for(lambda: una.modal, called="the courses")
    first = opens_behind_more(hillingdon, vic)
    assert "Una Wells" not in first.text

    una.submits({"course": "Convene a Resolution Panel", "reason": "It needs all three."})
    hillingdon.settles()
    why = "They have offered to meet."
    late = vic.submits({"course": "Seek to resolve the issue directly", "reason": why})
    assert late is not None
    refused = words(" ".join((late.text, *late.errors.values())))
    assert "Una Wells chose “Convene a Resolution Panel” on Thursday 2 April 2026, 15:00" in refused
    assert hillingdon.kinds(reference).count("course_chosen") == 1
    assert hillingdon.heard("Sam", "how it is taken up") == 1

    vic.closes(all_of_them=True)
    anew = opens_behind_more(hillingdon, vic)
    assert "Una Wells chose “Convene a Resolution Panel” on" in words(anew.text)
    assert anew.field("reason").value == why
    vic.submits({})
    hillingdon.settles()
    assert hillingdon.heard("Sam", "Seek to resolve the issue directly") == 1


def opens_behind_more(hillingdon, person):
    """The form, as somebody opens it behind More… on the card."""
    person.presses("More…", in_=hillingdon.card(person.name.split()[0]))
    modal = person.waits_for(lambda: person.modal, called="what may be done")
    (what,) = [each for each in modal.field("what").options if each.startswith(CHOOSE)]
    return person.submits({"what": what})
