"""What `escalate` and `python -m bot` start: the words of the command line."""

from bot.commands import words


def main() -> None:
    """Obey the word that was typed."""
    words(prog_name="escalate")


if __name__ == "__main__":
    main()
