"""Many datasets made by several replicas while those are killed, stopped, cut off and have their clocks set."""

import concurrent.futures
import contextlib
import os
import random
import re
import statistics
import sys
import threading
import time
import uuid

import histories
import planted
import preload
from harness import Unavailable, Violation, check_visible, demand, digests, wait_for
from replicas import Replicas
from service import SMALL
from store import Postgres

IMAGES = 200_000
FEWER = 50_000  # where a run is long enough to be caught in the middle
OUTSTANDING = 4  # datasets that somebody waits for at a time
CANCELLED = 0.1  # of all, while they are made
DATASETS = 1000  # of a storm


class Load:
    """Some people who each want one dataset after the other, and look at each of them."""

    def __init__(self, replicas, images, expected, askers=1):
        self.replicas = replicas
        self.images = images
        self.expected = expected
        self.kept, self.refused, self.confirmed = [], set(), []
        self.violations = []
        self.unwanted, self.cancelled = set(), set()
        self.over = threading.Event()
        self.askers = [Asker(self) for _ in range(askers)]

    def start(self):
        for asker in self.askers:
            asker.start()

    def join(self, seconds):
        end = time.monotonic() + seconds
        for asker in self.askers:
            asker.join(max(0, end - time.monotonic()))

    def is_alive(self):
        return any(asker.is_alive() for asker in self.askers)

    def waiting(self):
        return [id for asker in self.askers for id in list(asker.waiting)]


class Asker(threading.Thread):
    def __init__(self, load):
        super().__init__(daemon=True)
        self.load = load
        self.replicas = load.replicas
        self.waiting = {}

    def run(self):
        while self.waiting or not self.load.over.is_set():
            if len(self.waiting) <= OUTSTANDING - 2 and not self.load.over.is_set():
                self.attempt(self.begin_two)
            for id in list(self.waiting):
                self.attempt(lambda: self.look(id), id)
            time.sleep(0.5)

    def attempt(self, what, id=None):
        try:
            what()
        except Exception as e:  # whatever breaks is a violation too
            self.load.violations.append(f"{type(e).__name__} {e}")
            print("seen:", self.load.violations[-1], file=sys.stderr, flush=True)
            self.waiting.pop(id, None)

    def begin_two(self):
        """At once, and each is asked for twice, as by somebody who got no answer."""
        request = {"num_images": self.load.images, "palette": "arc"}
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
        self.load.confirmed.append(id)
        if random.random() < CANCELLED:
            self.load.unwanted.add(id)

    def cancel(self, id):
        """In the middle of its run; it may have been too late."""
        self.load.unwanted.discard(id)
        status, answer = self.replicas.ask("POST", f"/datasets/{id}/cancel")
        demand(status in (200, 202, 409), f"{id} cancelled: {status} {answer}")
        if status != 409:
            self.load.cancelled.add(id)

    def look(self, id):
        status, progress = self.replicas.ask("GET", f"/datasets/{id}/progress")
        demand(status == 200, f"{id} is known: {status}")
        if progress["state"] == "failed" and "write to disk" in progress["error"]["detail"]:
            self.load.refused.add(id)  # its disk did not let it write
            self.replicas.ask("POST", f"/datasets/{id}/retry")
        elif progress["state"] not in ("queued", "running", "cancelling", "publishing"):
            del self.waiting[id]
            if id in self.load.cancelled:
                demand(progress["state"] == "cancelled", f"{id} was cancelled: {progress}")
                self.delete(id)
                return
            demand(progress["state"] == "succeeded", f"{id} succeeded: {progress}")
            self.check(id)
        elif progress["state"] == "running" and id in self.load.unwanted:
            self.cancel(id)
        else:
            demand(time.monotonic() - self.waiting[id] < 240, f"{id} is made within 240 s: {progress}")

    def check(self, id):
        _, dataset = self.replicas.ask("GET", f"/datasets/{id}")
        directory = os.path.join(self.replicas.root, dataset["output_dir"])
        demand(digests(directory) == self.load.expected, f"{id} has the bytes of an undisturbed run")
        if random.random() < 0.9:
            self.delete(id)
        else:
            self.load.kept.append(id)

    def delete(self, id):
        status, answer = self.replicas.ask("DELETE", f"/datasets/{id}")
        # The answer to an earlier call may have been lost.
        demand(status in (204, 404), f"{id} deleted: {status} {answer}")


