#!/usr/bin/env python3
"""Open an exported workbook and table as an office would, and compare them with the native export.

usage: check_export.py RECORDS.jsonl WORKBOOK.xlsx MENTIONS.csv

The three are exports of the same folder with the same conditions; the CSV holds the mentions. Headings and sheets
may be in either language of the interface. Where openpyxl or pandas is absent, says so and ends well.
"""
import json
import sys

try:
    import openpyxl
    import pandas
except ImportError as absent:
    print(f"check_export: skipped, {absent.name} is not installed")
    sys.exit(0)

BUILT_IN = ("date", "org", "person", "doc", "event", "metric", "place")
FIRST = (("文档", "条目", "要素"), ("Documents", "Entries", "Mentions"))
FILES = ("文件清单", "Documents cited")
DANGEROUS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


def expected_rows(records):
    """Rows by sheet as the native export has them: documents, entries, mentions, each built-in type, files."""
    mentions = [m for d in records for m in d["mentions"]]
    in_force = [m for m in mentions if m["verdict"] != "rejected"]
    rows = [len(records), sum(n["kind"] == "entry" for d in records for n in d["nodes"]), len(mentions)]
    rows += [sum(m["type"] == t for m in in_force) for t in BUILT_IN]
    return rows, sum(m["type"] == "doc" for m in in_force)


def check_workbook(path, records):
    book = openpyxl.load_workbook(path)
    names = book.sheetnames
    assert tuple(names[:3]) in FIRST, names
    files = next(name for name in FILES if name in names)
    rows, n_files = expected_rows(records)
    for name, n in [*zip(names, rows), (files, n_files)]:
        sheet = book[name]
        found = sheet.max_row - 1
        assert found == n, f"{name}: {found} rows, the native export has {n}"
    for sheet in book:
        assert sheet.freeze_panes == "A2", f"{sheet.title}: headings are not frozen"
        assert sheet.auto_filter.ref, f"{sheet.title}: no filter"
        headings = [cell.value for cell in sheet[1]]
        assert all(headings) and len(set(headings)) == len(headings), headings
        for row in sheet.iter_rows(min_row=2):
            assert row[0].value, f"{sheet.title}: a row without its file"
            for cell in row:
                assert cell.data_type in ("s", "n", "inlineStr"), f"{sheet.title} {cell.coordinate}: {cell.data_type}"
    paths = [row[0].value for row in book[names[0]].iter_rows(min_row=2)]
    assert paths == [d["path"] for d in records], paths
    frames = pandas.read_excel(path, sheet_name=None, dtype=str)
    assert [len(frames[name]) for name in names[: len(rows)]] == rows
    return names


def check_table(path, records):
    raw = open(path, "rb").read()
    assert raw.startswith(b"\xef\xbb\xbf"), "no byte-order mark"
    frame = pandas.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    mentions = [(d["path"], m) for d in records for m in d["mentions"]]
    assert len(frame) == len(mentions), f"{len(frame)} rows, the native export has {len(mentions)}"
    for column in frame:
        cells = frame[column]
        risky = [cell for cell in cells if cell.startswith(DANGEROUS)]
        assert not risky, f"{column}: {risky[:3]}"
    quotes = "原文字句" if "原文字句" in frame else "Words"
    for (path, mention), (_, row) in zip(mentions, frame.iterrows()):
        quote = row[quotes].removeprefix("'") if row[quotes].startswith("'") else row[quotes]
        assert (row.iloc[0], quote) == (path, mention["quote"].removeprefix("'")), (path, mention, dict(row))


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    records = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8") if line.strip()]
    names = check_workbook(sys.argv[2], records)
    check_table(sys.argv[3], records)
    n = sum(len(d["mentions"]) for d in records)
    print(f"check_export: {len(records)} documents, {n} mentions, {len(names)} sheets agree")


if __name__ == "__main__":
    main()
