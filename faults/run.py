#!/usr/bin/env python3
"""Breaks the program in every way it promises to survive, checks after each, and prints a table.

    mvn -q -DskipTests package && python3 faults/run.py            # everything; about an hour
    python3 faults/run.py --short                                  # a sample of it; about three minutes

Needs Linux, Python 3 and strace. Mounting small and read-only disks needs root; without it those rows say so. Exits with
1 if anything was violated. After every fault: what was acknowledged is known; every dataset that is to be seen has the
digests its description tells; nothing is staged that nobody owns; the bytes are those of an undisturbed run.
"""

import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

ARRAYS = ("train.npz", "val.npz", "test.npz", "chunks.npy", "segments.npy")
JVM = ["java", "-XX:-UsePerfData", "-XX:TieredStopAtLevel=1"]
SMALL = 20_000  # images of a run in the terminal
LARGE = 3_000_000  # images of a run in the service: several checkpoints


class Violation(Exception):
    pass


def demand(holds, what):
    if not holds:
        raise Violation(what)


def wait_for(condition, seconds, what):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        result = condition()
        if result:
            return result
        time.sleep(0.1)
    raise Violation(f"not within {seconds} s: {what}")


def sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def datasets(root):
    return [name for name in os.listdir(root) if not name.startswith(".")] if os.path.isdir(root) else []


def check_visible(root):
    """Every dataset that is to be seen is whole: a reader of our own, with nothing of the program."""
    for name in datasets(root):
        directory = os.path.join(root, name)
        with open(os.path.join(directory, "metadata.json")) as file:
            files = json.load(file)["files"]
        demand({file["name"] for file in files} | {"metadata.json"} == set(os.listdir(directory)), f"files of {name}")
        for file in files:
            demand(sha256(os.path.join(directory, file["name"])) == file["sha256"], f"{file['name']} of {name}")


def digests(directory):
    return {name: sha256(os.path.join(directory, name)) for name in ARRAYS}


def staged(root):
    """What is being made; names that are reserved for plans are not."""
    staging = os.path.join(root, ".staging")
    names = os.listdir(staging) if os.path.isdir(staging) else []
    return sorted(name for name in names if not name.endswith(".name"))


class Table:
    def __init__(self):
        self.rows = []

    def run(self, fault, cases, case):
        """Runs a case for each value; a violation is noted, and the next is run."""
        count, violations, started = 0, [], time.monotonic()
        for value in cases:
            count += 1
            try:
                if case(value) is False:  # past the last point at which the fault can strike
                    count -= 1
                    break
            except Exception as e:  # whatever breaks in a check is a violation too
                violations.append(f"{fault}, {value}: {type(e).__name__} {e}")
                print("VIOLATED", violations[-1], file=sys.stderr, flush=True)
        self.rows.append((fault, count, violations, time.monotonic() - started))
        print(f"{fault}: {count} times, {len(violations)} violations", file=sys.stderr, flush=True)

    def skip(self, fault, why):
        self.rows.append((f"{fault}: not run, {why}", 0, [], 0))

    def print(self):
        print("| fault | times | violations | seconds |\n| --- | ---: | ---: | ---: |")
        for fault, count, violations, seconds in self.rows:
            print(f"| {fault} | {count} | {len(violations)} | {seconds:.0f} |")
        print(f"| all | {sum(row[1] for row in self.rows)} | {sum(len(row[2]) for row in self.rows)} | |")


