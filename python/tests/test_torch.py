"""Tensors for PyTorch: any number of workers, started in any way, and any number of ranks."""
import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import numpy as np
import pytest
from conftest import ad, candidates


def loader(torch, data, workers=0, start=None, **options):
    context = {"multiprocessing_context": start} if start else {}
    return torch.utils.data.DataLoader(data, batch_size=None, num_workers=workers, **context, **options)


@pytest.fixture
def train(torch, deflated):
    return ad.open(deflated).split("train")


COLUMNS = ["images", "labels", "candidates"]


@pytest.mark.parametrize("workers, start", [(0, None), (1, "fork"), (2, "fork"), (4, "fork"), (2, "spawn"), (2, "forkserver")])
def test_workers_give_the_same_batches_in_the_same_order(torch, train, workers, start):
    expected = candidates(train.batches(4_000, shuffle=True, seed=1, columns=["candidates"]))
    data = train.torch(4_000, shuffle=True, seed=1, columns=COLUMNS)

    batches = list(loader(torch, data, workers, start))

    assert len(batches) == len(data) == 20
    assert np.array_equal(candidates(batches), expected)
    assert batches[0]["images"].shape == (4_000, 16, 16) and batches[0]["images"].dtype == torch.uint8
    assert batches[0]["candidates"].dtype == torch.int64
    at = np.searchsorted(train.arrays["candidates"], batches[3]["candidates"].numpy())
    assert np.array_equal(batches[3]["images"].numpy(), train.arrays["images"][at])


@pytest.mark.parametrize("start", ["fork", "spawn"])
def test_workers_that_stay_are_told_the_epoch(torch, train, start):
    data = train.torch(4_000, shuffle=True, columns=["candidates"])
    staying = loader(torch, data, 2, start, persistent_workers=True)

    for epoch in (0, 1, 5):
        data.set_epoch(epoch)
        expected = candidates(train.batches(4_000, shuffle=True, epoch=epoch, columns=["candidates"]))
        assert np.array_equal(candidates(staying), expected)


@pytest.mark.parametrize("step", [1, 7, 13])
def test_a_pass_goes_on_from_the_batches_that_were_taken(torch, train, step):
    options = dict(shuffle=True, seed=9, columns=["candidates"])
    whole = [batch["candidates"] for batch in train.batches(4_000, epoch=3, **options)]
    data = train.torch(4_000, epoch=3, **options)
    for taken, _ in enumerate(loader(torch, data, 2, "fork"), 1):  # the workers are further by now
        if taken == step:
            break

    state = json.loads(json.dumps(data.state(step)))
    data = train.torch(4_000, start=state, **options)
    rest = list(loader(torch, data, 3, "fork"))

    assert [batch["candidates"].tolist() for batch in rest] == [numbers.tolist() for numbers in whole[step:]]
    assert data.state(2)["step"] == step + 2
    data.set_epoch(4)  # the next epoch begins at its beginning
    assert len(data) == 20
    expected = candidates(train.batches(4_000, epoch=4, **options))
    assert np.array_equal(candidates(loader(torch, data, 2, "fork")), expected)


def test_a_batch_that_cannot_be_read_fails_the_pass_by_the_loaders_own_error(torch, deflated, tmp_path):
    subprocess.run(["cp", "-r", deflated, tmp_path / "cut"], check=True)
    train = ad.open(tmp_path / "cut").split("train")
    data = train.torch(4_000)
    os.truncate(tmp_path / "cut" / "train.npz", 1_000_000)

    with pytest.raises(ad.DatasetError, match="truncated"):
        list(loader(torch, data, 2, "fork"))


def test_options_are_refused_where_they_are_given(train):
    with pytest.raises(ad.DatasetError):
        train.torch(4_000, remainder="all")


RANK = textwrap.dedent("""
    import json, sys
    import torch, torch.distributed, torch.utils.data
    import atomic_datasets as ad

    rank, place, meeting, out = int(sys.argv[1]), *sys.argv[2:]
    torch.distributed.init_process_group("gloo", init_method="file://" + meeting, rank=rank, world_size=2)
    torch.manual_seed(0)
    train = ad.open(place).split("train")
    data = train.torch(1_000, shuffle=True, columns=["images", "labels", "candidates"])
    batches = torch.utils.data.DataLoader(data, batch_size=None, num_workers=2)
    model = torch.nn.parallel.DistributedDataParallel(torch.nn.Linear(256, len(train.classes)))
    optimizer = torch.optim.SGD(model.parameters(), 0.1)
    epochs = []
    for epoch in range(2):
        data.set_epoch(epoch)
        epochs.append([])
        for batch in batches:
            loss = torch.nn.functional.cross_entropy(model(batch["images"].flatten(1) / 9), train.class_index(batch["labels"]))
            optimizer.zero_grad()
            loss.backward()  # waits for the other rank: unequal steps would hang
            optimizer.step()
            epochs[-1] += batch["candidates"].tolist()
    json.dump({"epochs": epochs, "weights": model.module.weight.sum().item()}, open(out, "w"))
""")