class Storm:
    """Many faults at random, at most as many at a time as leave one replica well."""

    KINDS = (Replicas.kill, Replicas.terminate, Replicas.stop, Replicas.stop, Replicas.cut, Replicas.set_clock)
    KINDS_SHARED = 10 * (Replicas.restart_database,) + (Replicas.stop_database,)

    def __init__(self, replicas, load, seed, done):
        self.replicas = replicas
        self.load = load
        self.random = random.Random(seed)
        self.done = done
        self.failures = []
        self.enough = threading.Event()
        self.hurt = threading.Semaphore(len(replicas.all) - 1)
        self.kinds_shared = self.KINDS_SHARED + (5 * (Replicas.forbid_writing,) if replicas.is_root else ())

    def torment(self, service):
        while not self.enough.wait(self.random.uniform(0.2, 1)):
            with self.hurt:
                kind = self.random.choice(self.KINDS)
                seconds = self.random.uniform(3, 7) if self.random.random() < 0.95 else self.random.uniform(7, 60)
                self.attempt(kind.__name__, lambda: kind(self.replicas, service, seconds))

    def torment_what_they_share(self):
        while not self.enough.wait(self.random.uniform(10, 25)):
            kind = self.random.choice(self.kinds_shared)
            self.attempt(kind.__name__, lambda: kind(self.replicas))

    def attempt(self, name, fault):
        try:
            fault()
            self.done[name] = self.done.get(name, 0) + 1
        except Exception as e:  # whatever breaks is a violation too
            self.failures.append(f"{name}: {type(e).__name__} {e}")
            print("seen:", self.failures[-1], file=sys.stderr, flush=True)

    def faults(self):
        return sum(self.done.values())

    def rage(self, minutes, until):
        """Until something holds or time is over."""
        threads = [threading.Thread(target=self.torment, args=[service]) for service in self.replicas.all]
        threads.append(threading.Thread(target=self.torment_what_they_share))
        end = time.monotonic() + minutes * 60
        self.load.start()
        for thread in threads:
            thread.start()
        while time.monotonic() < end and not until():
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
    found = [*found, *histories.violations(changes, replicas.harms, unfinished=load.waiting(), may_fail=load.refused)]
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
    wrong = histories.wrong_takeovers(changes, harms)
    print(f"takeovers: {every}, of owners that were well: {len(wrong)}", file=sys.stderr)
    for change, holder in wrong:
        near = [h for h in harms if h.begin - 15 <= change.at <= h.end + 15]
        told = [f"{h.kind} {h.replica or ''} {h.begin - change.at:+.1f} to {h.end - change.at:+.1f} s" for h in near]
        print(f"- {change.dataset} from {holder} by {change.replica}, near it: {told}", file=sys.stderr)


def storm(program, scratch, terminal, minutes, arguments, done):
    """Notes what was done in `done`, for the table."""
    replicas = Replicas(program, scratch, 3, running=8)
    with replicas.running():
        load = Load(replicas, FEWER, terminal.undisturbed(FEWER), askers=5)
        storm = Storm(replicas, load, arguments.seed, done)
        storm.rage(minutes, lambda: len(load.confirmed) >= DATASETS and storm.faults() >= arguments.faults)
        found = storm.settle()
        changes, found = judge(replicas, load, found)
        tell(changes, replicas.harms)
        print(f"{len(load.confirmed)} datasets, {len(load.cancelled)} of them cancelled; {storm.faults()} faults: {done}",
              file=sys.stderr)
        demand(not found, "; ".join(found[:20]))
        end_well(replicas, load)


def three_faults(program, scratch, terminal, _):
    """Two replicas, clocks two hours apart: one is killed, the other stopped, the database restarted."""
    replicas = Replicas(program, scratch, 2, hours=(1, -1))
    with replicas.running():
        load = Load(replicas, IMAGES, terminal.undisturbed(IMAGES))
        load.start()
        first, second = replicas.all
        wait_for(lambda: any(c.state == "running" for c in replicas.history()), 60, "something runs")
        replicas.kill(first, 7)
        replicas.stop(second, 7)
        replicas.restart_database()
        time.sleep(2)
        load.over.set()
        load.join(180)
        demand(not load.is_alive(), f"the load ended: {load.waiting()}")
        changes, found = judge(replicas, load, load.violations)
        tell(changes, replicas.harms)
        demand(not found, "; ".join(found))
        end_well(replicas, load)


def taken_over(program, scratch, terminal, times):
    """One after the other that makes something dies, or is ended in order, while the other two are well."""
    replicas = Replicas(program, scratch, 3)
    with replicas.running():
        load = Load(replicas, FEWER, terminal.undisturbed(FEWER))
        load.start()
        for number in range(times):
            harm = (replicas.kill, replicas.terminate)[number % 2]
            wait_for(lambda: holder_of_any(replicas.history()), 60, "something is made")
            name = holder_of_any(replicas.history()) or "replica-0"
            harm(next(service for service in replicas.all if service.name == name), 8 if harm == replicas.kill else 2)
            time.sleep(2)
        load.over.set()
        load.join(180)
        changes, found = judge(replicas, load, load.violations)
        tell(changes, replicas.harms)
        demand(not found, "; ".join(found))
        end_well(replicas, load)


