"""A small procedure to change a line of, and what is then said of it."""

import pytest

from escalation.texts.procedure import Faults, read

SMALL = """\
id: small-town
title: Small Town Process
version: "2026"
source:
  document: Small Town Process
  dated: "2026"
nation: england
areas: [Small Town]
terms:
  matter: difference
  stage: Level
  child: child
  file: child's file
  raiser: professional
  responder: other professional
harm:
  words: Dial 999 and ask for the police.
  tell: [line_manager]
  req: [section 1]
categories:
  - id: other
    label: Something else
    req: [section 2]
roles:
  practitioner: {label: Professional, of: agency}
  line_manager: {label: Line manager, of: agency}
  business_manager: {label: Business Manager, of: partnership}
settled by: each_agency
on limit passed: tell_next_tier
skipping: {allowed: false, req: [section 3]}
stages:
  - id: s1
    number: 1
    name: Talking
    req: [section 4]
    tiers:
      - id: s1-professionals
        held by: [practitioner]
        what: Talk.
        req: [section 4]
        within:
          working days: 1
          counted from: start
          words: within one working day
      - id: s1-managers
        held by: [line_manager]
        what: Talk again.
        req: [section 5]
    copies:
      - {to: business_manager, content: notice, at: entry, force: may, req: [section 6]}
    record: {what: On file., force: should, req: [section 7]}
  - id: s2
    number: 2
    name: Deciding
    req: [section 8]
    tiers:
      - {id: s2-managers, held by: [line_manager], what: Decide., req: [section 8]}
    record: {what: On file., force: should, req: [section 8]}
open questions:
  - id: counting
    question: Day 0 or day 1?
    readings: [day 0, day 1]
    taken: day 0
    why: It adds up.
    req: [section 4]
"""


def changed(old: str, new: str) -> str:
    assert SMALL.count(old) >= 1, old
    return SMALL.replace(old, new, 1)


def faults(text: str) -> list[str]:
    with pytest.raises(Faults) as told:
        read(text, "small.yml")
    return told.value.faults
