"""A procedure's file becomes values, or every fault in it is told with its place."""

from dataclasses import FrozenInstanceError

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from escalation.texts import procedure_sentences, procedure_text
from escalation.texts.procedure import Faults, Procedure, read
from escalation.working_time.bank_holidays import Nation
from tests.escalation.small_procedure import SMALL, changed, faults


@pytest.fixture
def small() -> Procedure:
    return read(SMALL, "small.yml")


def test_the_ladder_runs_through_the_stages_in_order(small: Procedure):
    assert [tier.id for tier in small.tiers] == ["s1-professionals", "s1-managers", "s2-managers"]
    assert [small.stage_of(index).id for index in range(3)] == ["s1", "s1", "s2"]


def test_a_stage_is_called_by_the_procedures_own_word_and_its_number(small: Procedure):
    assert small.stages[0].title == "Level 1 – Talking"


def test_a_stage_may_be_called_something_else():
    small = read(changed("number: 1", "number:\n    label: Before the levels"), "small.yml")

    assert small.stages[0].title == "Before the levels – Talking"
    assert small.stages[0].number is None


def test_roles_stages_and_categories_are_found_by_their_ids(small: Procedure):
    assert small.role("line_manager").label == "Line manager"
    assert small.stage("s2").name == "Deciding"
    assert small.category("other").label == "Something else"


def test_a_role_with_an_outdated_name_says_what_it_is_now():
    outdated = "{label: Business Manager, of: partnership, now called: Head of Business}"
    small = read(changed("{label: Business Manager, of: partnership}", outdated), "small.yml")

    assert small.role("business_manager").title == "Business Manager (now Head of Business)"


def test_a_window_keeps_the_words_it_was_read_from(small: Procedure):
    window = small.tiers[0].within

    assert window is not None
    assert (window.working_days, window.counted_from) == (1, "start")
    assert (window.words, window.rule) == ("within one working day", "end_of_day")
    assert small.tiers[1].within is None


def test_the_text_and_its_digest_are_kept(small: Procedure):
    assert small.text == SMALL
    assert small.sha256 == read(SMALL, "another name.yml").sha256
    assert small.sha256 != read(SMALL + "\n", "small.yml").sha256


def test_the_nation_is_the_calendars_own(small: Procedure):
    assert small.nation is Nation.ENGLAND


def test_nothing_in_a_procedure_can_be_changed(small: Procedure):
    with pytest.raises(FrozenInstanceError):
        small.title = "Another"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        ("title: Small", "titel: Small", "2:1", "Did you mean `title`?"),
        ("title: Small Town Process\n", "", "1:1", "`title` is missing here."),
        ("title: Small Town Process", "title:", "2:1", "`title` has nothing after it."),
        ("title: Small Town Process", 'title: " "', "2:1", "`title` has nothing after it."),
        ('version: "2026"', "version: 2026", "3:1", "`version` must be words"),
        ("nation: england", "nation: englnd", "7:1", "Did you mean `england`?"),
        ("areas: [Small Town]", "areas: Small Town", "8:1", "`areas` must be a list"),
        ("areas: [Small Town]", "areas: [7]", "8:9", "This item of `areas` must be words"),
        ("req: [section 1]", "req: []", "19:3", "`req` must list at least 1."),
        ("tell: [line_manager]", "tell: [line_manger]", "18:10", "Did you mean `line_manager`?"),
        (
            "tell: [line_manager]",
            "tell: [head]",
            "18:10",
            "Known: practitioner, line_manager, business_manager.",
        ),
        (
            "tell: [line_manager]",
            "tell: [business_manager]",
            "18:10",
            "`business_manager` belongs to the partnership; a role of the agency is needed here.",
        ),
        (
            "{to: business_manager, c",
            "{to: line_manager, c",
            "50:10",
            "`line_manager` belongs to the agency; a role of the partnership is needed here.",
        ),
        ("of: partnership}", "of: partners}", "27:47", "Did you mean `partnership`?"),
        ("practitioner: {label: Professional, of: agency}", "practitioner: x", "25:3", "headings"),
        ("allowed: false", "allowed: no", "30:12", "`allowed` must be true or false."),
        ("number: 1", "number: one", "33:5", "`number` must be a whole number."),
        ("number: 1", "number:", "33:5", "A stage without a number needs a `label`."),
        ("    number: 1\n", "", "32:5", "`number` is missing here."),
        ("id: s2\n", "id: s1\n", "52:5", "Another has the id `s1` already"),
        ("id: s1-managers", "id: s1-professionals", "45:9", "Another has the id"),
        ("id: s1-managers", "id: Level 1", "45:9", "`id` must be a short name in lower case"),
        ("working days: 1", "working days: 0", "42:11", "`working days` must be at least 1."),
        ("working days: 1", "working days: 1.5", "42:11", "must be a whole number"),
        ("counted from: start", "counted from: report", "43:11", "Known: start, told, entry."),
        ("content: notice", "content: gossip", "50:32", "Known: notice, outcome, issues"),
        ("force: may", "force: might", "50:60", "Known: must, should, may."),
        ("taken: day 0", "taken: day 2", "63:5", "`taken` must be one of the `readings`"),
        (
            "readings: [day 0, day 1]",
            "readings: [day 0]",
            "62:5",
            "`readings` must list at least 2",
        ),
        ("    why: It adds up.\n", "", "60:5", "`why` is missing here."),
        ("nation: england", "nation: england\nnation: wales", "8:1", "is here twice"),
        ("title: Small", "title: &small Small", "2:8", "Anchors (&name) are not used here"),
        ("title: Small", "title: *small", "2:8", "Aliases"),
        ("title: Small", "title: !!str Small", "2:8", "Tags (!name) are not used here"),
        ("title: Small", "<<: {title: Small}\ntitle: Small", "2:1", "Aliases (*name and <<)"),
        ("title: Small", "title: Small: Town", "2:13", "put the sentence in quotation marks"),
        ("title: Small", "\ttitle: Small", "2:1", "indent with spaces, never tabs"),
        ("  dated:", " dated:", "6:2", "not indented like its neighbours"),
        ("areas: [Small Town]", "areas: [Small Town", "9:6", "not closed, or lacks a comma"),
        (
            "id: small-town",
            "---\nid: a\n---\nid: small-town",
            "3:1",
            "One file holds one procedure",
        ),
        ("id: small-town", "%YAML 1.1\n---\nid: small-town", "2:1", "no line that begins with %"),
        ("areas: [Small Town]", "areas: " + "[" * 30, "8:27", "nested too deeply"),
        ("areas: [Small Town]", "areas: {[a]: b}", "8:9", "never a list"),
        ("title: Small", "title: \x07Small", "2:1", "not plain text"),
        (
            "label: Something else",
            "label: Something else\n    inherited from: county",
            "23:5",
            "`county` is not a companion in `source`. Known: none.",
        ),
    ],
)
def test_a_fault_is_told_with_its_place_and_a_sentence(old: str, new: str, place: str, said: str):
    told = faults(changed(old, new))

    assert any(fault.startswith(f"small.yml:{place}: ") and said in fault for fault in told), told


