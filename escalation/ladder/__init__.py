"""The ladder: whose turn it is, by when, and who is told next."""
