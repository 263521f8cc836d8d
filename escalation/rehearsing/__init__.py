"""A procedure on paper, and lived by invented people."""
