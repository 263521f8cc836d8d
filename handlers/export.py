"""Export: a reader's own copy of the record, noted in the audit and on the ledger before it leaves."""

import hashlib
from functools import partial

from escalation import practice, rights
from escalation.acts import close
from escalation.message import Message, says
from escalation.people import PARTNERSHIP
from escalation.permissions import Act
from escalation.refusals import NotNow, Unknown
from handlers.desk import Desk
from handlers.request import Hands, Reply, Request
from handlers.showing import readable

FORMAT = "pdf"


def export(desk: Desk, request: Request) -> Reply:
    """The reader's copy as a PDF with the signed record inside it."""
    person = desk.person(request)
    if not request.reference:
        raise Unknown("Say which: /escalate export ESC-…, with the reference of the one you mean.")
    if request.reference == practice.REFERENCE:
        raise NotNow(practice.NO_EXPORT)
    disagreement = readable(desk, request, Act.EXPORT)
    directory, now = desk.store.directory(), desk.now()
    actor = rights.check(person.id, Act.EXPORT, disagreement, directory)
    office = actor.agency == PARTNERSHIP
    content = desk.make(disagreement.reference, actor.agency, FORMAT, now, office)
    rule = partial(
        close.exported,
        by=person.id,
        agency=actor.agency,
        to=person.id,
        format=FORMAT,
        sha256=hashlib.sha256(content).hexdigest(),
    )
    key = f"{request.platform}:{request.key}"
    desk.store.act(disagreement.reference, rule, key=key, at=now)
    message = Message(
        f"{disagreement.reference}: your copy of the record",
        (
            says(
                "Your copy of {reference}. It is confidential; that you have it is recorded.",
                reference=disagreement.reference,
            ),
        ),
    )
    return Hands(message, f"{disagreement.reference}-copy.{FORMAT}", content)
