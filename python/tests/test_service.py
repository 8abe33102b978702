"""Datasets of a service: the same batches, by ranges of its files, though it is killed in between."""
import http.server
import json
import socket
import threading

import numpy as np
import pytest
from conftest import KEY, ad, candidates


@pytest.fixture
def url(service):
    return service.address("deflated")


@pytest.mark.parametrize("name", ["deflated", "stored"])
def test_a_dataset_of_a_service_is_that_of_its_directory(service, deflated, name):
    there, here = ad.open(service.address(name), key=KEY).split("val"), ad.open(deflated).split("val")

    there.dataset.verify()
    assert all(np.array_equal(values, here.arrays[array]) for array, values in there.arrays.items())
    assert np.array_equal(there[77]["images"], here[77]["images"])
    for options in ({"shuffle": True, "epoch": 2}, {"rank": 1, "world_size": 2}):
        assert np.array_equal(candidates(there.batches(512, **options)), candidates(here.batches(512, **options)))


@pytest.mark.parametrize("key", ["", "a wrong key of some length", "no\nkey", "k\u00e9y"])
def test_a_key_that_is_wrong_or_missing_is_told(url, key):
    with pytest.raises(ad.DatasetError, match="[Kk]ey"):
        ad.open(url, key=key)


def test_the_key_may_stand_in_the_environment(url, monkeypatch):
    monkeypatch.setenv("ATOMIC_DATASETS_KEY", KEY + "\n")

    assert ad.open(url).split("val")[0]["images"].any()


def test_a_dataset_that_the_service_does_not_have_is_told(url):
    with pytest.raises(ad.DatasetError, match="404"):
        ad.open(url[:-12] + "000000000000", key=KEY)


@pytest.mark.parametrize("place", ["http://localhost:8080", "http://localhost:8080/datasets", "ftp://localhost/datasets/1",
                                   "http://localhost:port/datasets/1", "http://[/datasets/1"])
def test_what_is_no_address_of_a_dataset_is_told(place):
    with pytest.raises(ad.DatasetError, match="is not the address of a dataset"):
        ad.open(place)


@pytest.mark.parametrize("start", ["fork", "spawn"])
def test_workers_read_from_a_service(torch, url, deflated, start):
    data = ad.open(url, key=KEY).split("train").torch(4_000, shuffle=True, columns=["candidates"])

    batches = torch.utils.data.DataLoader(data, batch_size=None, num_workers=2, multiprocessing_context=start)

    expected = candidates(ad.open(deflated).split("train").batches(4_000, shuffle=True, columns=["candidates"]))
    assert np.array_equal(candidates(batches), expected)


def test_a_pass_goes_on_when_a_killed_service_is_started_again(service, url, deflated, monkeypatch):
    monkeypatch.setattr(ad, "POOL_BYTES", 1)  # so that much is left to be asked for
    options = dict(shuffle=True, epoch=1, columns=["candidates"])
    expected = candidates(ad.open(deflated).split("train").batches(1_000, **options))
    batches = ad.open(url, key=KEY, patience=90).split("train").batches(1_000, **options)

    given = []
    for batch in batches:
        given.append(batch)
        if len(given) == 30:
            service.kill()
            service.start()

    assert np.array_equal(candidates(given), expected)


def test_a_service_that_goes_away_ends_the_pass_with_whole_batches(service, url, deflated, monkeypatch):
    monkeypatch.setattr(ad, "POOL_BYTES", 1)
    batches = ad.open(url, key=KEY, patience=0.2).split("train").batches(1_000, columns=["candidates"])
    given = []
    service.kill()
    try:
        with pytest.raises(ad.DatasetError, match="does not answer .* Is the service running"):
            for batch in batches:
                given.append(batch)
        assert given == []
        with pytest.raises(ad.DatasetError, match="does not answer"):  # and at once, though patience is long
            ad.open(url, key=KEY, patience=1e9)
    finally:
        service.start()
    service.address("deflated")
    rest = ad.open(url, key=KEY).split("train").batches(1_000, columns=["candidates"], start=batches.state)
    assert np.array_equal(candidates(rest), ad.open(deflated).split("train").arrays["candidates"])


class Moody:
    """Serves a dataset over HTTP, and does to some answers what networks and other people's services do."""

    def __init__(self, directory):
        self.moods, self.asked, moody = [], [], self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                name = self.path.rpartition("/")[2]
                moody.asked.append((self.client_address, name, self.headers["Range"], self.headers["If-Range"]))
                mood = moody.moods.pop(0) if moody.moods and "Range" in self.headers else ""
                content = (directory / name).read_bytes()
                status, length = 200, None
                if "Range" in self.headers and mood != "changed":
                    begin, end = self.headers["Range"].removeprefix("bytes=").split("-")
                    status, content = 206, content[int(begin):int(end) + 1]
                if mood.isdigit():
                    status, content = int(mood), b"<html>"
                if mood == "problem":
                    status, content = 409, json.dumps({"status": 409, "title": "Not finished", "detail": "It runs; wait."}).encode()
                if mood == "dropped":
                    self.close_connection = True
                    return self.connection.shutdown(socket.SHUT_RDWR)
                if mood == "shorter":
                    content = content[:-1]
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content[:-1] if mood == "cut" else content)
                self.close_connection = mood in ("cut", "closed")

            def log_message(self, *words):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/datasets/1"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def moody(small):
    moody = Moody(small)
    yield moody
    moody.server.shutdown()
    moody.server.server_close()


@pytest.mark.parametrize("mood", ["cut", "dropped", "closed", "429", "500", "502", "503"])
def test_what_passes_is_asked_for_again(moody, small, mood):
    train = ad.open(moody.url).split("train")
    moody.moods = [mood] * 3

    assert np.array_equal(train.arrays["images"], ad.open(small).split("train").arrays["images"])
    assert moody.moods == []


@pytest.mark.parametrize("mood, told", [("changed", "is not what was opened"), ("shorter", "is not what was opened"),
                                        ("404", "404 Not Found"), ("problem", "409 Not finished: It runs; wait."),
                                        ("401", "Give key=")])
def test_what_does_not_pass_is_told_at_once(moody, mood, told):
    train = ad.open(moody.url).split("train")
    moody.moods = [mood]
    asked = len(moody.asked)

    with pytest.raises(ad.DatasetError, match=told):
        train[0]
    assert len(moody.asked) == asked + 1
    assert train[0]["images"].any()  # what was left of that answer is not taken for the next


def test_files_are_asked_for_by_ranges_of_the_published_ones_over_one_connection(moody):
    train = ad.open(moody.url).split("train")

    train[:]

    connections, names, ranges, digests = zip(*moody.asked)
    assert len(set(connections)) == 1
    assert names == ("metadata.json", "chunks.npy", "segments.npy", "train.npz", "train.npz")
    sums = {file["name"]: f'"{file["sha256"]}"' for file in train.dataset.metadata["files"]}
    assert digests[1:] == tuple(sums[name] for name in names[1:])
    assert None not in ranges[1:]


def test_threads_have_connections_of_their_own(moody, small):
    train = ad.open(moody.url).split("train")
    expected, results = ad.open(small).split("train")[:]["images"], []
    threads = [threading.Thread(target=lambda: results.append(train[:]["images"])) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(results) == 4 and all(np.array_equal(images, expected) for images in results)
