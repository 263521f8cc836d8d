"""The Berkshire text, were it to say more: two teams of an agency, whom else to ask, what went well."""

from escalation.texts.procedure import read
from tests.escalation.story import BERKSHIRE

ADDED = """\
within one agency: true

subjects:
  - id: child
    term: child or young person
    file: child's file
  - id: unborn_child
    term: unborn child
    file: unborn child's file
    unborn: true

outside referrals:
  - id: cafcass
    to: Cafcass
    words: It may be referred at any point.
    req: [section 8]
  - id: ombudsman
    to: The ombudsman
    words: It may be referred once the agency has answered.
    req: [section 8]

recognition:
  words: Good practice is recognised, and passed on.
  to: [business_manager, independent_scrutineer]
  req: [section 9]

equivalents:
  - role: senior_manager
    agency type: practice
    title: GP partner
    instead: A practice has none; the ICB safeguarding team acts in its place.
    req: [section 9]

terms:
"""
TEXT = BERKSHIRE.text.replace("\nterms:\n", f"\n{ADDED}", 1)
assert BERKSHIRE.text != TEXT
WAYS = read(TEXT, f"{BERKSHIRE.id}.yml")
