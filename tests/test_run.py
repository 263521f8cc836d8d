"""The one command a newcomer types: run.py in a checkout of its own, with small locks."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

RUN = Path(__file__).parent.parent / "run.py"

BOT = "import os, sys; print(sys.argv[1:], os.getcwd()); sys.exit(7 if 'seven' in sys.argv else 0)"
PYTEST = "import sys; print('pytest', sys.argv[1:])"

UV = """\
#!/bin/sh
case "$1" in
    --version) exit 0 ;;
    venv) for last; do :; done; exec {python} -m venv --without-pip --clear "$last" ;;
    pip) for last; do :; done; sleep 0.2; cat "$last" >> "{log}"; ! grep -q broken "$last" ;;
esac
"""  # as uv does it, and installing nothing


@dataclass(frozen=True)
class Checkout:
    """A folder with run.py in it, and a PATH of its own."""

    home: Path
    path: Path

    def start(self, *words: str, within: Path | None = None) -> subprocess.CompletedProcess[str]:
        path = f"{self.path}:/usr/bin:/bin"
        return subprocess.run(
            [sys.executable, str(self.home / "run.py"), *words],
            cwd=within or self.home,
            env={**os.environ, "PYTHONPATH": "", "PATH": path, "PIP_NO_INDEX": "1"},
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=100,
            check=False,
        )

    @property
    def python(self) -> Path:
        return self.home / ".venv/bin/python"

    def installed(self) -> list[str]:
        log = self.home / "installed"
        return log.read_text(encoding="utf-8").split() if log.exists() else []


def checkout(home: Path) -> Checkout:
    home.mkdir()
    shutil.copy(RUN, home)
    for name in ("bot", "pytest", "ruff", "mypy", "benchmarks"):
        code = BOT if name == "bot" else PYTEST
        (home / name).mkdir()
        (home / name / "__main__.py").write_text(code, encoding="utf-8")
    (home / "requirements.lock").write_text("runtime\n", encoding="utf-8")
    (home / "requirements-dev.lock").write_text("development\n", encoding="utf-8")
    (home / "requirements-bench.lock").write_text("benchmarks\n", encoding="utf-8")
    (home / "path").mkdir()
    return Checkout(home, home / "path")


@pytest.fixture
def fresh(tmp_path: Path) -> Checkout:
    """A fresh checkout on a machine that has uv."""
    made = checkout(tmp_path / "fresh")
    put_uv(made, UV.format(python=sys.executable, log=made.home / "installed"))
    return made


def put_uv(made: Checkout, script: str) -> None:
    uv = made.path / "uv"
    uv.write_text(script, encoding="utf-8")
    uv.chmod(0o755)


def test_a_word_runs_with_its_arguments_in_the_folder_where_it_was_said(fresh, tmp_path):
    done = fresh.start("deadline", "--nation", "wales", within=tmp_path)

    said = f"['deadline', '--nation', 'wales'] {tmp_path}\n"
    assert (done.stdout, done.returncode) == (said, 0)


def test_the_words_exit_status_is_the_commands(fresh):
    assert fresh.start("demo", "seven").returncode == 7


def test_the_second_start_installs_nothing_and_says_nothing(fresh):
    assert "installing requirements.lock" in fresh.start("demo").stderr

    assert fresh.start("demo").stderr == ""
    assert fresh.installed() == ["runtime"]


def test_tests_are_given_what_follows_the_word(fresh):
    done = fresh.start("test", "-k", "easter").stdout

    assert done.startswith("pytest ")
    assert "'-k', 'easter'" in done
    assert fresh.installed() == ["development"]


def test_check_runs_every_check_and_names_those_that_did_not_pass(fresh):
    (fresh.home / "mypy" / "__main__.py").write_text("raise SystemExit(1)", encoding="utf-8")

    done = fresh.start("check")

    checks = [line.split(":")[0] for line in done.stdout.splitlines() if line.startswith("==")]
    assert checks == ["== format", "== lint", "== types", "== tests"]
    assert done.stdout.endswith("Not passed: types.\n")
    assert done.returncode == 1


def test_a_larger_lock_serves_the_words_of_the_smaller_ones_too(fresh):
    for word in ("demo", "test", "demo", "bench", "test"):
        fresh.start(word)

    assert fresh.installed() == ["runtime", "development", "benchmarks"]


@pytest.mark.parametrize(
    ("first", "changed", "then"),
    [
        ("demo", "requirements.lock", ["runtime", "newer"]),
        ("test", "requirements-dev.lock", ["development", "newer"]),
        ("test", "requirements.lock", ["development", "development"]),
    ],
)
def test_a_changed_lock_is_installed(fresh, first, changed, then):
    fresh.start(first)
    (fresh.home / changed).write_text("newer\n", encoding="utf-8")

    fresh.start("test" if changed == "requirements-dev.lock" else "demo")

    assert fresh.installed() == then


def test_a_venv_whose_python_cannot_run_is_made_afresh(fresh):
    fresh.start("demo")
    fresh.python.unlink()
    fresh.python.write_text("not a program", encoding="utf-8")

    done = fresh.start("demo")

    assert (done.returncode, fresh.installed()) == (0, ["runtime", "runtime"])


def test_a_venv_whose_python_only_looks_sound_is_made_afresh(fresh):
    fresh.start("demo")
    fresh.python.unlink()
    fresh.python.write_bytes(b"\x7fELF of another machine")
    fresh.python.chmod(0o755)

    done = fresh.start("demo")

    assert (done.returncode, fresh.installed()) == (0, ["runtime", "runtime"])


def test_a_venv_copied_from_elsewhere_is_made_afresh(fresh, tmp_path):
    fresh.start("demo")
    copy = Checkout(tmp_path / "copy", fresh.path)
    shutil.copytree(fresh.home, copy.home, symlinks=True)

    assert "making .venv" in copy.start("demo").stderr
    assert copy.start("demo").stderr == ""


def test_a_venv_that_is_a_link_is_never_emptied(fresh, tmp_path):
    fresh.start("demo")
    other = checkout(tmp_path / "other")
    put_uv(other, UV.format(python=sys.executable, log=other.home / "installed"))
    (other.home / ".venv").symlink_to(fresh.home / ".venv")

    refused = other.start("demo")

    assert refused.returncode == 1
    assert "is a link" in refused.stderr
    assert fresh.start("demo").stderr == ""


def test_a_venv_made_by_another_python_is_made_afresh(fresh):
    fresh.start("demo")
    stamp = fresh.home / ".venv/escalate-stamp.json"
    found = json.loads(stamp.read_text(encoding="utf-8"))
    found["made"]["python"] = "3.11.0"
    stamp.write_text(json.dumps(found), encoding="utf-8")

    assert "making .venv" in fresh.start("demo").stderr


def test_a_venv_made_by_hand_is_added_to(fresh):
    subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", str(fresh.home / ".venv")], check=True
    )
    kept = fresh.home / ".venv" / "kept"
    kept.touch()

    done = fresh.start("demo")

    assert (done.returncode, kept.exists(), fresh.installed()) == (0, True, ["runtime"])


def test_a_failed_install_says_so_and_the_next_start_begins_afresh(fresh):
    (fresh.home / "requirements.lock").write_text("broken\n", encoding="utf-8")
    failed = fresh.start("demo")
    (fresh.home / "requirements.lock").write_text("mended\n", encoding="utf-8")

    assert (failed.returncode, failed.stdout) == (1, "")
    assert "Escalate is not set up" in failed.stderr
    assert "making .venv" in fresh.start("demo").stderr


def test_two_starts_at_once_install_once(fresh):
    with ThreadPoolExecutor() as people:
        done = list(people.map(fresh.start, ["demo", "demo", "demo"]))

    assert [each.returncode for each in done] == [0, 0, 0]
    assert fresh.installed() == ["runtime"]


def test_without_uv_pip_installs_exactly_what_the_lock_says(tmp_path):
    made = checkout(tmp_path / "fresh")
    put_uv(made, "#!/bin/sh\nexit 127\n")  # a shim for a uv that another Python has
    wheel, seal = small_wheel(tmp_path)
    lock = made.home / "requirements.lock"
    (made.home / "bot/__main__.py").write_text("import small; print(small.SAYS)", encoding="utf-8")

    lock.write_text(f"small @ {wheel.as_uri()} --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    refused = made.start("demo")
    lock.write_text(f"small @ {wheel.as_uri()} --hash=sha256:{seal}\n", encoding="utf-8")
    done = made.start("demo")

    assert "DO NOT MATCH THE HASHES" in refused.stderr
    assert refused.returncode == 1
    assert (done.stdout, done.returncode) == ("hello\n", 0)


def small_wheel(folder: Path) -> tuple[Path, str]:
    wheel = folder / "small-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("small.py", "SAYS = 'hello'\n")
        archive.writestr(
            "small-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: small\nVersion: 1\n"
        )
        archive.writestr(
            "small-1.dist-info/WHEEL",
            "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        )
        archive.writestr("small-1.dist-info/RECORD", "")
    return wheel, hashlib.sha256(wheel.read_bytes()).hexdigest()


def test_without_a_word_it_says_which_words_there_are(fresh):
    done = fresh.start()

    assert all(word in done.stdout for word in ("demo", "test", "check"))
    assert (done.returncode, (fresh.home / ".venv").exists()) == (2, False)


def test_help_has_the_words_that_only_a_checkout_has(fresh):
    assert "run.py check " in fresh.start("--help").stdout
