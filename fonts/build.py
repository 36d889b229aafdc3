#!/usr/bin/env python3
"""Builds the typefaces that Piyue embeds, and the list of the characters that the first two cover.

    PiyueSans-Regular.otf, PiyueSans-Bold.otf   subsets of Noto Sans CJK SC plus a few glyphs
    PiyueSerif-Regular.otf                      a smaller subset of Noto Serif CJK SC, for the source's text
    characters.txt                              what they cover, for tests that have no network
    OFL.txt                                     their licence

On a bare Debian 12 (bookworm):

    apt-get install python3-venv fonts-noto-cjk fonts-noto-core unicode-data
    python3 -m venv venv && venv/bin/pip install fonttools==4.60.1
    venv/bin/python build.py

Without root, the three packages need not be installed:

    apt-get download fonts-noto-cjk fonts-noto-core unicode-data
    for package in *.deb; do dpkg-deb -x "$package" debian; done
    venv/bin/python build.py --root debian

The output depends only on those inputs: no time of day and no path goes into it (head.modified
stays what it is in Noto). With the inputs named in SOURCES the files come out the same byte for
byte; other versions are used all the same, after a warning.

The script ends with a summary and fails if a required character has no glyph.
"""

import argparse
import bz2
import hashlib
import re
import sys
import textwrap
import unicodedata
from pathlib import Path

from fontTools import subset
from fontTools.misc.transform import Transform
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTCollection, TTFont

HERE = Path(__file__).resolve().parent
FAMILY = "Piyue Sans"
SERIF_FAMILY = "Piyue Serif"
STYLES = ("Regular", "Bold")
VERSION = "1.000"

CJK = "usr/share/fonts/opentype/noto/NotoSansCJK-{style}.ttc"
CJK_FACE = "Noto Sans CJK SC"
SERIF = "usr/share/fonts/opentype/noto/NotoSerifCJK-{style}.ttc"
SERIF_FACE = "Noto Serif CJK SC"
NOTO = "usr/share/fonts/truetype/noto/{name}.ttf"
UNIHAN = "usr/share/unicode/Unihan_OtherMappings.txt.bz2"
LICENCE = "usr/share/doc/fonts-noto-cjk/copyright"

# Where glyphs come from that the CJK face lacks, in order of preference. Debian packs a bold face
# of only some of these; the others lend their regular glyphs to the bold face too.
DONORS = ("NotoSans", "NotoSansSymbols", "NotoSansSymbols2", "NotoSansMath")

# The inputs that the files in the repository were built from (SHA-256, first 16 digits).
SOURCES = {
    # fonts-noto-cjk 1:20220127+repack1-1 (Noto Sans CJK 2.004)
    "NotoSansCJK-Regular.ttc": "b76b0433203017ca",
    "NotoSansCJK-Bold.ttc": "faa5f3656a78b2e2",
    # the same package (Noto Serif CJK 2.001)
    "NotoSerifCJK-Regular.ttc": "a04178ec485dffdf",
    # fonts-noto-core 20201225-1
    "NotoSans-Regular.ttf": "89c3c497f618fdaa",
    "NotoSans-Bold.ttf": "e83493c945848ecd",
    "NotoSansSymbols-Regular.ttf": "24b615ceb7d50a2c",
    "NotoSansSymbols-Bold.ttf": "c46ee5f6447f99ed",
    "NotoSansSymbols2-Regular.ttf": "876598db5f1e3bef",
    "NotoSansMath-Regular.ttf": "8242bd1e55368b27",
    # unicode-data 15.0.0-1
    "Unihan_OtherMappings.txt.bz2": "bdeef44d75d914e7",
}

# What the serif face must have; the sans face stands in for the rest.
SERIF_SETS = ("ASCII", "CJK Symbols and Punctuation", "GB 2312 symbols", "GB 2312 hanzi", "通用规范汉字表")
# Of these blocks it takes what it has: letters, punctuation, numbers in circles, full-width forms.
SERIF_ALSO = [*range(0x20, 0x180), *range(0x2010, 0x2047), *range(0x2160, 0x2180), *range(0x2460, 0x249C), *range(0xFF00, 0xFFEF)]

# ---------------------------------------------------------------------------------------------
# Characters


def span(first, last):
    """The assigned characters from first to last that print something."""
    return "".join(c for c in map(chr, range(first, last + 1)) if visible(c))


def visible(char):
    return unicodedata.category(char) not in ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs")


