"""The table of codes as DOCX and Markdown: the same tables in both, with counts that the records confirm."""

import importlib.metadata
import re


def rows_of_markdown(path):
    """Tables by their heading, a list of rows each."""
    tables, heading = {}, None
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            heading = line[3:]
        elif line.startswith("|") and not line.startswith("| ---"):
            cells = re.split(r"(?<!\\)\|", line)[1:-1]
            tables.setdefault(heading, []).append([re.sub(r"\\(.)", r"\1", cell[1:-1]) for cell in cells])
    return {heading: [row for row in rows if set(row) != {"---"}] for heading, rows in tables.items()}


def check(folder, documents):
    import docx

    book = docx.Document(str(folder / "codebook.docx"))
    headings = [p.text for p in book.paragraphs if p.style.name == "heading 2" or p.style.name == "Heading 2"]
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in book.tables]
    markdown = rows_of_markdown(folder / "codebook.md")
    assert headings == list(markdown), (headings, list(markdown))
    assert tables == list(markdown.values()), "the two formats differ"
    types = {row[1]: int(row[-1]) for row in tables[1][1:]}
    counted = {}
    for document in documents:
        for mention in document.mentions:
            if mention["verdict"] != "rejected":
                counted[mention["type"]] = counted.get(mention["type"], 0) + 1
    assert {kind: n for kind, n in types.items() if n} == counted, (types, counted)
    tags = {row[0].strip("\u3000"): int(row[-1]) for row in tables[0][1:]}
    given = sum(tag == "重要" for d in documents for node in d.line["nodes"] for tag in node["tags"])
    given += sum("重要" in d.line["review"]["tags"] for d in documents)
    assert tags["重要"] == given > 0, (tags, given)
    print(f"codebook: {sum(map(len, tables))} rows, python-docx {importlib.metadata.version('python-docx')}")


CHECKS = {"docx": check}
