#!/usr/bin/env python3
"""Types Chinese through a real input method into every kind of field of the real window.

usage: check_ime.py PIYUE FOLDER

Starts a virtual display, a message bus, fcitx5 with pinyin, and the program over a copy of the sample bulletins. In each field a word is composed;
meanwhile the window of candidates must stand just below the field's line and not over it, and no letter may be taken for a command. Then the word
must be in the field, and on disk nothing but what was typed. Needs Xvfb, xdotool, xwininfo, xclip, dbus-launch and fcitx5 with its pinyin.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from check_window import focus, keys, screenshot, start_display, wait_for, xdo  # noqa: E402

NEEDED = ["Xvfb", "xdotool", "xwininfo", "xclip", "dbus-launch", "fcitx5"]
PROFILE = """[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin

[Groups/0/Items/0]
Name=keyboard-us
Layout=

[Groups/0/Items/1]
Name=pinyin
Layout=

[GroupOrder]
0=Default
"""
# Pinyin is on from the start and everywhere.
CONFIG = """[Behavior]
ActiveByDefault=True
ShareInputState=All
"""
# J, A, Y, U, B and X are commands where nobody types.
# Where the line of the search field ends, in pixels from above.
LINE_ENDS = 31
PINYIN, WORD = "jiaoyubu", "教育部"


def main():
    missing = [program for program in NEEDED if not shutil.which(program)]
    if missing:
        print(f"notice: skipped, {', '.join(missing)} not there")
        return
    piyue, work = sys.argv[1], pathlib.Path(sys.argv[2]) / "ime"
    samples = pathlib.Path(__file__).resolve().parent.parent / "assets" / "samples"
    folder = work / "samples"
    shutil.copytree(samples, folder, ignore=shutil.ignore_patterns("*.piyue.ron", ".piyue"))
    profile = work / "home" / ".config" / "fcitx5" / "profile"
    profile.parent.mkdir(parents=True)
    profile.write_text(PROFILE, encoding="utf-8")
    (profile.parent / "config").write_text(CONFIG, encoding="utf-8")

    display, xvfb = start_display()
    environment = dict(os.environ, DISPLAY=display, LIBGL_ALWAYS_SOFTWARE="1", LC_ALL="C.UTF-8", XMODIFIERS="@im=fcitx",
                       HOME=str(work / "home"), XDG_CONFIG_HOME=str(work / "home" / ".config"), PIYUE_HOME=str(work / "piyue"))
    environment.pop("WAYLAND_DISPLAY", None)
    bus = dict(re.findall(r"(\w+)=(.*?);?\n", subprocess.run(["dbus-launch", "--sh-syntax"], env=environment, check=True,
                                                             capture_output=True, text=True).stdout.replace("'", "")))
    environment["DBUS_SESSION_BUS_ADDRESS"] = bus["DBUS_SESSION_BUS_ADDRESS"]
    fcitx = subprocess.Popen(["fcitx5"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(3)
    window = subprocess.Popen([piyue, "--lang", "zh", str(folder)], env=environment)
    try:
        focus(environment, window, "samples")
        review(environment, folder)
        keys(environment, "ctrl+q")
        wait_for(lambda: window.poll() is not None, "the window to close")
    except BaseException:
        screenshot(environment)
        raise
    finally:
        for process in (window, fcitx, xvfb):
            process.kill()
        os.kill(int(bus["DBUS_SESSION_BUS_PID"]), 15)
    print("the input method: composed in the search field, the palette, a path, a tag and a note; no letter was taken for a command")


def review(environment, folder):
    # Each field, how it is reached, and how it is left.
    compose(environment, "the search field", ["ctrl+f"], ["Escape", "Escape", "F4"])
    compose(environment, "the palette", ["ctrl+k"], ["Escape"])
    compose(environment, "the path", ["ctrl+l"], ["Escape"])
    expect("sidecars before anything was decided", [path.name for path in folder.rglob("*.piyue.ron")], [])
    compose(environment, "the note", ["n"], ["ctrl+Return"])
    compose(environment, "a tag", ["t"], ["Return", "Escape"])
    wait_for(lambda: sidecars(folder).count(WORD) >= 2, "note and tag on disk")
    written = sidecars(folder)
    for verdict in ("Accepted", "Rejected", "Corrected", "Added", "Reviewed,"):
        if verdict in written:
            sys.exit(f"a letter was taken for a command: {verdict}\n{written}")
    # With the input method on and no field in focus letters are commands.
    keys(environment, "l", "x")
    wait_for(lambda: "Rejected" in sidecars(folder), "a letter to be a command again")


def compose(environment, what, reach, leave):
    """Composes the word in a field and looks at it there."""
    keys(environment, *reach)
    time.sleep(0.5)
    keys(environment, "ctrl+a", "BackSpace")
    xdo(environment, "type", "--delay", "120", PINYIN)
    wait_for(lambda: candidates(environment), f"candidates in {what}")
    time.sleep(0.5)
    where = candidates(environment)
    keys(environment, "space")
    time.sleep(0.5)
    keys(environment, "ctrl+a", "ctrl+c")
    copied = subprocess.run(["xclip", "-o", "-selection", "clipboard"], env=environment, capture_output=True, timeout=10).stdout.decode()
    expect(what, copied, WORD)
    print(f"{what}: {copied}, candidates at {where}")
    if what == "the search field" and not LINE_ENDS <= where[1] <= LINE_ENDS + 40:
        sys.exit(f"the candidates do not stand below the line of the search field: {where}")
    keys(environment, *leave)


def candidates(environment):
    """Position and size of fcitx5's window of candidates while it is shown."""
    tree = subprocess.run(["xwininfo", "-root", "-tree"], env=environment, capture_output=True).stdout.decode("utf-8", "replace")
    for line in tree.splitlines():
        if "fcitx" in line.lower() and "Input Window" in line:
            window = line.split()[0]
            told = subprocess.run(["xwininfo", "-id", window], env=environment, capture_output=True, text=True).stdout
            if "IsViewable" in told:
                number = lambda name: int(re.search(name + r":\s*(-?\d+)", told).group(1))
                return number("Absolute upper-left X"), number("Absolute upper-left Y"), number("Width"), number("Height")
    return None


def sidecars(folder):
    return "".join(path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.piyue.ron")))


def expect(what, got, wanted):
    if got != wanted:
        sys.exit(f"{what}: wanted {wanted!r}, got {got!r}")


if __name__ == "__main__":
    main()
