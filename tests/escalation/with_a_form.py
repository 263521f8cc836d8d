"""The Berkshire process, were it to have the Request for Dispute Resolution of Hillingdon sent at stage 4."""

from escalation.texts.procedure import Procedure, read
from tests.escalation.story import BERKSHIRE

FORM = "request-for-dispute-resolution"
TITLE = "Request for Dispute Resolution"
QUESTION = f"form:{FORM}"
# The fourteen fields, in the order of the form (R-003-53 to R-003-61).
FORMS = f"""\
forms:
  - id: {FORM}
    title: {TITLE}
    stage: s4
    by: senior_manager
    to: business_manager
    fields:
      - {{id: referrer, label: Referrer, drawn from: referrer, req: [R-003-54]}}
      - {{id: agency, label: Agency, drawn from: agency, req: [R-003-54]}}
      - {{id: contact, label: Contact details, drawn from: contact, req: [R-003-54]}}
      - {{id: subject, label: Subject, drawn from: name, sealed: true, req: [R-003-55]}}
      - {{id: dob, label: Dob, drawn from: born, sealed: true, req: [R-003-55]}}
      - {{id: address, label: Address, sealed: true, long: true, req: [R-003-56]}}
      - {{id: ethnicity, label: Ethnicity, sealed: true, req: [R-003-57]}}
      - {{id: disability, label: Disability, sealed: true, req: [R-003-57]}}
      - {{id: gender, label: Gender, sealed: true, req: [R-003-57]}}
      - {{id: religion, label: Religion, sealed: true, req: [R-003-57]}}
      - {{id: family, label: Family/carer details, sealed: true, long: true, req: [R-003-58]}}
      - {{id: summary, label: Case Summary, drawn from: summary, long: true, req: [R-003-59]}}
      - {{id: reason, label: Reason for Escalation, drawn from: reason, long: true, req: [R-003-60]}}
      - {{id: actions, label: Summary of actions taken, drawn from: actions, long: true, req: [R-003-61]}}
    req: [R-003-53]

"""
OF_THE_PERSON = (
    *("Subject", "Dob", "Address", "Ethnicity", "Disability", "Gender", "Religion"),
    "Family/carer details",
)


def with_a_form(text: str = BERKSHIRE.text, **changed: str) -> Procedure:
    """That text, with the form; each of `changed` stands in its place in the form."""
    forms = FORMS
    for key, value in changed.items():
        old = next(line for line in FORMS.splitlines() if line.startswith(f"    {key}: "))
        forms = forms.replace(old, f"    {key}: {value}")
    return read(text.replace("open questions:\n", f"{forms}open questions:\n", 1), "with a form")


FORMED = with_a_form()
