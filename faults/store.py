"""PostgreSQL that goes away in the middle of runs."""

import contextlib
import glob
import os
import shutil
import signal
import subprocess
import time

from harness import Unavailable, demand
from kills import InEachPhase
from service import free_port


class Postgres:
    """A server of its own. It refuses to be root, so it is somebody else's then."""

    def __init__(self, directory):
        self.binaries = self.find()
        self.directory = directory
        self.port = free_port()
        os.makedirs(directory)
        self.user = []
        if os.geteuid() == 0:
            self.user = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
            shutil.chown(directory, "nobody", "nogroup")
            os.chmod(os.path.dirname(directory), 0o711)
        self.data = os.path.join(directory, "data")
        self.run("initdb", "-D", self.data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale")

    @staticmethod
    def find():
        for pg_ctl in [shutil.which("pg_ctl"), *sorted(glob.glob("/usr/lib/postgresql/*/bin/pg_ctl"), reverse=True)]:
            if pg_ctl:
                return os.path.dirname(pg_ctl)
        raise Unavailable("no PostgreSQL server")

    def run(self, program, *arguments):
        command = [*self.user, os.path.join(self.binaries, program), *arguments]
        subprocess.run(command, check=True, cwd=self.directory, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def start(self):
        options = f"-p {self.port} -k {self.directory} -h 127.0.0.1"
        self.run("pg_ctl", "-D", self.data, "-w", "-l", os.path.join(self.directory, "log"), "-o", options, "start")

    def stop(self, mode="fast"):
        self.run("pg_ctl", "-D", self.data, "-w", "-m", mode, "stop")

    def freeze(self):
        """It takes connections and answers nothing, as behind a broken network, until it is thawed."""
        self.signal(signal.SIGSTOP)

    def thaw(self):
        self.signal(signal.SIGCONT)

    def signal(self, number):
        with open(os.path.join(self.data, "postmaster.pid")) as file:
            server = file.readline().strip()
        workers = subprocess.run(["pgrep", "-P", server], capture_output=True, text=True).stdout.split()
        for process in [server, *workers]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(process), number)

    def query(self, sql):
        """The rows of the answer; OSError where there is none."""
        command = [shutil.which("psql") or os.path.join(self.binaries, "psql"), "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "-qAt"]
        command += ["-v", "ON_ERROR_STOP=1", "-F", "\t", "-c", sql]
        run = subprocess.run(command, capture_output=True, text=True, timeout=60)
        if run.returncode != 0:
            raise OSError(run.stderr)
        return [line.split("\t") for line in run.stdout.splitlines()]

    def environment(self):
        return {
            "SPRING_DATASOURCE_URL": f"jdbc:postgresql://127.0.0.1:{self.port}/postgres",
            "SPRING_DATASOURCE_USERNAME": "postgres",
        }


def away(phases, postgres, seconds):
    without_store(phases, seconds, postgres.stop, postgres.start)


def frozen(phases, postgres, seconds):
    without_store(phases, seconds, postgres.freeze, postgres.thaw)


def without_store(phases, seconds, take, give_back):
    with phases.making():
        take()
        try:
            gone = time.monotonic()
            time.sleep(1)
            phases.holds.release_all()  # all five go on, and come to whatever they would tell the store
            while time.monotonic() < gone + seconds:
                asked = time.monotonic()
                status, _ = phases.service.call("GET", "/datasets")
                demand(status == 503, f"503 while the store is away: {status}")
                demand(time.monotonic() - asked < 5, f"within 5 s: {time.monotonic() - asked:.1f} s")
                time.sleep(1)
        finally:
            give_back()


def restarted(phases, postgres, times):
    """Gone at once and back at once, so that what was sent may have been done or not."""
    with phases.making():
        phases.holds.release_all()
        for _ in range(times):
            postgres.stop("immediate")
            postgres.start()
            time.sleep(0.5)


def rows(table, program, scratch, terminal, short):
    def run(fault, cases, break_it):
        def case(value):
            postgres = Postgres(os.path.join(scratch, f"postgres-{value}-{time.monotonic_ns()}"))
            postgres.start()
            try:
                phases = InEachPhase(program, scratch, terminal, "store", postgres.environment())
                try:
                    break_it(phases, postgres, value)
                finally:
                    phases.service.process and phases.service.kill()
            finally:
                postgres.stop("immediate")

        table.run(fault, cases, case)

    for seconds in [5] if short else [5, 45, 120]:
        run(f"PostgreSQL away for {seconds} s, five datasets each in another phase", [seconds], away)
    if not short:
        run("PostgreSQL frozen for 30 s, five datasets each in another phase", [30], frozen)
        run("PostgreSQL restarted at once, four times", [4], restarted)
