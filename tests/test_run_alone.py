"""run.py by itself: on an older Python, on a machine without venv, and of the standard library alone."""

import ast
import importlib.util
import sys

import pytest

from tests.test_run import RUN


def test_a_machine_without_the_venv_module_is_told_which_package_to_install(monkeypatch, tmp_path):
    run = loaded()
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(SystemExit, match="sudo apt install python3-venv"):
        run.make()


def loaded():
    spec = importlib.util.spec_from_file_location("run", RUN)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_an_older_python_is_told_which_it_needs(monkeypatch):
    source = RUN.read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 7))  # an older Python must be able to read that far
    monkeypatch.setattr(sys, "version_info", (3, 10, 13))

    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer"):
        exec(compile(source, "run.py", "exec"), {"__name__": "run"})


def test_only_the_standard_library_is_used():
    tree = ast.parse(RUN.read_text(encoding="utf-8"))
    imported = {
        str(node.module if isinstance(node, ast.ImportFrom) else name.name).split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
    }

    assert imported <= sys.stdlib_module_names
