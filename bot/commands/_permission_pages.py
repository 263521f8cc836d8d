"""The page of permissions, made from the table itself so that it can say nothing else."""

from collections.abc import Iterator

from escalation.permissions import DOES, TABLE, Act, Relation

INTRODUCTION = """\
# Who may do and read what

This page is made from the table that every door asks (`escalation/permissions.py`), by
`python3 run.py permissions > docs/permissions.md`; a test fails when the two differ. What somebody is to
a disagreement follows from its ledger and the directory at that moment; they may do what anything
that they are may do. It is asked again at every act and at every read, and every read of content is
noted in the audit before anything is shown. The command line prints no case content at all.

"""


def page() -> str:
    """The whole page, in Markdown."""
    return "".join((INTRODUCTION, *_relations(), *_acts(), *_never()))


def _relations() -> Iterator[str]:
    yield "## What somebody may be\n\n| | |\n|---|---|\n"
    for relation in Relation:
        yield f"| **{_short(relation)}** | {relation.value} |\n"


def _acts() -> Iterator[str]:
    heads = " | ".join(_short(relation) for relation in Relation)
    yield f"\n## What they may do\n\n| act | {heads} |\n|---|{'---|' * len(Relation)}\n"
    for act in Act:
        cells = " | ".join("yes" if relation in TABLE[act] else "–" for relation in Relation)
        yield f"| **{act.value}**: {DOES[act]} | {cells} |\n"


def _never() -> Iterator[str]:
    yield (
        "\n## By what people are called\n\n"
        "The **Business Manager**, the **Scrutineer** and the **Partners** are of the partnership's "
        "office: *noticed* while they have been told something without content, *given* once the "
        "procedure gives them a copy, *office* once they have opened it with a reason; before any of "
        "that, strangers. An **agency's lead** keeps its list of people and says who is away; of a "
        "disagreement they see nothing unless they are named in it. A **records officer** sees "
        "their own agency's copy once a breach is on record. **Whoever runs the installation** is a "
        "stranger: the command line has no word that prints what people wrote.\n"
        "\n## What nobody may\n\n"
        "Change or delete an entry of the ledger; read another agency's own entries; read who it is "
        "about outside each agency's own copy; read another disagreement because it is linked with "
        "one that is theirs: a link shows its reference, and nothing else.\n"
    )


def _short(relation: Relation) -> str:
    return relation.name.lower().replace("_", " ")