def test_a_form_is_sent_at_a_stage_that_there_is_and_hides_nothing_that_is_read_over():
    form = (
        "forms:\n  - {id: f, title: A form, stage: s9, by: line_manager, to: business_manager, "
        "req: [s], fields: [{id: a, label: A, drawn from: reason, sealed: true, req: [s]}, "
        "{id: b, label: B, drawn from: name, sealed: true, req: [s]}]}\nopen questions:"
    )
    with pytest.raises(Faults) as found:
        read(changed("open questions:", form), "small.yml")

    said = str(found.value)
    assert "`s9`" in said
    assert "a sealed field is not" in said
    assert len(found.value.faults) == 2


def test_windows_never_run_backwards_up_the_ladder():
    text = changed("working days: 1", "working days: 5").replace(
        "        req: [section 5]\n",
        "        req: [section 5]\n"
        "        within: {working days: 2, counted from: start, words: in two days}\n",
    )

    assert faults(text) == [
        "small.yml:49:18: 2 working days end before the 5 of a tier below; check the order."
    ]


def test_all_faults_are_told_at_once_in_the_order_of_the_file():
    text = (
        SMALL.replace("nation: england", "nation: england\nnation: wales")
        .replace("tell: [line_manager]", "tell: [nobody]")
        .replace("number: 2", "number: two")
        .replace("taken: day 0", "taken: day 9")
        .replace("force: may", "force: perhaps")
    )

    assert [fault.split(": ")[0] for fault in faults(text)] == [
        "small.yml:8:1",
        "small.yml:19:10",
        "small.yml:51:60",
        "small.yml:54:5",
        "small.yml:64:5",
    ]


@pytest.mark.parametrize("text", ["", "only words", "- a\n- b\n", "17"])
def test_what_is_no_set_of_headings_is_no_procedure(text: str):
    assert faults(text) == [f"small.yml:1:1: {procedure_sentences.NOT_A_MAPPING}"]


def test_a_file_over_200_kb_is_not_read():
    assert faults(SMALL + "#" * 200_000)[0].startswith("small.yml:1:1: This file is larger than")


def test_bytes_that_are_not_text_are_refused_where_they_stand():
    with pytest.raises(Faults, match=r"small\.yml:2:1: This is not plain text"):
        procedure_text.decoded(b"id: a\ntitle: \xff\xfe", "small.yml")
    with pytest.raises(Faults, match="larger than 200 kB"):
        procedure_text.decoded(b"#" * 200_001, "small.yml")


def test_a_byte_order_mark_is_no_fault():
    assert procedure_text.decoded(b"\xef\xbb\xbfid: a", "small.yml") == "id: a"


def test_a_fault_never_repeats_a_sentence_that_somebody_typed():
    text = changed("nation: england", "nation: Grace told me so, and I believe her")

    assert "Grace" not in str(faults(text))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.integers(0, len(SMALL)),
    st.integers(0, 40),
    st.one_of(
        st.text(max_size=8),
        st.sampled_from(
            ["&a ", "*a", "!t ", "[", "{", "- ", ": ", "\n\t", "'", '"', "? ", "|", "<<: "]
        ),
    ),
)
def test_whatever_is_typed_is_read_or_is_told_in_sentences(at: int, gone: int, typed: str):
    text = SMALL[:at] + typed + SMALL[at + gone :]
    try:
        told = []
        read(text, "small.yml")
    except Faults as faulty:
        told = faulty.faults
    assert all(fault.startswith("small.yml:") and fault.endswith(".") for fault in told)


def test_what_a_procedure_is_for_and_not_for_cannot_be_told_apart_by_one_id():
    exclusion = "exclusions:\n  - {id: other, label: A complaint, signpost: , req: [x]}\nroles:"

    (fault,) = faults(changed("roles:", exclusion))

    assert "`other` is a category already" in fault


def test_what_goes_to_ones_own_agency_has_an_id_of_its_own():
    route = (
        "other routes:\n  - {id: other, label: Concerns, to: line_manager, words: Ask., req: [x]}\n"
    )

    (fault,) = faults(changed("roles:", f"{route}roles:"))

    assert "`other` is a category or an exclusion; a route has an id of its own." in fault
