"""Who holds a tier, in the procedure's words, as they stand inside a sentence or begin it."""

from escalation.directory.people import listed
from escalation.disagreement import Disagreement
from escalation.ladder import seats
from escalation.owing import BUSINESS_MANAGER, UNNAMED
from escalation.texts import titles
from escalation.texts.procedure import Procedure, Role

# An agency's own lead: whichever of these roles a text knows.
LEADS = ("safeguarding_lead", "designated_professional")


def has_a_lead(procedure: Procedure) -> bool:
    """Whether a text knows an agency's own safeguarding lead."""
    return any(role in procedure.roles for role in LEADS)


def lead(procedure: Procedure, whose: str = "your") -> str:
    """Your own safeguarding lead; or whoever it is, where the text names no such role."""
    if has_a_lead(procedure):
        return f"{whose} own safeguarding lead"
    return f"whoever leads on safeguarding at {whose} own agency"


def holders(procedure: Procedure, tier: int) -> str:
    """Next management level or safeguarding lead: who holds a tier, as a sentence begins."""
    return begun(holding(procedure, tier))


def holding(procedure: Procedure, tier: int) -> str:
    """Who holds a tier, in the procedure's words, as they stand inside a sentence."""
    return " or ".join(called(procedure.role(role)) for role in procedure.tiers[tier].held_by)


def instead(procedure: Procedure, tier: int) -> str:
    """Who has what a tier of the partnership is asked for, where nobody is named for it."""
    duties, held = procedure.stage_of(tier).duties, procedure.tiers[tier].held_by
    asked = any(each.by in held for each in duties)
    found = procedure.roles.get(BUSINESS_MANAGER.role)
    who = found.title if found else UNNAMED[BUSINESS_MANAGER.role]
    return f"the {who} is {'asked instead' if asked else 'told so'}"


def called(role: Role) -> str:
    """A role inside a sentence; of the partnership's there is one, which keeps its capitals."""
    return role.title if role.of == "partnership" else lowered(role.label)


def as_called_now(procedure: Procedure, words: str) -> str:
    """A procedure's own words, and beside each body whose name is out of date what it is called now."""
    for role in procedure.roles.values():
        if role.now_called and role.title not in words:
            words = words.replace(role.label, role.title)
    return words


def lowered(label: str) -> str:
    """A role's label inside a sentence: its capitals go, but for letters that stand for words."""
    return " ".join(word.lower() if word.istitle() else word for word in label.split(" "))


def going_on(words: str) -> str:
    """Words of a procedure inside a sentence: without the capital they begin with, and the full stop."""
    first, space, rest = words.rstrip(".").partition(" ")
    return f"{lowered(first)}{space}{rest}"


def begun(words: str) -> str:
    """The same, as a sentence begins."""
    return words[:1].upper() + words[1:]


def asked_here(disagreement: Disagreement, tier: int, agency: str) -> str:
    """Who is asked at a tier for one agency, as a sentence begins: whoever was chosen instead, too."""
    first, *others = disagreement.roles_at(tier, agency)
    role = disagreement.procedure.role(first)
    if not others:
        if role.of == "partnership":
            return role.title
        return f"{role.label}{here(disagreement, first, agency)}"
    return begun(_held_at(disagreement, tier, agency))


def asked_together(procedure: Procedure, tier: int) -> str:
    """Who holds a tier, as they are told together: the line manager of each agency."""
    held = holding(procedure, tier)
    return held if seats.of_the_partnership(procedure, tier) else f"{held} of each agency"


def asked_of(disagreement: Disagreement, tier: int) -> str:
    """Who really is told together at a tier: the line manager of each agency; or, where a side has
    chosen somebody else, or calls its people otherwise, who it is at each."""
    if disagreement.gated(tier):
        return f"{_held_at(disagreement, tier, disagreement.agencies[0])} of {disagreement.sides[0].name}"
    if not _differs(disagreement, tier):
        return asked_together(disagreement.procedure, tier)
    found = {side: _held_at(disagreement, tier, side.agency) for side in disagreement.sides}
    if len({*found.values()}) == 1:
        return f"{next(iter(found.values()))} of each agency"
    first, *others = (f"{held} of {side.name}" for side, held in found.items())
    return listed([first, *(f"the {each}" for each in others)])


def has_been(disagreement: Disagreement, tier: int) -> str:
    """The manager of each agency has been told; the manager of one and the lead of another have."""
    held = {_held_at(disagreement, tier, agency) for agency in disagreement.agencies}
    return "have" if len(held) > 1 else "has"


def held_for(disagreement: Disagreement, tier: int) -> str:
    """Who holds a tier; and at each agency, where a side has chosen somebody else, or calls its people
    otherwise."""
    procedure = disagreement.procedure
    differs = _differs(disagreement, tier)
    return asked_of(disagreement, tier) if differs else holding(procedure, tier)


def standing_with(disagreement: Disagreement) -> str:
    """With whom it stands, as the others hear of it: and at a tier of the partnership, who answers."""
    procedure, tier = disagreement.procedure, disagreement.stage_tier
    answers = seats.answers_at(procedure, tier)
    several = has_been(disagreement, answers) == "have"
    answering = "" if answers == tier else asked_of(disagreement, answers)
    return _with(asked_of(disagreement, tier), answering, "answer" if several else "answers")


def with_whom(procedure: Procedure, tier: int) -> str:
    """The same of a procedure's own tier: the Head of Safeguarding, and who answers for the agencies."""
    answers = seats.answers_at(procedure, tier)
    answering = "" if answers == tier else asked_together(procedure, answers)
    return _with(asked_together(procedure, tier), answering)


def holding_next(disagreement: Disagreement) -> str:
    """Who holds the tier after the last that was told."""
    return held_for(disagreement, disagreement.reached + 1)


def told_next(disagreement: Disagreement) -> str:
    """Who of that tier is told together, and that they are: the line manager of each agency is told."""
    tier = disagreement.reached + 1
    are = "are" if has_been(disagreement, tier) == "have" else "is"
    return f"{asked_of(disagreement, tier)} {are} told"


def _with(held: str, answering: str, answers: str = "answers") -> str:
    return f"{held}; the {answering} {answers} for it" if answering else held


def here(disagreement: Disagreement, role: str, agency: str) -> str:
    """What a role is called at an agency of its type, as it stands after the role; or nothing."""
    side = disagreement.side(agency)
    return titles.here(disagreement.procedure, role, side.type) if side else ""


def _differs(disagreement: Disagreement, tier: int) -> bool:
    """Whether a side has chosen whom to ask there in the place of the tier's own people, or calls them
    otherwise."""
    agencies = disagreement.agencies
    chosen = any((tier, agency) in disagreement.preferred for agency in agencies)
    return chosen or any(
        here(disagreement, role, agency)
        for agency in agencies
        for role in disagreement.roles_at(tier, agency)
    )


def _held_at(disagreement: Disagreement, tier: int, agency: str) -> str:
    roles = disagreement.procedure.roles
    return " or ".join(
        f"{called(roles[role])}{here(disagreement, role, agency)}"
        for role in disagreement.roles_at(tier, agency)
    )


def where(to: Procedure, tier: int) -> str:
    """Stage 2 – Deciding, with the line manager of each agency."""
    return f"{to.stage_of(tier).title}, with the {with_whom(to, tier)}"
