"""`people export`: what is written can be imported again, and changes nothing."""

import stat

import pytest

from tests.bot.people_desk import OAK, Desk, opened

COVER = """\
teams:
  - {id: duty, name: Duty desk, agency: oak, covers: [line_manager], members: [fay, mina]}
absences:
  - {person: jo, from: 2026-08-03, until: 2026-08-14, cover: fay}
closures:
  - {agency: oak, from: 2026-07-23, until: 2026-09-01, contact: duty}
stand_ins:
  - {agency_type: school, role: departmental_head, holder: bea}
"""
NOTHING = "The directory says this already: nothing changes."


@pytest.fixture
def desk(tmp_path, monkeypatch) -> Desk:
    desk = opened(tmp_path, monkeypatch)
    desk.imports(OAK + COVER)
    return desk


@pytest.mark.parametrize("name", ["out.yml", "out.yaml", "out.csv"])
def test_what_is_exported_changes_nothing_when_it_is_imported(desk, name):
    done = desk.says("export", name)

    assert done.output.startswith(f"Done: {name} has 3 agencies and 5 people.")
    assert desk.says("import", name).output == f"{NOTHING}\n"


def test_a_spreadsheet_reads_the_names_of_a_csv_as_they_are(desk):
    desk.imports(OAK.replace("Sam Okafor", "Zoë Okafor"))
    desk.says("export", "out.csv")

    written = (desk.folder / "out.csv").read_bytes()

    assert written.startswith(b"\xef\xbb\xbfagency,")
    assert "Zoë Okafor".encode() in written


def test_csv_says_what_it_leaves_out(desk):
    assert "A .csv holds people alone" in desk.says("export", "out.csv").stderr


def test_without_a_file_the_whole_is_said(desk):
    said = desk.says("export").output

    assert desk.says("import", desk.has("again.yml", said)).output == f"{NOTHING}\n"


def test_what_is_exported_is_for_nobody_else_on_the_machine(desk):
    desk.says("export", "out.yml")

    assert stat.S_IMODE((desk.folder / "out.yml").stat().st_mode) == 0o600


def test_a_file_that_is_written_over_is_for_nobody_else_either(desk):
    desk.has("out.yml", "mine")
    (desk.folder / "out.yml").chmod(0o644)

    desk.says("export", "out.yml", "--force")

    assert stat.S_IMODE((desk.folder / "out.yml").stat().st_mode) == 0o600


def test_a_file_that_is_there_is_written_over_only_if_that_is_said(desk):
    desk.has("out.yml", "mine")

    refused = desk.says("export", "out.yml")

    assert refused.exit_code == 2
    assert "out.yml is there already: with --force it is written over." in refused.output
    assert (desk.folder / "out.yml").read_text() == "mine"
    assert desk.says("export", "out.yml", "--force").exit_code == 0
    assert (desk.folder / "out.yml").read_text().startswith("agencies:")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("out.pdf", "must end in .yml or .csv"), ("none/out.yml", "cannot be written: No such file")],
)
def test_a_file_that_cannot_be_is_refused(desk, name, sentence):
    refused = desk.says("export", name)

    assert refused.exit_code == 2
    assert sentence in refused.output
