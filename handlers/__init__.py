"""Acting, when a person acts."""