def holder_of_any(changes):
    for history in histories.by_dataset(changes).values():
        if history[-1].state in histories.HELD:
            return histories.claimant(history)
    return None


def confirmed_at_all(program, scratch, terminal, count):
    replicas = Replicas(program, scratch, 3)
    with replicas.running(), concurrent.futures.ThreadPoolExecutor(30) as pool:
        ids = [replicas.ask("POST", "/datasets", {"num_images": SMALL, "palette": "arc"})[1]["id"] for _ in range(count)]
        calls = [(service, id) for id in ids for service in replicas.all]
        told_to_wait = []

        def confirm(call):
            while (status := call[0].call("POST", f"/datasets/{call[1]}/confirm")[0]) == 503:
                told_to_wait.append(call)
                time.sleep(0.5)
            return status

        statuses = set(pool.map(confirm, calls))
        demand(statuses <= {200, 202}, f"confirmed: {statuses}")
        print(f"told to ask again: {len(told_to_wait)} of {len(calls) + len(told_to_wait)}", file=sys.stderr)
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


def found_in(program, scratch, terminal, seed, minutes, is_looked_for):
    """The violations of a storm that ends as soon as one of those that are looked for is among them."""
    replicas = Replicas(program, scratch, 3)
    with replicas.running():
        load = Load(replicas, IMAGES, terminal.undisturbed(IMAGES))
        storm = Storm(replicas, load, seed, {})
        said = []

        def is_found():
            """What those who wait for a dataset have not seen yet may be the disk's fault, or pass."""
            with contextlib.suppress(OSError):
                unseen = load.waiting()
                said[:] = judge(replicas, load, load.violations)[1]
                said[:] = [each for each in said if each.split(":")[0] not in unseen or not each.endswith(": failed")]
                said[:] = [each for each in said if "still " not in each]
            return any(map(is_looked_for, said))

        storm.rage(minutes, is_found)
        load.over.set()
    return said


def finds(program, scratch, terminal, name, seed, minutes=10):
    """A fault planted into the program is found by what judges it, and known by what it does."""
    patched, sign = planted.program(program, scratch, name), planted.FAULTS[name].sign
    started = time.monotonic()
    said = found_in(patched, scratch, terminal, seed, minutes, lambda each: re.search(sign, each))
    known = [each for each in said if re.search(sign, each)]
    demand(known, f"{name} is found within {minutes} minutes by {sign!r}, not by {said}")
    print(f"{name}: found after {time.monotonic() - started:.0f} s: {known[0]}", file=sys.stderr)


def finds_nothing(program, scratch, terminal, seed, minutes):
    said = found_in(program, scratch, terminal, seed, minutes, bool)
    demand(not said, f"nothing is planted, and nothing found: {said}")


def can_run(table, scratch):
    try:
        preload.environment(scratch)
        Postgres.find()
        return True
    except Unavailable as e:
        table.skip("several replicas", e)
        return False


def rows(table, program, scratch, terminal, short):
    if not can_run(table, scratch):
        return
    if short:
        table.run("two replicas: one killed, one stopped, the database restarted", range(1),
                  lambda _: three_faults(program, scratch, terminal, _))
        return
    table.run("200 datasets confirmed at three replicas at once", [200],
              lambda count: confirmed_at_all(program, scratch, terminal, count))
    table.run("SIGKILL and SIGTERM of a replica at work, 60 times", [60], lambda n: taken_over(program, scratch, terminal, n))


def storm_rows(table, program, scratch, terminal, arguments):
    """So many datasets and faults, or as many as there is time for."""
    if not can_run(table, scratch):
        return
    done, minutes = {}, 1 if arguments.short else arguments.minutes
    table.run(f"three replicas, at most {minutes:g} minutes of faults", range(1),
              lambda _: storm(program, scratch, terminal, minutes, arguments, done))
    table.count(done)


def planted_rows(table, program, scratch, terminal, arguments):
    if not can_run(table, scratch):
        return
    table.run("nothing planted, and nothing found", range(1),
              lambda _: finds_nothing(program, scratch, terminal, arguments.seed, 1 if arguments.short else 5))
    for name in list(planted.FAULTS)[-1 if arguments.short else 0 :]:
        table.run(f"planted: {name}", range(1), lambda _: finds(program, scratch, terminal, name, arguments.seed))
