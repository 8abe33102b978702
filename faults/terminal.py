"""The generate command, alone and under strace: death and refusals at every call, disks that are full or read-only."""

import os
import shutil
import subprocess
import tempfile

from disks import mounted
from harness import check_visible, datasets, demand, digests, staged

IMAGES = 20_000


class Terminal:
    def __init__(self, program, scratch):
        self.program = program
        self.scratch = scratch
        self.expected = {}

    def root(self):
        return tempfile.mkdtemp(dir=self.scratch)

    def generate(self, root, images=IMAGES, before=(), fields=(), **options):
        command = [*before, *self.program, "generate", f"--num-images={images}", "--palette=arc", "--yes", "--quiet"]
        command += [*fields, f"--output-dir={root}/made"]
        return subprocess.run(command, capture_output=True, text=True, timeout=900, **options)

    def undisturbed(self, images, *fields):
        """The digests of a run that nothing disturbs."""
        key = (images, *fields)
        if key not in self.expected:
            root = self.root()
            run = self.generate(root, images, fields=fields)
            demand(run.returncode == 0, f"an undisturbed run: {run.stderr[-300:]}")
            self.expected[key] = digests(os.path.join(root, "made"))
            shutil.rmtree(root)
        return self.expected[key]

    def succeeds_now(self, root):
        """The same again, in the same place, as its user would."""
        if datasets(root):  # it came as far as the rename
            check_visible(root)
        else:
            run = self.generate(root)
            demand(run.returncode == 0, f"the next run: {run.stderr[-300:]}")
        demand(digests(os.path.join(root, "made")) == self.undisturbed(IMAGES), "the bytes of an undisturbed run")

    def under_strace(self, root, calls, injected):
        tracing = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={calls}", "-e", f"inject={calls}:{injected}"]
        return self.generate(root, before=tracing)

    def killed_at(self, calls, number):
        root = self.root()
        survived = self.under_strace(root, calls, f"signal=SIGKILL:when={number}").returncode == 0
        check_visible(root)
        demand(not survived or "made" in datasets(root), "what was said to be made stands")
        self.succeeds_now(root)
        again = self.generate(root)  # sweeps what the dead run left, and refuses to overwrite
        demand(again.returncode == 2, "an existing dataset is never overwritten")
        demand(not staged(root), f"left behind: {staged(root)}")
        shutil.rmtree(root)
        return not survived

    def fails_at(self, calls, error, number, onwards=""):
        root = self.root()
        run = self.under_strace(root, calls, f"error={error}:when={number}{onwards}")
        check_visible(root)
        if run.returncode == 0:
            return False
        demand(run.returncode == 1, f"exit code {run.returncode}: {run.stderr[-300:]}")
        if not onwards:  # otherwise nothing can be written to standard error either
            demand("Error: " in run.stderr and "\tat " not in run.stderr, f"a message for a person: {run.stderr[-300:]}")
        demand(not datasets(root) or error == "EIO", "nothing is published")
        demand(not staged(root), f"left behind: {staged(root)}")
        self.succeeds_now(root)
        shutil.rmtree(root)
        return True

    def refused(self, root, images, said="Error: ", **how):
        run = self.generate(root, images, **how)
        demand(run.returncode == 1 and said in run.stderr, f"{run.returncode}: {run.stderr[-300:]}")
        demand("\tat " not in run.stderr, f"a message for a person: {run.stderr[-300:]}")
        demand(not datasets(root) and not staged(root), f"nothing is left: {datasets(root)} {staged(root)}")

    def file_size_limit(self, blocks):
        root = self.root()
        self.refused(root, 200_000, before=["bash", "-c", f'ulimit -f {blocks}; exec "$@"', "-"])
        self.succeeds_now(root)

    def small_disk(self, size):
        root = self.root()
        with mounted(root, f"size={size}"):
            self.refused(root, 400_000)
            self.succeeds_now(root)

    def read_only_place(self, _):
        root = self.root()
        with mounted(root, "size=10m,ro"):
            self.refused(root, IMAGES)

    def no_fonts(self, _):
        root = self.root()
        hidden = "for d in /usr/share/fonts /usr/local/share/fonts; do [ ! -d $d ] || mount -t tmpfs none $d; done"
        hiding = ["unshare", "-m", "sh", "-c", f'{hidden}; exec "$@"', "-"]
        self.refused(root, IMAGES, said="fonts", before=hiding)
        self.succeeds_now(root)


def rows(table, terminal, short):
    step = 6 if short else 1
    for calls in ("/rename.*", "fsync,fdatasync", "/mkdir.*", "/unlink.*,rmdir"):
        table.run(f"death at a call of {calls}", range(1, 99, step), lambda n: terminal.killed_at(calls, n))
    table.run("EIO from fsync", range(1, 99, step), lambda n: terminal.fails_at("fsync,fdatasync", "EIO", n))
    full = range(4, 80, 40 if short else 4)
    table.run("ENOSPC from write", full, lambda n: terminal.fails_at("write,pwrite64", "ENOSPC", n, "+"))
    table.run("a limit on the size of files", [200] if short else [100, 200, 400, 800], terminal.file_size_limit)
    table.run("a disk too small, in the terminal", ["3m"] if short else ["2m", "3m", "4m"], terminal.small_disk)
    table.run("a read-only place, in the terminal", range(1), terminal.read_only_place)
    table.run("a machine without fonts", range(1), terminal.no_fonts)
