"""Wall clocks that are set an hour back or forward, within runs and between them."""

import tempfile
import time

import preload
from harness import check_visible, demand, wait_for
from service import LARGE, SMALL, Service


class Clocks:
    def __init__(self, program, scratch, terminal):
        self.program = program
        self.scratch = scratch
        self.terminal = terminal

    def service(self):
        clock = preload.Clock(self.scratch)
        service = Service(self.program, tempfile.mkdtemp(dir=self.scratch))
        service.environment = clock.environment
        return service, clock

    def within(self, hours):
        service, clock = self.service()
        with service.running():
            running = service.make()
            wait_for(lambda: service.progress(running)["n"] > 0, 60, "it runs")
            clock.set(hours)
            confirmed = service.make(SMALL)
            service.succeeds(running, self.terminal.undisturbed(LARGE), 60)
            service.succeeds(confirmed, self.terminal.undisturbed(SMALL), 60)
            self.still_cancels(service)
            elapsed = service.progress(running)["elapsed_seconds"]
            demand(0 <= elapsed < 600, f"seconds that passed: {elapsed}")
            check_visible(service.root)
            service.nothing_is_staged()

    def between(self, hours):
        service, clock = self.service()
        with service.running():
            running, queued = service.make(), service.make(SMALL)
            wait_for(lambda: service.progress(running)["n"] > 0, 60, "it runs")
            service.kill()
            clock.set(hours)
            started = time.monotonic()
            service.start()
            wait_for(lambda: self.is_at_work(service, running), 30, lambda: f"at work: {service.progress(running)}")
            demand(time.monotonic() - started < 60, "at work again within a minute")
            service.succeeds(running, self.terminal.undisturbed(LARGE), 60)
            service.succeeds(queued, self.terminal.undisturbed(SMALL), 60)
            self.still_cancels(service)
            service.nothing_is_staged()

    @staticmethod
    def is_at_work(service, id):
        progress = service.progress(id)
        return progress["state"] == "succeeded" or progress["state"] == "running" and progress["n"] > 0

    @staticmethod
    def still_cancels(service):
        id = service.make()
        wait_for(lambda: service.progress(id)["n"] > 0, 30, "another one runs")
        service.call("POST", f"/datasets/{id}/cancel")
        wait_for(lambda: service.state(id) in ("cancelled", "succeeded"), 10, "cancelled within 10 s")


def rows(table, program, scratch, terminal, short):
    try:
        clocks = Clocks(program, scratch, terminal)
        preload.environment(scratch)
    except preload.Unavailable as e:
        table.skip("clocks set an hour back and forward", e)
        return
    for hours, name in ((-1, "back"), (1, "forward")):
        if not short or hours < 0:
            table.run(f"the clock set {name} an hour within a run", [hours], clocks.within)
        if not short:
            table.run(f"the clock set {name} an hour between kill -9 and restart", [hours], clocks.between)
