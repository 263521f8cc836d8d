"""What `python3 run.py bench` starts: one benchmark by its name, or the names there are."""

import ast
import importlib
import json
import sys
from pathlib import Path

import click

from benchmarks.results import Result

FILES = {"calendar": "working_days", "firing": "firing", "lag": "lag", "scale": "scale"}
FOLDER = Path(__file__).parent


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("name", required=False, type=click.Choice(list(FILES)))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, and nothing else.")
@click.option("--quick", is_flag=True, help="Small sizes: whether it runs, not how fast it is.")
@click.option("--strict", is_flag=True, help="Exit with 1 when a goal is missed.")
def command(name: str | None, as_json: bool, quick: bool, strict: bool) -> None:
    """Measure one thing beside its peers; without a name, say what can be measured."""
    if name is None:
        click.echo("\n".join(f"  {each:10}{_meaning(each)}" for each in FILES))
        return
    benchmark = importlib.import_module(f"benchmarks.{FILES[name]}")
    result: Result = benchmark.measured(benchmark.QUICK if quick else benchmark.FULL)
    click.echo(json.dumps(result.as_json(), indent=2) if as_json else result.as_text())
    sys.exit(1 if strict and result.missed else 0)


def _meaning(name: str) -> str:
    """The sentence with which the benchmark's file opens."""
    source = (FOLDER / f"{FILES[name]}.py").read_text(encoding="utf-8")
    return ast.get_docstring(ast.parse(source)) or ""


if __name__ == "__main__":
    command(prog_name="run.py bench")
