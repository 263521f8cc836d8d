"""Linking: written on both disagreements, each under its own key; done again, it is finished, not doubled."""

from collections.abc import Callable
from functools import partial

from escalation.acts import link as acts
from escalation.entries import Entries
from escalation.message import Message, Part, Reference, Says, says
from escalation.permissions import Act
from escalation.refusals import Stale
from escalation.together import HOW
from handlers import looking_again, pairs
from handlers.desk import Desk
from handlers.pairs import Pair
from handlers.request import Reply, Request, Tells


def link(desk: Desk, request: Request) -> Reply:
    """Two belong together."""
    if not request.carries:
        return pairs.page(desk, request, Act.LINK)
    both = pairs.pair(desk, request, Act.LINK)
    _on_both(desk, request, both, acts.link, linked=True)
    ways = (words for how, words in HOW.items() if how == request.answers.get("how"))
    return _answer(both, "They are linked", "{this} and {other} are linked: {how}.", next(ways))


def unlink(desk: Desk, request: Request) -> Reply:
    """That two belong together was a mistake."""
    if not request.carries:
        return pairs.page(desk, request, Act.UNLINK)
    both = pairs.pair(desk, request, Act.UNLINK)
    looking_again.at_reason(desk, request, desk.person(request), both.this, both.other)
    _on_both(desk, request, both, acts.unlink, linked=False)
    return _answer(both, "They are not linked", "{this} and {other} are not linked.")


def _on_both(
    desk: Desk, request: Request, both: Pair, rule: Callable[..., Entries], *, linked: bool
) -> None:
    """The other's half follows unless somebody has done the opposite since the first was written."""
    person, now, key = desk.person(request), desk.now(), request.act_key
    this, other = both.this.reference, both.other.reference
    asked = partial(rule, by=person.id, answers=request.answers)
    pairs.rehearse(desk, both.this, partial(asked, other=other))
    pairs.rehearse(desk, both.other, partial(asked, other=this))
    after = desk.store.act(this, partial(asked, other=other), key=key, at=now)
    if (other in after.links) is not linked:
        raise Stale("Somebody has changed this link since. Nothing has changed; look at its card.")
    follows = partial(asked, other=this, begun=True)
    desk.store.act(other, follows, key=f"{key}:other", at=now)


def _answer(both: Pair, summary: str, sentence: str, how: str = "") -> Tells:
    this, other = Reference(both.this.reference), Reference(both.other.reference)
    said: Says = says(sentence, this=this, other=other, how=how)
    parts: tuple[Part, ...] = (said,)
    return Tells(Message(summary, parts))
