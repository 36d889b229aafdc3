#!/usr/bin/env python3
"""Kills the real program at random moments of a review and looks for every edit that it had acknowledged.

usage: check_kills.py PIYUE FOLDER [KILLS] [--seed SEED]

Four of five kills hit `annotate`: it is fed edits as fast as it takes them and killed with SIGKILL between its start and a second after its
first save. What it had acknowledged (`saved N`) must be in the sidecar then, in the order of the edits, with at most what was on its way
besides. Every fifth hits the window under a virtual display, into which keys are sent at random; it acknowledges into the file that
PIYUE_ACKNOWLEDGE names (see src/workspace/saver.rs). After each kill the sidecars must read. The folder is the same for ten kills, so that
what one leaves is what the next finds. The window's part is left out, with a notice, where Xvfb, xdotool or xwininfo is missing.
"""
import argparse
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import threading
import time

KILLS_A_FOLDER = 10
MANY = 2000
DOCUMENTS = ["一月通报.txt", "子/二月通报.txt"]
BULLETIN = "2024年1月数字乡村工作月报\n\n★重点工作\n\n" + "".join(
    f"　　数字治理 1月{day}日，省数据局备案{day}76家企业的3004个应用，教育部公布名单。\n\n" for day in range(1, 29))
# Letters that decide, move about, tag; undo and redo.
KEYS = ["y", "x", "l", "h", "a", "j", "k", "u", "1", "2", "3", "Return", "z", "bracketright", "ctrl+z", "ctrl+y"]


class Folder:
    """A folder under review, with what is known to be on its disk."""

    def __init__(self, path):
        self.path = path
        # Of each document, the edits on disk: what each made the note, or how many there are.
        self.notes = {name: [] for name in DOCUMENTS}
        self.n_edits = {name: 0 for name in DOCUMENTS}
        for name in DOCUMENTS:
            (path / name).parent.mkdir(parents=True, exist_ok=True)
            (path / name).write_text(BULLETIN, encoding="utf-8")

    def next_edits(self):
        """Edits that give the documents in turn notes that they never had, with the document of each."""
        n_known = {name: len(notes) for name, notes in self.notes.items()}
        for at in range(MANY):
            name = DOCUMENTS[at % len(DOCUMENTS)]
            note = f"第{n_known[name]}次"
            n_known[name] += 1
            yield name, note, json.dumps({"path": name, "op": "note", "text": note, "by": "检"}, ensure_ascii=False)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("piyue")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("kills", type=int, nargs="?", default=25)
    parser.add_argument("--seed", type=int, default=time.time_ns())
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    n_window = arguments.kills // 5
    print(f"seed {arguments.seed}", flush=True)
    in_folders("annotate", arguments.kills - n_window, arguments, lambda folder, figures: kill_annotate(
        arguments.piyue, folder, chance, figures))
    if not all(map(shutil.which, ["Xvfb", "xdotool", "xwininfo"])):
        print("notice: the window is not killed: Xvfb, xdotool or xwininfo is not there")
        return
    display, xvfb = start_display()
    try:
        environment = dict(os.environ, DISPLAY=display, LIBGL_ALWAYS_SOFTWARE="1", PIYUE_HOME=str(arguments.folder / "home"))
        environment.pop("WAYLAND_DISPLAY", None)
        in_folders("window", n_window, arguments, lambda folder, figures: kill_window(
            arguments.piyue, folder, environment, chance, figures))
    finally:
        xvfb.kill()


def in_folders(name, n_kills, arguments, kill):
    figures = {"kills": 0, "before the first save": 0, "edits acknowledged": 0, "edits on disk beyond": 0}
    folder = None
    for n in range(n_kills):
        if n % KILLS_A_FOLDER == 0:
            folder = Folder(arguments.folder / f"{name}-{n}")
        kill(folder, figures)
        figures["kills"] += 1
    print(f"{name}: " + ", ".join(f"{value} {words}" for words, value in figures.items()) + "; nothing lost", flush=True)


# annotate


