"""Imports an export into a real Label Studio and reads it back.

    python3 .ci/formats/label_studio_import.py PIYUE FOLDER [LABEL_STUDIO]

FOLDER holds bulletins, with or without decisions. LABEL_STUDIO is the program (`label-studio`, by default the one on the path); where there is none
this is skipped with a notice. It takes minutes to install and start, so it is no part of `.ci/run`. The server runs in a folder of its own, without
connections to anywhere, and is stopped at the end.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

TOKEN = "0123456789abcdef0123456789abcdef01234567"


def free_port():
    with socket.socket() as at:
        at.bind(("127.0.0.1", 0))
        return at.getsockname()[1]


def ask(url, data=None, method=None):
    body = None if data is None else json.dumps(data).encode()
    headers = {"Authorization": f"Token {TOKEN}", "Content-Type": "application/json"}
    request = urllib.request.Request(url, body, headers, method=method or ("POST" if data is not None else "GET"))
    with urllib.request.urlopen(request, timeout=120) as answer:
        return json.loads(answer.read() or b"null")


def start(program, home, port):
    environment = os.environ | {
        "LABEL_STUDIO_BASE_DATA_DIR": str(home),
        "LABEL_STUDIO_USERNAME": "check@example.org",
        "LABEL_STUDIO_PASSWORD": "check-only",
        "LABEL_STUDIO_USER_TOKEN": TOKEN,
        "LABEL_STUDIO_ENABLE_LEGACY_API_TOKEN": "true",
        "LABEL_STUDIO_DISABLE_SIGNUP_WITHOUT_LINK": "true",
        "COLLECT_ANALYTICS": "false",
        "SENTRY_DSN": "",
        "FRONTEND_SENTRY_DSN": "",
        "LATEST_VERSION_CHECK": "false",
    }
    log = open(home / "server.log", "wb")
    arguments = [program, "start", "--no-browser", "--internal-host", "127.0.0.1", "--port", str(port)]
    server = subprocess.Popen(arguments, env=environment, stdout=log, stderr=subprocess.STDOUT)
    for _ in range(900):
        time.sleep(1)
        if server.poll() is not None:
            sys.exit(f"label-studio ended: {(home / 'server.log').read_text()[-3000:]}")
        try:
            ask(f"http://127.0.0.1:{port}/api/projects/")
            return server
        except urllib.error.HTTPError as error:
            if error.code not in (401, 404, 500, 502, 503):
                raise
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            pass
    server.terminate()
    sys.exit(f"label-studio does not answer: {(home / 'server.log').read_text()[-3000:]}")


def spans(results):
    """Of each region its place, words, type and value."""
    regions = {}
    for result in results:
        region = regions.setdefault(result["id"], {})
        if result["type"] == "labels":
            value = result["value"]
            region.update(start=value["start"], end=value["end"], text=value["text"], label=value["labels"][0])
        else:
            region["value"] = result["value"]["text"][0]
    return sorted(regions.values(), key=lambda region: json.dumps(region, sort_keys=True))


def main():
    piyue, folder = sys.argv[1], Path(sys.argv[2])
    program = shutil.which(sys.argv[3] if len(sys.argv) > 3 else "label-studio")
    if program is None:
        print("label-studio: skipped, it is not installed")
        return
    with tempfile.TemporaryDirectory() as work:
        work = Path(work)
        subprocess.run([piyue, "export", folder, "--format", "label-studio", "-o", work / "export"], check=True)
        tasks = json.loads((work / "export" / "tasks.json").read_text(encoding="utf-8"))
        config = (work / "export" / "labeling-config.xml").read_text(encoding="utf-8")
        home = work / "home"
        home.mkdir()
        port = free_port()
        server = start(program, home, port)
        try:
            check(f"http://127.0.0.1:{port}/api", tasks, config)
        finally:
            server.terminate()
            server.wait(60)


def check(api, tasks, config):
    # The server itself says whether the configuration is one; a project that has another is refused.
    project = ask(f"{api}/projects/", {"title": "piyue", "label_config": config})
    answer = ask(f"{api}/projects/{project['id']}/import", tasks)
    assert answer["task_count"] == len(tasks), answer
    n_annotations = sum(len(task["annotations"]) for task in tasks)
    assert answer["annotation_count"] == n_annotations, answer
    assert answer["prediction_count"] == len(tasks), answer

    back = ask(f"{api}/projects/{project['id']}/export?exportType=JSON&download_all_tasks=true")
    assert len(back) == len(tasks)
    by_file = {task["data"]["file"]: task for task in back}
    n_spans = 0
    for task in tasks:
        known = by_file[task["data"]["file"]]
        assert known["data"] == task["data"], task["data"]["file"]
        there = [spans(annotation["result"]) for annotation in known["annotations"]]
        assert there == [spans(annotation["result"]) for annotation in task["annotations"]], task["data"]["file"]
        predictions = ask(f"{api}/predictions/?task={known['id']}")
        predictions = predictions["results"] if isinstance(predictions, dict) else predictions
        machine = [spans(prediction["result"]) for prediction in predictions]
        assert machine == [spans(prediction["result"]) for prediction in task["predictions"]], task["data"]["file"]
        for region in sum(there + machine, []):
            assert task["data"]["text"][region["start"] : region["end"]] == region["text"], region
            n_spans += 1
    print(f"label-studio: {len(tasks)} tasks, {n_annotations} annotations, {n_spans} spans went in and came back")


main()
