"""The digest as DOCX, HTML and Markdown: the same statements in all three, each with its source."""

import html.parser
import importlib.metadata
import re
import zipfile

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
squeezed = lambda text: re.sub(r"\s+", "", text)


def statements(documents):
    """Text of the entries and paragraphs that a digest has, without white space."""
    for document in documents:
        for node in document.line["nodes"]:
            if node["kind"] == "entry" and not node["redacted"] and document.text[node["start"]:node["end"]].strip():
                yield document, node


def check_docx(folder, documents):
    import docx

    path = folder / "docx"
    book = docx.Document(str(path))
    styles = [p.style.name for p in book.paragraphs]
    assert styles[0] == "Title" and styles.count("Heading 1") == len(documents), styles[:5]
    from lxml import etree

    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        notes = etree.fromstring(archive.read("word/footnotes.xml"))
        body = etree.fromstring(archive.read("word/document.xml"))
    texts = {note.get(WORD + "id"): "".join(note.itertext()) for note in notes}
    references = [reference.get(WORD + "id") for reference in body.iter(WORD + "footnoteReference")]
    assert references == [str(n + 1) for n in range(len(references))] and set(references) == set(texts) - {"-1", "0"}
    everything = squeezed("".join(p.text for p in book.paragraphs))
    sources = squeezed("\n".join(texts.values()))
    n = 0
    for document, node in statements(documents):
        assert squeezed(clean(node["heading"] or "")) in everything, node
        assert squeezed(clean(document.text[node["start"]:node["end"]])[-6:]) in everything, node
        assert squeezed(f"{document.path}") in sources and f"{node['start']}" in sources, node
        n += 1
    assert len(references) >= n
    print(f"docx: {len(references)} statements with a footnote each, python-docx {importlib.metadata.version('python-docx')}")
    return len(references), everything


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.links, self.ids, self.elsewhere, self.text, self.inside = [], set(), [], [], []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.inside.append(tag)
        self.links += [attributes["href"]] if "href" in attributes else []
        self.ids |= {attributes["id"]} if "id" in attributes else set()
        self.elsewhere += [attributes["src"]] if "src" in attributes else []
        assert tag not in ("script", "link", "img"), tag

    def handle_endtag(self, tag):
        while self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data):
        if "p" in self.inside and "sup" not in self.inside:
            self.text.append(data)


def check_html(folder, documents):
    page = Page()
    page.feed((folder / "html").read_text(encoding="utf-8"))
    assert not page.elsewhere and all(link.startswith("#") and link[1:] in page.ids for link in page.links)
    n_notes = sum(link.startswith("#n") for link in page.links)
    return n_notes, squeezed("".join(page.text))


def check_markdown(folder, documents):
    text = (folder / "markdown").read_text(encoding="utf-8")
    notes = re.findall(r"^\[\^(\d+)\]: ", text, re.M)
    references = re.findall(r"\[\^(\d+)\]$", text, re.M)
    assert notes == references == [str(n + 1) for n in range(len(notes))]
    assert text.count("\n## ") == len(documents)
    return len(notes), squeezed(re.sub(r"\\(.)", r"\1", text))


def clean(text):
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "\ufffd", text)


def check_digest(folder, documents):
    n_docx, in_docx = check_docx(folder, documents)
    n_html, in_html = check_html(folder, documents)
    n_markdown, in_markdown = check_markdown(folder, documents)
    assert n_docx == n_html == n_markdown, (n_docx, n_html, n_markdown)
    for document, node in statements(documents):
        last = squeezed(re.sub("[\x00-\x1f]", "", document.text[node["start"]:node["end"]]))[-6:]
        assert last in in_html and last in in_markdown, node
    print(f"html, markdown: the same {n_html} statements, nothing from elsewhere")


CHECKS = {"docx": check_digest}
