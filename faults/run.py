#!/usr/bin/env python3
"""Breaks the program in every way it promises to survive, checks after each, and prints a table.

    mvn -q -DskipTests package && python3 faults/run.py            # everything; more than an hour
    python3 faults/run.py --short                                  # a sample of it; some minutes
    python3 faults/run.py --only store phases                      # some groups of it
    python3 faults/replicas.py                                     # those of several replicas

Needs Linux, Python 3 and strace. What needs root (mounts), a C compiler (clocks, runs held in the middle of a phase) or a
PostgreSQL server says so where it is missing. Exits with 1 if anything was violated, and with ATOMIC_REQUIRE_ALL=true also if
something was not run that could be installed. After every fault: what was acknowledged
is known; every dataset that is to be seen has the digests its description tells; nothing is staged that nobody owns; the
bytes are those of an undisturbed run.
"""

import argparse
import os
import random
import shutil
import sys
import tempfile

import clocks
import disks
import havoc
import kills
import program
import proxy
import shards
import storms
import store
import terminal
from harness import Table


GROUPS = ("terminal", "disks", "kills", "phases", "shards", "storms", "clocks", "store", "replicas", "havoc", "planted", "proxy")


def run(group, table, command, scratch, undisturbed, arguments):
    common = (table, command, scratch, undisturbed, arguments.short)
    match group:
        case "terminal":
            terminal.rows(table, undisturbed, arguments.short)
        case "disks":
            disks.rows(*common)
        case "kills":
            kills.rows(table, command, scratch, undisturbed, arguments)
        case "phases":
            kills.phase_rows(*common)
        case "shards":
            shards.rows(*common)
        case "storms":
            storms.rows(*common)
        case "clocks":
            clocks.rows(*common)
        case "store":
            store.rows(*common)
        case "replicas":
            havoc.rows(*common)
        case "havoc":
            havoc.storm_rows(table, command, scratch, undisturbed, arguments)
        case "planted":
            havoc.planted_rows(table, command, scratch, undisturbed, arguments)
        case "proxy":
            proxy.rows(table, command, scratch, arguments.short)


def main(groups=GROUPS):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jar", default="target/atomic-datasets.jar")
    parser.add_argument("--short", action="store_true", help="a sample of every group")
    parser.add_argument("--only", nargs="+", choices=GROUPS, default=groups, help="some groups of it")
    parser.add_argument("--kills", type=int, help="kill -9 of the service at random moments (1 with --short, else 150)")
    parser.add_argument("--minutes", type=float, default=60, help="of faults of several replicas, at most (1 with --short)")
    parser.add_argument("--faults", type=int, default=500, help="and 1,000 datasets: then these minutes end before")
    parser.add_argument("--seed", type=int, default=1, help="of the random moments")
    arguments = parser.parse_args()
    table = Table()
    random.seed(arguments.seed)
    scratch = tempfile.mkdtemp(prefix="faults-")
    try:
        command = program.unpacked(os.path.abspath(arguments.jar), scratch)
        undisturbed = terminal.Terminal(command, scratch)
        for group in arguments.only:
            run(group, table, command, scratch, undisturbed, arguments)
    finally:
        if table.is_violated():
            print(f"what the services said is in {scratch}", file=sys.stderr)
        else:
            shutil.rmtree(scratch, ignore_errors=True)
    table.print()
    is_required = os.environ.get("ATOMIC_REQUIRE_ALL") == "true"
    sys.exit(1 if table.is_violated() or is_required and table.is_incomplete else 0)


if __name__ == "__main__":
    main()
