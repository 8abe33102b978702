"""kill -9 and SIGTERM: at random moments, in a row in every phase, and while a dataset is deleted."""

import contextlib
import itertools
import os
import random
import sys
import tempfile
import threading
import time

import preload
from harness import FORMS, check_visible, demand, digests, fields, formed, swallow, wait_for
from service import LARGE, SMALL, Service

MOST_DEATHS = 10  # in a row in which nothing got further; then a dataset is failed, on purpose
HELD = 50_000
HUGE = 20_000_000


class RandomKills:
    """kill -9 at random moments, while one dataset is made after the other."""

    def __init__(self, service, terminal, seed):
        self.service = service
        self.terminal = terminal
        self.forms = itertools.cycle(FORMS[:2])
        self.form = ()
        self.random = random.Random(seed)
        self.acknowledged = set()
        self.deleted = set()
        self.current = None
        self.deaths = 0
        self.longest = 0

    def __call__(self, _):
        service = self.service
        if service.process is None:
            service.start()
        if self.deaths == MOST_DEATHS - 1:
            service.succeeds(self.current, self.expected())
        if self.current is None or service.state(self.current) == "succeeded":
            self.change_something()
        time.sleep(self.random.uniform(0, 8))
        before = service.progress(self.current)
        service.kill()
        self.deaths += 1
        service.start()
        self.check(before, time.monotonic())

    def expected(self):
        return self.terminal.undisturbed(LARGE, *self.form)

    def change_something(self):
        if self.current is not None:
            demand(digests(self.service.directory(self.current)) == self.expected(), "the bytes of an undisturbed run")
            self.service.delete(self.current)
            self.deleted.add(self.current)
            self.acknowledged.discard(self.current)
        self.form = next(self.forms)
        self.current = self.service.make(**fields(self.form))
        self.deaths = 0
        self.acknowledged |= {self.current, self.service.plan(10)}

    def check(self, before, up):
        service = self.service
        for id in self.acknowledged:
            demand(service.call("GET", f"/datasets/{id}")[0] == 200, f"acknowledged {id} is known")
        for id in self.deleted:
            demand(service.call("GET", f"/datasets/{id}")[0] == 404, f"deleted {id} stays deleted")
        check_visible(service.root)
        wait_for(lambda: self.goes_on(before), 30, lambda: f"it goes on: {before} then {service.progress(self.current)}")
        self.longest = max(self.longest, time.monotonic() - up)

    def goes_on(self, before):
        now = self.service.progress(self.current)
        demand(now["state"] not in ("failed", "cancelled"), f"not {now}")
        if now["state"] == "succeeded" or now.get("phase", "generating") != "generating":
            return True
        lost = before["n"] - now["n"] if before.get("phase") == "generating" else 0
        # At most 5 s of work are lost; none may be made yet when this is looked at first.
        return now["state"] == "running" and now["n"] > 0 and lost <= 5 * max(before["rate_average"], before["rate"])

    def end(self, _):
        print(f"went on {self.longest:.1f} s after a start at the latest", file=sys.stderr)
        self.service.succeeds(self.current, self.expected())
        self.service.nothing_is_staged()


class InEachPhase:
    """One service that makes five datasets at a time, each held in the middle of another phase."""

    def __init__(self, program, scratch, terminal, name, environment=None):
        self.service = Service(program, tempfile.mkdtemp(prefix=name, dir=scratch))
        self.holds = preload.Holds(f"{self.service.root}.holds", scratch)
        self.expected = terminal.undisturbed(HELD, *FORMS[2])
        self.service.options = [f"--atomic-datasets.max-running={len(preload.MOMENTS)}"]
        self.service.environment = {**self.holds.environment, **(environment or {})}
        self.held = {}

    @contextlib.contextmanager
    def making(self):
        """From the moment at which all five are held to the moment at which they must have succeeded."""
        service = self.service
        if service.process is None:
            service.start()
        self.held = {phase: service.plan(HELD, **fields(FORMS[2])) for phase in preload.MOMENTS}
        for phase, id in self.held.items():
            self.holds.hold(id, phase)
            demand(service.call("POST", f"/datasets/{id}/confirm")[0] == 202, "confirmed")
        self.await_all()
        yield
        self.holds.release_all()
        for phase, id in self.held.items():
            service.succeeds(id, self.expected)
        check_visible(service.root)
        service.nothing_is_staged()
        for id in self.held.values():
            service.delete(id)

    def await_all(self):
        for phase, id in self.held.items():
            self.holds.await_reached(id, phase)

    def killed(self, times):
        with self.making():
            for _ in range(times):
                self.service.kill()
                self.service.start()
                self.await_all()

    def given_up(self, most):
        """The last of ten deaths in a row fails them; a retry goes on from what they wrote.

        Deaths after which something had got further do not count: at least the first of those that are past a checkpoint.
        """
        with self.making():
            deaths, waiting = 0, dict(self.held)
            while waiting and deaths < most:
                self.service.kill()
                self.service.start()
                deaths += 1
                waiting = {phase: id for phase, id in waiting.items() if not self.is_failed(phase, id, deaths)}
            demand(not waiting, f"given up after {deaths} deaths: {waiting}")
            self.holds.release_all()
            for id in self.held.values():
                demand(self.service.call("POST", f"/datasets/{id}/retry")[0] == 202, "it can be tried again")

    def is_failed(self, phase, id, deaths):
        def failed():
            return self.service.state(id) == "failed"

        wait_for(lambda: failed() or self.holds.is_reached(id, phase), 60, f"{id} is held in {phase}, or failed")
        if not failed():
            self.holds.await_reached(id, phase)
            return False
        demand(deaths >= MOST_DEATHS, f"{phase}: given up after {deaths} deaths")
        return True

    def terminated(self, _):
        with self.making():
            # Calls that last a second longer, as those of a slow disk do.
            threading.Timer(1, self.holds.release_all).start()
            seconds = self.service.stop()
            demand(seconds <= 20, f"out within 20 s: {seconds:.1f}")
            self.service.start()


