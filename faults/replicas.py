#!/usr/bin/env python3
"""Several replicas over one PostgreSQL and one root, what can be done to them, and what PostgreSQL saw of it.

What happened is read from a table that a trigger of this harness's own fills, and judged by `histories`. As a program it does
all of it, as `run.py --only replicas havoc planted` does.
"""

import contextlib
import math
import os
import random
import signal
import tempfile
import time

import preload
from harness import Violation, demand, wait_for
from histories import Change, Harm
from service import Service
from store import Postgres

NOBODY = 65534

AUDIT = """
create table audit (number bigserial, at timestamptz default clock_timestamp(), replica text default session_user,
    dataset uuid, name text, before text, state text, attempt_before int, attempt int);
create function audit() returns trigger language plpgsql as $$ begin
    if tg_op = 'DELETE' then
        insert into audit (dataset, name, before, state, attempt_before, attempt)
        values (old.id, old.name, old.state, 'gone', old.attempt, old.attempt);
    elsif tg_op = 'INSERT' then
        insert into audit (dataset, name, before, state, attempt_before, attempt)
        values (new.id, new.name, null, new.state, 0, new.attempt);
    elsif (old.state, old.attempt) is distinct from (new.state, new.attempt) then
        insert into audit (dataset, name, before, state, attempt_before, attempt)
        values (new.id, new.name, old.state, new.state, old.attempt, new.attempt);
    end if;
    return null;
end $$;
create trigger audit after insert or update or delete on job for each row execute function audit();
"""


#: A replica whose reports are missing for longer is taken for dead, though it lives and works.
LEAST_CUT = 5


