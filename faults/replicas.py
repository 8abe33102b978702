"""Several replicas over one PostgreSQL and one root: killed, stopped, cut off, with wrong clocks, while many datasets are made.

What happened is read from a table that a trigger of this harness's own fills, and judged by `histories`.
"""

import concurrent.futures
import contextlib
import os
import random
import shutil
import signal
import statistics
import sys
import tempfile
import threading
import time
import uuid

import histories
import planted
import preload
from harness import Unavailable, Violation, check_visible, demand, digests, wait_for
from histories import Change, Harm
from service import SMALL, Service
from store import Postgres

NOBODY = 65534
OUTSTANDING = 4  # datasets at a time: each replica can make as many, so what a dead one leaves finds room at once

AUDIT = """
create table audit (number bigserial, at timestamptz default clock_timestamp(), replica text default
    current_setting('application_name'), dataset uuid, name text, before text, state text, attempt_before int, attempt int);
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


class Replicas:
    """Services over one database and one root, each with a wall clock of its own."""

    def __init__(self, program, scratch, count, hours=(0, 1, -1)):
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
            f"--atomic-datasets.max-running={OUTSTANDING}",
            "--atomic-datasets.max-queued=1000",
            "--atomic-datasets.checkpoint-interval=200ms",
            "--atomic-datasets.threads=1",
        ]
        url = self.postgres.environment()["SPRING_DATASOURCE_URL"]
        service.environment = {
            **self.clocks[number].environment,
            **self.postgres.environment(),
            "SPRING_DATASOURCE_URL": f"{url}?ApplicationName={service.name}",
        }
        if self.is_root:  # so that a directory can be read-only for it
            service.before = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
        return service

    @contextlib.contextmanager
    def running(self):
        self.postgres.start()
        try:
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
        begin = time.time()
        try:
            yield
        finally:
            self.harms.append(Harm(kind, service and service.name, begin, time.time()))

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
        """Its connections to the database break, again and again."""
        with self.harm("cut", service):
            end = time.monotonic() + seconds
            while time.monotonic() < end:
                self.swallow(
                    f"select pg_terminate_backend(pid) from pg_stat_activity where application_name = '{service.name}'"
                )
                time.sleep(0.3)

    def set_clock(self, service, _):
        """No harm: nobody may be taken for dead for it."""
        self.clocks[self.all.index(service)].set(random.choice((-1, 0, 1)))

    def restart_database(self):
        with self.harm("database"):
            self.postgres.stop("immediate")
            self.postgres.start()

    def forbid_writing(self, seconds):
        if not self.is_root:
            return
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
            pass  # It is being restarted.

    def start(self, service):
        for _ in range(5):
            service.start(wait=False)
            with contextlib.suppress(Violation):
                wait_for(service.is_healthy, 120, "healthy")
                return
            if service.process.poll() is None:
                service.kill()
        raise Violation(f"{service.name} does not start: {service.said()[-1000:]}")

    # How clients ask, who do not know who is well.

    def ask(self, method, path, body=None, headers=None, seconds=90):
        """The first answer that any of them gives."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            service = random.choice(self.all)
            try:
                status, answer = service.call(method, path, body, headers, timeout=5)
            except (OSError, ValueError):
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


