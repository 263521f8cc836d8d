"""Keeping: the ledger, and everything computed from it, in one database."""
