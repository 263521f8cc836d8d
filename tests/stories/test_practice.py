"""Practice, as somebody lives it before they need it: alone, on their own screen, and then wiped."""

import pytest


@pytest.fixture
def sam(berkshire):
    """Sam Okafor, who has typed /escalate practice."""
    person = berkshire.person("Sam")
    person.types("/escalate practice")
    person.waits_for(lambda: person.modal, called="the first page of practice")
    return person


def test_look(berkshire, sam):
    print(sam.modal.text, [(f.label, f.value) for f in sam.modal.fields])
    m = sam.submits()
    print(m.title, m.errors, m.text, [(f.label, f.value) for f in m.fields])
    m = sam.submits()
    print(m.title, m.errors, m.text)
    m = sam.submits()
    print(m.title, m.errors, m.text)
    sam.presses("Let time pass", in_=sam.modal)
    berkshire.settles()
    print(sam.modal.title, sam.modal.errors, sam.modal.text)
    sam.presses("Let time pass", in_=sam.modal)
    berkshire.settles()
    print(sam.modal.title, sam.modal.errors, sam.modal.text)
    sam.presses("Propose an agreement", in_=sam.modal)
    berkshire.settles()
    print(
        sam.modal.title,
        sam.modal.errors,
        sam.modal.text,
        [(f.label, f.value, f.options) for f in sam.modal.fields],
    )
    assert 0