class Load(threading.Thread):
    """Somebody who wants datasets, one after the other, and looks at each of them."""

    def __init__(self, replicas, images, expected, most):
        super().__init__(daemon=True)
        self.replicas = replicas
        self.images = images
        self.expected = expected
        self.most = most
        self.waiting, self.kept, self.refused = {}, [], set()
        self.made = 0
        self.violations = []
        self.over = threading.Event()

    def run(self):
        while self.waiting or self.wants_more():
            if len(self.waiting) <= OUTSTANDING - 2 and self.wants_more():
                self.attempt(self.begin_two)
            for id in list(self.waiting):
                self.attempt(lambda: self.look(id), id)
            time.sleep(0.1)

    def wants_more(self):
        return not self.over.is_set() and self.made < self.most

    def attempt(self, what, id=None):
        try:
            what()
        except Exception as e:  # whatever breaks is a violation too
            self.violations.append(f"{type(e).__name__} {e}")
            self.waiting.pop(id, None)

    def begin_two(self):
        """At once, and each is asked for twice, as by somebody who got no answer."""
        request = {"num_images": self.images, "palette": "arc"}
        keys = [str(uuid.uuid4()) for _ in range(2)]
        ask = lambda key: self.replicas.ask("POST", "/datasets", request, {"Idempotency-Key": key})
        with concurrent.futures.ThreadPoolExecutor() as at_once:
            answers = list(at_once.map(ask, keys * 2))
        for number in range(2):
            ids = {answer["id"] for _, answer in answers[number::2]}
            demand(len(ids) == 1, f"one key, one dataset: {ids}")
            self.confirm(ids.pop())

    def confirm(self, id):
        status, answer = self.replicas.ask("POST", f"/datasets/{id}/confirm")
        demand(status in (200, 202), f"{id} confirmed: {status} {answer}")
        self.waiting[id] = time.monotonic()
        self.made += 1

    def look(self, id):
        status, progress = self.replicas.ask("GET", f"/datasets/{id}/progress")
        demand(status == 200, f"{id} is known: {status}")
        if progress["state"] == "failed" and "refused" in progress["error"]["detail"]:
            self.refused.add(id)  # its disk did not let it write
            self.replicas.ask("POST", f"/datasets/{id}/retry")
        elif progress["state"] not in ("queued", "running", "publishing"):
            del self.waiting[id]
            demand(progress["state"] == "succeeded", f"{id} succeeded: {progress}")
            self.check(id)
        else:
            demand(time.monotonic() - self.waiting[id] < 240, f"{id} is made within 240 s: {progress}")

    def check(self, id):
        _, dataset = self.replicas.ask("GET", f"/datasets/{id}")
        directory = os.path.join(self.replicas.root, dataset["output_dir"])
        demand(digests(directory) == self.expected, f"{id} has the bytes of an undisturbed run")
        if random.random() < 0.9:
            status, answer = self.replicas.ask("DELETE", f"/datasets/{id}")
            # The answer to an earlier call may have been lost.
            demand(status in (204, 404), f"{id} deleted: {status} {answer}")
        else:
            self.kept.append(id)


class Storm:
    """Many faults at random, at most as many at a time as leave one replica well."""

    KINDS = (Replicas.kill, Replicas.terminate, Replicas.stop, Replicas.stop, Replicas.cut, Replicas.set_clock)

    def __init__(self, replicas, load, seed):
        self.replicas = replicas
        self.load = load
        self.random = random.Random(seed)
        self.done = {}
        self.failures = []
        self.enough = threading.Event()
        self.hurt = threading.Semaphore(len(replicas.all) - 1)

    def torment(self, service):
        while not self.enough.wait(self.random.uniform(1, 4)):
            with self.hurt:
                kind = self.random.choice(self.KINDS)
                seconds = self.random.uniform(3, 9) if self.random.random() < 0.93 else self.random.uniform(9, 60)
                self.attempt(kind.__name__, lambda: kind(self.replicas, service, seconds))

    def torment_what_they_share(self):
        while not self.enough.wait(self.random.uniform(20, 40)):
            if self.random.random() < 0.7:
                self.attempt("restart_database", self.replicas.restart_database)
            else:
                self.attempt("forbid_writing", lambda: self.replicas.forbid_writing(self.random.uniform(1, 5)))

    def attempt(self, name, fault):
        try:
            fault()
            self.done[name] = self.done.get(name, 0) + 1
        except Exception as e:  # whatever breaks is a violation too
            self.failures.append(f"{name}: {type(e).__name__} {e}")

    def rage(self, minutes, faults, until=lambda: False):
        """Until the load is made, time is over, there were enough faults or something else holds."""
        threads = [threading.Thread(target=self.torment, args=[service]) for service in self.replicas.all]
        threads.append(threading.Thread(target=self.torment_what_they_share))
        end = time.monotonic() + minutes * 60
        self.load.start()
        for thread in threads:
            thread.start()
        while self.load.is_alive() and time.monotonic() < end and sum(self.done.values()) < faults and not until():
            time.sleep(0.5)
        self.enough.set()
        for thread in threads:
            thread.join()

    def settle(self):
        """All are well; what was begun comes to its end."""
        self.load.over.set()
        self.load.join(300)
        return self.load.violations + self.failures + ([] if not self.load.is_alive() else ["the load did not end"])


def judge(replicas, load, found=()):
    changes = replicas.history()
    found = [*found, *histories.violations(changes, replicas.harms, unfinished=load.waiting, may_fail=load.refused)]
    return changes, found


def end_well(replicas, load):
    check_visible(replicas.root)
    replicas.alike(load.kept)
    replicas.all[0].nothing_is_staged()


def tell(changes, harms):
    for kind, what in (("kill", "SIGKILL"), ("terminate", "SIGTERM")):
        waited = histories.seconds_until_taken(changes, harms, kind)
        if waited:
            middle, most = statistics.median(waited), waited[-1]
            late = histories.quantile(waited, 0.99)
            print(f"taken over after {what}: {len(waited)} times, median {middle:.1f} s, p99 {late:.1f} s, most {most:.1f} s",
                  file=sys.stderr)
    every = len(list(histories.takeovers(changes)))
    print(f"takeovers: {every}, of owners that were well: {len(histories.wrong_takeovers(changes, harms))}", file=sys.stderr)