class Terminal:
    """The generate command, alone or under strace."""

    def __init__(self, jar, scratch):
        self.jar = jar
        self.scratch = scratch
        self.expected = {}

    def root(self):
        return tempfile.mkdtemp(dir=self.scratch)

    def command(self, root, images=SMALL):
        return [*JVM, "-jar", self.jar, "generate", f"--num-images={images}", "--palette=arc", "--yes", "--quiet"] + [
            f"--output-dir={root}/made"
        ]

    def generate(self, root, images=SMALL, before=(), **options):
        return subprocess.run([*before, *self.command(root, images)], capture_output=True, text=True, timeout=300, **options)

    def undisturbed(self, images):
        if images not in self.expected:
            root = self.root()
            demand(self.generate(root, images).returncode == 0, "an undisturbed run")
            self.expected[images] = digests(os.path.join(root, "made"))
        return self.expected[images]

    def succeeds_now(self, root):
        """The same again, in the same place, as its user would."""
        if datasets(root):  # it came as far as the rename
            check_visible(root)
        else:
            run = self.generate(root)
            demand(run.returncode == 0, f"the next run: {run.stderr[-300:]}")
        demand(digests(os.path.join(root, "made")) == self.undisturbed(SMALL), "the bytes of an undisturbed run")

    def killed_at(self, calls, number):
        root = self.root()
        inject = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={calls}"]
        run = self.generate(root, before=[*inject, "-e", f"inject={calls}:signal=SIGKILL:when={number}"])
        survived = run.returncode == 0
        check_visible(root)
        demand(survived == ("made" in datasets(root)) or "made" in datasets(root), "what was said to be made stands")
        self.succeeds_now(root)
        again = self.generate(root)  # sweeps what the dead run left, and refuses to overwrite
        demand(again.returncode == 2, "an existing dataset is never overwritten")
        demand(not staged(root), f"left behind: {staged(root)}")
        shutil.rmtree(root)
        return not survived

    def fails_at(self, calls, error, number, onwards=""):
        root = self.root()
        inject = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={calls}"]
        run = self.generate(root, before=[*inject, "-e", f"inject={calls}:error={error}:when={number}{onwards}"])
        check_visible(root)
        if run.returncode == 0:
            return False
        demand(run.returncode == 1, f"exit code {run.returncode}: {run.stderr[-300:]}")
        if not onwards:  # otherwise nothing can be written to standard error either
            demand("Error: " in run.stderr and "\tat " not in run.stderr, f"a message for a person: {run.stderr[-300:]}")
        demand(not datasets(root) or error == "EIO", "nothing is published")
        demand(not staged(root), f"left behind: {staged(root)}")
        self.succeeds_now(root)
        shutil.rmtree(root)
        return True

    def file_size_limit(self, blocks):
        root = self.root()
        run = self.generate(root, 200_000, before=["bash", "-c", f'ulimit -f {blocks}; exec "$@"', "-"])
        demand(run.returncode == 1 and "Error: " in run.stderr, f"{run.returncode}: {run.stderr[-300:]}")
        demand(not datasets(root) and not staged(root), "nothing is left")
        self.succeeds_now(root)

    def small_disk(self, size):
        root = self.root()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", root], check=True)
        try:
            run = self.generate(root, 400_000)
            demand(run.returncode == 1 and "Error: " in run.stderr, f"{run.returncode}: {run.stderr[-300:]}")
            demand(not datasets(root) and not staged(root), "nothing is left")
            self.succeeds_now(root)
        finally:
            subprocess.run(["umount", root], check=True)


def free_port():
    """Below the range of outgoing connections: a client that tries again while nothing listens can be given the very
    port that it calls, is then connected to itself, and the service finds its port taken."""
    for port in random.sample(range(20_000, 30_000), 100):
        with socket.socket() as free:
            try:
                free.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue
    raise Violation("no free port between 20000 and 30000")


