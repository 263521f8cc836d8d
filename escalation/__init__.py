"""Meaning: pure values and rules; no clock, no storage, no platform."""
