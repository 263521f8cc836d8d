"""Working time: which days count, when a window ends, and the clock on the wall."""
