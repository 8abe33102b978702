"""The service as a process that can be killed, and a client of it."""

import contextlib
import json
import os
import random
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

from harness import Violation, demand, digests, staged, wait_for

SMALL = 20_000  # images of a run that ends within a second
LARGE = 2_000_000  # images of a run of several checkpoints


#: A port is nobody else's, also while nothing listens: another harness, which may run at the same time, cannot bind them either.
CLAIMS = []


def free_port():
    """Below the range of outgoing connections: a client that tries again while nothing listens can be given the very
    port that it calls, is then connected to itself, and the service finds its port taken."""
    for port in random.SystemRandom().sample(range(20_000, 30_000), 100):
        claim = socket.socket(type=socket.SOCK_DGRAM)
        try:
            claim.bind(("127.0.0.1", port))
            with socket.socket() as free:
                free.bind(("127.0.0.1", port))
        except OSError:
            claim.close()
            continue
        CLAIMS.append(claim)
        return port
    raise Violation("no free port between 20000 and 30000")


class Service:
    """`before` stands before the words of the command, `options` after; both and `environment` count from the next start."""

    def __init__(self, program, root, log=None):
        self.program = program
        self.root = root
        self.process = None
        self.before = []
        self.options = []
        self.environment = {}
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log_path = log or f"{root}.log"
        self.log = open(self.log_path, "ab")

    def start(self, wait=True):
        """Waits until it is healthy. It does not wait for a busy database, and leaves that to who starts it."""
        for left in (2, 1, 0):
            begin = len(self.said())
            self.launch()
            if not wait:
                return
            try:
                wait_for(self.is_healthy, 90, "the service is healthy")
                return
            except Violation:
                if left == 0 or "database cannot be used" not in self.said()[begin:]:
                    raise

    def launch(self):
        options = [f"--server.port={self.port}", f"--atomic-datasets.root={self.root}", *self.options]
        self.process = subprocess.Popen(
            [*self.before, *self.program, *options],
            stdout=self.log,
            stderr=self.log,
            env={**os.environ, **self.environment},
        )

    @contextlib.contextmanager
    def running(self):
        try:
            self.start()
            yield
        finally:
            self.kill()

    def said(self):
        with open(self.log_path) as log:
            return log.read()

    def is_healthy(self):
        try:
            return self.call("GET", "/actuator/health")[0] == 200
        except OSError:
            demand(self.process.poll() is None, f"the service ended by itself: {self.said()[-1000:]}")
            return False

    def call(self, method, path, body=None, headers=None, timeout=20):
        request = urllib.request.Request(
            self.url + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={} if body is None else {"Content-Type": "application/json", **(headers or {})},
        )
        try:
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                return answer.status, json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as e:
            text = e.read()
            return e.code, json.loads(text) if text[:1] in b"[{" else None

    def plan(self, images=LARGE, **fields):
        status, plan = self.call("POST", "/datasets", {"num_images": images, "palette": "arc", **fields})
        demand(status == 201, f"a plan: {status} {plan}")
        return plan["id"]

    def make(self, images=LARGE, **fields):
        id = self.plan(images, **fields)
        status, _ = self.call("POST", f"/datasets/{id}/confirm")
        demand(status == 202, f"confirmed: {status}")
        return id

    def progress(self, id):
        status, progress = self.call("GET", f"/datasets/{id}/progress")
        if status == 503:  # the store is away, or its disk is full; it must come back
            status, progress = wait_for(
                lambda: (answer := self.call("GET", f"/datasets/{id}/progress"))[0] != 503 and answer, 60, "a store"
            )
        demand(status == 200, f"{id} is known: {status}")
        return progress

    def state(self, id):
        return self.progress(id)["state"]

    def ended(self, id, seconds=180):
        """The progress of a run that nothing more happens to."""

        def end():
            progress = self.progress(id)
            return progress if progress["state"] in ("succeeded", "failed", "cancelled", "expired") else None

        return wait_for(end, seconds, lambda: f"an end: {self.progress(id)}")

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self, seconds=60):
        self.process.send_signal(signal.SIGTERM)
        started = time.monotonic()
        self.process.wait(seconds)
        return time.monotonic() - started

    def directory(self, id):
        return os.path.join(self.root, self.call("GET", f"/datasets/{id}")[1]["output_dir"])

    def succeeds(self, id, expected, seconds=180):
        progress = self.ended(id, seconds)
        demand(progress["state"] == "succeeded", f"succeeded: {progress}")
        demand(digests(self.directory(id)) == expected, "the bytes of an undisturbed run")

    def delete(self, id):
        status, problem = self.call("DELETE", f"/datasets/{id}")
        demand(status == 204, f"deleted: {status} {problem}")

    def nothing_is_staged(self, seconds=60, kept=()):
        wait_for(lambda: not staged(self.root, kept), seconds, lambda: f"nothing is staged: {staged(self.root, kept)}")
