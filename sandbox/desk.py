"""What every part of the sandbox works with: the workspace, the courier, the faults."""

from dataclasses import dataclass

from sandbox.deliveries import Courier
from sandbox.faults import Faults
from sandbox.workspace import Workspace


@dataclass
class Desk:
    """One sandbox at work; own_url is the address by which it was last reached."""

    workspace: Workspace
    courier: Courier
    faults: Faults
    own_url: str = ""
