"""What sets the pages, exactly: two typesetters of one name set the same record in the same bytes."""

import hashlib
import unicodedata
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from escalation.working_time import times
from export.characters import FONTS

FOLDER = Path(__file__).parent
# Everything that has a say in the pages; whoever changes one of them makes another typesetter.
_SOURCES = (
    "record.typ",
    "sheet.py",
    "absent.py",
    "discussions.py",
    "printed.py",
    "proof.py",
    "characters.py",
    "pdf.py",
)


@lru_cache(maxsize=1)
def name() -> str:
    """The typesetter of this installation: its version, its Unicode, and a digest of layout and fonts."""
    digest = hashlib.sha256()
    for file in [*(FOLDER / source for source in _SOURCES), Path(times.__file__)]:
        digest.update(file.read_bytes().replace(b"\r\n", b"\n"))
    for font in sorted(FONTS.glob("*.ttf")):
        digest.update(hashlib.sha256(font.read_bytes()).digest())
    layout = digest.hexdigest()[:16]
    return f"typst {version('typst')}; Unicode {unicodedata.unidata_version}; layout {layout}"
