"""Why not, in a sentence a worker can read.

Refusal
├── Stale          the question has been answered, or is no longer asked
├── NotYours       another person may do this, and the sentence says who
├── NotNow         nobody may do this at present
├── Unusable       what was typed cannot be used; names the field, keeps the rest
└── Unknown        no such disagreement for this person
"""


class Refusal(Exception):
    """A rule's answer that nothing is done: why, and what to do instead. Free of content."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Stale(Refusal):
    """The question has been answered or withdrawn since it was asked."""


class NotYours(Refusal):
    """This is another person's to do."""


class NotNow(Refusal):
    """This cannot be done at present."""


class Unusable(Refusal):
    """Something typed cannot be used as it stands; `also`: the same of further fields, in a sentence each."""

    def __init__(self, field: str, sentence: str, also: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(sentence)
        self.field = field
        self.also = also


class Unknown(Refusal):
    """There is no such disagreement, or none that this person may see."""
