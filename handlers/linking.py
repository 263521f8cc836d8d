"""Linking: written on both disagreements, each under its own key; done again, it is finished, not doubled."""

from collections.abc import Callable
from functools import partial

from escalation.acts import link as acts
from escalation.entries import Entries
from escalation.permissions import Act
from escalation.refusals import NotNow, Stale
from escalation.taking_part import together
from escalation.taking_part.together import HOW
from escalation.words.emergency import first_words
from escalation.words.message import Message, Part, Reference, Says, says
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
    ways = (together.how(how, both.this) for how in HOW if how == request.answers.get("how"))
    return _answer(both, "They are linked", "{this} and {other} are linked: {how}.", next(ways))


def unlink(desk: Desk, request: Request) -> Reply:
    """That two belong together was a mistake."""
    if not request.carries:
        return _which_link(desk, request)
    both = pairs.pair(desk, request, Act.UNLINK)
    looking_again.at_reason(desk, request, desk.person(request), both.this, both.other)
    _on_both(desk, request, both, acts.unlink, linked=False)
    return _answer(both, "They are not linked", "{this} and {other} are not linked.")


def _which_link(desk: Desk, request: Request) -> Reply:
    """The form of the one on which the link stands: of one that was half removed, the other still has it."""
    this, other = pairs.typed(desk, request, Act.UNLINK)
    if other is None and this.links:
        return pairs.form(desk, request, Act.UNLINK, this)
    if other is None:
        raise NotNow(f"{this.reference} is linked with no other. Nothing has changed.")
    for one, linked in ((this, other), (other, this)):
        if linked.reference in one.links:
            return pairs.form(desk, request, Act.UNLINK, one, linked)
    raise NotNow(f"{this.reference} and {other.reference} are not linked. Nothing has changed.")


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
    parts: tuple[Part, ...] = (first_words(both.this), said)
    return Tells(Message(summary, parts))
