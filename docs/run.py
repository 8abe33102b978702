#!/usr/bin/env python3
"""Runs what README.md and the tutorial tell their readers to type, in a scratch directory, against the service of target/.

    mvn -q -DskipTests package && python3 docs/run.py

Blocks marked bash and python are run in their order; what is not marked is what Maven, Docker or a cluster would run, or output.
Lines that begin with mvn are left out: whoever runs this has built. The other pages' snippets for Python are run by tests.
"""
import argparse
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]
PAGES = ["README.md", "docs/tutorial.md"]
BLOCK = re.compile(r"^```(bash|python)\n(.*?)^```$", re.M | re.S)
SEEN = ("target", "examples", "python")


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def await_service(port, service):
    for _ in range(600):
        if service.poll() is not None:
            raise SystemExit("the service did not start")
        try:
            return urllib.request.urlopen(f"http://localhost:{port}/actuator/health", timeout=5).read()
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the service does not answer")


def run(kind, text, scratch, environment):
    if kind == "bash":
        lines = [line for line in text.splitlines() if not line.startswith("mvn ")]
        command = ["bash", "-euo", "pipefail", "-c", "\n".join(lines)]
    else:
        command = [sys.executable, "-c", re.sub(r"datasets/[0-9-]{10}-v1", "datasets/first", text)]
    return subprocess.run(command, cwd=scratch, env=environment).returncode


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--images", help="make datasets of so many images, whatever the pages say")
    images = parser.parse_args().images
    failed = 0
    with tempfile.TemporaryDirectory() as place:
        scratch = Path(place)
        for name in SEEN:
            (scratch / name).symlink_to(HOME / name)
        port = free_port()
        service = subprocess.Popen(
            ["java", "-jar", "target/atomic-datasets.jar", f"--server.port={port}"],
            cwd=scratch, stdout=subprocess.DEVNULL)  # fmt: skip
        environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "PYTHONPATH": str(scratch / "python")}
        try:
            await_service(port, service)
            for page in reversed(PAGES):  # the tutorial makes the dataset that README opens
                for kind, text in BLOCK.findall((HOME / page).read_text()):
                    text = text.replace("localhost:8080", f"localhost:{port}")
                    if images:
                        text = re.sub(r'("num_images": |--num-images )\d+', rf"\g<1>{images}", text)
                    code = run(kind, text, scratch, environment)
                    print(f"{page}: {'ok' if code == 0 else 'FAILED'}: {text.strip().splitlines()[0]}", flush=True)
                    failed += code != 0
        finally:
            service.terminate()
            service.wait()
    raise SystemExit(1 if failed else 0)


if __name__ == "__main__":
    main()
