"""Microsoft Graph: who somebody's managers are, as their own organisation's Microsoft 365 says it."""