def decoded(codec, leads, trails, first=0, last=0xFFFF):
    """The characters of a double-byte encoding, by ranges of lead and trail bytes."""
    chars = []
    for lead in leads:
        for trail in trails:
            if first <= lead << 8 | trail <= last:
                try:
                    char = bytes((lead, trail)).decode(codec)
                except UnicodeDecodeError:
                    continue
                if visible(char):
                    chars.append(char)
    return "".join(dict.fromkeys(chars))


def general_standard(root):
    """通用规范汉字表, in the order of its numbers: Unihan's kTGH, e.g. 2013:1."""
    numbered = {}
    with bz2.open(root / UNIHAN, "rt", encoding="utf-8") as lines:
        for line in lines:
            if match := re.match(r"U\+(\w+)\tkTGH\t2013:(\d+)", line):
                numbered[int(match[2])] = chr(int(match[1], 16))
    return "".join(numbered[number] for number in sorted(numbered))


def required(root):
    """The sets that must be complete: name -> (characters, how many there must be or None)."""
    high, low = range(0xA1, 0xFF), range(0x40, 0xFF)
    return {
        "ASCII": (span(0x21, 0x7E), 94),
        "Latin-1": (span(0xA1, 0xFF), None),
        "Latin Extended-A": (span(0x100, 0x17F), 128),
        "Pinyin": ("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüêńňǹḿĀÁǍÀĒÉĚÈŌÓǑÒ", None),
        "General Punctuation": (span(0x2010, 0x2046), None),
        "CJK Symbols and Punctuation": (span(0x3000, 0x303F), 63),
        "Halfwidth and Fullwidth Forms": (span(0xFF00, 0xFFEF), 225),
        "GB 2312 symbols": (decoded("gb2312", range(0xA1, 0xAA), high), 681),
        "GB 2312 hanzi": (decoded("gb2312", range(0xB0, 0xF8), high), 6763),
        "通用规范汉字表": (general_standard(root), 8105),
        "Big5 level 1": (decoded("big5", range(0xA4, 0xC7), low, 0xA440, 0xC67E), 5401),
        "GBK symbols": (decoded("gbk", (0xA1, *range(0xA2, 0xAA)), low), None),
        "Numbers": (
            span(0x2460, 0x249B)  # ①-⑳ ⑴-⒇ ⒈-⒛
            + span(0x2160, 0x216B) + span(0x2170, 0x2179)  # Ⅰ-Ⅻ ⅰ-ⅹ
            + span(0x3220, 0x3229) + span(0x3280, 0x3289)  # ㈠-㈩ ㊀-㊉
            + span(0x3251, 0x325F) + span(0x32B1, 0x32BF) + "〇⓪",  # ㉑-㊿
            None,
        ),
        "Interface symbols": (
            "★☆●○◎◆◇■□▲△▼▽►▶▷◀▸▾▴◂◐◑◒◓✓✔✕✗✖×–—−←↑→↓↔↶↷↩↪↺↻⟳⇧⌘⌃⌥⌫⏎↵⇥␣"
            "⚠⚑⋮⋯☰☑☐ⓘ⌕🔍•◉◯◻⏴⏵⏶⏷�τ",
            None,
        ),
    }


# Also taken, as far as the CJK face has them: letters, symbols, kana, bopomofo, units, vertical
# forms; the rest of the ideographs and Hangul syllables are what is left out.
ALSO = [*range(0x20, 0x2E00), *range(0x3000, 0x3400), *range(0xFE10, 0xFE70), *range(0xFF00, 0xFFFE)]
# Blanks and marks without a shape: taken from the CJK face or Noto Sans, if they have them.
BLANKS = [0x20, 0xA0, 0xAD, *range(0x2000, 0x2010), *range(0x2028, 0x2030), 0x205F, 0x2060, 0x3000, 0xFEFF]

# ---------------------------------------------------------------------------------------------
# Glyphs from other faces

# These stand beside hanzi in the interface: each is centred in an em box on the hanzi's middle
# line (as the symbols of the CJK face are) instead of standing on the Latin baseline.
IN_EM_BOX = "►✔✕✗✖↶↷↩↪↺↻⟳⌃⌥⌫↵⇥⚑☰☑☐⌕🔍◻≒"
# These stand before a label or between buttons, so they get a narrower box.
IN_NARROW_BOX = "▸▾▴◂⏴⏵⏶⏷⋮"
EM, NARROW = 1000, 640
HANZI_MIDDLE = 380


