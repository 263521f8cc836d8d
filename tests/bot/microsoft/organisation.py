"""The people of a small organisation, each of whom Microsoft 365 knows in a different way."""

from sandbox.microsoft.settings import Account, Contact, Settings, id_of

DIRECTOR = Contact("Pat Trust")
KIM = Account("Kim Roe", mail="kim@health.example")
JO = Account("Jo Lee", mail="jo@health.example", manager=KIM.id)
SAM = Account("Sam Reed", mail="sam@health.example", manager=JO.id)
NEIL = Account("Ned O'Neil", mail="ned.o'neil@health.example", manager=JO.id)
GUEST = Account("Gus Guest", "", "gus@care.example", "gus_care#EXT#@sandbox.example", guest=True)
UNDER_GUEST = Account("Una Reed", mail="una@health.example", manager=GUEST.id)
LEFT = Account("Lee Left", mail="lee@health.example", manager=KIM.id, enabled=False)
UNDER_LEFT = Account("Ula Hart", mail="ula@health.example", manager=LEFT.id)
ROUND = Account("Rob Round", mail="rob@health.example", manager=id_of("Ann Round"))
ROUND_TOO = Account("Ann Round", mail="ann@health.example", manager=ROUND.id)
SELF = Account("Sol Self", mail="sol@health.example", manager=id_of("Sol Self"))
UNDER_CONTACT = Account("Cal Reed", mail="cal@health.example", manager=DIRECTOR.id)
NO_MAIL = Account("Nia Mail", mail=None, upn="nia@health.example", manager=JO.id)
TWICE = Account("Dee Twice", mail="dee@health.example", upn="dee.1@health.example")
TWICE_TOO = Account("Dee Again", mail="dee@health.example", upn="dee.2@health.example")
DEEP = tuple(
    Account(f"Deep {n}", mail=f"deep{n}@health.example", manager=id_of(f"Deep {n + 1}"))
    for n in range(30)
)
EVERYBODY = (
    *(SAM, JO, KIM, NEIL, GUEST, UNDER_GUEST, LEFT, UNDER_LEFT, ROUND, ROUND_TOO, SELF),
    *(UNDER_CONTACT, NO_MAIL, TWICE, TWICE_TOO, *DEEP),
)
SETTINGS = Settings(EVERYBODY, (DIRECTOR,))
