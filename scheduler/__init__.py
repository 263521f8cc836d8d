"""Acting, when time passes."""
