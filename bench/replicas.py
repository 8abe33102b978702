#!/usr/bin/env python3
"""How much sooner two replicas finish a queue of datasets than one, each on a core of its own.

    mvn -q -DskipTests package && python3 bench/replicas.py

Needs Linux, two cores with nothing else on them, and a PostgreSQL server.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "faults"))

import program  # noqa: E402
from harness import wait_for  # noqa: E402
from service import Service  # noqa: E402
from store import Postgres  # noqa: E402


def seconds(command, scratch, count, datasets, images):
    """From the first confirmation to the last end."""
    place = tempfile.mkdtemp(dir=scratch)
    os.chmod(place, 0o711)
    postgres = Postgres(os.path.join(place, "postgres"))
    postgres.start()
    replicas = []
    try:
        for core in range(count):
            replica = Service(command, os.path.join(place, "root"), os.path.join(place, f"{core}.log"))
            replica.before = ["taskset", "-c", str(core)]
            replica.options = ["--atomic-datasets.threads=1", "--atomic-datasets.disk-reserve=0B"]
            replica.environment = postgres.environment()
            replicas.append(replica)
            replica.start()
        for id in [replicas[0].make(images) for _ in range(2 * count)]:  # so that what is measured is compiled
            replicas[0].ended(id)
        ids = [replicas[0].plan(images) for _ in range(datasets)]
        started = time.monotonic()
        for number, id in enumerate(ids):
            replicas[number % count].call("POST", f"/datasets/{id}/confirm")
        left = lambda: sum(len(replicas[0].call("GET", f"/datasets?state={state}")[1]["items"])
                           for state in ("queued", "running", "publishing"))
        wait_for(lambda: left() == 0, 600, "all are made")
        return time.monotonic() - started
    finally:
        for replica in replicas:
            replica.kill()
        postgres.stop("immediate")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jar", default="target/atomic-datasets.jar")
    parser.add_argument("--datasets", type=int, default=20)
    parser.add_argument("--images", type=int, default=300_000, help="of each")
    parser.add_argument("--replicas", type=int, nargs="+", default=[1, 2])
    arguments = parser.parse_args()
    scratch = tempfile.mkdtemp(prefix="replicas-")
    try:
        command = program.unpacked(os.path.abspath(arguments.jar), scratch)
        took = {n: seconds(command, scratch, n, arguments.datasets, arguments.images) for n in arguments.replicas}
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    for count, each in took.items():
        share = f", {each / took[1]:.2f} of one" if 1 in took else ""
        print(f"{arguments.datasets} datasets of {arguments.images:,} images, replicas {count}: {each:.1f} s{share}")


if __name__ == "__main__":
    main()
