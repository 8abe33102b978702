"""Datasets that the program makes, and a service that serves them, for all tests."""
import hashlib
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import numpy as np
import pytest

PROJECT = Path(__file__).resolve().parents[2]
JAR = PROJECT / "target" / "atomic-datasets.jar"
sys.path.insert(0, str(PROJECT / "python"))
os.environ["PYTHONPATH"] = str(PROJECT / "python")  # for the processes that tests start
os.environ.pop("ATOMIC_DATASETS_KEY", None)

import atomic_datasets as ad  # noqa: E402

KEY = "a key of some length"
HOLD_OUT = {"when": [{"kind": "line", "value": 3}, {"objects": 4}], "num_images": 4000}


def missing(what):
    """A part that is not here fails where everything is required, and skips elsewhere."""
    if os.environ.get("ATOMIC_REQUIRE_ALL") == "true":
        pytest.fail(f"{what} is missing, and everything is required")
    pytest.skip(f"{what} is missing")


@pytest.fixture(scope="session")
def torch():
    try:
        import torch.utils.data
    except ImportError:
        missing("PyTorch")
    return torch


@pytest.fixture(scope="session")
def make(tmp_path_factory):
    """Makes a dataset of a name with options of the terminal, or gives the one that was made."""
    if not JAR.exists():
        missing("target/atomic-datasets.jar (mvn -DskipTests package)")
    root = tmp_path_factory.mktemp("datasets")

    def made(name, *options):
        directory = root / name
        if not directory.exists():
            command = ["java", "-jar", JAR, "generate", "--yes", "--quiet", "--output-dir", directory, *options]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=120)
        return directory

    return made


@pytest.fixture(scope="session")
def deflated(make):
    """100,000 annotated images: seven segments of a split, two pools of them."""
    return make("deflated", "--num-images", "100000", "--palette", "arc", "--annotations")


@pytest.fixture(scope="session")
def stored(make):
    """The images of `deflated`, stored."""
    return make("stored", "--num-images", "100000", "--palette", "arc", "--annotations", "--compression", "stored")


@pytest.fixture(scope="session")
def small(make):
    """300 images of one split, of a few values, with classes that cannot occur."""
    return make("small", "--num-images", "300", "--label", "dominant_kind", "--mix", "line=1,blob=1", "--splits", "train=1",
                "--values", "80,99,120")


@pytest.fixture(scope="session")
def held_out(make):
    """30,000 images of which none has a line of value 3 or four objects, and 4,000 of which each has, in shards of a chunk."""
    return make("held-out", "--num-images", "30000", "--palette", "arc", "--annotations", "--shard-size", "16384",
                "--hold-out", json.dumps(HOLD_OUT))


@pytest.fixture(scope="session")
def pairs(make):
    """3,000 pairs of an image and the same with an object moved, with all that is told of both."""
    return make("pairs", "--num-images", "3000", "--palette", "arc", "--split-by", "shapes", "--pairs", "move", "--annotations",
                "--factors")


@pytest.fixture(scope="session")
def sharded(make):
    """The same datasets in shards of two chunks, by the names of those that are whole."""
    options = ["--num-images", "100000", "--palette", "arc", "--annotations", "--shard-size", "32768"]
    return {"deflated": make("deflated-shards", *options), "stored": make("stored-shards", *options, "--compression", "stored")}


def describe(file, content):
    """Tells in a file's entry that this is what it holds."""
    file.update(bytes=len(content), sha256=hashlib.sha256(content).hexdigest())


def arrays_of(directory, split):
    """What NumPy reads of a split that is one file."""
    with np.load(directory / f"{split}.npz", allow_pickle=False) as arrays:
        return {name: arrays[name] for name in arrays.files}


def candidates(batches):
    """The candidate numbers of batches, in their order: each is one image's alone."""
    return np.concatenate([np.asarray(batch["candidates"]) for batch in batches] or [np.empty(0, np.int64)])


class Service:
    """A service over some datasets, which can be killed and started again."""

    def __init__(self, root, log):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.root, self.log = root, log
        self.start()

    def start(self):
        options = {"server.port": self.port, "atomic-datasets.root": self.root,
                   "atomic-datasets.api-key-file": self.root / ".api-key", "atomic-datasets.disk-reserve": "0B"}
        command = ["java", "-XX:TieredStopAtLevel=1", "-jar", JAR, *(f"--{name}={value}" for name, value in options.items())]
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log)

    def address(self, name):
        """Waits until the service lists a dataset."""
        identity = json.loads((self.root / name / "metadata.json").read_text())["id"]
        url = f"http://localhost:{self.port}/datasets/{identity}"
        until = time.monotonic() + 90
        while True:
            try:
                request = urllib.request.Request(f"{url}/files/metadata.json", headers={"X-API-Key": KEY})
                urllib.request.urlopen(request, timeout=10).close()
                return url
            except (urllib.error.URLError, OSError):
                assert time.monotonic() < until and self.process.poll() is None, Path(self.log).read_text()[-3000:]
                time.sleep(0.2)

    def kill(self):
        self.process.kill()
        self.process.wait()


@pytest.fixture(scope="session")
def service(deflated, stored, tmp_path_factory):
    root = tmp_path_factory.mktemp("served")
    for dataset in (deflated, stored):
        subprocess.run(["cp", "-r", dataset, root / dataset.name], check=True)
    (root / ".api-key").write_text(KEY)
    (root / ".api-key").chmod(0o600)
    service = Service(root, tmp_path_factory.mktemp("log") / "service.txt")
    yield service
    service.kill()
