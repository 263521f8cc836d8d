"""Whoever fires limits: each makes ready, and is then timed from one word to its end."""
