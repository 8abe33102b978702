"""preload.c, compiled, and what turns it: the wall clock of a process, and pauses in the middle of a run."""

import os
import shutil
import struct
import subprocess

from harness import Unavailable, wait_for

#: A call that happens in each phase of a run, and nowhere else: where a run is held.
MOMENTS = {
    "generating": "write:chunks.npy.spool",  # at its beginning, since a small run may be over before a checkpoint is due
    "assembling": "copy:train.npz",
    "validating": "read:test.npz",
    "reporting": "write:validation_report.png",
    "publishing": "rename:dataset",
}


def environment(scratch):
    library = os.path.join(scratch, "preload.so")
    if not os.path.exists(library):
        compiler = shutil.which("cc")
        if compiler is None:
            raise Unavailable("no C compiler (cc)")
        source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "preload.c")
        subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
        os.chmod(library, 0o755)
    return {"LD_PRELOAD": library}


#: Those of a run that is long enough for checkpoints.
MOMENTS_OF_LONG_RUNS = {**MOMENTS, "generating": "write:checkpoint.json.new"}


class Clock:
    """The wall clock of a process, which can be set while it runs."""

    def __init__(self, scratch, name="clock"):
        self.path = os.path.join(scratch, name)
        self.environment = {**environment(scratch), "FAULTS_CLOCK": self.path}
        self.set(0)

    def set(self, hours):
        self.hours = hours
        if not os.path.exists(self.path):
            open(self.path, "wb").write(bytes(8))
        with open(self.path, "r+b") as file:  # written in place: it is mapped
            file.write(struct.pack("q", int(hours * 3600 * 1_000_000_000)))


class Holds:
    """Runs that wait in the middle of a phase for as long as they are held."""

    def __init__(self, directory, scratch, moments=MOMENTS):
        self.directory = directory
        self.moments = moments
        os.makedirs(directory, exist_ok=True)
        self.environment = {**environment(scratch), "FAULTS_HOLD": directory}

    def path(self, id, phase):
        return os.path.join(self.directory, f"{id}+{self.moments[phase]}")

    def hold(self, id, phase):
        open(self.path(id, phase), "w").close()

    def is_reached(self, id, phase):
        return os.path.exists(self.path(id, phase) + ".reached")

    def await_reached(self, id, phase, seconds=60):
        wait_for(lambda: self.is_reached(id, phase), seconds, f"{id} is in the middle of {phase}")
        os.remove(self.path(id, phase) + ".reached")

    def release(self, id, phase):
        os.remove(self.path(id, phase))

    def release_all(self):
        for name in os.listdir(self.directory):
            os.remove(os.path.join(self.directory, name))
