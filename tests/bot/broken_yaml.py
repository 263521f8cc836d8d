"""Files whose lines cannot be read as headings, or that are no text of a procedure at all."""

from tests.escalation.small_procedure import SMALL, changed

# What is changed in a small procedure, into what; where that is said, and how the sentence begins.
CHANGED: dict[str, tuple[str, str, str, str]] = {
    "heading-twice": (
        "nation: england\n",
        "nation: england\nnation: wales\n",
        "8:1",
        "`nation` is here twice; it is also on line 7.",
    ),
    "role-with-an-id": (
        "{label: Line manager, of: agency}",
        "{id: other, label: Line manager, of: agency}",
        "26:18",
        "The id of a role is the heading under which it stands: leave this out.",
    ),
    "anchor": (
        "areas: [Small Town]",
        "areas: &a [Small Town]",
        "8:8",
        "Anchors (&name) are not used here; write the words out, or",
    ),
    "alias": (
        "areas: [Small Town]",
        "areas: *a",
        "8:8",
        "Aliases (*name and <<) are not used here; write the words",
    ),
    "merge-key": (
        "terms:\n",
        "terms:\n  <<: {a: b}\n",
        "10:3",
        "Aliases (*name and <<) are not used here; write the words",
    ),
    "tag": (
        "title: Small Town Process",
        "title: !!python/object/apply:os.system [ls]",
        "2:8",
        "Tags (!name) are not used here; write the words out, or put",
    ),
    "own-tag": (
        "title: Small Town Process",
        "title: !secret it",
        "2:8",
        "Tags (!name) are not used here; write the words out, or put",
    ),
    "second-document": (
        "stages:\n",
        "---\nstages:\n",
        "31:1",
        "One file holds one procedure: no second document, and no line",
    ),
    "directive": (
        "id: small-town\n",
        "%YAML 1.1\n---\nid: small-town\n",
        "2:1",
        "One file holds one procedure: no second document, and no line",
    ),
    "colon-in-a-sentence": (
        "what: Talk again.",
        "what: Talk again: now.",
        "47:25",
        "A colon followed by a space inside a sentence ends it; put",
    ),
    "tab": (
        "    name: Talking",
        "\tname: Talking",
        "34:1",
        "This character cannot begin a line or a value; indent with",
    ),
    "not-indented": (
        "    name: Talking",
        "   name: Talking",
        "34:4",
        "This line is not indented like its neighbours; line it up",
    ),
    "bracket-open": (
        "areas: [Small Town]",
        "areas: [Small Town",
        "9:6",
        "What stands in brackets is not closed, or lacks a comma.",
    ),
    "quote-open": (
        "title: Small Town Process",
        'title: "Small Town Process',
        "3:11",
        "This line is not indented like its neighbours; line it up",
    ),
    "dash-missing": (
        "      - id: s1-managers",
        "        id: s1-managers",
        "45:9",
        "`id` is here twice; it is also on line 37.",
    ),
    "list-as-key": (
        "title: Small Town Process",
        "? [a, b]\n: c",
        "2:3",
        "What stands before a colon is one word or a few, never a list.",
    ),
    "begins-with-a-sign": (
        "what: Talk again.",
        "what: @Talk again.",
        "47:15",
        "This character cannot begin a line or a value; indent with",
    ),
    "begins-with-percent": (
        "what: Talk again.",
        'what: "%d" %s',
        "47:20",
        "This character cannot begin a line or a value; indent with",
    ),
}

