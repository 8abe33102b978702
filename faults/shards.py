"""kill -9 while a sharded dataset is made, in the terminal and in the service: only unfinished shards are made again."""

import glob
import os
import re
import shutil
import subprocess
import tempfile

from harness import check_visible, datasets, demand, digests, staged, wait_for
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
        for path in glob.glob(f"{os.path.dirname(record)}/dataset/*-{number}.npz"):
            files[os.path.basename(path)] = identity(path)
    return files


def identity(path):
    status = os.stat(path)
    return status.st_ino, status.st_mtime_ns


class Shards:
    def __init__(self, terminal):
        self.terminal = terminal
        self.fields = [f"--shard-size={SIZE}"]
        self.expected = terminal.undisturbed(IMAGES, *self.fields)

    def stand_in(self, directory, files):
        """It is the undisturbed dataset, and these files of it were not made again."""
        demand(digests(directory) == self.expected, "the bytes of an undisturbed run")
        again = [name for name, known in files.items() if identity(os.path.join(directory, name)) != known]
        demand(not again, f"a shard of which there is a record is not made again: {again}")

    def killed_in_the_terminal(self, numbers):
        """At each of these numbers of records, one run after the other."""
        root = self.terminal.root()
        files = {}
        for number in numbers:
            killing = ["bash", "-c", KILLING, "-", f"{root}/.staging/*/[0-9]*.json", str(number)]
            self.terminal.generate(root, IMAGES, before=killing, fields=self.fields)
            check_visible(root)
            demand(not datasets(root), "killed while shards were made")
            standing = recorded(root)
            demand(len(records(root)) >= number, f"records stay: {len(records(root))} of {number}")
            demand(files.items() <= standing.items(), "what was recorded before the last death is as it was")
            files = standing
        run = self.terminal.generate(root, IMAGES, fields=self.fields)
        demand(run.returncode == 0, f"the same command: {run.stderr[-300:]}")
        check_visible(root)
        self.stand_in(os.path.join(root, "made"), files)
        demand(not staged(root), f"left behind: {staged(root)}")
        shutil.rmtree(root)

    def killed_in_parts(self, numbers):
        """Each part at one of these numbers of records, and the join once it has begun; each is then made again."""
        root = self.terminal.root()
        parts = f"{root}/made.parts"
        for part, number in enumerate(numbers, 1):
            fields = [*self.fields, f"--part={part}/{len(numbers)}"]
            before = len(glob.glob(f"{parts}/[0-9]*.json"))
            killing = ["bash", "-c", KILLING, "-", f"{parts}/[0-9]*.json", str(before + number)]
            self.terminal.generate(root, IMAGES, before=killing, fields=fields)
            demand(not datasets(root), "killed while a part was made")
            again = self.terminal.generate(root, IMAGES, fields=fields)
            demand(again.returncode == 0, f"the same part: {again.stderr[-300:]}")
        join = [*self.terminal.program, "join", f"{root}/made"]
        for pattern in ("segments.npy*", "validation_report.png*"):
            subprocess.run(["bash", "-c", KILLING, "-", f"{parts}/{pattern}", "1", *join], capture_output=True, timeout=900)
            check_visible(root)
        if not datasets(root):
            run = subprocess.run(join, capture_output=True, text=True, timeout=900)
            demand(run.returncode == 0, f"the same join: {run.stderr[-300:]}")
        demand(digests(f"{root}/made") == self.expected, "the bytes of an undisturbed run")
        demand(not os.path.exists(parts), "no parts are left beside the dataset")
        shutil.rmtree(root)

    def killed_in_the_service(self, service, numbers):
        if service.process is None:
            service.start()
        id = service.make(IMAGES, shard_size=SIZE)
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
        service.succeeds(id, self.expected)
        self.stand_in(service.directory(id), files)
        check_visible(service.root)
        service.delete(id)
        service.nothing_is_staged()


def rows(table, program, scratch, terminal, short):
    shards = Shards(terminal)
    terminals = [(5,)] if short else [(1,), (8,), (20,), (3, 9, 15), (1, 2, 3, 4, 5, 6, 7)]
    table.run("kill -9 while shards are made in the terminal, the same again", terminals, shards.killed_in_the_terminal)
    parts = [(2, 1)] if short else [(1,), (3, 3, 3), (1, 2, 1, 2)]
    table.run("kill -9 of parts and of the join, the same again", parts, shards.killed_in_parts)
    service = Service(program, tempfile.mkdtemp(prefix="shards", dir=scratch))
    services = [(3,)] if short else [(1,), (8,), (16,), (3, 9, 15)]
    try:
        table.run(
            "kill -9 while shards are made in the service, restart",
            services,
            lambda numbers: shards.killed_in_the_service(service, numbers),
        )
    finally:
        if service.process is not None:
            service.kill()
