"""Keeping: one disagreement as a signed record for one reader, and how that record is checked."""
