"""Makes a folder of documents that are hard to export, and the decisions to make on them.

    documents.py PIYUE FOLDER

Surrogate pairs, emoji, CRLF, marks at line ends and across lines, one inside the other, a cell above the limit of spreadsheets, formulas,
nothing at all, other encodings, names that a path or an IRI would read otherwise. The decisions go through `piyue annotate`.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

CODEBOOK = """Codebook(version: 1, types: [(name: "示范 项目", label: "示范项目", label_en: "Project", mark: '项', colour: "#55702B")],
tags: [(name: "重要", key: '1')])"""

HARD = (
    "\ufeff𠮷林省教育厅2024年5月工作月报\r\n\r\n★工作进展\r\n"
    "𠮷林省建设 截至5月底，𠮷林省教育厅😀印发《数据管理办法》，公布1276家企业，启动示范项目\r\n"
    "人员培训 5月24日，省教育厅举办培训班<甲\u000b&乙>，培训“教师”3200人次，比上年增长5%\r\n"
    "=1+1 @某 | [链接](x) *强调* 6月1日\r\n"
)

# Words of the document above, their type and value.
ADDED = [
    ("𠮷林省教育厅😀", "org", "吉林省教育厅"),
    ("😀", "示范 项目", "笑"),
    ("示范项目\n人员培训", "示范 项目", "跨行"),
    ("增长5%", "metric", "5 %"),
    ("5%", "示范 项目", "行末"),
    ("<甲\u000b&乙>", "示范 项目", "=\"甲\"&<乙>"),
]


def write_documents(folder):
    samples = Path(__file__).resolve().parents[2] / "assets" / "samples"
    shutil.copytree(samples, folder, ignore=shutil.ignore_patterns("*.piyue.ron", ".piyue"))
    (folder / "codebook.piyue.ron").write_text(CODEBOOK, encoding="utf-8")
    (folder / "难 点#1?.txt").write_bytes(HARD.encode())
    (folder / "各省来稿" / "空.txt").write_bytes(b"")
    (folder / "空白.txt").write_bytes("\r\n \u3000\r\n".encode())
    long = "★进展\n长文 5月3日，" + "省教育厅推进数据工作，" * 3100 + "完成。\n"
    (folder / "长.txt").write_text(long, encoding="utf-8")
    (folder / "国标.txt").write_bytes("吉林省2024年6月工作月报\r\n★进展\r\n建设 6月5日，省教育厅召开会议。\r\n".encode("gb18030"))


def decisions(piyue, folder):
    """Accepts, rejects and corrects what the machine found, adds what it did not, tags and settles entries."""
    extracted = subprocess.run([piyue, "extract", folder], check=True, capture_output=True).stdout
    for line in extracted.decode().splitlines():
        document = json.loads(line)
        path = {"path": document["path"], "by": "检"}
        place = lambda m: {"type": m["type"], "start": m["start"], "end": m["end"], "quote": m["quote"]}
        for op, mention in zip(["accept", "reject", "correct"], document["mentions"]):
            changed = {"value": mention["value"]} if op == "correct" else {}
            if op == "correct" and mention["type"] in ("org", "person", "doc", "event"):
                changed = {"value": mention["value"] + "（改）"}
            yield path | {"op": op} | place(mention) | changed
        entry = next((node for node in document["nodes"] if node["kind"] == "entry"), None)
        if entry:
            yield path | {"op": "tag", "node": entry["start"], "tag": "重要"}
            yield path | {"op": "note", "node": entry["start"], "text": "核实“数字”,\n再定"}
            yield path | {"op": "status", "node": entry["start"], "status": "reviewed"}
        if document["path"].startswith("难"):
            text = HARD.removeprefix("\ufeff").replace("\r\n", "\n")
            for words, kind, value in ADDED:
                start = text.index(words)
                yield path | {"op": "add", "type": kind, "start": start, "end": start + len(words), "quote": words, "value": value}


def main():
    piyue, folder = sys.argv[1], Path(sys.argv[2])
    write_documents(folder)
    edits = [json.dumps(edit, ensure_ascii=False) for edit in decisions(piyue, folder)]
    done = subprocess.run([piyue, "annotate", folder], input="\n".join(edits).encode(), capture_output=True)
    assert done.stdout.count(b"saved") == len(edits), done.stderr.decode()


if __name__ == "__main__":
    main()
