"""Exports folders of few and of many documents in every format: memory must not grow with their number.

    check_export_memory.py PIYUE WORK

Nothing here looks at the clock. XLSX is put together in memory at the end, so it is not bound by this; of what the others keep, names of files and
packed footnotes are the largest.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

FEW, MANY = 100, 1000
# What a document more may cost, in bytes: its name, what the listing knows of it, its packed footnote; in Parquet the rows that wait for their group.
MOST_PER_DOCUMENT = 15_000
FORMATS = ["csv", "docx", "html", "markdown", "label-studio", "doccano", "brat", "cas-xmi", "cas-json", "jsonl", "parquet", "hf", "conll", "web-annotation"]
TEXT = "某省2024年{month}月工作月报\n★工作进展\n平台建设 {month}月{day}日，省教育厅印发《数据管理办法》（{n}号），公布{n}家企业。\n人员培训 省教育厅举办培训班，培训教师{n}人次。\n"


def make(folder, n):
    for number in range(n):
        part = folder / f"{number // 100}"
        part.mkdir(parents=True, exist_ok=True)
        text = TEXT.format(month=number % 12 + 1, day=number % 28 + 1, n=number + 1)
        (part / f"{number}.txt").write_text(text, encoding="utf-8")


def peak(piyue, folder, name, target):
    """Peak memory of one export, in bytes."""
    process = subprocess.Popen([piyue, "export", folder, "--format", name, "-o", target])
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, f"{name}: status {status}"
    shutil.rmtree(target) if target.is_dir() else target.unlink()
    return usage.ru_maxrss * 1024


def main():
    piyue, work = sys.argv[1], Path(sys.argv[2]) / "memory"
    make(work / "few", FEW)
    make(work / "many", MANY)
    for name in FORMATS:
        few, many = (peak(piyue, work / folder, name, work / "out") for folder in ("few", "many"))
        per_document = (many - few) / (MANY - FEW)
        print(f"{name:<16} {few / 1e6:6.0f} MB for {FEW} documents, {many / 1e6:6.0f} MB for {MANY}")
        assert per_document < MOST_PER_DOCUMENT, f"{name}: {per_document:.0f} bytes a document"
    shutil.rmtree(work)


main()