def storm(program, scratch, terminal, minutes, jobs, faults, seed):
    """Gives what was done, for the table."""
    replicas = Replicas(program, scratch, 3)
    with replicas.running():
        load = Load(replicas, IMAGES, terminal.undisturbed(IMAGES), jobs)
        storm = Storm(replicas, load, seed)
        storm.rage(minutes, faults)
        found = storm.settle()
        changes, found = judge(replicas, load, found)
        tell(changes, replicas.harms)
        print(f"{load.made} datasets, faults: {storm.done}", file=sys.stderr)
        demand(not found, "; ".join(found[:20]))
        end_well(replicas, load)
    return storm.done


IMAGES = 200_000


def three_faults(program, scratch, terminal, _):
    """Two replicas, clocks two hours apart: one is killed, the other stopped, the database restarted."""
    replicas = Replicas(program, scratch, 2, (1, -1))
    with replicas.running():
        load = Load(replicas, IMAGES, terminal.undisturbed(IMAGES), 1000)
        load.start()
        first, second = replicas.all
        wait_for(lambda: any(c.state == "running" for c in replicas.history()), 60, "something runs")
        replicas.kill(first, 7)
        replicas.stop(second, 7)
        replicas.restart_database()
        time.sleep(2)
        load.over.set()
        load.join(180)
        demand(not load.is_alive(), f"the load ended: {load.waiting}")
        changes, found = judge(replicas, load, load.violations)
        tell(changes, replicas.harms)
        demand(not found, "; ".join(found))
        end_well(replicas, load)


def confirmed_at_all(program, scratch, terminal, count):
    replicas = Replicas(program, scratch, 3)
    with replicas.running(), concurrent.futures.ThreadPoolExecutor(30) as pool:
        ids = [replicas.ask("POST", "/datasets", {"num_images": SMALL, "palette": "arc"})[1]["id"] for _ in range(count)]
        calls = [(service, id) for id in ids for service in replicas.all]
        confirm = lambda call: call[0].call("POST", f"/datasets/{call[1]}/confirm")[0]
        statuses = set(pool.map(confirm, calls))
        demand(statuses <= {200, 202}, f"confirmed: {statuses}")
        expected = terminal.undisturbed(SMALL)
        for id in ids:
            replicas.all[0].succeeds(id, expected, 600)
        changes = replicas.history()
        claims = [change for change in changes if change.state == "running"]
        demand(len(claims) == count, f"{count} made once each: {len(claims)} claims")
        shares = {service.name: sum(claim.replica == service.name for claim in claims) for service in replicas.all}
        print(f"made by {shares}", file=sys.stderr)
        found = histories.violations(changes, [])
        demand(not found, "; ".join(found))
        replicas.alike(ids)


def finds(program, scratch, terminal, name, seed, minutes=10):
    """A fault planted into the program is found by what judges it."""
    patched = planted.program(program, scratch, name)
    replicas = Replicas(patched, scratch, 3)
    started = time.monotonic()
    with replicas.running():
        load = Load(replicas, IMAGES, terminal.undisturbed(IMAGES), 10_000)
        storm = Storm(replicas, load, seed)
        said = []

        def found():
            with contextlib.suppress(OSError):
                said[:] = judge(replicas, load, load.violations)[1]
                said[:] = [each for each in said if "still " not in each]
            return said

        storm.rage(minutes, 10_000, found)
        load.over.set()
    demand(said, f"{name} is found within {minutes} minutes")
    print(f"{name}: found after {time.monotonic() - started:.0f} s: {said[0]}", file=sys.stderr)


def rows(table, program, scratch, terminal, arguments):
    try:
        preload.environment(scratch)
        Postgres.find()
    except Unavailable as e:
        table.skip("several replicas", e)
        return
    if arguments.short:
        table.run("two replicas: one killed, one stopped, the database restarted", range(1),
                  lambda _: three_faults(program, scratch, terminal, _))
        return
    table.run("200 datasets confirmed at three replicas at once", [200],
              lambda count: confirmed_at_all(program, scratch, terminal, count))
    done = {}
    table.run(f"three replicas, at most {arguments.minutes} minutes of faults", range(1),
              lambda _: done.update(storm(program, scratch, terminal, arguments.minutes, 1000, 500, arguments.seed)))
    table.count(done)
    for name in planted.FAULTS:
        table.run(f"planted: {name}", range(1), lambda _: finds(program, scratch, terminal, name, arguments.seed))
