"""A partnership's procedure as values, and its text as people write it."""