def kill_annotate(piyue, folder, chance, figures):
    names, notes, lines = zip(*folder.next_edits())
    program = subprocess.Popen([piyue, "annotate", str(folder.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE)
    feeder = threading.Thread(target=feed, args=(program.stdin, lines, chance.random() < 0.5))
    feeder.start()
    # A third is killed while it starts, the others while it saves.
    if chance.random() < 1 / 3:
        acknowledged = []
        time.sleep(chance.random() * 0.5)
    else:
        acknowledged = [program.stdout.readline()]
        time.sleep(chance.random())
    program.kill()
    acknowledged += program.stdout.readlines()
    complaints = program.stderr.read().decode("utf-8", "replace")
    program.wait()
    feeder.join()
    if complaints:
        sys.exit(f"annotate complained: {complaints}")
    numbers = [int(line.split()[1]) for line in acknowledged if line.startswith(b"saved ") and line.endswith(b"\n")]
    if numbers != list(range(1, len(numbers) + 1)):
        sys.exit(f"acknowledged out of order: {numbers}")
    figures["edits acknowledged"] += len(numbers)
    figures["before the first save"] += not numbers
    on_disk = {name: [] for name in DOCUMENTS}
    for row in log(piyue, folder.path):
        on_disk[row["path"]].append(row["new"])
    for name in DOCUMENTS:
        sent = folder.notes[name] + [note for of, note in zip(names, notes) if of == name]
        n_acknowledged = len(folder.notes[name]) + sum(names[number - 1] == name for number in numbers)
        found = on_disk[name]
        if found != sent[:len(found)]:
            sys.exit(f"{folder.path / name}: {found} is not what was sent")
        if len(found) < n_acknowledged:
            sys.exit(f"{folder.path / name}: {n_acknowledged} edits were acknowledged, {len(found)} are on disk")
        figures["edits on disk beyond"] += len(found) - n_acknowledged
        folder.notes[name] = found


def feed(stdin, lines, in_one_go):
    """Gives the edits one by one or all at once, until the program is gone."""
    try:
        if in_one_go:
            stdin.write("".join(line + "\n" for line in lines).encode())
        else:
            for line in lines:
                stdin.write((line + "\n").encode())
                stdin.flush()
                time.sleep(0.001)
        stdin.close()
    except OSError:
        pass


# The window


def kill_window(piyue, folder, environment, chance, figures):
    acknowledgements = folder.path.parent / f"{folder.path.name}-acknowledged"
    acknowledgements.unlink(missing_ok=True)
    environment = dict(environment, PIYUE_ACKNOWLEDGE=str(acknowledgements))
    window = subprocess.Popen([piyue, str(folder.path)], env=environment, stderr=subprocess.DEVNULL)
    try:
        focus(environment, window, folder.path.name)
        end = time.monotonic() + chance.random() * 2
        while time.monotonic() < end:
            keys = chance.choices(KEYS, k=chance.randint(1, 8))
            subprocess.run(["xdotool", "key", "--delay", "8", *keys], env=environment, check=True)
    finally:
        window.kill()
        window.wait()
    acknowledged = {}
    lines = acknowledgements.read_text(encoding="utf-8").splitlines() if acknowledgements.exists() else []
    for line in lines:
        _, name, number = line.split(" ")
        acknowledged[name] = int(number)
    on_disk = {name: 0 for name in DOCUMENTS}
    for row in log(piyue, folder.path):
        on_disk[row["path"]] += 1
    for name in DOCUMENTS:
        n_acknowledged = acknowledged.get(name, folder.n_edits[name])
        if on_disk[name] < n_acknowledged:
            sys.exit(f"{folder.path / name}: {n_acknowledged} edits were acknowledged, {on_disk[name]} are on disk")
        figures["edits acknowledged"] += n_acknowledged - folder.n_edits[name]
        figures["edits on disk beyond"] += on_disk[name] - n_acknowledged
        folder.n_edits[name] = on_disk[name]
    figures["before the first save"] += not lines


def focus(environment, window, name):
    """Waits for the window to name the folder in its title, then gives it the focus: no window manager does."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if window.poll() is not None:
            sys.exit(f"the window ended by itself with {window.returncode}")
        tree = subprocess.run(["xwininfo", "-root", "-tree"], env=environment, capture_output=True).stdout
        lines = [line.split() for line in tree.decode("utf-8", "replace").splitlines() if f'"{name} ' in line]
        if lines:
            time.sleep(0.7)
            subprocess.run(["xdotool", "windowfocus", lines[0][0]], env=environment, check=True)
            return
        time.sleep(0.05)
    sys.exit("waited 60 s for the window")


def start_display():
    """A display of our own, on a number that the server chooses."""
    read, write = os.pipe()
    xvfb = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1440x900x24", "-noreset"],
                            pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as answer:
        return ":" + answer.readline().strip(), xvfb


def log(piyue, folder):
    """Every edit on disk, as the program reads it. A sidecar that cannot be read is an error."""
    printed = subprocess.run([piyue, "log", str(folder)], capture_output=True, text=True)
    if printed.returncode != 0:
        sys.exit(f"the sidecars cannot be read after the kill: {printed.stderr}")
    return [json.loads(line) for line in printed.stdout.splitlines()]


main()
