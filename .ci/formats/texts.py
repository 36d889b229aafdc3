"""CoNLL read back into spans, and Web Annotations with every selector looked up in its text."""

import csv
import importlib.metadata
import json
import urllib.parse

from expected import same, utf16

# The terms of the W3C's context that the export uses (http://www.w3.org/ns/anno.jsonld), so that nothing is fetched.
OA, RDF, AS = "http://www.w3.org/ns/oa#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/ns/activitystreams#"
IRI = lambda term: {"@type": "@id", "@id": term}
WORD = lambda term: {"@type": "@vocab", "@id": term}
CONTEXT = {
    "id": "@id", "type": "@type",
    "Annotation": OA + "Annotation", "TextualBody": OA + "TextualBody", "SpecificResource": OA + "SpecificResource",
    "TextQuoteSelector": OA + "TextQuoteSelector", "TextPositionSelector": OA + "TextPositionSelector",
    "AnnotationCollection": AS + "OrderedCollection", "AnnotationPage": AS + "OrderedCollectionPage",
    "Software": AS + "Application", "Person": "http://xmlns.com/foaf/0.1/Person", "Text": "http://purl.org/dc/dcmitype/Text",
    "classifying": OA + "classifying", "commenting": OA + "commenting", "describing": OA + "describing", "tagging": OA + "tagging",
    "body": IRI(OA + "hasBody"), "target": IRI(OA + "hasTarget"), "source": IRI(OA + "hasSource"), "selector": IRI(OA + "hasSelector"),
    "creator": IRI("http://purl.org/dc/terms/creator"), "generator": IRI(AS + "generator"), "first": IRI(AS + "first"),
    "motivation": WORD(OA + "motivatedBy"), "purpose": WORD(OA + "hasPurpose"),
    "items": {"@type": "@id", "@id": AS + "items", "@container": "@list"},
    "value": RDF + "value", "start": OA + "start", "end": OA + "end", "exact": OA + "exact", "prefix": OA + "prefix", "suffix": OA + "suffix",
    "created": "http://purl.org/dc/terms/created", "name": "http://xmlns.com/foaf/0.1/name", "total": AS + "totalItems",
    "startIndex": AS + "startIndex", "format": "http://purl.org/dc/elements/1.1/format", "language": "http://purl.org/dc/elements/1.1/language",
}


def spans_of(lines, separator, text):
    """The spans that the tags of one document say, in the text whose characters they are."""
    at, spans, open_span = 0, [], None
    for line in lines:
        if not line:
            continue
        character, tag = line.split(separator)
        while text[at] != character:
            assert text[at].isspace() or ord(text[at]) < 32, f"{text[at]!r} is left out before {character!r}"
            at += 1
        if tag == "O":
            open_span = None
        elif tag.startswith("B-"):
            open_span = [at, at + 1, tag[2:]]
            spans.append(open_span)
        else:
            assert open_span and open_span[2] == tag[2:], f"{line!r} goes on with nothing"
            open_span[1] = at + 1
        at += 1
    return [tuple(span) for span in spans]


def check_conll(folder, documents):
    for name, separator in (("conll", "\t"), ("conll-space", " ")):
        text = (folder / name / "characters.bio").read_text(encoding="utf-8")
        before, *parts = text.split(f"-DOCSTART-{separator}O\n\n")
        assert before == "" and len(parts) == len(documents), name
        with open(folder / name / "mentions.tsv", encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        wanted = [(d.path, str(m["start"]), str(m["end"]), m["type"], m["verdict"] or "", m["by"] or "") for d in documents for m in d.in_force]
        columns = ("file", "start", "end", "type", "verdict", "reviewer")
        same(f"{name} mentions", (tuple(row[c] for c in columns) for row in rows), wanted)
        n = 0
        for document, part in zip(documents, parts):
            tagged = [row for row in rows if row["file"] == document.path and row["is_tagged"] == "true"]
            wanted = [(int(row["start"]), int(row["end"]), row["type"].replace(" ", "_")) for row in tagged]
            same(f"{name} {document.path}", spans_of(part.split("\n"), separator, document.text), wanted)
            others = [m for m in document.in_force if (m["start"], m["end"], m["type"].replace(" ", "_")) not in wanted]
            for m in others:
                assert any(start < m["end"] and m["start"] < end for start, end, _ in wanted), f"{m} overlaps nothing and is not tagged"
            n += len(wanted)
        print(f"{name}: {n} spans rebuilt from their characters, {len(rows)} in the table")


def check_web_annotation(folder, documents):
    import pyld.jsonld

    def load(url, options):
        assert url == "http://www.w3.org/ns/anno.jsonld", url
        return {"contextUrl": None, "documentUrl": url, "document": {"@context": CONTEXT}}

    texts = {d.path: d for d in documents}
    for name in ("web-annotation", "web-annotation-utf-16"):
        plain = json.loads((folder / name).read_text(encoding="utf-8"))
        options = {"documentLoader": load, "base": "https://example.org/bulletins/"}
        [collection] = pyld.jsonld.expand(plain, options)
        [page] = collection[AS + "first"]
        items = page[AS + "items"][0]["@list"]
        assert collection[AS + "totalItems"][0]["@value"] == len(items) == len(plain["first"]["items"])
        assert len({item["@id"] for item in items}) == len(items)
        got = []
        for item in items:
            assert item["@type"] == [OA + "Annotation"], item
            [target] = item[OA + "hasTarget"]
            [source] = target[OA + "hasSource"]
            path = urllib.parse.unquote(source["@id"].removeprefix("https://example.org/bulletins/"))
            text = texts[path].text
            one = lambda selector, key: selector[OA + key][0]["@value"]
            position, quote = target[OA + "hasSelector"]
            exact = one(quote, "exact")
            start, end = one(position, "start"), one(position, "end")
            if name.endswith("utf-16"):
                units = text.encode("utf-16-le")
                assert units[2 * start:2 * end].decode("utf-16-le") == exact, item
                start, end = (len(units[:2 * offset].decode("utf-16-le")) for offset in (start, end))
                assert utf16(text, start) == one(position, "start")
            assert text[start:end] == exact, item
            assert text[:start].endswith(one(quote, "prefix")) and text[end:].startswith(one(quote, "suffix")), item
            bodies = [(body[OA + "hasPurpose"][0]["@id"].removeprefix(OA), body[RDF + "value"][0]["@value"]) for body in item[OA + "hasBody"]]
            if item[OA + "motivatedBy"][0]["@id"] == OA + "classifying":
                ours = lambda term: item["urn:piyue:" + term][0]["@value"] if "urn:piyue:" + term in item else None
                by = item.get("http://purl.org/dc/terms/creator")
                name_of = by and by[0]["http://xmlns.com/foaf/0.1/name"][0]["@value"]
                kinds, values = ([value for purpose, value in bodies if purpose == wanted] for wanted in ("tagging", "describing"))
                got.append((path, kinds[0], start, end, exact, values[0], ours("verdict"), name_of, ours("rule")))
        same(name, got, [d.facts(m) for d in documents for m in d.in_force])
        n_entries = sum(bool(n["tags"] or n["note"]) for d in documents for n in d.entries)
        assert len(items) == len(got) + n_entries, "entries with tags or notes"
        print(f"{name}: {len(items)} annotations, every selector found in its text, PyLD {importlib.metadata.version('PyLD')}")


CHECKS = {"": check_conll, "pyld": check_web_annotation}
