"""The native JSONL against its published schema."""

import importlib.metadata
import json
from pathlib import Path


def check_schema(folder, documents):
    import jsonschema

    path = Path(__file__).resolve().parents[2] / "assets" / "schema" / "document.schema.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for document in documents:
        errors = [f"{document.path}: {error.json_path}: {error.message}" for error in validator.iter_errors(document.line)]
        assert not errors, "\n".join(errors[:5])
    # What the schema does not know must not pass.
    for spoiled in ({"verdict": "maybe"}, {"start": -1}, {"unknown": 1}):
        line = json.loads(json.dumps(next(d.line for d in documents if d.mentions)))
        line["mentions"][0] |= spoiled
        assert not validator.is_valid(line), spoiled
    assert (folder / "again.jsonl").read_bytes() == (folder / "jsonl").read_bytes(), "two exports differ"
    print(f"jsonl: {len(documents)} documents, jsonschema {importlib.metadata.version('jsonschema')}")


CHECKS = {"jsonschema": check_schema}