class Replicas:
    """Services over one database and one root, each with a wall clock and a role in the database of its own."""

    def __init__(self, program, scratch, count, running=4, hours=(0, 1, -1)):
        self.running_each = running
        self.scratch = tempfile.mkdtemp(prefix="replicas-", dir=scratch)
        os.chmod(self.scratch, 0o711)
        self.postgres = Postgres(os.path.join(self.scratch, "postgres"))
        self.root = os.path.join(self.scratch, "root")
        os.makedirs(self.root)
        self.is_root = os.geteuid() == 0
        if self.is_root:
            os.chown(self.root, NOBODY, NOBODY)
        self.clocks = [preload.Clock(self.scratch, f"clock-{number}") for number in range(count)]
        for clock, hour in zip(self.clocks, hours):
            clock.set(hour)
        self.all = [self.service(program, number) for number in range(count)]
        self.harms = []
        self.is_read_only = False

    def service(self, program, number):
        service = Service(program, self.root, os.path.join(self.scratch, f"replica-{number}.log"))
        service.name = f"replica-{number}"
        service.options = [
            f"--atomic-datasets.instance={service.name}",
            f"--atomic-datasets.max-running={self.running_each}",
            "--atomic-datasets.max-queued=1000",
            "--atomic-datasets.checkpoint-interval=200ms",
            "--atomic-datasets.threads=1",
        ]
        service.environment = {
            **self.clocks[number].environment,
            **self.postgres.environment(),
            "SPRING_DATASOURCE_USERNAME": service.name,
        }
        if self.is_root:  # so that a directory can be read-only for it
            service.before = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
        return service

    @contextlib.contextmanager
    def running(self):
        self.postgres.start()
        try:
            for service in self.all:
                self.postgres.query(f'create role "{service.name}" login superuser')
            for service in self.all:  # at once, on an empty database
                service.start(wait=False)
            for service in self.all:
                wait_for(service.is_healthy, 120, lambda: f"{service.name} is healthy: {service.said()[-1000:]}")
            self.postgres.query(AUDIT)
            yield
        finally:
            for service in self.all:
                if service.process is not None and service.process.poll() is None:
                    service.kill()
            self.postgres.stop("immediate")

    def history(self):
        rows = self.postgres.query(
            "select extract(epoch from at), replica, dataset, name, before, state, attempt_before, attempt"
            " from audit order by number"
        )
        return [
            Change(float(at), replica, dataset, name, before or None, state, int(attempt_before), int(attempt))
            for at, replica, dataset, name, before, state, attempt_before, attempt in rows
        ]

    @contextlib.contextmanager
    def harm(self, kind, service=None):
        harm = Harm(kind, service and service.name, time.time(), math.inf)
        self.harms.append(harm)
        try:
            yield
        finally:
            self.harms[self.harms.index(harm)] = harm._replace(end=time.time())

    # What is done to one of them, each time until it is well again.

    def kill(self, service, down):
        with self.harm("kill", service):
            service.kill()
            time.sleep(down)
            self.start(service)

    def terminate(self, service, down):
        with self.harm("terminate", service):
            service.stop()
            time.sleep(down)
            self.start(service)

    def stop(self, service, seconds):
        with self.harm("stop", service):
            service.process.send_signal(signal.SIGSTOP)
            time.sleep(seconds)
            service.process.send_signal(signal.SIGCONT)

    def cut(self, service, seconds):
        """It lives and works, and the database does not let it in."""
        with self.harm("cut", service):
            self.insist(f'alter role "{service.name}" nologin')
            end = time.monotonic() + max(seconds, LEAST_CUT)
            while time.monotonic() < end:
                self.swallow(f"select pg_terminate_backend(pid) from pg_stat_activity where usename = '{service.name}'")
                time.sleep(1)
            self.insist(f'alter role "{service.name}" login')
            wait_for(service.is_healthy, 120, lambda: f"{service.name} is connected again: {service.said()[-1000:]}")

    def set_clock(self, service, _):
        """No harm: nobody may be taken for dead for it."""
        clock = self.clocks[self.all.index(service)]
        clock.set(random.choice([hours for hours in (-1, 0, 1) if hours != clock.hours]))

    # What is done to what they share.

    def restart_database(self):
        self.interrupt_database(0, "immediate")

    def stop_database(self):
        self.interrupt_database(30, "fast")

    def interrupt_database(self, seconds, mode):
        with self.harm("database"):
            self.postgres.stop(mode)
            time.sleep(seconds)
            self.postgres.start()

    def forbid_writing(self):
        seconds = random.uniform(1, 5)
        with self.harm("disk"):
            self.is_read_only = True
            os.chmod(self.root, 0o555)
            time.sleep(seconds)
            os.chmod(self.root, 0o755)
            time.sleep(5)  # until what was asked meanwhile is answered
            self.is_read_only = False

    def swallow(self, sql):
        try:
            self.postgres.query(sql)
        except OSError:
            pass  # It is away or being restarted.

    def insist(self, sql):
        def is_done():
            with contextlib.suppress(OSError):
                self.postgres.query(sql)
                return True

        wait_for(is_done, 120, sql)

    def start(self, service):
        """It ends if the database is away when it starts, and is started again then, as by whatever runs it."""
        end = time.monotonic() + 240
        while time.monotonic() < end:
            service.start(wait=False)
            with contextlib.suppress(Violation):
                wait_for(service.is_healthy, 120, "healthy")
                return
            if service.process.poll() is None:
                service.kill()
            time.sleep(1)
        raise Violation(f"{service.name} does not start: {service.said()[-1000:]}")

    # How clients ask, who do not know who is well.

    def ask(self, method, path, body=None, headers=None, seconds=120):
        """The first answer that any of them gives."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            service = random.choice(self.all)
            try:
                status, answer = service.call(method, path, body, headers, timeout=5)
            except (OSError, ValueError):
                time.sleep(0.05)
                continue
            refused = status in (429, 503) or self.is_read_only and (status >= 500 or is_disk_refused(answer))
            if not refused:
                return status, answer
            time.sleep(0.2)
        raise Violation(f"no answer to {method} {path} within {seconds} s")

    def alike(self, ids):
        """All answer for every dataset, and alike."""
        for id in ids:
            told = [service.call("GET", f"/datasets/{id}/progress") for service in self.all]
            demand(all(answer == told[0] for answer in told[1:]), f"all tell the same of {id}: {told}")


def is_disk_refused(answer):
    return isinstance(answer, dict) and str(answer.get("type")).endswith(":disk-refused")


if __name__ == "__main__":
    import run

    run.main(("replicas", "havoc", "planted"))
