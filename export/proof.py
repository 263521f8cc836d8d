"""What a record proves when it holds, what it never proves, and what is left when it does not hold."""

PROVES = (
    "Unchanged: every word of this copy is as the holder of the signing key signed it, and each "
    "entry follows the one before it, so that none has been changed, removed, added or moved "
    "since. For that, the fingerprint has to be compared with the one this partnership published."
)
DOES_NOT_PROVE = (
    "Not that what people wrote is true, nor that everything was written down. Not who made the "
    "record, unless the fingerprint is known from somewhere else: whoever holds the signing key "
    "could write the whole chain anew. Where two agencies hold copies made of the same entries, "
    "both must end in the same head."
)
NOTHING = (
    "Nothing: do not rely on this copy. Keep it as it is, and compare it with another agency's "
    "copy and with the partnership's own ledger."
)
NOT_OF_THE_PAGES = "This is so of the attached record.json, not of the pages."
