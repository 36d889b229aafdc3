#!/usr/bin/env python3
"""How fast the real window is, beside an empty one with the same typefaces.

usage: measure_window.py PIYUE EMPTY_WINDOW WORK [N_DOCUMENTS...]

PIYUE and EMPTY_WINDOW are release builds (`cargo build --release --bin piyue --example empty_window`). Starts a virtual display of
1920 x 1080 with software rendering, makes folders of varied documents (1,000 and 10,000 unless told otherwise), starts both programs in turn
five times, and watches the screen itself: the first picture, the first page of text, the list standing still. Then memory, frames a second
while scrolling, and what is done in 30 s in which nothing happens. Needs Xvfb, xdotool and xwininfo.
"""
import mmap
import os
import pathlib
import random
import statistics
import struct
import subprocess
import sys
import time
import zlib

WIDTH, HEIGHT = 1920, 1080
N_RUNS = 5
DOCUMENT_BYTES = 13_200
# Left, top, right, bottom: the column of text, and the head of the list of documents with its count and bar.
TEXT = (560, 120, 1500, 1000)
LIST_HEAD = (0, 46, 224, 108)
# So much of a page of text is ink; of a waiting notice much less.
INK_OF_TEXT = 0.02
IDLE_SECONDS = 30


def main():
    piyue, empty, work = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    sizes = [int(n) for n in sys.argv[4:]] or [1_000, 10_000]
    work.mkdir(parents=True, exist_ok=True)
    screen = Screen(work)
    try:
        for n_documents in sizes:
            folder = work / f"of {n_documents}"
            n_bytes = fill(folder, n_documents)
            print(f"\n{n_documents} documents, {n_bytes / 1e6:.1f} MB")
            starts(screen, piyue, empty, folder, n_documents)
        print("\nscrolling, 1920 x 1080, software rendering")
        scrolling(screen, piyue, empty, work / f"of {sizes[0]}")
    finally:
        screen.close()


def starts(screen, piyue, empty, folder, n_documents):
    """Both programs in turn, from exec to what is seen."""
    of_empty, first, readable, listed = [], [], [], []
    for run in range(N_RUNS):
        program = Program(screen, [empty])
        of_empty.append(program.until(screen.changed))
        if run == 0:
            memory("memory, empty window", program)
        program.end()
        program = Program(screen, [piyue, str(folder)])
        first.append(program.until(screen.changed))
        readable.append(program.until(lambda: screen.ink(TEXT) > INK_OF_TEXT))
        listed.append(program.until_still(LIST_HEAD))
        if run + 1 < N_RUNS:
            program.end()
    show("first frame, empty window", of_empty)
    show("first frame with the folder", first)
    show("first document readable", readable)
    show(f"{n_documents} documents listed", listed)
    print(f"{'first frame : empty window':<36} {statistics.median(first) / statistics.median(of_empty):.2f}")
    memory("memory, all loaded", program)
    idle(screen, program)
    program.end()


def memory(what, program):
    status = pathlib.Path(f"/proc/{program.pid}/status").read_text(encoding="utf-8")
    values = {line.split(":")[0]: int(line.split()[1]) / 1024 for line in status.splitlines() if line.endswith(" kB")}
    print(f"{what:<36} {values['VmRSS']:.0f} MB resident, {values['RssAnon']:.0f} MB of it not of files")


def idle(screen, program):
    before, seen = program.processor_seconds(), screen.sum((0, 0, WIDTH, HEIGHT))
    n_pictures, end = 0, time.monotonic() + IDLE_SECONDS
    while time.monotonic() < end:
        time.sleep(0.05)
        now = screen.sum((0, 0, WIDTH, HEIGHT))
        n_pictures += now != seen
        seen = now
    used = program.processor_seconds() - before
    print(f"{f'nothing happens for {IDLE_SECONDS} s':<36} {used:.2f} s of processor, {n_pictures} pictures")


def scrolling(screen, piyue, empty, folder):
    of_empty, of_text = [], []
    for _ in range(N_RUNS):
        for arguments, rates in (([empty], of_empty), ([piyue, str(folder)], of_text)):
            program = Program(screen, arguments)
            program.until(screen.changed)
            program.until_still(LIST_HEAD)
            rates.append(screen.pictures_a_second())
            program.end()
    show("empty window", of_empty, "pictures a second")
    show("the text", of_text, "pictures a second")


def show(what, values, unit="s"):
    print(f"{what:<36} median {statistics.median(values):.3f}  (min {min(values):.3f}, max {max(values):.3f}) {unit}")