class Service:
    """The service as a process that can be killed, with what it acknowledged."""

    def __init__(self, jar, root):
        self.jar = jar
        self.root = root
        self.process = None
        self.options = []
        self.url = f"http://127.0.0.1:{free_port()}"
        self.log = open(f"{root}.log", "ab")

    def start(self, wait=True):
        port = self.url.rsplit(":", 1)[1]
        options = [f"--server.port={port}", f"--atomic-datasets.root={self.root}", *self.options]
        self.process = subprocess.Popen(
            ["java", "-XX:-UsePerfData", "-jar", self.jar, *options], stdout=self.log, stderr=self.log
        )
        if wait:
            wait_for(self.is_healthy, 60, "the service is healthy")

    def is_healthy(self):
        try:
            return self.call("GET", "/actuator/health")[0] == 200
        except OSError:
            demand(self.process.poll() is None, "the service ended by itself")
            return False

    def call(self, method, path, body=None):
        request = urllib.request.Request(
            self.url + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={} if body is None else {"Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as e:
            text = e.read()
            return e.code, json.loads(text) if text[:1] in b"[{" else None

    def make(self, images=LARGE, **fields):
        status, plan = self.call("POST", "/datasets", {"num_images": images, "palette": "arc", **fields})
        demand(status == 201, f"a plan: {status} {plan}")
        status, _ = self.call("POST", f"/datasets/{plan['id']}/confirm")
        demand(status == 202, f"confirmed: {status}")
        return plan["id"]

    def progress(self, id):
        status, progress = self.call("GET", f"/datasets/{id}/progress")
        if status == 503:  # the store's own disk is full; it must come back
            status, progress = wait_for(
                lambda: (answer := self.call("GET", f"/datasets/{id}/progress"))[0] != 503 and answer, 60, "a store"
            )
        demand(status == 200, f"{id} is known: {status}")
        return progress

    def state(self, id):
        return self.progress(id)["state"]

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        started = time.monotonic()
        self.process.wait(60)
        return time.monotonic() - started

    def directory(self, id):
        return os.path.join(self.root, self.call("GET", f"/datasets/{id}")[1]["output_dir"])

    def succeeds(self, id, expected, seconds=180):
        wait_for(lambda: self.state(id) in ("succeeded", "failed", "cancelled"), seconds, "an end")
        progress = self.progress(id)
        demand(progress["state"] == "succeeded", f"succeeded: {progress}")
        demand(digests(self.directory(id)) == expected, "the bytes of an undisturbed run")

    def nothing_is_staged(self, seconds=60):
        wait_for(lambda: not staged(self.root), seconds, f"nothing is staged: {staged(self.root)}")


class Kills:
    """kill -9 at random moments, while one dataset is made after the other."""

    def __init__(self, service, terminal, seed):
        self.service = service
        self.expected = terminal.undisturbed(LARGE)
        self.random = random.Random(seed)
        self.acknowledged = set()
        self.deleted = set()
        self.current = None
        self.deaths = 0

    def __call__(self, number):
        service = self.service
        if service.process is None:
            service.start()
        if self.deaths == 2:  # a third in a row without a new checkpoint makes it failed, as it should
            service.succeeds(self.current, self.expected)
        if self.current is None or service.state(self.current) == "succeeded":
            self.change_something()
        time.sleep(self.random.uniform(0, 8))
        before = service.progress(self.current)
        service.kill()
        self.deaths += 1
        service.start()
        self.check(before)
        return True

    def change_something(self):
        if self.current is not None:
            demand(digests(self.service.directory(self.current)) == self.expected, "the bytes of an undisturbed run")
            status, _ = self.service.call("DELETE", f"/datasets/{self.current}")
            demand(status == 204, f"deleted: {status}")
            self.deleted.add(self.current)
            self.acknowledged.discard(self.current)
        self.current = self.service.make()
        self.deaths = 0
        self.acknowledged.add(self.current)
        status, plan = self.service.call("POST", "/datasets", {"num_images": 10})
        demand(status == 201, f"a plan: {status}")
        self.acknowledged.add(plan["id"])

    def check(self, before):
        service = self.service
        for id in self.acknowledged:
            demand(service.call("GET", f"/datasets/{id}")[0] == 200, f"acknowledged {id} is known")
        for id in self.deleted:
            demand(service.call("GET", f"/datasets/{id}")[0] == 404, f"deleted {id} stays deleted")
        check_visible(service.root)
        wait_for(lambda: self.goes_on(before), 30, f"it goes on: {before} then {service.progress(self.current)}")

    def goes_on(self, before):
        now = self.service.progress(self.current)
        demand(now["state"] not in ("failed", "cancelled"), f"not {now}")
        if now["state"] == "succeeded" or now.get("phase", "generating") != "generating":
            return True
        lost = before["n"] - now["n"] if before.get("phase") == "generating" else 0
        # At most 5 s of work are lost; none may be made yet when this is looked at first.
        return now["state"] == "running" and now["n"] > 0 and lost <= 5 * max(before["rate_average"], before["rate"])

    def end(self, _):
        self.service.succeeds(self.current, self.expected)
        self.service.nothing_is_staged()


def calls_and_deaths(table, service, terminal, short):
    expected = terminal.undisturbed(LARGE)

    def orderly(_):
        id = service.make()
        wait_for(lambda: service.progress(id)["n"] > LARGE // 10, 60, "it runs")
        time.sleep(2.5)
        before = service.progress(id)
        seconds = service.stop()
        demand(seconds <= 20, f"out within 20 s: {seconds:.1f}")
        service.start()
        service.succeeds(id, expected)
        demand(before["state"] in ("running", "succeeded"), f"{before}")
        service.nothing_is_staged()

    def confirms(_):
        status, plan = service.call("POST", "/datasets", {"num_images": 1000})
        with ThreadPoolExecutor(50) as pool:
            answers = list(pool.map(lambda _: service.call("POST", f"/datasets/{plan['id']}/confirm")[0], range(200)))
        demand(set(answers) <= {200, 202}, f"{set(answers)}")
        wait_for(lambda: service.state(plan["id"]) == "succeeded", 60, "one run")

    def confirm_against_cancel(_):
        status, plan = service.call("POST", "/datasets", {"num_images": 1000})
        calls = ["confirm", "cancel"] * 20
        with ThreadPoolExecutor(40) as pool:
            answers = list(pool.map(lambda call: service.call("POST", f"/datasets/{plan['id']}/{call}")[0], calls))
        demand(set(answers) <= {200, 202, 409}, f"{set(answers)}")
        wait_for(lambda: service.state(plan["id"]) in ("succeeded", "cancelled"), 60, "an end")
        service.nothing_is_staged()

    def cancel_while_running(_):
        id = service.make()
        wait_for(lambda: service.progress(id)["n"] > 0, 60, "it runs")
        service.call("POST", f"/datasets/{id}/cancel")
        wait_for(lambda: service.state(id) == "cancelled", 5, "cancelled within 5 s")
        service.nothing_is_staged(5)

    def kill_while_deleting(_):
        id = service.make(SMALL)
        wait_for(lambda: service.state(id) == "succeeded", 60, "made")
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
            demand(digests(service.directory(id)) == terminal.undisturbed(SMALL), "whole")
            service.call("DELETE", f"/datasets/{id}")

    def downloads(_):
        id = service.make(1_000_000)
        wait_for(lambda: service.state(id) == "succeeded", 90, "made")
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
        service.call("DELETE", f"/datasets/{id}")

    def staging_vanishes(_):
        id = service.make()
        wait_for(lambda: service.progress(id)["n"] > 0, 60, "it runs")
        shutil.rmtree(os.path.join(service.root, ".staging"))
        wait_for(lambda: service.state(id) in ("failed", "succeeded"), 90, "an end")
        demand(service.state(id) == "failed", "it failed")
        demand(service.call("POST", f"/datasets/{id}/retry")[0] == 202, "it can be tried again")
        service.succeeds(id, expected)

    table.run("SIGTERM while a dataset is made, restart", range(1 if short else 5), orderly)
    table.run("200 parallel confirms", range(1 if short else 5), confirms)
    table.run("confirm against cancel, 40 at once", range(2 if short else 20), confirm_against_cancel)
    table.run("cancel while running", range(1 if short else 5), cancel_while_running)
    table.run("kill -9 while deleting, restart", range(1 if short else 10), kill_while_deleting)
    table.run("64 downloads resumed over kill -9", range(0 if short else 2), downloads)
    table.run(".staging vanishes while a dataset is made", range(1 if short else 3), staging_vanishes)


def swallow(call):
    try:
        call()
    except OSError:
        pass


def terminal_rows(table, terminal, short):
    step = 4 if short else 1
    for calls in ("/rename.*", "fsync,fdatasync", "/mkdir.*", "/unlink.*,rmdir"):
        table.run(f"death at a call of {calls}", range(1, 99, step), lambda n: terminal.killed_at(calls, n))
    table.run("EIO from fsync", range(1, 99, step), lambda n: terminal.fails_at("fsync,fdatasync", "EIO", n))
    full = range(4, 80, 30 if short else 4)
    table.run("ENOSPC from write", full, lambda n: terminal.fails_at("write,pwrite64", "ENOSPC", n, "+"))
    table.run("a limit on the size of files", [200] if short else [100, 200, 400, 800], terminal.file_size_limit)
    if os.geteuid() == 0:
        sizes = ["3m"] if short else ["2m", "3m", "4m"]
        table.run("a disk that becomes full, in the terminal", sizes, terminal.small_disk)
    else:
        table.skip("a disk that becomes full, in the terminal", "only root may mount")


def service_disks(table, jar, scratch, terminal):
    if os.geteuid() != 0:
        table.skip("full and read-only disks of the service", "only root may mount")
        return

    def full_service(_):
        root = tempfile.mkdtemp(dir=scratch)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=120m", "none", root], check=True)
        service = Service(jar, root)
        service.options = ["--atomic-datasets.disk-reserve=0B"]
        try:
            service.start()
            id = service.make()
            wait_for(lambda: service.progress(id)["n"] > 0, 60, "it runs")
            with open(os.path.join(root, ".filler"), "wb", buffering=0) as filler:
                swallow(lambda: [filler.write(bytes(1 << 20)) for _ in range(200)])
            time.sleep(3)
            status, problem = service.call("POST", "/datasets", {"num_images": LARGE})
            demand(status in (503, 507), f"503 or 507: {status} {problem}")
            os.remove(os.path.join(root, ".filler"))
            wait_for(lambda: service.state(id) in ("failed", "succeeded"), 90, "an end")
            progress = service.progress(id)
            if progress["state"] == "succeeded":  # the store was full too, so the run was taken for lost, and went on
                service.succeeds(id, terminal.undisturbed(LARGE))
                return
            error = progress["error"]
            demand("needs" in error["detail"] and "free" in error["detail"], f"what was needed and free: {error}")
            demand(service.call("POST", f"/datasets/{id}/retry")[0] == 202, "it can be tried again")
            service.succeeds(id, terminal.undisturbed(LARGE))
        finally:
            service.kill()
            subprocess.run(["umount", "-l", root], check=True)

    def read_only(_):
        root = tempfile.mkdtemp(dir=scratch)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=10m,ro", "none", root], check=True)
        service = Service(jar, root)
        try:
            service.start(wait=False)
            demand(service.process.wait(60) != 0, "it refuses to start")
            with open(f"{root}.log") as log:
                text = log.read()
            demand("cannot be written" in text and "\tat " not in text, f"and says why: {text[-500:]}")
        finally:
            service.process.kill()
            subprocess.run(["umount", "-l", root], check=True)

    table.run("a disk that becomes full, in the service", range(1), full_service)
    table.run("a read-only root", range(1), read_only)


def service_rows(table, jar, scratch, terminal, arguments):
    short = arguments.short
    service_disks(table, jar, scratch, terminal)
    service = Service(jar, os.path.join(scratch, "service"))
    kills = Kills(service, terminal, arguments.seed)
    count = arguments.kills or (5 if short else 150)
    table.run("kill -9 of the service at a random moment, restart", range(count), kills)
    table.run("the dataset that was made meanwhile", range(1), kills.end)
    calls_and_deaths(table, service, terminal, short)
    service.kill()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jar", default="target/atomic-datasets.jar")
    parser.add_argument("--short", action="store_true", help="a sample of everything")
    parser.add_argument("--only", choices=["terminal", "service"], help="half of it")
    parser.add_argument("--kills", type=int, help="kill -9 of the service (5 with --short, else 150)")
    parser.add_argument("--seed", type=int, default=1, help="of the random moments")
    arguments = parser.parse_args()
    jar = os.path.abspath(arguments.jar)
    table = Table()
    random.seed(arguments.seed)

    scratch = tempfile.mkdtemp(prefix="faults-")
    terminal = Terminal(jar, scratch)
    try:
        if arguments.only != "service":
            terminal_rows(table, terminal, arguments.short)
        if arguments.only != "terminal":
            service_rows(table, jar, scratch, terminal, arguments)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    table.print()
    sys.exit(1 if any(row[2] for row in table.rows) else 0)


if __name__ == "__main__":
    main()
