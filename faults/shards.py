"""kill -9 while a sharded dataset is made, in the terminal and in the service: only unfinished shards are made again."""

import glob
import os
import re
import shutil
import subprocess
import tempfile

from harness import FORMS, check_visible, datasets, demand, digests, fields, formed, staged, wait_for
from service import Service

IMAGES = 400_000  # in some 25 shards
SIZE = 16_384

#: Runs a command and kills it once there are as many files of a pattern: pattern, number, command.
KILLING = """
"${@:3}" & run=$!
while kill -0 $run 2>/dev/null && [ $(compgen -G "$1" | wc -l) -lt $2 ]; do sleep 0.02; done
kill -9 $run
wait $run
"""


def records(root):
    """The paths of the records of finished shards."""
    return glob.glob(f"{root}/.staging/*/[0-9][0-9][0-9][0-9][0-9].json")


def recorded(root):
    """The files of shards that have a record, by name, and what tells a file from one that is made again."""
    files = {}
    for record in records(root):
        number = re.search(r"(\d+)\.json$", record).group(1)
        for path in glob.glob(f"{os.path.dirname(record)}/dataset/*-{number}.*"):
            files[os.path.basename(path)] = identity(path)
    return files


def identity(path):
    status = os.stat(path)
    return status.st_ino, status.st_mtime_ns


class Shards:
    def __init__(self, terminal):
        self.terminal = terminal

    def expected(self, form):
        return self.terminal.undisturbed(IMAGES, f"--shard-size={SIZE}", *form)

    def stand_in(self, directory, files, form):
        """It is the undisturbed dataset, and these files of it were not made again."""
        demand(digests(directory) == self.expected(form), "the bytes of an undisturbed run")
        again = [name for name, known in files.items() if identity(os.path.join(directory, name)) != known]
        demand(not again, f"a shard of which there is a record is not made again: {again}")

    def killed_in_the_terminal(self, case):
        """At each of these numbers of records, one run after the other."""
        numbers, form = case
        flags = [f"--shard-size={SIZE}", *form]
        root = self.terminal.root()
        files = {}
        for number in numbers:
            killing = ["bash", "-c", KILLING, "-", f"{root}/.staging/*/[0-9]*.json", str(number)]
            self.terminal.generate(root, IMAGES, before=killing, fields=flags)
            check_visible(root)
            demand(not datasets(root), "killed while shards were made")
            standing = recorded(root)
            demand(len(records(root)) >= number, f"records stay: {len(records(root))} of {number}")
            demand(files.items() <= standing.items(), "what was recorded before the last death is as it was")
            files = standing
        run = self.terminal.generate(root, IMAGES, fields=flags)
        demand(run.returncode == 0, f"the same command: {run.stderr[-300:]}")
        check_visible(root)
        self.stand_in(os.path.join(root, "made"), files, form)
        demand(not staged(root), f"left behind: {staged(root)}")
        shutil.rmtree(root)

    def killed_in_parts(self, case):
        """Each part at one of these numbers of records, and the join once it has begun; each is then made again."""
        numbers, form = case
        root = self.terminal.root()
        parts = f"{root}/made.parts"
        for part, number in enumerate(numbers, 1):
            flags = [f"--shard-size={SIZE}", *form, f"--part={part}/{len(numbers)}"]
            before = len(glob.glob(f"{parts}/[0-9]*.json"))
            killing = ["bash", "-c", KILLING, "-", f"{parts}/[0-9]*.json", str(before + number)]
            self.terminal.generate(root, IMAGES, before=killing, fields=flags)
            demand(not datasets(root), "killed while a part was made")
            again = self.terminal.generate(root, IMAGES, fields=flags)
            demand(again.returncode == 0, f"the same part: {again.stderr[-300:]}")
        join = [*self.terminal.program, "join", f"{root}/made"]
        for pattern in ("segments.npy*", "validation_report.png*"):
            subprocess.run(["bash", "-c", KILLING, "-", f"{parts}/{pattern}", "1", *join], capture_output=True, timeout=900)
            check_visible(root)
        if not datasets(root):
            run = subprocess.run(join, capture_output=True, text=True, timeout=900)
            demand(run.returncode == 0, f"the same join: {run.stderr[-300:]}")
        demand(digests(f"{root}/made") == self.expected(form), "the bytes of an undisturbed run")
        demand(not os.path.exists(parts), "no parts are left beside the dataset")
        shutil.rmtree(root)

    def killed_in_the_service(self, service, case):
        numbers, form = case
        if service.process is None:
            service.start()
        id = service.make(IMAGES, shard_size=SIZE, **fields(form))
        files = {}
        for number in numbers:
            wait_for(lambda: len(records(service.root)) >= number, 60, f"{number} shards are recorded")
            service.kill()
            check_visible(service.root)
            demand(not datasets(service.root), "killed while shards were made")
            standing = recorded(service.root)
            demand(files.items() <= standing.items(), "what was recorded before the last death is as it was")
            files = standing
            service.start()
        service.succeeds(id, self.expected(form))
        self.stand_in(service.directory(id), files, form)
        check_visible(service.root)
        service.delete(id)
        service.nothing_is_staged()


def rows(table, program, scratch, terminal, short):
    shards = Shards(terminal)
    if not short:
        terminals = [(1,), (8,), (20,), (3, 9, 15), (1, 2, 3, 4, 5, 6, 7)]
        table.run("kill -9 while shards are made in the terminal, the same again", formed(terminals), shards.killed_in_the_terminal)
        parts = [(1,), (3, 3, 3), (1, 2, 1, 2)]
        table.run("kill -9 of parts and of the join, the same again", formed(parts, FORMS[::-1]), shards.killed_in_parts)
    service = Service(program, tempfile.mkdtemp(prefix="shards", dir=scratch))
    services = [(3,)] if short else [(1,), (8,), (16,), (3, 9, 15)]
    try:
        table.run(
            "kill -9 while shards are made in the service, restart",
            formed(services, FORMS[1:]),
            lambda case: shards.killed_in_the_service(service, case),
        )
    finally:
        if service.process is not None:
            service.kill()