class Program:
    """One of the two, started on the screen, with a home of its own."""

    def __init__(self, screen, arguments):
        home = screen.work / "home"
        home.mkdir(exist_ok=True)
        # Nothing is reopened, the window is as large as the screen.
        settings = f'(appearance: Light, language: Some(Chinese), reopens: false, is_tour_seen: true, window: ({WIDTH}.0, {HEIGHT}.0))'
        (home / "settings.ron").write_text(settings, encoding="utf-8")
        environment = dict(os.environ, DISPLAY=screen.display, LIBGL_ALWAYS_SOFTWARE="1", PIYUE_HOME=str(home))
        environment.pop("WAYLAND_DISPLAY", None)
        screen.settle()
        self.screen = screen
        self.began = time.monotonic()
        self.process = subprocess.Popen(arguments, env=environment, stderr=subprocess.DEVNULL)
        self.pid = self.process.pid

    def until(self, is_so, seconds=120):
        """Seconds from exec until something is seen."""
        while not is_so():
            if self.process.poll() is not None or time.monotonic() - self.began > seconds:
                sys.exit(f"{self.process.args[0]}: waited in vain")
            time.sleep(0.0005)
        return time.monotonic() - self.began

    def until_still(self, area, still_seconds=2.0):
        """Seconds from exec until the last change of an area, after which it stood still and the program rested."""
        seen, last, used = self.screen.sum(area), time.monotonic(), self.processor_seconds()
        while True:
            end = time.monotonic() + still_seconds
            while time.monotonic() < end:
                time.sleep(0.002)
                now = self.screen.sum(area)
                if now != seen:
                    seen, last = now, time.monotonic()
            before, used = used, self.processor_seconds()
            if used - before < 0.05:
                return last - self.began

    def processor_seconds(self):
        fields = pathlib.Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def end(self):
        self.process.kill()
        self.process.wait()


class Screen:
    """A virtual display whose pixels lie in a file."""

    def __init__(self, work):
        self.work = work
        read, write = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-noreset", "-fbdir", str(work)],
            pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as answer:
            self.display = ":" + answer.readline().strip()
        file = open(work / "Xvfb_screen0", "rb")
        self.pixels = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        header = struct.unpack(">25I", self.pixels[:100])
        self.start, self.row = header[0] + header[19] * 12, header[12]
        self.blank = None

    def slices(self, area, every):
        left, top, right, bottom = area
        for y in range(top, bottom, every):
            at = self.start + y * self.row
            yield self.pixels[at + left * 4:at + right * 4]

    def sum(self, area, every=5):
        total = 0
        for line in self.slices(area, every):
            total = zlib.crc32(line, total)
        return total

    def changed(self):
        return self.sum((0, 0, WIDTH, HEIGHT), 60) != self.blank

    def ink(self, area):
        """The part of an area that is dark, where the most of it is paper."""
        kinds = bytes(1 if value < 110 else 2 if value > 200 else 0 for value in range(256))
        n_dark = n_paper = n_all = 0
        for line in self.slices(area, 8):
            green = line[1::4].translate(kinds)
            n_dark += green.count(1)
            n_paper += green.count(2)
            n_all += len(green)
        return n_dark / n_all if n_paper > n_all / 2 else 0.0

    def settle(self):
        """Waits until nothing of the program before is on the screen."""
        end = time.monotonic() + 5
        while any(line.strip(b"\0") for line in self.slices((0, 0, WIDTH, HEIGHT), 60)) and time.monotonic() < end:
            time.sleep(0.05)
        time.sleep(0.5)
        self.blank = self.sum((0, 0, WIDTH, HEIGHT), 60)

    def pictures_a_second(self, seconds=4.0):
        """Different pictures of the column of text while the wheel turns."""
        environment = dict(os.environ, DISPLAY=self.display)
        subprocess.run(["xdotool", "mousemove", "900", "600"], env=environment, check=True)
        turning = subprocess.Popen(["xdotool", "click", "--repeat", "2000", "--delay", "8", "5"], env=environment)
        time.sleep(0.5)
        seen, n_pictures, end = self.sum(TEXT, 40), 0, time.monotonic() + seconds
        while time.monotonic() < end:
            now = self.sum(TEXT, 40)
            n_pictures += now != seen
            seen = now
        turning.kill()
        turning.wait()
        return n_pictures / seconds

    def close(self):
        self.server.terminate()
        self.server.wait()


def fill(folder, n_documents):
    """Documents made of the sample bulletins, with other figures and quarters in each."""
    chance = random.Random(7)
    samples = pathlib.Path(__file__).resolve().parent.parent / "assets" / "samples"
    texts = []
    for path in sorted(samples.glob("*.txt")):
        try:
            texts.append(path.read_text(encoding="utf-8"))
        except UnicodeDecodeError:
            continue
    n_bytes = 0
    for n in range(n_documents):
        year = folder / f"省份{n // 100:03}"
        year.mkdir(parents=True, exist_ok=True)
        text = ""
        while len(text.encode()) < DOCUMENT_BYTES:
            figures, quarters = list("123456789"), list("东南西北")
            chance.shuffle(figures)
            chance.shuffle(quarters)
            text += chance.choice(texts).translate(str.maketrans("123456789东南西北", "".join(figures + quarters)))
        encoded = text.encode()[:DOCUMENT_BYTES].decode(errors="ignore").encode()
        (year / f"第{n % 100:03}期工作月报.txt").write_bytes(encoded)
        n_bytes += len(encoded)
    return n_bytes


if __name__ == "__main__":
    main()
