"""Nothing goes live while somebody could be sent away with no way to go."""

from dataclasses import replace

import pytest

from bot import procedures, signposts
from bot.choices import Choices
from bot.installation import RefusedError
from escalation.directory import readiness
from escalation.texts.procedure import Procedure

GIVEN = {
    "initial-conference": "Ring the conference chair on 0118 496 0000.",
    "child-protection-plan": "Ring the conference chair, and then use the complaints procedure.",
}


def given(*ids: str) -> Choices:
    return Choices(signposts={id: GIVEN[id] for id in ids})


@pytest.fixture
def scs() -> Procedure:
    found = next(each for each in procedures.every() if each.id.startswith("specialist"))
    return replace(found, areas=("Reading",))


def test_while_a_signpost_is_empty_it_does_not_go_live_and_says_which(scs):
    with pytest.raises(RefusedError) as refused:
        signposts.filled({"Reading": scs}, given("initial-conference"))

    said = refused.value.message
    assert f"{scs.id}: `child-protection-plan` has no signpost" in said
    assert "initial-conference` has" not in said
    assert "Set ESCALATE_SIGNPOSTS" in said


def test_an_empty_sentence_is_no_signpost(scs):
    with pytest.raises(RefusedError):
        signposts.filled({"Reading": scs}, Choices(signposts={**GIVEN, "initial-conference": "  "}))


def test_filled_in_it_is_the_same_text_with_somewhere_to_go(scs):
    found = signposts.filled({"Reading": scs}, given(*GIVEN))["Reading"]

    assert {each.id: each.signpost for each in found.exclusions} == GIVEN
    assert (found.sha256, found.text) == (scs.sha256, scs.text)


def test_what_the_text_itself_names_stays(scs):
    named = replace(scs.exclusions[0], signpost="Go there.")
    scs = replace(scs, exclusions=(named, *scs.exclusions[1:]))

    found = signposts.filled({"Reading": scs}, given(*GIVEN))["Reading"]
    assert found.exclusions[0].signpost == "Go there."


def test_an_installation_that_does_not_use_it_is_not_stopped_by_it():
    in_force = procedures.in_force()

    assert all(each.id != "specialist-childrens-services-undated" for each in in_force.values())
    assert signposts.filled(in_force, Choices()) == dict(in_force)
    assert readiness.without_number(procedures.every(), in_force) == ()
