"""`procedure check` looks at more than whether a file can be read: what it would mean to use it."""

from pathlib import Path

import pytest

from bot.procedures import FOLDER
from tests.bot.chosen import BERKSHIRE, CHAPTER, SCS, Chosen, begun

AREAS = "  - Bracknell Forest\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Chosen:
    return begun(tmp_path, monkeypatch, set_up=False)


def written(name: str, *changes: tuple[str, str], of: str = CHAPTER) -> str:
    """A file of one's own, made from one that ships."""
    text = (FOLDER / f"{of}.yml").read_text(encoding="utf-8")
    for old, new in ((f"id: {of}\n", "id: my-town\n"), *changes):
        assert old in text
        text = text.replace(old, new, 1)
    Path(name).write_text(text, encoding="utf-8")
    return name


def line_of(name: str, words: str) -> int:
    lines = Path(name).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if words in line)


def test_words_that_contradict_their_number_are_a_fault_with_its_line(here):
    file = written(
        "my-town.yml", ("words: within one working day", "words: within five working days")
    )

    said = here.says("procedure", "check", file)

    assert said.exit_code == 1
    assert said.output == (
        f"my-town.yml:{line_of(file, 'working days: 1')}:11: `working days` is 1, and `words` says "
        "5: correct the one that is wrong, or say under `read as` how they are counted.\n"
    )


def test_how_they_are_read_is_held_against_the_number_instead(here):
    read = "words: within five working days\n          read as: one working day"
    file = written("my-town.yml", ("words: within one working day", read))

    assert here.says("procedure", "check", file).exit_code == 0

    file = written("my-town.yml", ("read as: one working day", "read as: two working days"))
    assert "`read as` says 2" in here.says("procedure", "check", file).output


def test_where_one_of_two_numbers_is_the_one_that_is_counted_nothing_is_said(here):
    words = "words: within two working days (one where it is urgent)"
    file = written("my-town.yml", ("words: within one working day", words))

    assert here.says("procedure", "check", file).exit_code == 0


def test_a_file_is_named_after_its_id(here):
    said = here.says("procedure", "check", written("draft.yml"))

    assert said.exit_code == 1
    assert "draft.yml:" in said.output
    assert "its id is my-town" in said.output
    assert "so call it my-town.yml, or change the id." in said.output


def test_an_id_that_another_text_has_here_is_a_fault(here):
    name = f"{CHAPTER}.yml"
    file = written(name, ("id: my-town\n", f"id: {CHAPTER}\n"), ("version: April", "version: May"))

    said = here.says("procedure", "check", f"./{file}")

    assert said.exit_code == 1
    assert (
        f"{name}:{line_of(file, 'id: ')}:1: {CHAPTER} is the id of another text, which is"
        in said.output
    )
    assert "give this one an id of its own." in said.output


def test_the_very_same_text_elsewhere_is_no_fault(here):
    Path(f"{SCS}.yml").write_bytes((FOLDER / f"{SCS}.yml").read_bytes())

    assert here.says("procedure", "check", f"./{SCS}.yml").exit_code == 0


def test_an_area_that_is_nearly_another_is_asked_about_and_no_fault(here):
    file = written("my-town.yml", (AREAS, "  - Bracknel Forest\n  - My Town\n"))

    said = here.says("procedure", "check", file)

    assert said.exit_code == 0
    at = f"my-town.yml:{line_of(file, '- Bracknel Forest')}:5: "
    assert f"{at}Look again: Bracknel Forest is an area of no other procedure" in said.output
    assert "Did you mean Bracknell Forest?" in said.output
    assert "My Town is an area of no other" not in said.output


def test_a_whole_other_name_is_not_asked_about(here):
    """Worcestershire is no slip for West Berkshire."""
    said = here.says("procedure", "check", "worcestershire-wscb-undated")

    assert said.exit_code == 0
    assert "Look again: Worcestershire" not in said.output


def test_what_a_setting_calls_an_area_is_known_too(here):
    here.sets(EMERGENCY_DUTY_NUMBERS={"My Town": "01344 000000"})

    said = here.says("procedure", "check", written("my-town.yml", (AREAS, "  - My Twon\n"))).output

    assert "Did you mean My Town?" in said


def test_areas_that_become_new_and_those_without_a_number_are_named(here):
    here.sets(EMERGENCY_DUTY_NUMBERS={"Bracknell Forest": "01344 000000"})
    file = written("my-town.yml", (AREAS, f"{AREAS}  - My Town\n"))

    lines = here.lines("procedure", "check", file)

    assert "New areas, which no procedure here has: My Town." in lines
    assert "Before it is used: ESCALATE_EMERGENCY_DUTY_NUMBERS needs a number for My Town." in lines


def test_who_would_govern_where_another_is_in_force_is_said(here):
    here.sets(PROCEDURES_IN_FORCE=BERKSHIRE)
    title = "Safeguarding Concern (March 2026)\n"
    here_ = (title, f"{title}      governed here: true\n")
    beside = f"Put beside what is in force, {BERKSHIRE} and my-town are for Bracknell Forest"

    said = here.says("procedure", "check", written("my-town.yml")).output
    assert f"{beside}, and no file says that it governs there" in said
    assert 'ESCALATE_PROCEDURE_OF, as {"Bracknell Forest": "my-town"}' in said

    said = here.says("procedure", "check", written("my-town.yml", here_)).output
    assert f"{beside}: my-town governs there, as its own file says." in said


