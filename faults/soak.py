#!/usr/bin/env python3
"""Makes, downloads and deletes small datasets for a long time, and tells what that does to the service.

    mvn -q -DskipTests package && python3 faults/soak.py --minutes 60

Prints a row every few minutes: datasets so far, resident memory, heap after the collector, threads, open files, and what
is left below the root. Exits with 1 if a download was not what its description says.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import tempfile
import time
import urllib.request

import program
from harness import demand, staged, wait_for
from service import Service


def look(service):
    process = f"/proc/{service.process.pid}"
    with open(f"{process}/status") as status:
        facts = dict(line.split(":\t", 1) for line in status if ":\t" in line)
    subprocess.run(["jcmd", str(service.process.pid), "GC.run"], check=True, stdout=subprocess.DEVNULL)
    heap = subprocess.run(["jcmd", str(service.process.pid), "GC.heap_info"], capture_output=True, text=True).stdout
    used = int(heap.split("used ", 1)[1].split("K", 1)[0])
    rss = int(facts["VmRSS"].split()[0])
    store = os.path.getsize(os.path.join(service.root, ".store", "jobs.mv.db"))
    return rss // 1024, used // 1024, int(facts["Threads"]), len(os.listdir(f"{process}/fd")), store // 1024


def make_download_delete(service):
    id = service.make(2000)
    wait_for(lambda: service.state(id) == "succeeded", 60, "made")
    files = service.call("GET", f"/datasets/{id}/files")[1]
    for file in files:
        with urllib.request.urlopen(f"{service.url}/datasets/{id}/files/{file['name']}") as answer:
            demand(hashlib.sha256(answer.read()).hexdigest() == file["sha256"], f"{file['name']} as described")
    demand(service.call("DELETE", f"/datasets/{id}")[0] == 204, "deleted")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jar", default="target/atomic-datasets.jar")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--every", type=float, default=5, help="minutes between rows")
    arguments = parser.parse_args()
    scratch = tempfile.mkdtemp(prefix="soak-")
    service = Service(program.as_it_is(arguments.jar), os.path.join(scratch, "service"))
    service.start()
    try:
        print("| minutes | datasets | resident MB | heap MB | threads | open files | store KB |")
        print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |", flush=True)
        started, made, rows = time.monotonic(), 0, 0
        while (passed := (time.monotonic() - started) / 60) < arguments.minutes:
            make_download_delete(service)
            made += 1
            if passed >= rows * arguments.every:
                print(f"| {passed:.0f} | {made} | {' | '.join(map(str, look(service)))} |", flush=True)
                rows += 1
        print(f"| {passed:.0f} | {made} | {' | '.join(map(str, look(service)))} |", flush=True)
        demand(not staged(service.root), "nothing is staged")
    finally:
        service.kill()
        shutil.rmtree(scratch, ignore_errors=True)


if __name__ == "__main__":
    main()
