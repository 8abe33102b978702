"""Streams of a service: the images that a dataset of the same request holds, though the service is killed in between."""
import http.server
import itertools
import json
import threading

import numpy as np
import pytest
from conftest import HOLD_OUT, KEY, ad, candidates

ARC = dict(palette="arc", annotations=True)  # as the dataset `deflated`


@pytest.fixture
def url(service):
    service.address("deflated")
    return f"http://localhost:{service.port}"


def joined(batches):
    batches = list(batches)
    return {name: np.concatenate([batch[name] for batch in batches]) for name in batches[0]}


@pytest.mark.parametrize("split", ["train", "val"])
@pytest.mark.parametrize("count, batch_size", [(1 << 17, 1024), (3_000, 999), (100, 700)])
def test_batches_are_those_of_a_dataset_of_the_request(url, deflated, split, count, batch_size):
    held = ad.open(deflated).split(split).arrays

    streamed = joined(ad.stream(url, split=split, batch_size=batch_size, batches=4, count=count, key=KEY, **ARC))

    assert streamed.keys() == held.keys()
    assert all(len(values) == 4 * batch_size for values in streamed.values())
    assert all(np.array_equal(values, held[name][:4 * batch_size]) for name, values in streamed.items())


def test_a_stream_is_endless_and_begins_where_it_is_told_to(url, deflated):
    held = ad.open(deflated).split("train").arrays["candidates"]

    batches = ad.stream(url, start=50_000, batch_size=5_000, count=10_000, key=KEY, palette="arc")

    streamed = candidates(itertools.islice(batches, 9))
    assert np.array_equal(streamed[:30_000], held[held >= 50_000][:30_000])
    assert len(streamed) == 45_000 and (np.diff(streamed) > 0).all()


@pytest.mark.parametrize("count, batch_size, rank", [(20_000, 3_000, 0), (1_000, 2_500, 0), (4_000, 900, 1)])
def test_a_state_goes_on_where_a_stream_was_left(url, count, batch_size, rank):
    options = dict(palette="arc", count=count, batch_size=batch_size, rank=rank, world_size=rank + 1, key=KEY)
    whole, states = [], []
    stream = ad.stream(url, batches=8, start=70_000, **options)
    states.append(json.dumps(stream.state))
    for batch in stream:
        whole.append(batch["candidates"].tolist())
        states.append(json.dumps(stream.state))

    assert len(whole) == 8 and max(map(len, states)) < 200
    for step in (0, 1, 3, 7, 8):
        rest = ad.stream(url, batches=8, start=json.loads(states[step]), **options)
        assert [batch["candidates"].tolist() for batch in rest] == whole[step:]
        assert json.dumps(rest.state) == states[8]


def test_a_state_of_another_stream_is_refused_by_what_differs(url):
    stream = ad.stream(url, palette="arc", batch_size=100, count=2_000, rank=1, world_size=2, key=KEY)
    next(stream)
    same = dict(palette="arc", batch_size=100, count=2_000, rank=1, world_size=2, key=KEY, start=stream.state)

    for other, told in ((dict(seed=9), "request"), (dict(split="val"), "request"), (dict(batch_size=99), "batch_size"),
                        (dict(count=2_001), "count"), (dict(rank=0), "rank"), (dict(world_size=3), "world_size"),
                        (dict(start={**stream.state, "algorithm_version": "1"}), "algorithm_version"),
                        (dict(start={**stream.state, "skip": -1}), "skip"), (dict(start={"call": 0}), "skip, step")):
        with pytest.raises(ad.DatasetError, match=rf"another order \(by {told}\)"):
            ad.stream(url, **{**same, **other})
    with pytest.raises(ad.DatasetError, match="422 .* start must be"):
        ad.stream(url, **{**same, "start": {}})


@pytest.mark.parametrize("split", ["train", "ood"])
def test_what_is_held_out_is_streamed_by_itself(url, held_out, split):
    held = ad.open(held_out).split(split).arrays

    streamed = joined(ad.stream(url, split=split, batch_size=900, batches=4, count=8_000, key=KEY, hold_out=HOLD_OUT, **ARC))

    assert streamed.keys() == held.keys()
    assert all(np.array_equal(values, held[name][:3_600]) for name, values in streamed.items())


def test_pairs_and_factors_are_streamed(url, pairs):
    held = ad.open(pairs).split("val").arrays

    streamed = joined(ad.stream(url, split="val", batch_size=140, batches=2, count=2_000, key=KEY, split_by="shapes", pairs="move",
                                factors=True, **ARC))

    assert streamed.keys() == held.keys() >= {"images_b", "edits", "shapes", "difficulty"}
    assert all(np.array_equal(values, held[name][:280]) for name, values in streamed.items())


