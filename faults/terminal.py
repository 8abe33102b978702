"""The generate command, alone and under strace: death and refusals at every call, disks that are full or read-only."""

import os
import random
import shutil
import subprocess
import tempfile

from disks import mounted
from harness import FORMS, check_visible, datasets, demand, digests, formed, staged

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

    def succeeds_now(self, root, form=()):
        """The same again, in the same place, as its user would."""
        if datasets(root):  # it came as far as the rename
            check_visible(root)
        else:
            run = self.generate(root, fields=form)
            demand(run.returncode == 0, f"the next run: {run.stderr[-300:]}")
        demand(digests(os.path.join(root, "made")) == self.undisturbed(IMAGES, *form), "the bytes of an undisturbed run")

    def under_strace(self, root, form, calls, injected):
        tracing = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={calls}", "-e", f"inject={calls}:{injected}"]
        return self.generate(root, before=tracing, fields=form)

    def killed_at(self, calls, number, form):
        root = self.root()
        survived = self.under_strace(root, form, calls, f"signal=SIGKILL:when={number}").returncode == 0
        check_visible(root)
        demand(not survived or "made" in datasets(root), "what was said to be made stands")
        self.succeeds_now(root, form)
        again = self.generate(root, fields=form)  # sweeps what the dead run left, and refuses to overwrite
        demand(again.returncode == 2, "an existing dataset is never overwritten")
        demand(not staged(root), f"left behind: {staged(root)}")
        shutil.rmtree(root)
        return not survived

    def fails_at(self, calls, error, number, form, onwards=""):
        root = self.root()
        run = self.under_strace(root, form, calls, f"error={error}:when={number}{onwards}")
        check_visible(root)
        if run.returncode == 0:
            return False
        demand(run.returncode == 1, f"exit code {run.returncode}: {run.stderr[-300:]}")
        if not onwards:  # otherwise nothing can be written to standard error either
            demand("Error: " in run.stderr and "\tat " not in run.stderr, f"a message for a person: {run.stderr[-300:]}")
        demand(not datasets(root) or error == "EIO", "nothing is published")
        demand(not staged(root), f"left behind: {staged(root)}")
        self.succeeds_now(root, form)
        shutil.rmtree(root)
        return True

    def refused(self, root, images, said="Error: ", **how):
        run = self.generate(root, images, **how)
        demand(run.returncode == 1 and said in run.stderr, f"{run.returncode}: {run.stderr[-300:]}")
        demand("\tat " not in run.stderr, f"a message for a person: {run.stderr[-300:]}")
        demand(not datasets(root) and not staged(root), f"nothing is left: {datasets(root)} {staged(root)}")

    def file_size_limit(self, blocks, form):
        root = self.root()
        self.refused(root, 200_000, before=["bash", "-c", f'ulimit -f {blocks}; exec "$@"', "-"], fields=form)
        self.succeeds_now(root, form)

    def small_disk(self, size, form):
        root = self.root()
        with mounted(root, f"size={size}"):
            self.refused(root, 400_000, fields=form)
            self.succeeds_now(root, form)

    def flipped_bit(self, file):
        """A bit of a finished file, anywhere: `verify` names the file, and nothing else is said to be wrong."""
        root = self.root()
        form = FORMS[-1] if file.endswith(".parquet") else ()
        run = self.generate(root, fields=form)
        demand(run.returncode == 0, f"made: {run.stderr[-300:]}")
        path = f"{root}/made/{file}"
        with open(path, "r+b") as flipped:
            at = random.randrange(os.path.getsize(path))
            flipped.seek(at)
            byte = flipped.read(1)[0] ^ 1 << random.randrange(8)
            flipped.seek(at)
            flipped.write(bytes([byte]))
        run = subprocess.run([*self.program, "verify", f"{root}/made"], capture_output=True, text=True, timeout=900)
        changed = [line.split()[-1] for line in run.stdout.splitlines() if line.startswith("CHANGED")]
        demand(run.returncode == 1 and changed == [file], f"byte {at}: {run.returncode} {run.stdout} {run.stderr[-300:]}")
        shutil.rmtree(root)

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
    step = 40 if short else 1
    all_calls = ("/rename.*", "fsync,fdatasync", "/mkdir.*", "/unlink.*,rmdir")
    for calls in () if short else all_calls:  # a build has PowerLossTest, which ends at every call
        table.run(f"death at a call of {calls}", formed(range(1, 99, step)), lambda case: terminal.killed_at(calls, *case))
    table.run("EIO from fsync", formed(range(1, 99, step)), lambda case: terminal.fails_at("fsync,fdatasync", "EIO", *case))
    full = formed(range(4, 80, 40 if short else 4))
    table.run("ENOSPC from write", full, lambda case: terminal.fails_at("write,pwrite64", "ENOSPC", *case, "+"))
    limits = formed([200] if short else [100, 200, 400, 800], FORMS[::-1])
    table.run("a limit on the size of files", limits, lambda case: terminal.file_size_limit(*case))
    sizes = [("3m", FORMS[1])] if short else [("2m", FORMS[0]), ("3m", FORMS[1]), ("8m", FORMS[2])]
    table.run("a disk too small, in the terminal", sizes, lambda case: terminal.small_disk(*case))
    kinds = (".parquet", "-objects.parquet", ".npz")
    files = [f"{split}{kind}" for kind in kinds for split in ("train", "val", "test")]
    table.run("a flipped bit, verify", files[::4] if short else files * 4, terminal.flipped_bit)
    table.run("a read-only place, in the terminal", range(1), terminal.read_only_place)
    table.run("a machine without fonts", range(1), terminal.no_fonts)
