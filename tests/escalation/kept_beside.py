"""The Berkshire text, were it to ask what stays off the file and what is confirmed, and to send elsewhere."""

from escalation.texts.procedure import Procedure
from tests.escalation.other_texts import changed

COMPETENCE = """\
    duties:
      - id: competence
        by: senior_manager
        what: Address any compliance or professional competence issues.
        at: settled
        asks: yes_or_no
        off file: true
        force: should
        req: [R-002-43]
"""
CONFIRM = """\
    duties:
      - id: confirm
        by: line_manager
        what: Confirm in writing between agencies what was agreed.
        at: settled
        drafts: confirmation
        force: should
        req: [R-002-30]
      - id: email
        by: practitioner
        of: raising
        what: Send an e-mail that confirms the resolution, or the ongoing concern.
        at: left
        drafts: confirmation
        force: should
        req: [R-003-43]
"""
ELSEWHERE = """
exclusions:
  - id: undelivered
    label: An agency has not delivered an agreed action
    signpost: The agency's own complaints process.
    reopens: true
    req: [R-002-04]
  - id: employer
    label: A complaint about one's own employer
    signpost: Use your employer's complaints procedure.
    req: [section 2]

other routes:
  - id: cumulative
    label: General concerns about how another agency works
    to: safeguarding_lead
    words: Your own lead decides how this is dealt with; it may sit outside this procedure.
    req: [R-002-49]

terms:"""
_S2, _S3 = "\n  - id: s2\n    number: 2\n", "\n  - id: s3\n    number: 3\n"
_S4 = "\n  - id: s4\n    number: 4\n"
KEPT: Procedure = changed(
    ("\nterms:", ELSEWHERE), (_S2, f"{CONFIRM}{_S2}"), (_S4, f"{COMPETENCE}{_S4}")
)
