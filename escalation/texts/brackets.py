"""Brackets about words that may hold some themselves: never one pair inside another, or straight after."""


def aside(words: str, *, within: bool = False) -> str:
    """In brackets; or after a dash, where they hold brackets themselves; `within` a sentence that goes on."""
    if "(" not in words:
        return f"({words})"
    return f"– {words} –" if within else f"– {words}"


def besides(words: str, added: str) -> str:
    """Words with more in brackets after them; or after a comma, where brackets have just ended."""
    return f"{words}, {added}" if words.endswith(")") else f"{words} ({added})"