def test_ranks_share_the_candidates_by_calls(url, deflated):
    held = ad.open(deflated).split("train").arrays["candidates"]
    ranks = [candidates(ad.stream(url, batches=3, batch_size=2_000, count=4_000, rank=rank, world_size=3, key=KEY))
             for rank in range(3)]

    together = np.sort(np.concatenate(ranks))
    assert len(np.unique(together)) == 18_000
    assert [rank[0] // 4_000 for rank in ranks] == [0, 1, 2]
    gray = candidates(ad.stream(url, batches=9, batch_size=2_000, key=KEY))
    assert np.isin(together[together < 20_000], gray).all() and len(held)


def test_fields_are_written_as_the_terminal_writes_them(url):
    lines = dict(mix={"line": 1, "blob": 0.5}, values=[70, 99], splits={"train": 0.7, "test": 0.3}, seed=9,
                 compression="stored")

    batch = next(ad.stream(url, split="test", batch_size=500, annotations=True, key=KEY, **lines))

    assert set(np.unique(batch["kinds"])) == {0, 2, 255}
    assert set(np.unique(batch["images"])) == {0, 70, 99}
    other = next(ad.stream(url, split="test", batch_size=500, key=KEY, **{**lines, "seed": 10}))
    assert not np.array_equal(batch["images"], other["images"])
    assert set(other) == {"images", "labels", "candidates"}


@pytest.mark.parametrize("wrong, told", [(dict(palette="rgb"), "422 .* palette must be one of gray, arc"),
                                         (dict(colour="red"), "422 .* colour is unknown"),
                                         (dict(count=0), "count 1 to 1,048,576"),
                                         (dict(count=(1 << 20) + 1), "count 1 to 1,048,576"),
                                         (dict(start=-1), "422 .* start must be between"),
                                         (dict(split="ood"), "422 .* split"),
                                         (dict(hold_out={"when": [{"kind": "circle"}], "num_images": 1}),
                                          "422 .* hold_out/when/0/kind must be one of blob"),
                                         (dict(algorithm_version=1), "409 .* algorithm version 2"),
                                         (dict(batch_size=0), "batch_size is 1 or more"),
                                         (dict(rank=2, world_size=2), "rank below world_size"),
                                         (dict(key="a wrong key of some length"), "401 .* Give key=")])
def test_what_is_wrong_is_told_before_the_first_batch(url, wrong, told):
    with pytest.raises(ad.DatasetError, match=told):
        ad.stream(url, **{"key": KEY, **wrong})


def test_a_split_without_a_share_ends_with_what_is_wrong(url):
    batches = ad.stream(url, split="val", splits={"train": 1}, count=1_000, key=KEY)

    with pytest.raises(ad.DatasetError, match="16,000 candidates gave no image"):
        next(batches)


@pytest.mark.parametrize("place", ["http://localhost:8080/datasets/1", "ftp://localhost", "localhost:8080", "http://[/"])
def test_what_is_no_address_of_a_service_is_told(place):
    with pytest.raises(ad.DatasetError, match="is not the address of a service, http://host:port"):
        ad.stream(place)


def test_a_stream_goes_on_when_a_killed_service_is_started_again(service, url, deflated):
    held = ad.open(deflated).split("train").arrays["candidates"]
    batches = ad.stream(url, batch_size=1_000, batches=60, count=5_000, key=KEY, patience=90, palette="arc")
    given = []
    for batch in batches:
        given.append(batch)
        if len(given) == 20:
            service.kill()
            service.start()

    assert np.array_equal(candidates(given), held[:60_000])


def test_a_service_that_goes_away_ends_the_stream_with_whole_batches(service, url):
    batches = ad.stream(url, batch_size=1_000, count=5_000, key=KEY, patience=0.2)
    given = [next(batches)]
    service.kill()
    try:
        with pytest.raises(ad.DatasetError, match="does not answer .* Is the service running"):
            for batch in batches:
                given.append(batch)
        assert all(len(batch["labels"]) == 1_000 for batch in given)
    finally:
        service.start()
    service.address("deflated")


class Moody:
    """A service that gives some answers another than the images that were asked for."""

    def __init__(self, content):
        self.moods, self.asked, moody = [], [], self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                moody.asked.append(self.path)
                mood = moody.moods.pop(0) if moody.moods else ""
                self.send_response(int(mood) if mood.isdigit() else 200)
                self.send_header("Transfer-Encoding", "chunked")
                self.send_header("Algorithm-Version", "2")
                self.end_headers()
                body = b"<html>" if mood == "page" else content
                self.wfile.write(b"%x\r\n%b\r\n" % (len(body), body))
                if mood == "cut":
                    self.close_connection = True
                else:
                    self.wfile.write(b"0\r\n\r\n")

            def log_message(self, *words):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def moody(tmp_path):
    np.savez(tmp_path / "images.npz", images=np.ones((10, 16, 16), np.uint8), labels=np.ones(10, np.uint8))
    moody = Moody((tmp_path / "images.npz").read_bytes())
    yield moody
    moody.server.shutdown()
    moody.server.server_close()


@pytest.mark.parametrize("mood", ["cut", "429", "503"])
def test_what_passes_is_asked_for_again(moody, mood):
    batches = ad.stream(moody.url, batch_size=15)
    moody.moods = [mood] * 3

    assert len(next(batches)["images"]) == 15
    assert moody.moods == []


def test_a_service_that_is_busy_from_the_beginning_is_waited_for(moody):
    moody.moods = ["429"] * 2

    assert len(next(ad.stream(moody.url, batch_size=5))["images"]) == 5


def test_an_answer_of_something_else_is_told(moody):
    moody.moods = ["page"]

    with pytest.raises(ad.DatasetError, match="answers, but not with images"):
        ad.stream(moody.url)


def test_all_calls_are_for_one_version(moody):
    next(ad.stream(moody.url, batch_size=25))

    assert "algorithm_version" not in moody.asked[0]
    assert all("algorithm_version=2" in asked for asked in moody.asked[1:])


def test_a_stream_in_workers_of_pytorch_gives_each_image_once(torch, url):
    class Images(torch.utils.data.IterableDataset):
        def __iter__(self):
            worker = torch.utils.data.get_worker_info()
            return ad.stream(url, batches=4, batch_size=1_000, count=2_000, key=KEY, rank=worker.id,
                             world_size=worker.num_workers)

    loader = torch.utils.data.DataLoader(Images(), batch_size=None, num_workers=2)

    batches = list(loader)
    assert len(batches) == 8 and batches[0]["images"].shape == (1_000, 16, 16)
    assert len(np.unique(candidates(batches))) == 8_000
