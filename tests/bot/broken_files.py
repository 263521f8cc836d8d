"""Files that are no procedure, each broken in one way; and where and what is said of it."""

from tests.bot import broken_words, broken_yaml
from tests.escalation.small_procedure import changed

BROKEN: dict[str, tuple[bytes, str, str]] = {
    **{
        name: (changed(old, new).encode(), place, said)
        for name, (old, new, place, said) in (broken_words.CHANGED | broken_yaml.CHANGED).items()
    },
    **{
        name: (whole if isinstance(whole, bytes) else whole.encode(), place, said)
        for name, (whole, place, said) in broken_yaml.WHOLE.items()
    },
}
