"""Try."""
from pathlib import Path
def test_try(file, pages, settled):
    Path("/tmp/w/try.json").write_bytes(file); Path("/tmp/w/try.pdf").write_bytes(pages)
    for k in settled.kept: print(k.link.header.seq,k.link.header.kind,k.link.header.at,k.link.header.by)