# What is in the file instead.
WHOLE: dict[str, tuple[str | bytes, str, str]] = {
    "empty": ("", "1:1", "A procedure is a list of headings, each followed by a colon"),
    "blank": ("\n\n  \n", "1:1", "A procedure is a list of headings, each followed by a colon"),
    "comment-only": (
        "# nothing\n",
        "1:1",
        "A procedure is a list of headings, each followed by a colon",
    ),
    "a-word": ("procedure", "1:1", "A procedure is a list of headings, each followed by a colon"),
    "a-list": ("- a\n- b\n", "1:1", "A procedure is a list of headings, each followed by a colon"),
    "null": ("null\n", "1:1", "A procedure is a list of headings, each followed by a colon"),
    "json-list": ("[1, 2]", "1:1", "A procedure is a list of headings, each followed by a colon"),
    "utf-16": (
        SMALL.encode("utf-16"),
        "1:1",
        "This is not plain text, as a Word document or a PDF is not;",
    ),
    "latin-1": (
        SMALL.replace("child's", "childé").encode("latin-1"),
        "13:1",
        "This is not plain text, as a Word document or a PDF is not;",
    ),
    "binary": (
        bytes(range(256)) * 8,
        "2:1",
        "This is not plain text, as a Word document or a PDF is not;",
    ),
    "a-pdf": (
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
        "2:1",
        "This is not plain text, as a Word document or a PDF is not;",
    ),
    "a-docx": (
        b"PK\x03\x04\x14\x00\x06\x00" + bytes(200),
        "1:1",
        "This is not plain text, as a Word document or a PDF is not;",
    ),
    "nul": (
        SMALL.replace("Small Town Process", "Small\0Town", 1),
        "2:1",
        "This is not plain text, as a Word document or a PDF is not;",
    ),
    "truncated": (SMALL[:700], "30:30", "What stands in brackets is not closed, or lacks a comma."),
    "truncated-in-a-quote": (
        SMALL[: SMALL.index('"2026"') + 3],
        "3:13",
        "A quotation mark is opened and never closed.",
    ),
    "truncated-in-a-list": (
        SMALL[: SMALL.index("[Small Town]") + 4],
        "8:12",
        "What stands in brackets is not closed, or lacks a comma.",
    ),
    "10-mb": (
        SMALL + "# " + "x" * 10_000_000,
        "1:1",
        "This file is larger than 200 kB; a procedure is a few pages",
    ),
    "10-mb-on-one-line": (
        "title: " + "a" * 10_000_000,
        "1:1",
        "This file is larger than 200 kB; a procedure is a few pages",
    ),
    "deep-lists": ("[" * 5000, "1:21", "This is nested too deeply to be a procedure."),
    "deep-maps": (
        "\n".join(" " * n + f"a{n}:" for n in range(400)),
        "21:21",
        "This is nested too deeply to be a procedure.",
    ),
    "deep-flow": (
        "{a: " * 300 + "1" + "}" * 300,
        "1:81",
        "This is nested too deeply to be a procedure.",
    ),
    "billion-laughs": (
        "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n",
        "1:4",
        "Anchors (&name) are not used here; write the words out, or",
    ),
    "many-keys": (
        "\n".join(f"key{n}: 1" for n in range(9000)),
        "4000:1",
        "This has far more headings than a procedure; one is a few",
    ),
    "many-faults": (
        "stages:\n" + "".join(f"  - id: {n}\n" for n in range(3000)),
        "2001:5",
        "This has far more headings than a procedure; one is a few",
    ),
    "huge-number": (
        changed("working days: 1", "working days: " + "9" * 5000),
        "42:25",
        "A number in this file has more figures than anything that is",
    ),
    "words-a-long-number": (
        changed("title: Small Town Process", "title: 20260331"),
        "2:1",
        "`title` must be words; put them in quotation marks if they are",
    ),
    "words-not-a-number": (
        changed("title: Small Town Process", "title: .nan"),
        "2:1",
        "`title` must be words; put them in quotation marks if they are",
    ),
    "nul-as-an-escape": (
        changed("title: Small Town Process", 'title: "Small\\0Town"'),
        "2:8",
        "What this stands for cannot be seen or is no character at all;",
    ),
    "half-a-character": (
        changed("title: Small Town Process", 'title: "Small\\ud800"'),
        "2:8",
        "What this stands for cannot be seen or is no character at all;",
    ),
    "no-character": (
        changed("title: Small Town Process", 'title: "Small\\UFFFFFFFF"'),
        "2:14",
        "What this stands for cannot be seen or is no character at all;",
    ),
    "bidi-as-an-escape": (
        changed("title: Small Town Process", 'title: "Small\\u202eTown"'),
        "2:8",
        "An invisible character here turns text around, so that people",
    ),
    "no-heading": (SMALL + ": words\n", "66:1", "Nothing stands before this colon; put a heading"),
    "null-as-a-heading": (SMALL + "~: words\n", "66:1", "`None` is not a heading used here."),
    "no-such-day": (
        changed("nation: england", "nation: 2026-13-45"),
        "7:1",
        "`2026-13-45` is not something `nation` can say.",
    ),
    "many-lines": (
        SMALL + "# no\n" * 30_000,
        "10001:1",
        "This file has more than 10,000 lines; a procedure is a few pages",
    ),
    "infinity": (
        changed("working days: 1", "working days: .inf"),
        "42:11",
        "`working days` must be a whole number.",
    ),
    "crlf-fault": (
        changed("title: Small", "titel: Small").replace("\n", "\r\n"),
        "2:1",
        "`titel` is not a heading used here. Did you mean `title`?",
    ),
    "bidi": (
        changed("title: Small Town Process", "title: Small \u202e Town"),
        "2:14",
        "An invisible character here turns text around, so that people",
    ),
    "bom-16": (b"\xff\xfe", "1:1", "This is not plain text, as a Word document or a PDF is not;"),
    "html": (
        "<html><body>Procedure</body></html>",
        "1:1",
        "A procedure is a list of headings, each followed by a colon",
    ),
}
