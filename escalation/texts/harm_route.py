"""The route of immediate harm that a procedure gives, and ours where it gives none."""

from collections.abc import Iterable
from dataclasses import dataclass

from escalation.texts.plain import Plain, Req, Roles, Words

OUR_WORDS = (
    "If {whom} is in immediate danger, dial 999 and ask for the police. Tell your own safeguarding "
    "lead or line manager at once. These words are Escalate's; the procedure gives none."
)
_OWN = ("safeguarding_lead", "designated_professional", "line_manager", "supervisor")


@dataclass(frozen=True)
class Harm(Plain):
    """The immediate-harm route: its words, and whom the press tells, in order of preference."""

    words: Words
    tell: Roles
    req: Req


def ours(roles: Iterable[str], whom: str = "a child") -> Harm:
    """Where the text gives none: 999, and whoever of these its own people are."""
    known = {*roles}
    return Harm(
        OUR_WORDS.format(whom=whom), tuple(role for role in _OWN if role in known), ("ours",)
    )
