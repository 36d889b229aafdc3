"""Label Studio, doccano, brat and CAS in what those programs read with."""

import importlib.metadata
import json
import re
import sys
import types
from pathlib import Path

from expected import same, utf16

version = importlib.metadata.version


def check_label_studio(folder, documents):
    from label_studio_sdk.label_interface import LabelInterface

    interface = LabelInterface((folder / "label-studio" / "labeling-config.xml").read_text(encoding="utf-8"))
    interface.validate()
    tasks = json.loads((folder / "label-studio" / "tasks.json").read_text(encoding="utf-8"))
    same("label-studio tasks", [task["data"]["text"] for task in tasks], [d.text for d in documents])
    for task, document in zip(tasks, documents):
        assert interface.validate_task({"data": task["data"]}), task["data"]["file"]
        for kind, check in (("predictions", interface.validate_prediction), ("annotations", interface.validate_annotation)):
            for one in task[kind]:
                assert check(one), (task["data"]["file"], kind)
        spans = lambda one: [region for region in one["result"] if region["type"] == "labels"]
        for region in (region for one in task["predictions"] + task["annotations"] for region in spans(one)):
            value = region["value"]
            assert document.text[value["start"]:value["end"]] == value["text"], value
        decided = [m for m in document.in_force if m["verdict"]]
        got = [region["meta"] for one in task["annotations"] for region in spans(one)]
        facts = ("file", "type", "start", "end", "quote", "value", "verdict", "reviewer", "rule")
        same("label-studio annotations", (tuple(meta[f] for f in facts) for meta in got), map(document.facts, decided))
        n_machine = sum(m["rule"] is not None for m in document.mentions)
        assert len(spans(task["predictions"][0])) == n_machine, task["data"]["file"]
    print(f"label-studio: {len(tasks)} tasks, label-studio-sdk {version('label-studio-sdk')}")


def check_doccano(folder, documents):
    """With doccano's own parser. What its other parsers want is not installed: it pins libraries of years ago."""
    sys.path.insert(0, str(importlib.metadata.distribution("doccano").locate_file("backend")))
    for name in ("chardet", "pyexcel", "pyexcel.exceptions", "seqeval", "seqeval.scheme"):
        absent = sys.modules.setdefault(name, types.ModuleType(name))
        absent.__getattr__ = lambda attribute: type(attribute, (), {})
    from data_import.pipeline.parsers import JSONLParser

    path = folder / "doccano"
    parser = JSONLParser(encoding="utf-8")
    rows = list(parser.parse(str(path)))
    assert not parser.errors, parser.errors
    same("doccano texts", [row["text"] for row in rows], [d.text for d in documents])
    for row, document in zip(rows, documents):
        spans = [tuple(span) for span in row["label"]]
        same("doccano", spans, [(m["start"], m["end"], m["type"]) for m in document.in_force])
        for (start, end, _), mention in zip(spans, row["mentions"]):
            assert row["text"][start:end] == mention["quote"], mention
    print(f"doccano: {sum(len(row['label']) for row in rows)} spans, doccano {version('doccano')}")


def check_brat(folder, documents):
    """brat's rules: every annotation's words are those at its positions, types are declared and plain."""
    root = folder / "brat"
    declared = (root / "annotation.conf").read_text(encoding="utf-8")
    entities = declared.split("[entities]")[1].split("[relations]")[0].split()
    assert all(re.fullmatch(r"[A-Za-z0-9_-]+", name) for name in entities), entities
    n_spans = 0
    for document in documents:
        stem = root / document.path.removesuffix(".txt")
        text = Path(f"{stem}.txt").read_bytes().decode("utf-8")
        assert text == document.text, document.path
        got, verdicts = [], {}
        for line in Path(f"{stem}.ann").read_text(encoding="utf-8").split("\n")[:-1]:
            mark, *rest = line.split("\t")
            if mark.startswith("T"):
                (kind, positions), words = rest[0].split(" ", 1), rest[1]
                pieces = [tuple(map(int, piece.split(" "))) for piece in positions.split(";")]
                assert kind in entities, kind
                assert " ".join(text[start:end] for start, end in pieces) == words, line
                got.append((pieces[0][0], pieces[-1][1]))
            elif mark.startswith("A"):
                _, target, verdict = rest[0].split(" ")
                verdicts[target] = verdict
            else:
                note = json.loads(rest[1])
                mention = document.in_force[int(mark[1:]) - 1]
                assert (note["value"], note["reviewer"], note["rule"]) == (mention["value"], mention["by"], mention["rule"]), line
        same("brat", got, [(m["start"], m["end"]) for m in document.in_force])
        same("brat verdicts", [verdicts.get(f"T{n + 1}") for n in range(len(got))], [m["verdict"] for m in document.in_force])
        n_spans += len(got)
    print(f"brat: {n_spans} spans, its positions read again")


def check_cas(folder, documents):
    import cassis

    with open(folder / "cas-xmi" / "TypeSystem.xml", "rb") as file:
        typesystem = cassis.load_typesystem(file)
    n = {"xmi": 0, "json": 0}
    for document in documents:
        stem = document.path.removesuffix(".txt")
        with open(folder / "cas-xmi" / f"{stem}.xmi", "rb") as file:
            xmi = cassis.load_cas_from_xmi(file, typesystem=typesystem)
        with open(folder / "cas-json" / f"{stem}.json", "rb") as file:
            plain = cassis.load_cas_from_json(file)
        for form, cas, text in (("xmi", xmi, re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", document.text)), ("json", plain, document.text)):
            assert (cas.sofa_string or "") == text, f"{form} {document.path}"
            # cassis counts in code points once it has read the file.
            found = sorted(cas.select("piyue.Mention"), key=lambda a: a.xmiID)
            got = [(a.label, a.begin, a.end, a.value, a.verdict, a.reviewer, a.rule) for a in found]
            clean = lambda value: re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "\ufffd", value) if form == "xmi" else value
            wanted = [(m["type"], m["start"], m["end"], clean(m["value"]), m["verdict"], m["by"], m["rule"]) for m in document.in_force]
            same(f"cas-{form} {document.path}", got, wanted)
            for a, m in zip(found, document.in_force):
                assert a.get_covered_text() == clean(m["quote"]), (a, m)
            assert len(list(cas.select("piyue.Entry"))) == len(document.entries)
            n[form] += len(got)
        # In the file itself positions are UTF-16 units.
        raw = json.loads((folder / "cas-json" / f"{stem}.json").read_text(encoding="utf-8"))
        begins = [fs["begin"] for fs in raw["%FEATURE_STRUCTURES"] if fs["%TYPE"] == "piyue.Mention"]
        same("UTF-16", begins, [utf16(document.text, m["start"]) for m in document.in_force])
    print(f"cas-xmi, cas-json: {n['xmi']} and {n['json']} mentions, dkpro-cassis {version('dkpro-cassis')}")


CHECKS = {"label_studio_sdk": check_label_studio, "backend": check_doccano, "": check_brat, "cassis": check_cas}
