"""A small Microsoft 365 on this machine: its login and the part of Graph that says who somebody is.

It is strict: it refuses what Microsoft refuses, in Microsoft's words, and whatever it does not know.
It serves HTTPS only, as Microsoft does, with a certificate of its own making, and imports nothing of
the app.

    from sandbox.microsoft.certificate import Certificate
    from sandbox.microsoft.server import serve
    from sandbox.microsoft.settings import Account, Settings

    jo = Account("Jo Lee", mail="jo@health.example")
    sam = Account("Sam Reed", mail="sam@health.example", manager=jo.id)
    office = serve(Settings(accounts=(jo, sam)), Certificate.made_in(folder))
    # the app: authority and Graph at office.url, SSL_CERT_FILE=certificate.file, tenant, id and
    # secret as in the settings
    office.tenant.permissions.discard("MailboxSettings.Read")
    office.tenant.goes_wrong(Fault(429, retry_after="2", times=2))     # or a date; or Fault(503)
    office.tenant.forgets_its_tokens()
    office.stop()                                                       # refuses connections
"""
