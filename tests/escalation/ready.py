"""A small directory in which all is in place, and short words to spoil it with."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from escalation.directory.people import Agency, Directory, Person, Post
from escalation.directory.readiness import holes
from escalation.texts.procedure import read
from escalation.working_time.times import LONDON
from tests.escalation.small_procedure import SMALL

PROCEDURE = read(SMALL, "small-town.yml")
MONDAY = datetime(2026, 4, 13, 10, tzinfo=LONDON)
SUMMER = (date(2026, 4, 1), date(2026, 4, 24))


def somebody(id: str, agency: str = "oak", **given: str) -> Person:
    reached = {"email": f"{id}@{agency}.example", "slack": f"U{id.upper()}"}
    return Person(id, id.title(), agency, **{**reached, **given})


PEOPLE = (
    somebody("sam", manager="jo"),
    somebody("jo", deputy="fay"),
    somebody("fay"),
    somebody("mina", deputy="fay"),
    somebody("bea", "partnership", deputy="noel"),
    somebody("noel", "partnership"),
)
WHOLE = Directory(
    (
        Agency("oak", "Oak School", "school", ("oak.example",)),
        Agency("partnership", "The Partnership", "partnership"),
    ),
    PEOPLE,
    (
        Post("sam", "practitioner", "oak"),
        Post("jo", "line_manager", "oak"),
        Post("bea", "business_manager", "partnership"),
    ),
    moment=MONDAY,
)


def found(directory: Directory) -> list[str]:
    return [each.sentence for each in holes(directory, [PROCEDURE])]


def changed(directory: Directory, *people: Person) -> Directory:
    by_id = {person.id: person for person in (*directory.people, *people)}
    return replace(directory, people=tuple(by_id.values()))


def holding(*posts: Post, but: Iterable[str] = ("jo",)) -> Directory:
    return replace(
        WHOLE, posts=(*(post for post in WHOLE.posts if post.person not in set(but)), *posts)
    )