def placement(char, width, bounds):
    """How a borrowed glyph is scaled and moved, and its advance: (transform, advance)."""
    if bounds is None or char not in IN_EM_BOX + IN_NARROW_BOX:
        return Transform(), width
    left, bottom, right, top = bounds
    size = max(right - left, top - bottom)
    if char in IN_EM_BOX:
        advance, scale = EM, min(820 / size, 1.4)
    else:
        advance, scale = NARROW, min(500 / size, 1.5) if char != "⋮" else 1
    move = Transform().translate(advance / 2, HANZI_MIDDLE).scale(scale)
    return move.translate(-(left + right) / 2, -(bottom + top) / 2), advance


class Face:
    """A CJK face being added to: knows how CID-keyed CFF outlines hang together."""

    def __init__(self, font):
        self.font = font
        self.top = font["CFF "].cff.topDictIndex[0]
        self.strings = self.top.CharStrings
        taken = set(font.getGlyphOrder())
        self.free = (name for name in (f"cid{cid:05}" for cid in range(65534, 0, -1)) if name not in taken)
        # New glyphs share the private dictionary (default widths) of the face's own symbols.
        _, self.dict_index = self.strings.getItemAndSelector(font.getBestCmap()[ord("★")])
        self.private = self.top.FDArray[self.dict_index].Private

    def add(self, codepoints, advance, draw, glyph_set=None):
        """Adds a glyph that draw(pen) draws, for all of codepoints."""
        advance = round(advance)
        encoded = None if advance == self.private.defaultWidthX else advance - self.private.nominalWidthX
        pen = T2CharStringPen(encoded, glyph_set)
        draw(pen)
        string = pen.getCharString(self.private, self.strings.globalSubrs)
        name = next(self.free)
        self.strings.charStrings[name] = len(self.strings.charStringsIndex)
        self.strings.charStringsIndex.append(string)
        self.top.FDSelect.append(self.dict_index)
        self.top.charset.append(name)
        self.font.setGlyphOrder(self.top.charset)
        bounds = string.calcBounds(None)
        self.font["hmtx"][name] = (advance, round(bounds[0]) if bounds else 0)
        for table in self.font["cmap"].tables:
            for codepoint in codepoints:
                if table.format == 12 or codepoint <= 0xFFFF:
                    table.cmap[codepoint] = name

    def borrow(self, char, donor):
        """Adds the glyph another font has for char."""
        glyphs, source = donor.getGlyphSet(), donor.getBestCmap()[ord(char)]
        bounds = BoundsPen(glyphs)
        glyphs[source].draw(bounds)
        transform, advance = placement(char, glyphs[source].width, bounds.bounds)
        self.add([ord(char)], advance, lambda pen: glyphs[source].draw(TransformPen(pen, transform)), glyphs)

    def draw_dash(self):
        """Our own drawing: a dash from edge to edge of the em box, at the height and weight of the
        face's horizontal bar, so that the two of a Chinese dash (——) join to one line."""
        glyphs = self.font.getGlyphSet()
        bounds = BoundsPen(glyphs)
        glyphs[self.font.getBestCmap()[0x2015]].draw(bounds)
        _, bottom, _, top = bounds.bounds

        def draw(pen):
            pen.moveTo((0, bottom))
            for corner in ((EM, bottom), (EM, top), (0, top)):
                pen.lineTo(corner)
            pen.closePath()

        self.add([0x2014, 0x2015], EM, draw)


# ---------------------------------------------------------------------------------------------
# The face


def reduce(font, codepoints):
    """Cuts the face down to codepoints, without hints, and without layout except kerning."""
    options = subset.Options()
    options.hinting = False
    options.layout_features = ["kern"]
    options.layout_scripts = ["*"]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.recalc_timestamp = False
    options.drop_tables += ["BASE", "GDEF", "GSUB", "VORG", "vhea", "vmtx"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codepoints)
    subsetter.subset(font)
    # Variation sequences would each need the full set of glyphs behind them.
    font["cmap"].tables = [table for table in font["cmap"].tables if table.format != 14]


def kern_alphabets_only(font):
    """Takes kana out of the kerning: it is meant for proportional kana, ours stand in em boxes."""
    keep = {name for code, name in font.getBestCmap().items() if code < 0x530 or 0x1E00 <= code < 0x2014}
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            table = getattr(table, "ExtSubTable", table)
            first = table.Coverage.glyphs
            if table.Format == 1:
                pairs = [(name, pair) for name, pair in zip(first, table.PairSet) if name in keep]
                for _, pair in pairs:
                    pair.PairValueRecord = [value for value in pair.PairValueRecord if value.SecondGlyph in keep]
                    pair.PairValueCount = len(pair.PairValueRecord)
                table.PairSet = [pair for _, pair in pairs]
                table.PairSetCount = len(pairs)
            else:
                for classes in (table.ClassDef1.classDefs, table.ClassDef2.classDefs):
                    for name in [name for name in classes if name not in keep]:
                        del classes[name]
            table.Coverage.glyphs = [name for name in first if name in keep]