class InOneRun:
    """One large run that is held in each of its phases, one after the other."""

    def __init__(self, program, scratch, terminal):
        self.service = Service(program, tempfile.mkdtemp(prefix="one-run", dir=scratch))
        self.holds = preload.Holds(f"{self.service.root}.holds", scratch, preload.MOMENTS_OF_LONG_RUNS)
        self.service.environment = self.holds.environment
        self.terminal = terminal

    def killed(self, case):
        images, form = case
        service = self.service
        with service.running():
            id = service.plan(images, **fields(form))
            for phase in preload.MOMENTS:
                self.holds.hold(id, phase)
            demand(service.call("POST", f"/datasets/{id}/confirm")[0] == 202, "confirmed")
            for phase in preload.MOMENTS:
                self.holds.await_reached(id, phase, 900)
                # No checkpoint lies between reporting and publishing, and ten deaths without one are the end.
                for _ in range(3 if phase == "publishing" else 6):
                    service.kill()
                    service.start()
                    self.holds.await_reached(id, phase, 900)
                self.holds.release(id, phase)
            service.succeeds(id, self.terminal.undisturbed(images, *form), 900)
            service.nothing_is_staged()


class WhileDeleting:
    def __init__(self, service, terminal):
        self.service = service
        self.terminal = terminal

    def __call__(self, case):
        _, form = case
        service = self.service
        id = service.make(SMALL, **fields(form))
        service.succeeds(id, self.terminal.undisturbed(SMALL, *form))
        threading.Thread(target=lambda: swallow(lambda: service.call("DELETE", f"/datasets/{id}"))).start()
        time.sleep(random.uniform(0, 0.03))
        service.kill()
        service.start()
        status = service.call("GET", f"/datasets/{id}")[0]
        demand(status in (200, 404), f"{status}")
        check_visible(service.root)
        if status == 404:
            service.nothing_is_staged()
        else:
            demand(digests(service.directory(id)) == self.terminal.undisturbed(SMALL, *form), "whole")
            service.delete(id)


def rows(table, program, scratch, terminal, arguments):
    short = arguments.short
    service = Service(program, os.path.join(scratch, "service"))
    kills = RandomKills(service, terminal, arguments.seed)
    count = arguments.kills or (1 if short else 150)
    table.run("kill -9 of the service at a random moment, restart", range(count), kills)
    table.run("the dataset that was made meanwhile", range(1), kills.end)
    deleting = formed(range(1 if short else 10), FORMS[::-1])
    table.run("kill -9 while deleting, restart", deleting, WhileDeleting(service, terminal))
    service.kill()


def phase_rows(table, program, scratch, terminal, short):
    def run(fault, cases, of):
        """A service of its own, so that one violation does not bring about the next."""

        def case(value):
            phases = InEachPhase(program, scratch, terminal, "phases")
            try:
                of(phases)(value)
            finally:
                phases.service.process and phases.service.kill()

        table.run(fault, cases, case)

    run("three times kill -9, five datasets each in another phase", [3], lambda phases: phases.killed)
    if not short:
        run("six times kill -9, five datasets each in another phase", [6], lambda phases: phases.killed)
        run("kill -9 until five datasets, each in another phase, are given up, retry", [14], lambda phases: phases.given_up)
        huge = InOneRun(program, scratch, terminal)
        table.run(f"six times kill -9 in each phase of one run of {HUGE:,} images, thrice in the last", [(HUGE, FORMS[1])], huge.killed)
    run("SIGTERM, five datasets each in another phase", range(1 if short else 5), lambda phases: phases.terminated)
