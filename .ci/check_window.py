#!/usr/bin/env python3
"""Reviews a sample bulletin in the real window, by key, and compares what lies on disk with what was done.

usage: check_window.py PIYUE FOLDER

Starts a virtual display, opens a copy of the sample bulletins, accepts the first mention of the first entry, corrects the second, gives a
tag, and quits by key. Then the decisions are read back from the sidecar. Needs Xvfb, xdotool and xwininfo.
"""
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time

VALUES = {"date": "2022-12-31", "metric": "12 x", "place": "somewhere", "person": "chair"}
TAG_KEY, TAG = "3", "数据成效"


def main():
    piyue, work = sys.argv[1], pathlib.Path(sys.argv[2]) / "window"
    samples = pathlib.Path(__file__).resolve().parent.parent / "assets" / "samples"
    folder = work / "samples"
    shutil.copytree(samples, folder, ignore=shutil.ignore_patterns("*.piyue.ron", ".piyue"))
    hashes = source_hashes(folder)
    first = documents(piyue, "extract", folder)[0]
    accepted, corrected = mentions_of_first_entry(first)[:2]
    new_value = VALUES.get(corrected["type"], "corrected")

    display, xvfb = start_display()
    environment = dict(os.environ, DISPLAY=display, LIBGL_ALWAYS_SOFTWARE="1", PIYUE_HOME=str(work / "home"))
    environment.pop("WAYLAND_DISPLAY", None)
    window = subprocess.Popen([piyue, str(folder)], env=environment)
    try:
        focus(environment, window, "samples")
        keys(environment, "l", "y", "l", "e")
        xdo(environment, "type", "--delay", "60", new_value)
        keys(environment, "Return", TAG_KEY)
        wait_for(lambda: TAG in sidecar(folder, first), "the tag on disk")
        keys(environment, "ctrl+q")
        wait_for(lambda: window.poll() is not None, "the window to close")
    except BaseException:
        screenshot(environment)
        raise
    finally:
        window.kill()
        xvfb.kill()
    if window.returncode != 0:
        sys.exit(f"the window ended with {window.returncode}")

    compare(piyue, folder, first, accepted, corrected, new_value)
    if source_hashes(folder) != hashes:
        sys.exit("a source was changed")
    print("the window: accepted, corrected, tagged, closed; the sidecar holds what was done")


def compare(piyue, folder, first, accepted, corrected, new_value):
    """Exactly what was decided is in the record, and nothing else."""
    sidecars = sorted(path.name for path in folder.rglob("*.piyue.ron"))
    expect("sidecars", sidecars, [pathlib.Path(first["path"]).name + ".piyue.ron"])
    document = next(d for d in documents(piyue, "export", folder) if d["path"] == first["path"])
    decided = [m for m in document["mentions"] if m["verdict"]]
    place = lambda m: (m["type"], m["start"], m["end"], m["verdict"], m["value"])
    expect("decisions", [place(m) for m in decided], [
        (accepted["type"], accepted["start"], accepted["end"], "accepted", accepted["value"]),
        (corrected["type"], corrected["start"], corrected["end"], "corrected", new_value),
    ])
    tagged = [node for node in document["nodes"] if node["tags"]]
    expect("tags", [(node["id"], node["tags"], node["status"]) for node in tagged],
           [(accepted["node"], [TAG], "in_review")])
    expect("status", document["review"]["status"], "in_review")
    subprocess.run([piyue, "check", str(folder)], check=True)


def expect(what, got, wanted):
    if got != wanted:
        sys.exit(f"{what}: wanted {wanted!r}, got {got!r}")


def documents(piyue, command, folder):
    arguments = ["--format", "jsonl", "-o", "-"] if command == "export" else []
    printed = subprocess.run([piyue, command, str(folder), *arguments], check=True, capture_output=True, text=True)
    return [json.loads(line) for line in printed.stdout.splitlines()]


def mentions_of_first_entry(document):
    entry = next(node["id"] for node in document["nodes"] if node["kind"] == "entry" and not node["redacted"])
    return [mention for mention in document["mentions"] if mention["node"] == entry]


def sidecar(folder, document):
    path = folder / (document["path"] + ".piyue.ron")
    return path.read_text(encoding="utf-8") if path.exists() else ""


def source_hashes(folder):
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.rglob("*.txt"))}


def start_display():
    """A display of our own, on a number that the server chooses."""
    read, write = os.pipe()
    xvfb = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1440x900x24", "-noreset"],
                            pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as answer:
        return ":" + answer.readline().strip(), xvfb


def focus(environment, window, name):
    """Waits for the window to name the folder in its title, then gives it the focus: no window manager does."""
    def find():
        tree = subprocess.run(["xwininfo", "-root", "-tree"], env=environment, capture_output=True).stdout
        lines = [line.split() for line in tree.decode("utf-8", "replace").splitlines() if f'"{name} ' in line]
        return lines[0][0] if lines else None
    wait_for(lambda: find() or window.poll() is not None, "the window")
    if window.poll() is not None:
        sys.exit(f"the window ended at once with {window.returncode}")
    time.sleep(2.5)
    xdo(environment, "windowfocus", find())
    time.sleep(0.5)


def keys(environment, *names):
    for name in names:
        xdo(environment, "key", name)
        time.sleep(0.4)


def xdo(environment, *arguments):
    subprocess.run(["xdotool", *arguments], env=environment, check=True)


def wait_for(condition, what, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            sys.exit(f"waited {seconds} s for {what}")
        time.sleep(0.1)


def screenshot(environment):
    """What the window showed when it went wrong; kept beside the temporary folder."""
    if shutil.which("import"):
        subprocess.run(["import", "-window", "root", "/tmp/piyue-window.png"], env=environment, check=False)
        print("see /tmp/piyue-window.png", file=sys.stderr)


if __name__ == "__main__":
    main()
