#!/usr/bin/env python3
"""How much sooner two replicas finish a queue of datasets than one, each on a core of its own.

    mvn -q -DskipTests package && python3 bench/replicas.py

Two cores of a virtual machine may be the two threads of one, so the same work is also done by commands in a terminal that share
nothing, alone and as many at once as there are replicas: no replicas can beat their share. Needs Linux, as many idle cores as
replicas, and a PostgreSQL server.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "faults"))

import program  # noqa: E402
from service import Service  # noqa: E402
from store import Postgres  # noqa: E402


def on_core(core):
    return ["taskset", "-c", str(core)]


def seconds_of_queue(command, scratch, count, datasets, images):
    """From the first confirmation to the last end."""
    place = tempfile.mkdtemp(dir=scratch)
    os.chmod(place, 0o711)
    postgres = Postgres(os.path.join(place, "postgres"))
    postgres.start()
    replicas = []
    try:
        for core in range(count):
            replica = Service(command, os.path.join(place, "root"), os.path.join(place, f"{core}.log"))
            replica.before = on_core(core)
            replica.options = ["--atomic-datasets.threads=1", "--atomic-datasets.max-running=1"]
            replica.environment = postgres.environment()
            replicas.append(replica)
            replica.start()
        for id in [replicas[0].make(images) for _ in range(2 * count)]:  # so that what is measured is compiled
            replicas[0].ended(id)
        ids = [replicas[0].plan(images) for _ in range(datasets)]
        started = time.monotonic()
        for number, id in enumerate(ids):
            replicas[number % count].call("POST", f"/datasets/{id}/confirm")
        for id in ids:
            replicas[0].ended(id, 600)
        return time.monotonic() - started
    finally:
        for replica in replicas:
            replica.kill()
        postgres.stop("immediate")


def seconds_of_commands(command, scratch, count, images):
    """Of so many commands at once, each with a dataset of its own."""
    place = tempfile.mkdtemp(dir=scratch)
    started = time.monotonic()
    commands = [
        subprocess.Popen(
            [*on_core(core), *command, "generate", f"--num-images={images}", "--palette=arc", "--yes", "--quiet",
             f"--output-dir={os.path.join(place, str(core))}"],
            stdout=subprocess.DEVNULL,
        )
        for core in range(count)
    ]
    if any([each.wait() for each in commands]):
        raise SystemExit("a command failed")
    took = time.monotonic() - started
    shutil.rmtree(place)
    return took


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jar", default="target/atomic-datasets.jar")
    parser.add_argument("--datasets", type=int, default=20)
    parser.add_argument("--images", type=int, default=1_500_000, help="of each")
    parser.add_argument("--replicas", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=2)
    arguments = parser.parse_args()
    count, datasets, images = arguments.replicas, arguments.datasets, arguments.images
    scratch = tempfile.mkdtemp(prefix="replicas-")
    os.chmod(scratch, 0o711)  # PostgreSQL is nobody, where this is root
    command = program.as_it_is(arguments.jar)
    print(f"| {datasets} datasets of {images:,} images | one: s | {count}: s | share |\n| --- | ---: | ---: | ---: |")

    def tell(name, one, several, share):
        print(f"| {name} | {one:.1f} | {several:.1f} | {share:.2f} |", flush=True)

    try:
        for _ in range(arguments.rounds):
            large = 4 * images
            one, several = (seconds_of_commands(command, scratch, n, large) for n in (1, count))
            tell("commands that share nothing, a dataset of four times as many images each", one, several, several / one / count)
            one, several = (seconds_of_queue(command, scratch, n, datasets, images) for n in (1, count))
            tell("replicas", one, several, several / one)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


if __name__ == "__main__":
    main()
