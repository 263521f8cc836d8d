"""The upkeep of the directory: what is asked about it, what was answered, and what is open."""

from sqlalchemy import Engine

from storage.chains import Chains
from storage.confirmations import Confirmations
from storage.errands import Errands
from storage.gaps import Gaps
from storage.thanks import Thanks


class Upkeep:
    """Everything that is kept of it, in four lists."""

    def __init__(self, engine: Engine) -> None:
        self.errands = Errands(engine)
        self.thanks = Thanks(engine)
        self.confirmations = Confirmations(engine)
        self.gaps = Gaps(engine)
        self.chains = Chains(engine)