def test_a_file_without_areas_is_told_how_it_gets_one(here):
    file = written("my-town.yml", of=SCS)

    said = here.says("procedure", "check", file).output

    assert 'ESCALATE_PROCEDURE_OF says where it is in force, as {"My Town": "my-town"}.' in said


def test_what_the_settings_fill_in_is_not_asked_for(here):
    here.sets(SIGNPOSTS={"initial-conference": "Ring the chair."}, PROCEDURE_OF={"My Town": SCS})

    lines = here.lines("procedure", "check", SCS)

    assert "In force in My Town." in lines
    assert not any("`initial-conference` needs a signpost" in line for line in lines)
    assert any("`child-protection-plan` needs a signpost" in line for line in lines)


@pytest.mark.parametrize("id", [CHAPTER, BERKSHIRE, SCS])
def test_each_that_ships_has_no_faults(here, id):
    assert f"{id}.yml: no faults." in here.says("procedure", "check", id).output


@pytest.mark.parametrize("word", ["show", "check", "timeline", "simulate", "diff"])
def test_each_word_takes_an_id_and_a_file_the_same_way(here, word):
    more = {
        "timeline": ["--start", "2026-04-02T15:00"],
        "simulate": ["--start", "2026-04-02T15:00"],
        "diff": [BERKSHIRE],
    }.get(word, [])

    by_id = here.says("procedure", word, CHAPTER, *more)
    by_file = here.says("procedure", word, str(FOLDER / f"{CHAPTER}.yml"), *more)

    assert (by_id.exit_code, by_id.output) == (0, by_file.output)


def test_an_id_that_is_not_there_is_said_by_check_as_by_show(here):
    checked = here.says("procedure", "check", "pan-berkshire-2026")
    shown = here.says("procedure", "show", "pan-berkshire-2026")

    assert (checked.exit_code, checked.stderr) == (2, shown.stderr)
    assert f"Did you mean {BERKSHIRE}?" in checked.stderr


def test_what_cannot_be_read_hides_nothing_of_what_makes_no_sense(here):
    """Every fault at once, in the order of the file: of its form, of its sense, and of its name."""
    file = written(
        "draft.yml",
        ("nation: england", "nation: atlantis"),
        ("words: within one working day", "words: within five working days"),
        ("    promptness: without delay\n", "    promptnes: without delay\n"),
    )

    said = here.says("procedure", "check", file)

    assert said.exit_code == 1
    lines = said.output.splitlines()
    numbers = [int(each.split(":")[1]) for each in lines]
    assert numbers == sorted(numbers)
    for words in ("its id is my-town", "`words` says 5", "promptnes", "nation"):
        assert sum(words in each for each in lines) == 1, said.output


def test_of_what_cannot_be_read_at_all_the_one_fault_is_said(here):
    file = written("draft.yml", ("nation: england", "nation: [england"))

    assert len(here.says("procedure", "check", file).output.splitlines()) == 1


def test_a_window_that_cannot_be_read_itself_is_passed_over(here):
    file = written("my-town.yml", ("working days: 1\n", "working days: one\n"))

    said = here.says("procedure", "check", file)

    assert said.exit_code == 1
    assert "`words` says" not in said.output


def test_a_missing_duty_number_is_named_also_of_what_is_in_force_here(here):
    here.sets(PROCEDURES_IN_FORCE=BERKSHIRE, EMERGENCY_DUTY_NUMBERS={"Reading": "01344 000000"})

    said = here.says("procedure", "check", BERKSHIRE).output

    (line,) = [each for each in said.splitlines() if each.startswith("Before it is used:")]
    assert "ESCALATE_EMERGENCY_DUTY_NUMBERS needs a number for Bracknell Forest" in line
    assert "Reading" not in line


def test_of_what_is_left_out_no_number_is_asked(here):
    here.sets(PROCEDURES_IN_FORCE=BERKSHIRE)

    assert "Before it is used:" not in here.says("procedure", "check", CHAPTER).output


def test_a_comma_that_makes_two_places_of_one_is_pointed_out(here):
    more = "principles:\n  - {words: Be kind., req: [Overview, scope]}\n"
    file = written("my-town.yml", ("principles:\n", more))

    said = here.says("procedure", "check", file)

    assert said.exit_code == 0
    assert "this is two places, “Overview” and “scope”" in said.output
    assert "['Overview, scope']" in said.output


@pytest.mark.parametrize("id", [CHAPTER, BERKSHIRE, SCS])
def test_of_places_that_are_two_nothing_is_said(here, id):
    assert "this is two places" not in here.says("procedure", "check", id).output


@pytest.mark.parametrize("heading", ["hours", "days"])
def test_a_window_in_hours_points_to_working_days_and_how_they_are_read(here, heading):
    file = written("my-town.yml", ("working days: 1\n", f"{heading}: 48\n"))

    said = here.says("procedure", "check", file).output

    assert f"`{heading}` is not a heading used here: a window is counted in working days." in said
    assert "`read as: two working days`" in said


def test_from_what_a_tier_is_counted_lists_what_a_tier_can_say(here):
    file = written("my-town.yml", ("counted from: start", "counted from: today"))

    (line,) = [
        each
        for each in here.says("procedure", "check", file).output.splitlines()
        if "today" in each
    ]

    assert line.endswith("Known: start, told, entry.")
