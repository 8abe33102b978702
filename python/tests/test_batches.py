"""The order of an epoch: each image once, the same for all ranks, and gone on with from any step."""
import json
import tracemalloc

import numpy as np
import pytest
from conftest import ad, arrays_of, candidates


@pytest.fixture
def train(deflated):
    return ad.open(deflated).split("train")


def test_without_shuffling_batches_are_in_the_order_of_the_file(train, deflated):
    whole = arrays_of(deflated, "train")

    batches = list(train.batches(3_000, remainder="keep"))

    assert len(batches) == len(train.batches(3_000, remainder="keep")) == 27
    assert [len(batch["labels"]) for batch in batches] == [3_000] * 26 + [2_000]
    for name, values in whole.items():
        assert np.array_equal(np.concatenate([batch[name] for batch in batches]), values)


def test_shuffled_batches_hold_each_image_once_and_whole(train, deflated):
    whole = arrays_of(deflated, "train")

    batches = list(train.batches(1_024, shuffle=True, seed=3, remainder="keep"))

    numbers = candidates(batches)
    assert np.array_equal(np.sort(numbers), whole["candidates"])
    at = np.searchsorted(whole["candidates"], numbers)
    for name, values in whole.items():
        assert np.array_equal(np.concatenate([batch[name] for batch in batches]), values[at])


@pytest.mark.parametrize("kind", ["stored", "deflated in shards", "stored in shards"])
def test_the_order_does_not_depend_on_how_files_are_written(train, stored, sharded, kind):
    other = stored if kind == "stored" else sharded[kind.split()[0]]

    for shuffle in (False, True):
        expected = candidates(train.batches(997, shuffle=shuffle, epoch=2))
        assert np.array_equal(candidates(ad.open(other).split("train").batches(997, shuffle=shuffle, epoch=2)), expected)


def test_the_order_is_a_function_of_seed_and_epoch(train):
    orders = {(seed, epoch): candidates(train.batches(5_000, shuffle=True, seed=seed, epoch=epoch, columns=["candidates"]))
              for seed in (0, 1, 2**53 - 1) for epoch in (0, 1)}

    assert len({order.tobytes() for order in orders.values()}) == 6
    again = candidates(train.batches(5_000, shuffle=True, seed=1, epoch=1, columns=["candidates"]))
    assert np.array_equal(again, orders[1, 1])


def test_random_orders_are_what_they_were():
    """Whoever goes on with an older state sees the rest of what was begun, with any NumPy."""
    assert ad._permutation(10, 2**53 - 1, 1).tolist() == [2, 7, 1, 9, 0, 5, 4, 3, 8, 6]
    assert ad._permutation(10, 0, 0, 3).tolist() == [4, 9, 5, 7, 8, 3, 2, 0, 6, 1]


