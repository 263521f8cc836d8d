"""What is shipped and installed: the package's folders, its locks, and how a checkout starts."""

import os
import re
import subprocess
import sys
import tomllib
import zipfile

import pytest
from packaging.requirements import Requirement

from tests.reading_code import PROJECT, files, imports, modules

PACKAGING = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
DEPENDENCIES: list[str] = PACKAGING["project"]["dependencies"]
DEVELOPMENT: list[str] = PACKAGING["dependency-groups"]["dev"]
BENCHMARKS: list[str] = PACKAGING["dependency-groups"]["bench"]
PACKAGES: list[str] = PACKAGING["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
NOT_SHIPPED = {"tests", "docs", "benchmarks"}

# What is imported under another name than it is installed by.
INSTALLED_AS = {
    "fontTools": "fonttools",
    "pydantic_core": "pydantic",  # which pins its core exactly
    "ruamel": "ruamel-yaml",
}
# What is never imported by name, and why it is there all the same.
USED_UNSEEN = {
    "aiohttp": "slack-bolt's asynchronous client is made of it",
    "msal": "people sign in to the pages through Microsoft Entra with it",
    "python-multipart": "Starlette reads forms with it",
    "tzdata": "zoneinfo reads it where the system has no time zones",
}


def lock(name: str) -> dict[str, str]:
    """Each pinned package of a lock, and the whole of what is said of it."""
    text = (PROJECT / name).read_text(encoding="utf-8").replace("\\\n", "")
    return {entry.split("==")[0]: entry for entry in text.splitlines()}


def name_of(requirement: str) -> str:
    return re.split(r"[\s<>=!~;\[]", requirement)[0].lower().replace(".", "-").replace("_", "-")


RUNTIME_LOCK = lock("requirements.lock")
DEVELOPMENT_LOCK = lock("requirements-dev.lock")
BENCHMARKS_LOCK = lock("requirements-bench.lock")


def test_every_folder_with_code_or_data_of_ours_is_shipped():
    folders = {file.parts[0] for file in files() if len(file.parts) > 1}

    assert sorted({folder for folder in folders if folder[0] != "."} - NOT_SHIPPED) == PACKAGES


@pytest.mark.parametrize(
    "entry", [*RUNTIME_LOCK.values(), *DEVELOPMENT_LOCK.values(), *BENCHMARKS_LOCK.values()]
)
def test_every_line_of_a_lock_is_one_version_by_its_hashes_and_nothing_else(entry):
    marker = r"( ; [\w\s.'!=<>()]+)?"

    assert re.fullmatch(rf"[a-z0-9-]+==[\w.+!]+{marker}(\s+--hash=sha256:[0-9a-f]{{64}})+", entry)


def test_each_lock_holds_the_ones_before_it():
    assert RUNTIME_LOCK.items() <= DEVELOPMENT_LOCK.items() <= BENCHMARKS_LOCK.items()


def test_every_dependency_is_locked():
    assert {name_of(each) for each in DEPENDENCIES} <= set(RUNTIME_LOCK)
    assert {name_of(each) for each in DEVELOPMENT} <= set(DEVELOPMENT_LOCK)
    assert {name_of(each) for each in BENCHMARKS} <= set(BENCHMARKS_LOCK)


def test_every_locked_version_is_one_that_was_asked_for():
    """A floor or a ceiling changed in pyproject.toml is followed by a new lock."""
    asked = [(each, RUNTIME_LOCK) for each in DEPENDENCIES]
    asked += [(each, DEVELOPMENT_LOCK) for each in DEVELOPMENT]
    asked += [(each, BENCHMARKS_LOCK) for each in BENCHMARKS]
    versions = {each: pins[name_of(each)].split("==")[1].split()[0] for each, pins in asked}

    assert [
        f"{each}, locked at {version}"
        for each, version in versions.items()
        if not Requirement(each).specifier.contains(version)
    ] == []


def imported(*rooms: str) -> set[str]:
    """The packages, by the name they are installed by, that these rooms import."""
    names = {name.split(".")[0] for file in modules(*rooms) for _, name in imports(file)}
    return {INSTALLED_AS.get(name, name.replace("_", "-")) for name in names}


def test_what_the_product_imports_is_a_dependency_of_its_own():
    known = {name_of(each) for each in DEPENDENCIES}
    others = {name for name in RUNTIME_LOCK if name not in known} | {
        name for name in BENCHMARKS_LOCK if name not in RUNTIME_LOCK
    }

    assert imported(*PACKAGES) & others == set()


def test_every_dependency_is_used_or_says_why_it_is_there():
    unused = {name_of(each) for each in DEPENDENCIES} - imported(*PACKAGES)

    assert unused - set(USED_UNSEEN) == set()


def test_the_wheel_holds_every_file_of_its_folders(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=PROJECT,
        capture_output=True,
        check=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())

    assert {str(file) for file in files() if file.parts[0] in PACKAGES} - held == set()
    assert [name for name in held if name.split("/")[0] in NOT_SHIPPED] == []


def test_the_licence_is_the_one_that_is_named():
    text = (PROJECT / "LICENSE").read_text(encoding="utf-8")

    assert PACKAGING["project"]["license"] == "MIT"
    assert text.startswith("MIT License")
    assert "Escalate contributors" in text


def test_ci_is_a_program_that_runs_the_tests_and_passes_their_verdict_on():
    ci = PROJECT / ".ci" / "run"
    done = subprocess.run(["bash", "-n", str(ci)], capture_output=True, check=False)
    text = ci.read_text(encoding="utf-8")

    assert (os.access(ci, os.X_OK), done.returncode) == (True, 0)
    assert "set -euo pipefail" in text
    assert text.rstrip().endswith("exec python3 run.py test")


def test_nothing_that_is_made_here_is_kept():
    ignored = (PROJECT / ".gitignore").read_text(encoding="utf-8").split()

    assert {".venv/", "__pycache__/", ".env", "/data/", "*.db"} <= set(ignored)


def test_what_the_tests_read_is_kept():
    on_disk = {file for file in (PROJECT / "tests").rglob("*") if file.is_file()}
    made = {file for file in on_disk if "__pycache__" in file.parts}

    assert {file.relative_to(PROJECT) for file in on_disk - made} - set(files()) == set()
