"""The words a procedure uses for things, and how they stand inside a sentence."""

from dataclasses import dataclass

from escalation.texts.plain import Plain, Words


@dataclass(frozen=True)
class Terms(Plain):
    """The words this procedure uses for things."""

    matter: Words
    stage: Words
    child: Words
    file: Words
    raiser: Words
    responder: Words

    @property
    def a_stage(self) -> str:
        """The word for a stage, as it stands inside a sentence: stage, level, step."""
        return " ".join(each.lower() if each.istitle() else each for each in self.stage.split(" "))

    @property
    def one_stage(self) -> str:
        """A stage; an escalation level."""
        return f"{'an' if self.a_stage[0] in 'aeiou' else 'a'} {self.a_stage}"

    @property
    def of_an_adult(self) -> bool:
        """Whether it is about an adult, of whom it is not said what is best for them."""
        return "adult" in self.child.casefold()

    @property
    def interest(self) -> str:
        """What is asked of whoever raises it, for the sake of whom it is about."""
        whose = "their interest" if self.of_an_adult else "the best interest"
        return f"Why this is in {whose}"

    @property
    def interest_of(self) -> str:
        """The same, where it is said whose."""
        return f"Why this is in the {self.child}’s {'' if self.of_an_adult else 'best '}interest"