def test_a_batch_mixes_segments_of_a_pool(train):
    batch = next(iter(train.batches(1_024, shuffle=True)))

    assert len(np.unique(batch["candidates"] // ad.CHUNK)) == 4  # four segments of these arrays are 32 MB
    assert (np.diff(batch["candidates"]) < 0).mean() == pytest.approx(0.5, abs=0.1)


@pytest.mark.parametrize("world_size", range(1, 17))
def test_ranks_have_parts_of_one_order(train, world_size):
    whole = candidates(train.batches(5_000, shuffle=True, seed=5, remainder="keep", columns=["candidates"]))

    ranks = [train.batches(700, shuffle=True, seed=5, rank=rank, world_size=world_size, columns=["candidates"])
             for rank in range(world_size)]
    parts = [candidates(rank) for rank in ranks]

    assert len({len(rank) for rank in ranks}) == 1
    together = np.concatenate(parts)
    assert np.array_equal(together, whole[:len(together)])
    assert 0 <= len(whole) - len(together) < 700 * world_size


def test_padded_ranks_see_all_images_in_equal_steps(train):
    whole = candidates(train.batches(5_000, shuffle=True, remainder="keep", columns=["candidates"]))

    parts = [candidates(train.batches(1_000, shuffle=True, rank=rank, world_size=3, remainder="pad", columns=["candidates"]))
             for rank in range(3)]

    together = np.concatenate(parts)
    assert [len(part) for part in parts] == [27_000] * 3
    assert np.array_equal(together[:len(whole)], whole)
    assert np.array_equal(together[len(whole):], whole[:len(together) - len(whole)])


def test_a_split_smaller_than_a_batch_is_padded_by_going_round(small):
    train = ad.open(small).split("train")

    batch = next(iter(train.batches(1_000, remainder="pad")))

    assert np.array_equal(batch["images"], np.concatenate([train.arrays["images"]] * 4)[:1_000])
    assert len(next(iter(train.batches(1_000, remainder="keep")))["labels"]) == 300
    with pytest.raises(ad.DatasetError, match="300 images are no batch of 1,000"):
        train.batches(1_000)


@pytest.mark.parametrize("step", [0, 1, 26, 51, 79, 80])
def test_a_state_goes_on_where_a_pass_was_left(train, step):
    options = dict(shuffle=True, seed=2**53 - 1, epoch=1_000, columns=["candidates", "labels"])
    whole = [batch["candidates"] for batch in train.batches(1_000, **options)]
    left = train.batches(1_000, **options)
    for taken, _ in enumerate(left if step else (), 1):
        if taken == step:
            break

    state = json.dumps(left.state)
    rest = train.batches(1_000, start=json.loads(state), **options)

    assert len(state) < 200
    assert len(rest) == 80 - step
    assert [batch["candidates"].tolist() for batch in rest] == [numbers.tolist() for numbers in whole[step:]]
    assert rest.state == {**json.loads(state), "step": 80}


def test_a_second_pass_is_the_first_again(train):
    batches = train.batches(9_000, shuffle=True, columns=["candidates"])

    assert np.array_equal(candidates(batches), candidates(batches))


def test_a_state_of_another_order_is_refused_by_what_differs(train, stored):
    state = train.batches(1_000, shuffle=True).state

    for options, other in (({"seed": 1}, "seed"), ({"epoch": 1}, "epoch"), ({"world_size": 2}, "world_size"),
                           ({"shuffle": False}, "shuffle"), ({"remainder": "keep"}, "remainder")):
        with pytest.raises(ad.DatasetError, match=rf"another order \(by {other}\)"):
            train.batches(1_000, **{"shuffle": True, "start": state, **options})
    with pytest.raises(ad.DatasetError, match="batch_size"):
        train.batches(999, shuffle=True, start=state)
    with pytest.raises(ad.DatasetError, match="data"):
        ad.open(stored).split("train").batches(1_000, shuffle=True, start=state)
    for step in (81, -1, None, 0.5):
        with pytest.raises(ad.DatasetError, match="step"):
            train.batches(1_000, shuffle=True, start={**state, "step": step})


def test_wanted_arrays_do_not_change_the_order(train):
    some = list(train.batches(2_000, shuffle=True, columns=["labels", "candidates"]))

    assert all(list(batch) == ["labels", "candidates"] for batch in some)
    assert np.array_equal(candidates(some), candidates(train.batches(2_000, shuffle=True)))


def test_batches_are_the_callers_own(train):
    for shuffle in (False, True):
        first = next(iter(train.batches(10, shuffle=shuffle)))
        first["images"][:] = 77
        assert not (next(iter(train.batches(10, shuffle=shuffle)))["images"] == 77).any()
        assert first["images"].flags.c_contiguous and first["images"].base is None


@pytest.mark.parametrize("options", [{"batch_size": 0}, {"batch_size": 8, "rank": 1}, {"batch_size": 8, "rank": -1},
                                     {"batch_size": 8, "seed": -1}, {"batch_size": 8, "epoch": 1 << 64},
                                     {"batch_size": 8, "remainder": "all"}, {"batch_size": 8, "columns": ["colours"]},
                                     {"batch_size": 8, "remainder": "keep", "world_size": 2}])
def test_wrong_options_are_told(train, options):
    with pytest.raises(ad.DatasetError):
        train.batches(**options)


def test_a_pass_holds_two_pools_and_what_is_being_read(train, monkeypatch):
    monkeypatch.setattr(ad, "POOL_BYTES", 16 << 20)
    tracemalloc.start()
    try:
        for _ in train.batches(512, shuffle=True):
            pass
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < (2 * 16 << 20) + (12 << 20)
