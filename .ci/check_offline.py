#!/usr/bin/env python3
"""Runs the real program under strace and fails where it makes a socket of the Internet.

usage: check_offline.py PIYUE FOLDER

Every command that works without a display, and, where there is Xvfb, the window: it opens a folder, loads all of it, and is closed. What is
allowed are sockets of this machine (AF_UNIX: the display, the input method, the desktop's bus) and of the kernel (AF_NETLINK: devices). That
nothing that a document says stands on standard error is looked at on the way. Needs strace.
"""
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time

LOCAL = ("AF_UNIX", "AF_LOCAL", "AF_NETLINK")
SECRET = "绝密词句甲乙丙"
TEXT = f"2024年5月工作月报\n\n★工作进展\n  数字治理 5月24日,教育部{SECRET}公布了1276家企业。\n"


def main():
    piyue, work = sys.argv[1], pathlib.Path(sys.argv[2]) / "offline"
    folder = work / "documents"
    folder.mkdir(parents=True)
    (folder / "通报.txt").write_text(TEXT, encoding="utf-8")
    (folder / "坏.txt").write_bytes(b"\0" + SECRET.encode())
    start = TEXT.index("教育部")
    edits = [
        {"path": "通报.txt", "op": "tag", "tag": "重要"},
        {"path": "通报.txt", "op": "add", "type": "event", "start": start, "end": start + 3, "quote": "教育部", "value": "x"},
        {"path": "通报.txt", "op": "reject", "type": "org", "start": start + 1, "end": start + 9, "quote": "不是这些字"},
    ]
    (work / "edits.jsonl").write_text("".join(json.dumps(edit) + "\n" for edit in edits), encoding="utf-8")
    runs = [
        ["--version"],
        ["extract", folder, "-o", work / "x.jsonl"],
        ["annotate", folder, work / "edits.jsonl"],
        *(["export", folder, "--format", f, "-o", work / f"x.{f}"] for f in ("jsonl", "csv", "xlsx")),
        ["check", folder, "--fix"],
    ]
    for arguments in runs:
        traced = trace(work, [piyue, *map(str, arguments)], dict(os.environ))
        traced.wait()
        judge(work, " ".join(map(str, arguments)))
    if shutil.which("Xvfb") and shutil.which("xwininfo"):
        window(piyue, work, folder)
    else:
        print("notice: Xvfb or xwininfo is not there, the window was not traced")
    print(f"offline: {len(runs)} commands made no socket of the Internet and told nothing of a document")


def trace(work, command, environment):
    """Starts a program whose calls about sockets are written down."""
    with open(work / "stderr", "wb") as complaints:
        return subprocess.Popen(
            ["strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=socket,connect,sendto,sendmsg", "-e", "signal=none", "-o", str(work / "calls"), *command],
            env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=complaints)


def judge(work, what):
    calls = (work / "calls").read_text("utf-8", "replace").splitlines()
    made = [call for call in calls if re.search(r"\bsocket\(", call)]
    strange = [call for call in made if not any(re.search(rf"socket\({family}\b", call) for family in LOCAL)]
    strange += [call for call in calls if "AF_INET" in call and call not in strange]
    if strange:
        sys.exit("\n".join([f"{what} made a socket of the Internet:", *strange[:10]]))
    if SECRET in (work / "stderr").read_text("utf-8", "replace"):
        sys.exit(f"{what} told what a document says on standard error")
    return len(made)


def window(piyue, work, folder):
    read, write = os.pipe()
    xvfb = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1440x900x24", "-noreset"],
                            pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as answer:
        display = ":" + answer.readline().strip()
    environment = dict(os.environ, DISPLAY=display, LIBGL_ALWAYS_SOFTWARE="1", PIYUE_HOME=str(work / "home"))
    environment.pop("WAYLAND_DISPLAY", None)
    traced = trace(work, [piyue, str(folder)], environment)
    try:
        end = time.monotonic() + 90
        while "documents " not in tree(environment):
            if traced.poll() is not None or time.monotonic() > end:
                sys.exit("the window did not come up under strace")
            time.sleep(0.5)
        time.sleep(5)
    finally:
        # strace keeps signals off itself; the program is its child.
        for child in pathlib.Path(f"/proc/{traced.pid}/task/{traced.pid}/children").read_text().split():
            os.kill(int(child), signal.SIGTERM)
        traced.wait()
        xvfb.kill()
    n = judge(work, "the window")
    if n == 0:
        sys.exit("the window reached no display: strace saw nothing")
    print(f"offline: the window made {n} sockets, all of this machine")


def tree(environment):
    return subprocess.run(["xwininfo", "-root", "-tree"], env=environment, capture_output=True).stdout.decode("utf-8", "replace")


main()