def rename(font, style, donors, family=FAMILY, face=CJK_FACE):
    """Gives the face its own name, and says whose work it is."""
    noto = {record.nameID: record.toUnicode() for record in font["name"].names if record.platformID == 3}
    plain = family.replace(" ", "")
    copyrights = [noto[0].rstrip(".")] + [str(donor["name"].getDebugName(0)).rstrip(".") for donor in donors]
    names = {
        0: "; ".join(dict.fromkeys(copyrights)) + ".",
        1: family,
        2: style,
        3: f"{VERSION};{plain}-{style}",
        4: f"{family} {style}",
        5: f"Version {VERSION}; subset of {face} {noto[5].split(';')[0].removeprefix('Version ')}",
        6: f"{plain}-{style}",
        7: noto[7],
        9: noto[9],
        13: noto[13],
        14: noto[14],
    }
    font["name"].names = []
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    cff = font["CFF "].cff
    cff.fontNames[0] = names[6]
    top = cff.topDictIndex[0]
    top.FamilyName, top.FullName, top.Notice = family, names[4], names[0].replace("©", "(c)")
    for index, part in enumerate(top.FDArray):
        part.FontName = f"{names[6]}-{index}"


def open_cjk(root, style, file=CJK, name=CJK_FACE):
    path = root / file.format(style=style)
    faces = TTCollection(path, lazy=True).fonts
    number = next(n for n, face in enumerate(faces) if face["name"].getDebugName(1) == name)
    return TTFont(path, fontNumber=number, recalcBBoxes=False, recalcTimestamp=False)


def open_donors(root, style):
    for name in DONORS:
        paths = [root / NOTO.format(name=f"{name}-{each}") for each in (style, "Regular")]
        yield TTFont(next(path for path in paths if path.exists()))


def metrics(font):
    """The vertical metrics, which must stay Noto's."""
    hhea, os2, head = font["hhea"], font["OS/2"], font["head"]
    return {
        "unitsPerEm": head.unitsPerEm,
        "hhea": (hhea.ascent, hhea.descent, hhea.lineGap),
        "typo": (os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap),
        "win": (os2.usWinAscent, os2.usWinDescent),
        "fsSelection": f"{os2.fsSelection:#06x}",
    }


def build(root, style, wanted):
    """Writes one face; returns the characters (of wanted) that it borrowed, per donor."""
    font = open_cjk(root, style)
    original = metrics(font)
    donors = list(open_donors(root, style))
    own = font.getBestCmap()
    reduce(font, [code for code in {*map(ord, wanted), *ALSO, *BLANKS} if code in own])
    kern_alphabets_only(font)
    face = Face(font)
    face.draw_dash()
    borrowed = {}
    for char in sorted({*wanted, *map(chr, BLANKS)}):
        if ord(char) not in own:
            donor = next((donor for donor in donors if ord(char) in donor.getBestCmap()), None)
            if donor:
                face.borrow(char, donor)
                borrowed.setdefault(donor["name"].getDebugName(4), []).append(char)
    used = [donor for donor in donors if donor["name"].getDebugName(4) in borrowed]
    rename(font, style, used)
    assert metrics(font) == original, "the vertical metrics changed"
    font.save(HERE / f"{FAMILY.replace(' ', '')}-{style}.otf")
    return borrowed


def build_serif(root, wanted):
    """Writes the serif face: what of wanted it must have, and nothing borrowed."""
    font = open_cjk(root, "Regular", SERIF, SERIF_FACE)
    original = metrics(font)
    own = font.getBestCmap()
    reduce(font, [code for code in {*map(ord, wanted), *SERIF_ALSO, *BLANKS} if code in own])
    kern_alphabets_only(font)
    Face(font).draw_dash()
    rename(font, "Regular", [], SERIF_FAMILY, SERIF_FACE)
    assert metrics(font) == original, "the vertical metrics changed"
    font.save(HERE / f"{SERIF_FAMILY.replace(' ', '')}-Regular.otf")


# ---------------------------------------------------------------------------------------------
# The other files


def write_characters(sets):
    """One block per set: a line '# name (count)', then lines of characters (none is a blank)."""
    blocks = []
    for name, chars in sets.items():
        lines = [chars[start : start + 64] for start in range(0, len(chars), 64)]
        blocks.append("\n".join((f"# {name} ({len(chars)})", *lines)) + "\n")
    (HERE / "characters.txt").write_text("\n".join(blocks), encoding="utf-8")


