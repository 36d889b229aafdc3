"""Large documents through the front door: one of 5 MB, one of 20 MB, one whose only line has 5 MB.

    check_large.py PIYUE WORK

Prints processor time and memory, and fails where either grows faster than the text. Nothing here looks at the clock: processor time of one
size is compared with that of another.
"""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

MEGABYTE = 1_000_000
# Four times the text may take this many times the processor time; quadratic cost would take sixteen.
MOST_GROWTH = 6.0
# Bytes of memory beyond what a small document takes, for a byte of text: some forty for text, outline and mentions, the rest for their JSON,
# which is one line.
MOST_MEMORY = 220


def texts():
    folder = Path(__file__).parent.parent / "assets/samples"
    found = []
    for path in sorted(folder.rglob("*.txt")):
        try:
            found.append(path.read_text(encoding="utf-8"))
        except UnicodeDecodeError:
            continue
    return found


def varied(n_bytes, seed):
    """The samples over and over with other figures, so that no copy is like another."""
    chance = random.Random(seed)
    pieces, length = [], 0
    samples = texts()
    while length < n_bytes:
        piece = "".join(chance.choice("123456789") if c in "123456789" else c for c in chance.choice(samples))
        pieces.append(piece)
        length += len(piece.encode())
    return "".join(pieces)


def run(piyue, path, output):
    """Processor seconds and peak memory in bytes of one extraction."""
    process = subprocess.Popen([piyue, "extract", path, "-o", output])
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, f"extract {path.name}: status {status}"
    document = json.loads(output.read_text(encoding="utf-8"))
    assert document["mentions"], f"{path.name}: nothing found"
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def main():
    piyue, work = sys.argv[1], Path(sys.argv[2])
    made = {
        "small.txt": varied(20_000, 1),
        "5 MB.txt": varied(5 * MEGABYTE, 2),
        "20 MB.txt": varied(20 * MEGABYTE, 3),
        "one line of 5 MB.txt": varied(5 * MEGABYTE, 4).replace("\n", ""),
    }
    seconds, memory, size = {}, {}, {}
    for name, text in made.items():
        path = work / name
        path.write_text(text, encoding="utf-8")
        size[name] = path.stat().st_size
        seconds[name], memory[name] = run(piyue, path, work / "large.jsonl")
        print(f"{name:<22} {size[name] / MEGABYTE:6.2f} MB {seconds[name]:7.2f} s of processor {memory[name] / MEGABYTE:7.0f} MB of memory")
        path.unlink()
    start = seconds["small.txt"]
    growth = (seconds["20 MB.txt"] - start) / (seconds["5 MB.txt"] - start)
    print(f"four times the text takes {growth:.1f} times the processor time")
    assert growth < MOST_GROWTH, "cost grows faster than the text"
    for name in made:
        multiple = (memory[name] - memory["small.txt"]) / size[name]
        assert multiple < MOST_MEMORY, f"{name}: {multiple:.0f} bytes of memory for a byte of text"


if __name__ == "__main__":
    main()
