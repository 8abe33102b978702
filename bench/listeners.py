#!/usr/bin/env python3
"""Holds many listeners to one run's events and prints what that takes.

    java -jar target/atomic-datasets.jar &
    python3 bench/listeners.py --pid $! --listeners 500

Needs Linux and Python 3. Asks for a dataset, lets the listeners in, confirms, and waits until every one has heard the end.
Exits with 1 if one has not.
"""

import argparse
import asyncio
import json
import sys
import time
import urllib.request


def call(url, method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url + path, data, {"Content-Type": "application/json"}, method=method)
    with urllib.request.urlopen(request) as answer:
        return json.loads(answer.read())


def process(pid):
    with open(f"/proc/{pid}/status") as file:
        lines = dict(line.split(":", 1) for line in file)
    with open(f"/proc/{pid}/stat") as file:
        times = file.read().rsplit(")", 1)[1].split()
    return int(lines["Threads"]), int(lines["VmRSS"].split()[0]) // 1024, (int(times[11]) + int(times[12])) / 100


async def listen(host, port, id, opened, heard):
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(f"GET /datasets/{id}/progress HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n".encode())
    await writer.drain()
    count, ended = 0, False
    async for line in reader:
        if line.startswith(b"id: "):
            count += 1
            opened.set()
            heard.setdefault(line.strip(), []).append(time.monotonic())
        if line.startswith(b'data: {"state":"succeeded"}'):
            ended = True
            break
    writer.close()
    return count, ended


async def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--pid", type=int, required=True, help="of the service")
    parser.add_argument("--listeners", type=int, default=500)
    parser.add_argument("--images", type=int, default=20_000_000)
    arguments = parser.parse_args()
    url = f"http://localhost:{arguments.port}"

    id = call(url, "POST", "/datasets", {"num_images": arguments.images})["id"]
    before = process(arguments.pid)
    heard, opened = {}, [asyncio.Event() for _ in range(arguments.listeners)]
    listeners = [asyncio.create_task(listen("127.0.0.1", arguments.port, id, event, heard)) for event in opened]
    await asyncio.gather(*(event.wait() for event in opened))
    held = process(arguments.pid)
    call(url, "POST", f"/datasets/{id}/confirm")
    heards = await asyncio.gather(*listeners)
    counts = [count for count, _ in heards]
    ends = sum(ended for _, ended in heards)
    progress = call(url, "GET", f"/datasets/{id}/progress")
    spreads = sorted(max(times) - min(times) for times in heard.values() if len(times) == arguments.listeners)
    print(f"{ends} of {arguments.listeners} listeners heard the end; events each {min(counts)} to {max(counts)}")
    print(f"threads {before[0]} before, {held[0]} with all of them; resident MB {before[1]} before, {held[1]} with them")
    if spreads:
        print(f"from the first to the last listener of an event: median {1000 * spreads[len(spreads) // 2]:.0f} ms,"
              f" most {1000 * spreads[-1]:.0f} ms")
    print(f"the run: {progress['rate_average']:,.0f} images/s over all, CPU {process(arguments.pid)[2] - held[2]:.0f} s")
    sys.exit(0 if ends == arguments.listeners else 1)


asyncio.run(main())
