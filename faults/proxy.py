"""deploy/nginx.conf before two replicas below a path: one of them freezes, and events come through as they happen."""

import concurrent.futures
import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request

from harness import Unavailable, demand, wait_for
from replicas import Replicas
from service import LARGE, Service

CONFIGURATION = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "deploy", "nginx.conf")
PATH = "/atomic"
ASKERS = 4
AROUND = """
daemon off; pid {directory}/pid; error_log {directory}/log warn;
events {{}}
http {{
    access_log off;
    client_body_temp_path {directory}/body; proxy_temp_path {directory}/proxy; fastcgi_temp_path {directory}/fastcgi;
    uwsgi_temp_path {directory}/uwsgi; scgi_temp_path {directory}/scgi;
    {configuration}
}}
"""


class Proxied(Service):
    """The service as clients see it through nginx, which is told where the replicas are in place of looking them up."""

    def __init__(self, directory, replicas):
        super().__init__(None, replicas.root, os.path.join(directory, "said"))
        self.nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
        if self.nginx is None:
            raise Unavailable("no nginx")
        self.url += PATH
        with open(CONFIGURATION) as file:
            text = re.sub("^resolver.*", "", file.read(), flags=re.MULTILINE)
        server = re.search("server atomic-datasets:8080 resolve (.*;)", text)
        servers = "\n".join(f"server 127.0.0.1:{replica.port} {server[1]}" for replica in replicas.all)
        text = text.replace(server[0], servers).replace("listen 8080", f"listen 127.0.0.1:{self.port}")
        self.file = os.path.join(directory, "nginx.conf")
        with open(self.file, "w") as file:
            file.write(AROUND.format(directory=directory, configuration=text))

    def launch(self):
        self.process = subprocess.Popen([self.nginx, "-c", self.file], stdout=self.log, stderr=self.log)

    def kill(self):
        self.process.terminate()  # so that it ends its workers
        self.process.wait()


@contextlib.contextmanager
def proxied(program, scratch):
    """Two replicas, and the service that they are."""
    replicas = Replicas(program, scratch, 2)
    directory = os.path.join(replicas.scratch, "proxy")
    os.makedirs(directory)
    for replica in replicas.all:
        replica.url += PATH
        replica.options += [f"--server.servlet.context-path={PATH}", "--server.forward-headers-strategy=native"]
    service = Proxied(directory, replicas)
    with replicas.running(), service.running():
        yield replicas, service


def frozen(program, scratch, seconds):
    """Whom it keeps waiting until that is found out, and then one request in ten seconds, another replica answers."""
    with proxied(program, scratch) as (replicas, service):
        replicas.all[0].process.send_signal(signal.SIGSTOP)
        end = time.monotonic() + seconds

        def ask_again_and_again(_):
            took = []
            while time.monotonic() < end:
                asked = time.monotonic()
                status, _ = service.call("GET", "/datasets", timeout=60)
                took.append(time.monotonic() - asked)
                demand(status == 200, f"another replica answers: {status}")
                time.sleep(0.1)
            return took

        with concurrent.futures.ThreadPoolExecutor(ASKERS) as askers:
            took = [each for asker in askers.map(ask_again_and_again, range(ASKERS)) for each in asker]
        replicas.all[0].process.send_signal(signal.SIGCONT)
        slow = sorted(each for each in took if each > 2)
        print(f"{len(took)} requests, of which waited: {[f'{each:.1f} s' for each in slow]}", file=sys.stderr)
        demand(all(each < 17 for each in slow), f"waiting ends: {slow}")
        demand(len(slow) <= ASKERS + seconds / 10, f"few wait: {len(slow)} of {len(took)}")


def events(program, scratch, _):
    with proxied(program, scratch) as (_, service):
        id = service.make(LARGE)
        request = urllib.request.Request(f"{service.url}/datasets/{id}/progress", headers={"Accept": "text/event-stream"})
        arrived = []
        with urllib.request.urlopen(request, timeout=60) as answer:
            for line in answer:
                if line.startswith(b"data:"):
                    arrived.append(time.monotonic())
        gaps = [after - before for before, after in zip(arrived, arrived[1:])]
        print(f"{len(arrived)} events in {arrived[-1] - arrived[0]:.1f} s, at most {max(gaps):.1f} s apart", file=sys.stderr)
        demand(len([gap for gap in gaps if gap > 0.05]) > 5, f"they come one by one: {gaps}")
        demand(service.state(id) == "succeeded", "to the end")


def rows(table, program, scratch, short):
    table.run("one of two replicas frozen behind the proxy", [30 if short else 60], lambda s: frozen(program, scratch, s))
    table.run("events through the proxy", range(1), lambda _: events(program, scratch, _))