def test_two_ranks_that_train_together_see_each_image_of_an_epoch_once(train, deflated, tmp_path):
    (tmp_path / "rank.py").write_text(RANK)
    files = [tmp_path / f"{rank}.json" for rank in range(2)]
    ranks = [subprocess.Popen([sys.executable, tmp_path / "rank.py", str(rank), deflated, tmp_path / "meeting", files[rank]])
             for rank in range(2)]
    try:
        assert [rank.wait(100) for rank in ranks] == [0, 0]
    finally:
        for rank in ranks:
            rank.kill()
    results = [json.loads(file.read_text()) for file in files]

    for epoch in range(2):
        seen = [result["epochs"][epoch] for result in results]
        expected = candidates(train.batches(1_000, shuffle=True, epoch=epoch, columns=["candidates"]))
        assert [len(part) for part in seen] == [40_000, 40_000]
        assert np.array_equal(np.concatenate(seen), expected) and len(set(seen[0] + seen[1])) == 80_000
    assert results[0]["epochs"][0] != results[0]["epochs"][1]
    assert results[0]["weights"] == results[1]["weights"]


def test_the_rank_is_that_of_torchrun_unless_it_is_given(train, monkeypatch):
    monkeypatch.setenv("RANK", "1")
    monkeypatch.setenv("WORLD_SIZE", "2")

    second = candidates(train.torch(1_000, columns=["candidates"]))
    assert np.array_equal(second, train.arrays["candidates"][40_000:])
    assert len(train.torch(1_000, rank=0, world_size=1)) == 80


KILLED = textwrap.dedent("""
    import os, signal, sys, time
    import torch.utils.data
    import atomic_datasets as ad

    def worked(pid):
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[11:13]

    def wait_until_idle(pid):
        # Between creating shared memory and unlinking it PyTorch leaves it behind, whoever is killed then.
        before = None
        while before != (before := worked(pid)):
            time.sleep(0.5)

    def main(place, start, victim):
        data = ad.open(place).split("train").torch(1_000, shuffle=True)
        loader = torch.utils.data.DataLoader(data, batch_size=None, num_workers=2, multiprocessing_context=start)
        batches = iter(loader)
        next(batches)
        print(*[worker.pid for worker in batches._workers], flush=True)
        for worker in batches._workers:
            wait_until_idle(worker.pid)
        if victim == "all":
            os.kill(os.getpid(), signal.SIGKILL)
        os.kill(batches._workers[0].pid, signal.SIGKILL)
        try:
            for batch in batches:
                pass
        except Exception:  # PyTorch tells that a worker was killed, or that its queue broke
            sys.exit(3)

    if __name__ == "__main__":
        main(*sys.argv[1:])
""")


def in_shared_memory():
    """What stands there but for what databases beside have for themselves."""
    return {name for name in os.listdir("/dev/shm") if not name.startswith("PostgreSQL.")}


@pytest.mark.skipif(sys.platform != "linux", reason="what is left behind is looked for in /dev/shm and /proc")
@pytest.mark.parametrize("start, victim", [("fork", "worker"), ("spawn", "worker"), ("fork", "all")])
def test_a_kill_leaves_nothing(torch, deflated, tmp_path, start, victim):
    (tmp_path / "killed.py").write_text(KILLED)
    (tmp_path / "tmp").mkdir()
    shared = in_shared_memory()
    dataset = sorted(os.listdir(deflated))

    killed = subprocess.run([sys.executable, tmp_path / "killed.py", deflated, start, victim], capture_output=True, text=True,
                            timeout=100, env={**os.environ, "TMPDIR": str(tmp_path / "tmp")})

    assert killed.returncode == (3 if victim == "worker" else -signal.SIGKILL), killed.stderr
    workers = [int(pid) for pid in killed.stdout.splitlines()[0].split()]
    until = time.monotonic() + 30  # a worker looks after its parent every few seconds
    while any(Path(f"/proc/{pid}").exists() for pid in workers):
        assert time.monotonic() < until
        time.sleep(0.1)
    assert in_shared_memory() <= shared
    # Sockets that processes met at may stand there, but no images.
    assert sum(path.stat().st_size for path in (tmp_path / "tmp").rglob("*") if path.is_file()) < 256
    assert sorted(os.listdir(deflated)) == dataset
