"""Many at once: calls against each other, slow and idle clients, downloads over a kill."""

import os
import resource
import socket
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from harness import FORMS, check_visible, demand, digests, fields, formed, sha256, staged, wait_for
from service import LARGE, SMALL, Service

AT_ONCE = 40
SLOW_BODIES = 100
IDLE = 1000


class Storms:
    def __init__(self, service, terminal):
        self.service = service
        self.terminal = terminal

    def at_once(self, method, paths):
        """The statuses of these calls, made at once."""
        ready = threading.Barrier(len(paths))

        def call(path):
            ready.wait()
            return self.service.call(method, path)[0]

        with ThreadPoolExecutor(len(paths)) as pool:
            return set(pool.map(call, paths))

    def posts(self, id, calls):
        statuses = self.at_once("POST", [f"/datasets/{id}/{call}" for call in calls])
        demand(statuses <= {200, 202, 409, 429}, f"{calls[:2]}...: {statuses}")

    def confirms(self, _):
        id = self.service.plan(1000)
        self.posts(id, ["confirm"] * 200)
        demand(self.service.ended(id)["state"] == "succeeded", "one run")

    def confirm_against_cancel(self, _):
        id = self.service.plan(1000)
        self.posts(id, ["confirm", "cancel"] * (AT_ONCE // 2))
        self.service.ended(id)
        self.service.nothing_is_staged()

    def cancel_while_running(self, _):
        service = self.service
        id = service.make()
        wait_for(lambda: service.progress(id)["n"] > 0, 60, "it runs")
        service.call("POST", f"/datasets/{id}/cancel")
        wait_for(lambda: service.state(id) == "cancelled", 5, "cancelled within 5 s")
        service.nothing_is_staged(5)

    def retries(self, case):
        """Retry and cancel against each other, again and again right after the state changed; one retry ends it."""
        _, form = case
        service = self.service
        id = service.make(**fields(form))
        for _ in range(5):
            self.posts(id, ["cancel", "retry"] * (AT_ONCE // 2))
        service.call("POST", f"/datasets/{id}/cancel")
        if service.ended(id)["state"] == "cancelled":
            self.posts(id, ["retry"] * AT_ONCE)
        service.succeeds(id, self.terminal.undisturbed(LARGE, *form))
        service.nothing_is_staged()
        service.delete(id)

    def deletions(self, case):
        _, form = case
        service = self.service
        made, cancelled = service.make(SMALL, **fields(form)), service.make(**fields(form))
        planned = service.plan(1000)
        service.succeeds(made, self.terminal.undisturbed(SMALL, *form))
        service.call("POST", f"/datasets/{cancelled}/cancel")
        service.ended(cancelled)
        for id in (made, cancelled, planned):
            statuses = self.at_once("DELETE", [f"/datasets/{id}"] * AT_ONCE)
            demand(204 in statuses and statuses <= {204, 404}, f"deleted once, or gone: {statuses}")
            demand(service.call("GET", f"/datasets/{id}")[0] == 404, "gone")
        check_visible(service.root)
        service.nothing_is_staged()

    def everything(self, case):
        """Deletion, retry and cancel at once: it ends where something can be done about it, and then can be done."""
        _, form = case
        service = self.service
        id = service.make(500_000, **fields(form))
        calls = [("DELETE", ""), ("POST", "/cancel"), ("POST", "/retry")] * (AT_ONCE // 3)

        def call(number):
            method, what = calls[number]
            return service.call(method, f"/datasets/{id}{what}")[0]

        for _ in range(5):
            with ThreadPoolExecutor(len(calls)) as pool:
                statuses = set(pool.map(call, range(len(calls))))
            demand(statuses <= {200, 202, 204, 404, 409, 429}, f"{statuses}")
        if service.call("GET", f"/datasets/{id}")[0] == 200:
            if service.ended(id)["state"] == "succeeded":
                demand(digests(service.directory(id)) == self.terminal.undisturbed(500_000, *form), "whole")
            service.delete(id)
        check_visible(service.root)
        service.nothing_is_staged()

    def slow_clients(self, seconds):
        """Bodies that come byte by byte, and connections that ask nothing: the health is known and the run goes on."""
        limits = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (limits[1], limits[1]))
        service = self.service
        head = f"POST /datasets HTTP/1.1\r\nHost: localhost:{service.port}\r\nContent-Type: application/json\r\n"
        sockets = [socket.create_connection(("127.0.0.1", service.port)) for _ in range(SLOW_BODIES + IDLE)]
        try:
            id = service.make()
            for slow in sockets[:SLOW_BODIES]:
                slow.sendall(f"{head}Content-Length: 60000\r\n\r\n{{".encode())
            for _ in range(seconds):
                for slow in sockets[:SLOW_BODIES]:
                    try:
                        slow.sendall(b" ")
                    except OSError:
                        pass  # given up by the service, as it should be
                asked = time.monotonic()
                demand(service.call("GET", "/actuator/health")[0] == 200, "healthy")
                demand(time.monotonic() - asked < 1, f"health within 1 s: {time.monotonic() - asked:.1f}")
                time.sleep(1)
            service.succeeds(id, self.terminal.undisturbed(LARGE))
        finally:
            for each in sockets:
                each.close()
        service.delete(id)

    def downloads(self, _):
        service = self.service
        id = service.make(1_000_000)
        service.ended(id)
        path = os.path.join(service.directory(id), "train.npz")
        whole, size = sha256(path), os.path.getsize(path)

        def target(number):
            return f"{service.root}.download{number}"

        def resumed(number):
            command = ["curl", "-sf", "--limit-rate", "5M", "-C", "-", "-o", target(number)]
            for _ in range(200):
                subprocess.run([*command, f"{service.url}/datasets/{id}/train.npz"])
                if os.path.exists(target(number)) and os.path.getsize(target(number)) == size:
                    break
                time.sleep(3)  # oftener, and starting curl 64 times leaves the service no core to start on
            digest = sha256(target(number))
            os.remove(target(number))
            return digest == whole

        with ThreadPoolExecutor(64) as pool:
            answers = [pool.submit(resumed, number) for number in range(64)]
            time.sleep(1)
            service.kill()
            begun = [path for path in map(target, range(64)) if os.path.exists(path) and os.path.getsize(path) < size]
            demand(begun, "the kill interrupts downloads")
            service.start()
            demand(all(answer.result() for answer in answers), "every file is whole")
        service.delete(id)


def rows(table, program, scratch, terminal, short):
    service = Service(program, os.path.join(scratch, "storms"))
    storms = Storms(service, terminal)
    with service.running():
        table.run("200 parallel confirms", range(1 if short else 5), storms.confirms)
        table.run("confirm against cancel, 40 at once", range(2 if short else 20), storms.confirm_against_cancel)
        table.run("cancel while running", range(1 if short else 5), storms.cancel_while_running)
        times = range(1 if short else 10)
        table.run("retry against cancel, 40 at once, five times", formed(times, FORMS[1::-1]), storms.retries)
        table.run("deletion, 40 at once", formed(times, FORMS[::-1]), storms.deletions)
        table.run("deletion, cancel and retry, 39 at once, five times", formed(times, FORMS[::-1]), storms.everything)
        table.run("100 slow bodies and 1,000 idle connections", [5] if short else [15] * 3, storms.slow_clients)
        table.run("64 downloads resumed over kill -9", range(0 if short else 2), storms.downloads)
        demand(not staged(service.root), "nothing is staged")
