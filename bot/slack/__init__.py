"""Slack: what people do there becomes requests, and what is said to them becomes Slack's own blocks."""
