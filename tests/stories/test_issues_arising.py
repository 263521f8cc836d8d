"""The issues arising: those to whom they are passed on read them, in private, and no other words of it."""

import pytest

from tests.stories.conftest import MARKED, Partnership, words
from tests.stories.test_closing import FILED, have_read, opens, saves, settled_at_stage_2

GAPS = "The threshold document does not say who rings whom."
LETTER = "By letter to each, on 9 April"
READ = "Read the issues"
NOTICE = "s2:copy-3.how"


@pytest.fixture
def passed_on(berkshire: Partnership) -> str:
    """Settled; Mina names a gap, and the Business Manager has passed it on."""
    reference = settled_at_stage_2(berkshire)
    have_read(berkshire)
    opens(berkshire, "Mina")
    saves(berkshire, "Mina", s2___record__how="Done", s2___record__words=FILED, gaps=GAPS)
    opens(berkshire, "Bea")
    saves(berkshire, "Bea", **{"learning-2__how": "Done", "learning-2__words": LETTER})
    return reference


def reads(berkshire: Partnership, name: str) -> str:
    berkshire.presses_in_messages(name, READ)
    return words(berkshire.refused(name))


def types(berkshire: Partnership, name: str, text: str) -> str:
    """Somebody types something, and is answered for their own eyes."""
    person = berkshire.person(name)
    before = len(person.notices)
    person.types(text)
    person.waits_for(lambda: len(person.notices) > before, called="a private answer")
    return words(person.notices[-1].text)


def seen(berkshire: Partnership, reference: str) -> list[tuple[str, str]]:
    return [(each.who, each.what) for each in berkshire.app.store.audit.of(reference)]


def test_whom_gaps_are_passed_on_to_reads_them_by_a_press_and_it_is_audited(berkshire, passed_on):
    """R-004-52, R-004-53: the Partners and the subgroup, each from what they were told."""
    for name, person in (("Nora", "nora-finch"), ("Sue", "sue-grant")):
        told = words(berkshire.told(name)[-1].text)
        assert "press Read the issues" in told
        assert GAPS not in told
        before = len(seen(berkshire, passed_on))

        shown = reads(berkshire, name)

        assert shown.startswith("If somebody is at immediate risk of harm, dial 999 now.")
        assert GAPS in shown
        assert seen(berkshire, passed_on)[before:] == [(person, "issues")]


def test_they_read_nothing_else_of_it(berkshire, passed_on):
    shown = reads(berkshire, "Nora")

    for said in (*MARKED.values(), LETTER, FILED, "Mina", "Sam", "Priya", "Health"):
        assert said not in shown
    assert berkshire.channel_of("Nora") == []
    refused = types(berkshire, "Nora", f"/escalate export {passed_on}")
    assert "This is for the people this disagreement names." in refused


def test_the_message_names_who_passed_them_on_and_their_number(berkshire, passed_on):
    told = words(berkshire.told("Nora")[-1].text)

    bea = next(
        each for each in berkshire.app.desk.directory().people if each.name.startswith("Bea")
    )
    assert f"To hear more, ring {bea.name} on {bea.phone}, or ring " in told


def test_whoever_is_given_notice_or_the_outcome_alone_is_refused(berkshire, passed_on):
    """The Scrutineer has notice by the Business Manager's press; her deputy has what she has."""
    opens(berkshire, "Bea")
    saves(berkshire, "Bea", **{NOTICE: "Give it now"})
    assert "This notice is all that the procedure gives you." in words(
        berkshire.told("Ivor")[-1].text
    )
    assert READ not in berkshire.told("Ivor")[-1].buttons

    for name in ("Ivor", "Noel"):
        refused = types(berkshire, name, f"/escalate issues {passed_on}")
        assert "whoever of the partnership's office is given the issues arising" in refused
        assert GAPS not in refused
    assert {"ivor-quinn", "noel-ward"} & {who for who, what in seen(berkshire, passed_on)} == set()


def test_to_a_stranger_it_is_as_if_there_were_none(berkshire, passed_on):
    refused = types(berkshire, "Ruth", f"/escalate issues {passed_on}")

    assert "There is no disagreement with this reference that names you." in refused


def test_it_can_be_typed_too_and_what_is_out_of_sight_stays_out_of_sight(berkshire, passed_on):
    assert GAPS in types(berkshire, "Sue", f"/escalate issues {passed_on}")
    store = berkshire.app.store
    (entry,) = [
        k.link.seq for k in store.entries(passed_on) if k.link.header.kind == "issues_flagged"
    ]
    berkshire.person("Mina").types(f"/escalate hide {passed_on}")
    berkshire.person("Mina").waits_for(lambda: berkshire.person("Mina").modal, called="the form")
    option = next(
        each
        for each in berkshire.person("Mina").modal.field("entry").options
        if "said what issues arise" in each
    )
    berkshire.person("Mina").submits({"entry": option, "reason": "A name stands in it."})
    berkshire.settles()
    assert entry in store.disagreement(passed_on).hidden

    shown = types(berkshire, "Sue", f"/escalate issues {passed_on}")
    assert GAPS not in shown
    assert "Taken out of sight." in shown
