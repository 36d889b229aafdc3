"""Exports hard documents in every format and reads them with the programs that people use.

    python3 .ci/formats PIYUE WORK

A reader that is not installed is named and passed over. Sources must be as they were.
"""

import hashlib
import importlib
import subprocess
import sys
from pathlib import Path

import expected  # from this folder, which Python puts first where it is run as a program

FORMATS = ["jsonl", "docx", "html", "markdown", "label-studio", "doccano", "brat", "cas-xmi", "cas-json", "parquet", "hf", "conll", "web-annotation"]
VARIANTS = {
    "again.jsonl": ["--format", "jsonl"],
    "parquet-by-period": ["--format", "parquet", "--partition"],
    "conll-space": ["--format", "conll", "--separator", "space"],
    "web-annotation-utf-16": ["--format", "web-annotation", "--utf-16"],
}
MODULES = ["native", "tables", "markup", "texts", "digest", "codebook"]
# Not sources.
HIDDEN = (".piyue", ".ron")


def hashes(folder):
    files = (file for file in folder.rglob("*") if file.is_file() and not any(part in str(file) for part in HIDDEN))
    return {str(file): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def main():
    piyue, work = sys.argv[1], Path(sys.argv[2]).absolute() / "formats"
    folder = work / "documents"
    work.mkdir(parents=True)
    subprocess.run([sys.executable, Path(__file__).with_name("documents.py"), piyue, folder], check=True)
    before = hashes(folder)
    wanted = {name: ["--format", name] for name in FORMATS} | VARIANTS
    for name, arguments in wanted.items():
        subprocess.run([piyue, "export", folder, *arguments, "-o", work / name], check=True, stderr=subprocess.DEVNULL)
    for name in ("codebook.docx", "codebook.md"):
        subprocess.run([piyue, "codebook", folder, "-o", work / name], check=True, stderr=subprocess.DEVNULL)
    assert hashes(folder) == before, "a source was changed"
    documents = expected.read(work / "jsonl", folder)
    for module in MODULES:
        for needs, check in importlib.import_module(module).CHECKS.items():
            try:
                importlib.import_module(needs or "json")
            except ImportError as absent:
                print(f"{needs}: skipped, {absent.name} is not installed")
                continue
            check(work, documents)


main()
