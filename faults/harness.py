"""What every fault needs: demands, waiting, the table, and a reader of datasets that shares nothing with the program."""

import hashlib
import itertools
import json
import os
import re
import sys
import time

DATA = (".npz", ".npy", ".parquet")

#: What is wanted beside arrays of images and labels, as a terminal's flags: nothing, tables, tables of objects too.
FORMS = ((), ("--parquet",), ("--parquet", "--annotations"))


class Violation(Exception):
    pass


class Unavailable(Exception):
    """This machine lacks what the fault is made with."""


class Forbidden(Unavailable):
    """This process may not do it, whatever is installed."""


def formed(values, forms=FORMS):
    """Cases of the forms in turn: pairs of a value and a form."""
    return list(zip(values, itertools.cycle(forms)))


def fields(form):
    """The same form as fields of a request."""
    return {flag.removeprefix("--"): True for flag in form}


def demand(holds, what):
    if not holds:
        raise Violation(what)


def wait_for(condition, seconds, what):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        result = condition()
        if result:
            return result
        time.sleep(0.1)
    raise Violation(f"not within {seconds} s: {what() if callable(what) else what}")


def swallow(call):
    try:
        call()
    except OSError:
        pass


def sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def datasets(root):
    """The names of what is to be seen; parts that wait for their join stand beside the dataset to be, as what they are."""
    names = os.listdir(root) if os.path.isdir(root) else []
    return [name for name in names if not name.startswith(".") and not name.endswith(".parts")]


def check_visible(root):
    """Every dataset that is to be seen has the files and the digests that its description tells."""
    for name in datasets(root):
        directory = os.path.join(root, name)
        with open(os.path.join(directory, "metadata.json")) as file:
            files = json.load(file)["files"]
        demand({file["name"] for file in files} | {"metadata.json"} == set(os.listdir(directory)), f"files of {name}")
        for file in files:
            demand(sha256(os.path.join(directory, file["name"])) == file["sha256"], f"{file['name']} of {name}")


def digests(directory):
    """Of all files of arrays and tables, however many there are."""
    return {name: sha256(os.path.join(directory, name)) for name in os.listdir(directory) if name.endswith(DATA)}


def staged(root, kept=()):
    """What is being made or deleted and nobody will come back for.

    Names that are reserved for plans are none of it, nor what a failed dataset keeps for its retry (`kept`: ids), nor what
    a run in a terminal left for the same command: a checkpoint, or records of shards, beside its request.
    """
    staging = os.path.join(root, ".staging")

    def is_owned(name):
        directory = os.path.join(staging, name)
        files = os.listdir(directory) if os.path.isdir(directory) else []
        is_resumable = "checkpoint.json" in files or any(re.fullmatch(r"\d{5}\.json", file) for file in files)
        left = "request.txt" in files and is_resumable
        return name.endswith(".name") or name.split(".")[0] in kept or left

    names = os.listdir(staging) if os.path.isdir(staging) else []
    return sorted(name for name in names if not is_owned(name))


class Table:
    def __init__(self):
        self.rows = []
        self.is_incomplete = False  # for want of something that could be installed

    def run(self, fault, cases, case):
        """Runs a case for each value; a violation is noted, and the next is run.

        A case gives False when its value lies past the last point at which the fault can strike; where that is depends on the
        form, so as many in a row as there are forms are the end.
        """
        count, past, violations, started = 0, 0, [], time.monotonic()
        for value in cases:
            if past == len(FORMS):
                break
            count += 1
            try:
                if case(value) is False:
                    count -= 1
                    past += 1
                else:
                    past = 0
            except Unavailable as e:
                self.skip(fault, e)
                return
            except Exception as e:  # whatever breaks in a check is a violation too
                violations.append(f"{fault}, {value}: {type(e).__name__} {e}")
                print("VIOLATED", violations[-1], file=sys.stderr, flush=True)
        seconds = time.monotonic() - started
        self.rows.append((fault, count, violations, seconds))
        print(f"{fault}: {count} times, {len(violations)} violations, {seconds:.0f} s", file=sys.stderr, flush=True)

    def count(self, faults):
        """Tells the faults of the last row one by one."""
        fault, count, violations, seconds = self.rows.pop()
        self.rows.append((fault, sum(faults.values()) or count, violations, seconds))
        self.rows += [(f"- {name}: {times}", 0, [], 0) for name, times in sorted(faults.items())]

    def skip(self, fault, why):
        self.is_incomplete |= not isinstance(why, Forbidden)
        self.rows.append((f"{fault}: not run, {why}", 0, [], 0))
        print(self.rows[-1][0], file=sys.stderr, flush=True)

    def print(self):
        print("| fault | times | violations | seconds |\n| --- | ---: | ---: | ---: |")
        for fault, count, violations, seconds in self.rows:
            print(f"| {fault} | {count} | {len(violations)} | {seconds:.0f} |")
        count, violations, seconds = (sum(column) for column in zip(*((r[1], len(r[2]), r[3]) for r in self.rows)))
        print(f"| all | {count} | {violations} | {seconds:.0f} |")

    def is_violated(self):
        return any(violations for _, _, violations, _ in self.rows)
