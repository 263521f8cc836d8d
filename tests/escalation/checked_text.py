"""The Berkshire process with check-backs, as another text has them: at each of its first three stages."""

import re

from escalation.texts.procedure import Procedure, read
from tests.escalation.story import BERKSHIRE

_BOTH = """\
    check backs:
      - asks: understood
        what: Check back that there is a shared understanding of the agreed actions.
        force: should
        req: [R-004-13]
      - asks: done
        what: Check back that the agreed actions are fully implemented in the agreed time scale.
        force: should
        req: [R-004-14]
"""
_DONE = f"    check backs:\n{_BOTH[_BOTH.index('      - asks: done') :]}"
_EACH = {"s1": _BOTH, "s2": _BOTH, "s3": _DONE}


def checked(text: str = BERKSHIRE.text, **stages: str) -> Procedure:
    """A text in which these stages are checked back."""
    for id, checks in (stages or _EACH).items():
        text, found = re.subn(
            rf"(\n  - id: {id}\n(?:    .*\n|\n)*?)(    record:\n)", rf"\1{checks}\2", text, count=1
        )
        assert found, id
    return read(text, "checked.yml")


CHECKED = checked()
LEFT_TO_THEM = checked(s1=_DONE.replace("force: should", "force: may"))
