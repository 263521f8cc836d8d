"""Directories of every kind, as a file could have set them out."""

from datetime import date, timedelta
from string import ascii_lowercase

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from escalation.directory.cover import Absence, Closure, Shift, StandIn, Team
from escalation.directory.people import PARTNERSHIP, Agency, Directory, Person, Post

ROLES = {
    "practitioner": "agency",
    "line_manager": "agency",
    "senior_manager": "agency",
    "business_manager": PARTNERSHIP,
}
PATTERNS = ("", "mon-wed 09:00-17:00; fri 09:00-12:30", "Mondays", "tue, thu", "mon-fri")
PHONES = ("", "0118 496 0101", "+44 (0)118 496-0101", "01344 000000 ext 12")
FIRST = date(2026, 1, 1)

# One line of text without blanks at its ends, as everything that is read becomes.
_SIGNS = st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp"))
words = st.text(_SIGNS, max_size=20).map(lambda text: " ".join(text.split()))
wording = words.filter(lambda text: text.casefold().strip() != "")
ids = st.text(ascii_lowercase, min_size=2, max_size=6).filter(lambda id: id != "clock")
day = st.integers(0, 900).map(lambda n: FIRST + timedelta(days=n))


@st.composite
def spans(draw: DrawFn) -> tuple[date | None, date | None]:
    """From one day to another, either of them open."""
    first, last = sorted([draw(day), draw(day)])
    return draw(st.sampled_from([(None, None), (first, None), (None, last), (first, last)]))


@st.composite
def directories(draw: DrawFn) -> Directory:
    """Agencies, people and all that is said of them, in the order in which a file reads them."""
    names = draw(st.lists(wording, min_size=2, max_size=4, unique_by=str.casefold))
    own = [f"a{n}" for n in range(1, len(names))]
    people = _people(draw, [*own, PARTNERSHIP])
    who = [person.id for person in people]
    count = draw(st.integers(0, 2)) if who else 0
    teams = tuple(_team(draw, f"team-{n}", own) for n in range(count))
    anybody = st.sampled_from(["", *who, *(team.id for team in teams)])
    agencies = (
        Agency(PARTNERSHIP, names[0], PARTNERSHIP),
        *(
            Agency(id, name, draw(st.sampled_from(["school", "health"])), _domains(draw, id))
            for id, name in zip(own, names[1:], strict=True)
        ),
    )
    agencies = tuple(
        Agency(each.id, each.name, each.type, each.domains, draw(anybody)) for each in agencies
    )
    return Directory(
        agencies,
        people,
        tuple(
            post
            for id in (*who, *(team.id for team in teams))
            for post in _posts(draw, id, own, PARTNERSHIP)
        ),
        teams,
        tuple(dict.fromkeys(_shift(draw, team.id, who) for team in teams for _ in range(2))),
        tuple(_absence(draw, each, people) for each in people if draw(st.booleans())),
        tuple(_closure(draw, id, draw(anybody)) for id in own if draw(st.booleans())),
        tuple(
            StandIn(agencies[1].type, role, holder)
            for role in ("line_manager", "senior_manager")
            if (holder := draw(anybody))
        ),
    )


def _people(draw: DrawFn, agencies: list[str]) -> tuple[Person, ...]:
    given = draw(st.lists(st.tuples(ids, wording), max_size=5, unique_by=lambda each: each[0]))
    who = [id for id, _ in given]
    found = []
    for n, (id, name) in enumerate(given):
        above = st.sampled_from(["", *who[:n]])
        others = st.sampled_from(["", *(each for each in who if each != id)])
        found.append(
            Person(
                id,
                name,
                draw(st.sampled_from(agencies)),
                email=f"{id}@x.example",
                slack=draw(st.sampled_from(["", f"U{id.upper()}"])),
                manager=draw(above),
                deputy=draw(others),
                phone=draw(st.sampled_from(PHONES)),
                teams=draw(st.sampled_from(["", f"{draw(words)} {id}".strip()])),
                works=draw(st.sampled_from(PATTERNS)),
                named_by=draw(st.sampled_from(["", "sam"])),
            )
        )
    if len(found) > 1 and draw(st.booleans()):
        one, other = found[:2]
        found[0] = Person(**{**vars(one), "job_share": other.id})
        found[1] = Person(**{**vars(other), "job_share": one.id})
    return tuple(found)


def _posts(draw: DrawFn, holder: str, own: list[str], office: str) -> list[Post]:
    roles = draw(st.lists(st.sampled_from(list(ROLES)), max_size=3, unique=True))
    return [
        Post(
            holder,
            role,
            office if ROLES[role] == PARTNERSHIP else draw(st.sampled_from([*own, office])),
            *draw(spans()),
        )
        for role in roles
    ]


def _team(draw: DrawFn, id: str, agencies: list[str]) -> Team:
    covers = draw(st.lists(st.sampled_from(list(ROLES)), max_size=2, unique=True))
    email, slack = (
        draw(st.sampled_from(["", f"{id}@x.example"])),
        draw(st.sampled_from(["", "C0DUTY"])),
    )
    name = f"{draw(words)} {id}".strip()
    return Team(id, name, draw(st.sampled_from(agencies)), email, slack, tuple(covers))


def _shift(draw: DrawFn, team: str, who: list[str]) -> Shift:
    return Shift(team, draw(st.sampled_from(who)), *draw(spans()), draw(st.sampled_from(PATTERNS)))


def _absence(draw: DrawFn, away: Person, people: tuple[Person, ...]) -> Absence:
    others = [each.id for each in people if each.agency == away.agency and each != away]
    cover = draw(st.sampled_from(["", *others]))
    first, last = sorted([draw(day), draw(day)])
    return Absence(away.id, first, last, cover, draw(st.sampled_from(["", "jo"])))


def _closure(draw: DrawFn, agency: str, contact: str) -> Closure:
    first, last = sorted([draw(day), draw(day)])
    return Closure(agency, first, last, contact)


def _domains(draw: DrawFn, id: str) -> tuple[str, ...]:
    return tuple(draw(st.lists(st.sampled_from([f"{id}.example", f"{id}.uk"]), unique=True)))
