"""Disks of the service that are full, read-only, not its own, or that force no directories."""

import contextlib
import os
import shutil
import subprocess
import tempfile
import time

import preload
from harness import FORMS, Forbidden, datasets, demand, digests, fields, formed, swallow, wait_for
from service import LARGE, SMALL, Service

NOBODY = 65534


@contextlib.contextmanager
def mounted(directory, options):
    """A tmpfs; its rows are skipped where mounting is not allowed."""
    command = ["mount", "-t", "tmpfs", "-o", options, "none", directory]
    mount = subprocess.run(command, capture_output=True, text=True)
    if mount.returncode != 0:
        raise Forbidden(f"no right to mount: {mount.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", directory], check=True)


class Disks:
    def __init__(self, program, scratch, terminal):
        self.program = program
        self.scratch = scratch
        self.terminal = terminal

    def service(self):
        return Service(self.program, tempfile.mkdtemp(dir=self.scratch))

    def full(self, form):
        service = self.service()
        service.options = ["--atomic-datasets.disk-reserve=0B"]
        filler = os.path.join(service.root, ".filler")
        with mounted(service.root, "size=240m"), service.running():
            id = service.make(**fields(form))
            wait_for(lambda: service.progress(id)["n"] > 0, 60, "it runs")
            with open(filler, "wb", buffering=0) as file:
                swallow(lambda: [file.write(bytes(1 << 20)) for _ in range(400)])
            time.sleep(3)
            status, problem = service.call("POST", "/datasets", {"num_images": LARGE})
            demand(status in (503, 507), f"503 or 507: {status} {problem}")
            os.remove(filler)
            progress = service.ended(id, 90)
            if progress["state"] == "failed":  # otherwise the store was full too, so the run was lost, and went on
                error = progress["error"]
                demand("needs" in error["detail"] and "No space" in error["detail"], f"what was needed: {error}")
                demand(service.call("POST", f"/datasets/{id}/retry")[0] == 202, "it can be tried again")
            service.succeeds(id, self.terminal.undisturbed(LARGE, *form))

    def read_only(self, _):
        service = self.service()
        with mounted(service.root, "size=10m,ro"):
            service.start(wait=False)
            try:
                demand(service.process.wait(60) != 0, "it refuses to start")
            finally:
                service.process.kill()
            said = service.said()
            demand("cannot be used" in said and "\tat " not in said, f"and says why: {said[-500:]}")

    def not_ours(self, _):
        """A dataset that another user owns: its deletion is refused, and it stays."""
        if os.geteuid() != 0:
            raise Forbidden("only root becomes somebody else")
        service = self.service()
        service.before = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
        os.chmod(self.scratch, 0o711)
        os.chown(service.root, NOBODY, NOBODY)
        run = self.terminal.generate(service.root)
        demand(run.returncode == 0, f"made by root: {run.stderr[-300:]}")
        staging = os.path.join(service.root, ".staging")
        if os.path.isdir(staging):
            os.chown(staging, NOBODY, NOBODY)
        with service.running():
            items = service.call("GET", "/datasets")[1]["items"]
            demand(len(items) == 1, f"it is found: {items}")
            id = items[0]["id"]
            for _ in range(3):
                status, problem = service.call("DELETE", f"/datasets/{id}")
                demand(problem and problem["type"].endswith(":disk-refused"), f"refused: {status} {problem}")
                demand(service.state(id) == "succeeded" and datasets(service.root), "it stands as before")
            subprocess.run(["chown", "-R", f"{NOBODY}:{NOBODY}", service.root], check=True)
            demand(service.call("DELETE", f"/datasets/{id}")[0] == 204, "deleted once that is allowed")
            service.nothing_is_staged()
            demand(not datasets(service.root), "gone")

    def no_forced_directories(self, form):
        service = self.service()
        service.environment = {**preload.environment(self.scratch), "FAULTS_FSYNC": "1"}
        with service.running():
            id = service.make(SMALL, **fields(form))
            service.succeeds(id, self.terminal.undisturbed(SMALL, *form))
            service.kill()
            service.start()
            demand(digests(service.directory(id)) == self.terminal.undisturbed(SMALL, *form), "it stands")
            demand(service.call("DELETE", f"/datasets/{id}")[0] == 204, "deleted")
            service.nothing_is_staged()

    def staging_vanishes(self, case):
        _, form = case
        service = self.service()
        with service.running():
            id = service.make(**fields(form))
            wait_for(lambda: service.progress(id)["n"] > 0, 60, "it runs")
            shutil.rmtree(os.path.join(service.root, ".staging"), ignore_errors=True)
            demand(service.ended(id, 90)["state"] == "failed", "it failed")
            demand(service.call("POST", f"/datasets/{id}/retry")[0] == 202, "it can be tried again")
            service.succeeds(id, self.terminal.undisturbed(LARGE, *form))


def rows(table, program, scratch, terminal, short):
    disks = Disks(program, scratch, terminal)
    table.run("a disk that becomes full, in the service", FORMS[1:2], disks.full)
    table.run("a read-only root", range(1), disks.read_only)
    table.run("EACCES on deletion", range(1), disks.not_ours)
    table.run("directories that cannot be forced", FORMS[2:], disks.no_forced_directories)
    table.run(".staging vanishes while a dataset is made", formed(range(1 if short else 3)), disks.staging_vanishes)
