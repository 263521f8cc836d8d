"""The words of the command line: each is a file here, read only when it is said."""

import ast
import importlib
from pathlib import Path

import click

from bot import VERSION

FOLDER = Path(__file__).parent


class Words(click.Group):
    """A group whose words are the files of this folder, each exporting `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every word there is."""
        return sorted(file.stem.replace("_", "-") for file in FOLDER.glob("[!_]*.py"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The word's command, imported now and not before: the heavy libraries come with it."""
        if cmd_name not in self.list_commands(ctx):
            return None
        file = importlib.import_module(f"{__name__}.{cmd_name.replace('-', '_')}")
        command: click.Command = file.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the words by their files' first lines, importing none of them."""
        if rows := [(word, _meaning(word)) for word in self.list_commands(ctx)]:
            with formatter.section("Words"):
                formatter.write_dl(rows)


def _meaning(word: str) -> str:
    """The sentence with which the word's file opens."""
    source = (FOLDER / f"{word.replace('-', '_')}.py").read_text(encoding="utf-8")
    return ast.get_docstring(ast.parse(source)) or ""


@click.group(
    cls=Words, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 98}
)
@click.version_option(VERSION, message="%(version)s")
def words() -> None:
    """Carries a safeguarding disagreement between agencies from raising to agreement.

    Every word has its own --help.
    """
