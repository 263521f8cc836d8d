"""Speaking: the platforms, the door, the commands, and the one place that puts all together."""

VERSION = "0.1.0"