def read_characters():
    """The blocks of characters.txt: name -> characters."""
    sets = {}
    for line in (HERE / "characters.txt").read_text(encoding="utf-8").split("\n"):
        if match := re.fullmatch(r"# (.+) \(\d+\)", line):
            name = match[1]
            sets[name] = ""
        else:
            sets[name] += line
    return sets


def write_licence(root):
    """The licence as the Debian package states it, below the copyright lines of the fonts used."""
    text = (root / LICENCE).read_text(encoding="utf-8")
    section = text.split("License: SIL-1.1\n", 2)[2].split("\nLicense:")[0]
    # In Debian's format each line is indented by a blank, and an empty line is a full stop.
    lines = ["" if line == " ." else line[1:] for line in section.splitlines()]
    head = """\
        Copyright 2014-2021 Adobe (http://www.adobe.com/), with Reserved Font Name 'Source'.
        Noto Sans CJK SC 2.004, of which Piyue Sans is a modified version.

        Copyright 2017-2022 Adobe (http://www.adobe.com/), with Reserved Font Name 'Source'.
        Noto Serif CJK SC 2.001, of which Piyue Serif is a modified version.

        Copyright 2015, 2016, 2017, 2018 Google LLC. All Rights Reserved.
        Noto Sans, Noto Sans Symbols, Noto Sans Symbols2 and Noto Sans Math, from which
        some symbols and accented letters were added. Noto is a trademark of Google Inc.

        This Font Software is licensed under the SIL Open Font License, Version 1.1.
        This license is copied below, and is also available with a FAQ at:
        https://openfontlicense.org
        """
    (HERE / "OFL.txt").write_text(textwrap.dedent(head) + "\n" + "\n".join(lines).strip() + "\n", encoding="utf-8")


def check_sources(root):
    paths = [root / CJK.format(style=style) for style in STYLES] + [root / SERIF.format(style="Regular")]
    paths += [root / NOTO.format(name=f"{name}-{style}") for name in DONORS for style in STYLES]
    for path in (*paths, root / UNIHAN):
        if path.exists() and path.name in SOURCES:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            if not digest.startswith(SOURCES[path.name]):
                print(f"warning: {path.name} is another version ({digest[:16]})", file=sys.stderr)


def check(sets, style, family=FAMILY):
    """Prints how complete each set is in the written face; returns whether all are."""
    path = HERE / f"{family.replace(' ', '')}-{style}.otf"
    font = TTFont(path)
    covered, glyphs = font.getBestCmap(), set(font.getGlyphOrder())
    digits = {font["hmtx"][covered[ord(digit)]][0] for digit in "0123456789"}
    print(f"{path.name}: {path.stat().st_size:,} bytes, {len(glyphs):,} glyphs, {len(covered):,} characters")
    print(f"  {metrics(font)}; widths of the digits: {sorted(digits)}")
    complete = True
    for name, chars in sets.items():
        missing = [char for char in chars if covered.get(ord(char)) not in glyphs]
        complete &= not missing
        print(f"  {'ok     ' if not missing else 'MISSING'} {len(chars):6,} {name} {''.join(missing)}")
    return complete


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", type=Path, default=Path("/"), help="where the Debian packages are unpacked (default: /)")
    root = parser.parse_args().root
    check_sources(root)
    sets = {}
    for name, (chars, count) in required(root).items():
        chars = "".join(dict.fromkeys(chars))
        if count not in (None, len(chars)):
            sys.exit(f"{name} has {len(chars)} characters instead of {count}")
        sets[name] = chars
    wanted = "".join(sets.values())
    for style in STYLES:
        for donor, chars in build(root, style, wanted).items():
            print(f"{style}: from {donor}: {''.join(filter(visible, chars))}")
    build_serif(root, "".join(sets[name] for name in SERIF_SETS))
    listed = set(wanted)
    faces = [TTFont(HERE / f"{FAMILY.replace(' ', '')}-{style}.otf").getBestCmap().keys() for style in STYLES]
    others = "".join(c for c in map(chr, sorted(set.intersection(*map(set, faces)))) if visible(c) and c not in listed)
    write_characters(sets | {"Others": others})
    write_licence(root)
    written = read_characters()
    of_serif = {name: written[name] for name in SERIF_SETS}
    if not all([*(check(written, style) for style in STYLES), check(of_serif, "Regular", SERIF_FAMILY)]):
        sys.exit("a required set is incomplete")


if __name__ == "__main__":
    main()
