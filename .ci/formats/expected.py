"""What an export must say, from the native JSONL and the sources themselves."""

import json
from pathlib import Path

ENCODINGS = {"UTF-8": "utf-8", "UTF-8 BOM": "utf-8", "GB18030": "gb18030", "UTF-16LE": "utf-16-le"}


class Document:
    """A line of the native JSONL with the text that its positions count in."""

    def __init__(self, line, folder):
        self.line = line
        self.path = line["path"]
        raw = (Path(folder) / self.path).read_bytes().decode(ENCODINGS[line["encoding"]])
        self.text = raw.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        self.nodes = {node["id"]: node for node in line["nodes"]}
        self.entries = [node for node in line["nodes"] if node["kind"] == "entry"]
        self.mentions = line["mentions"]
        self.in_force = [m for m in self.mentions if m["verdict"] != "rejected"]
        assert len(self.text) == line["length"], f"{self.path}: {len(self.text)} characters, not {line['length']}"
        for m in self.mentions:
            assert self.text[m["start"]:m["end"]] == m["quote"], (self.path, m)

    def facts(self, mention):
        """File, type, start, end, quote, value, verdict, reviewer, rule: what every format says."""
        return (self.path, mention["type"], mention["start"], mention["end"], mention["quote"], mention["value"],
                mention["verdict"], mention["by"], mention["rule"])

    def lead(self, mention):
        """Of the entry that a mention stands in."""
        node = self.nodes.get(mention["node"])
        while node and node["kind"] != "entry":
            node = self.nodes.get(node["parent"])
        return node and node["heading"]


def read(jsonl, folder):
    with open(jsonl, encoding="utf-8") as lines:
        return [Document(json.loads(line), folder) for line in lines]


def all_facts(documents, in_force=False):
    return [d.facts(m) for d in documents for m in (d.in_force if in_force else d.mentions)]


def utf16(text, position):
    """A position in code points as one in UTF-16 units."""
    return len(text[:position].encode("utf-16-le")) // 2


def same(what, got, wanted):
    got, wanted = list(got), list(wanted)
    if got == wanted:
        return
    for at, (a, b) in enumerate(zip(got, wanted)):
        assert a == b, f"{what}, number {at}:\n  got    {a}\n  wanted {b}"
    raise AssertionError(f"{what}: {len(got)}, not {len(wanted)}")
