"""Images by their numbers, and what their numbers mean."""
import pickle
import subprocess
import sys

import numpy as np
import pytest
from conftest import ad, arrays_of, candidates


@pytest.fixture(params=["deflated", "stored", "deflated in shards", "stored in shards"])
def dataset(request, deflated, stored, sharded):
    name, _, shards = request.param.partition(" in ")
    return ad.open(sharded[name] if shards else {"deflated": deflated, "stored": stored}[name])


@pytest.mark.parametrize("name", ["train", "val", "test"])
def test_all_arrays_are_those_that_numpy_reads(dataset, deflated, name):
    split, whole = dataset.split(name), arrays_of(deflated, name)

    assert dataset.splits == ("train", "val", "test")
    assert len(split) == len(whole["labels"])
    assert list(split.arrays) == list(whole)
    for array, values in whole.items():
        assert split.arrays[array].dtype == values.dtype
        assert np.array_equal(split.arrays[array], values)


def test_an_image_and_a_slice_are_those_of_the_arrays(dataset, deflated):
    split, whole = dataset.split("train"), arrays_of(deflated, "train")
    n = len(split)

    for index in (0, 17, 13_177, np.int64(13_176), n - 1, -1, -n):
        assert all(np.array_equal(value, whole[name][index]) for name, value in split[index].items())
    for rows in (slice(100, 200), slice(13_100, 40_000), slice(None, None, 7_919), slice(90, 20, -3), slice(n, None), slice(5, 3)):
        assert all(np.array_equal(values, whole[name][rows]) for name, values in split[rows].items())


def test_there_is_no_image_beyond_the_last(stored):
    split = ad.open(stored).split("val")

    for index in (len(split), -len(split) - 1):
        with pytest.raises(IndexError):
            split[index]
    with pytest.raises(TypeError):
        split[0.5]


def test_stored_arrays_are_maps_of_their_file(stored, deflated):
    assert isinstance(ad.open(stored).split("train").arrays["images"], np.memmap)
    assert not isinstance(ad.open(deflated).split("train").arrays["images"], np.memmap)


def test_a_split_without_images_has_none(small):
    split = ad.open(small).split("val")

    assert len(split) == 0
    assert split.arrays["images"].shape == (0, 16, 16)
    assert list(split.batches(16)) == list(split.batches(16, shuffle=True, remainder="pad")) == []


def test_a_split_of_what_was_held_out_is_like_the_others(held_out):
    dataset = ad.open(held_out)
    assert dataset.splits == ("train", "val", "test", "ood")
    seen = {}
    for name in dataset.splits:
        split = dataset.split(name)
        arrays = seen[name] = split.arrays
        lines = ((arrays["kinds"] == 2) & (arrays["values"] == 3)).any(1)
        assert (lines | (arrays["labels"] == 4)).tolist() == [name == "ood"] * len(split)
        whole = candidates(split.batches(1_000, shuffle=True, remainder="keep"))
        assert np.array_equal(np.sort(whole), arrays["candidates"])
        assert np.array_equal(split[len(split) - 1]["images"], arrays["images"][-1])
    assert len(seen["ood"]["labels"]) == 4_000 and sum(len(seen[name]["labels"]) for name in dataset.splits[:3]) == 30_000
    assert len(np.unique(np.concatenate([arrays["candidates"] for arrays in seen.values()]))) == 34_000
    dataset.verify()


def test_pairs_and_factors_are_arrays_like_the_others(pairs):
    split, whole = ad.open(pairs).split("train"), arrays_of(pairs, "train")

    assert {"images_b", "labels_b", "edits", "masks_b", "shapes", "orientations", "difficulty"} <= split.arrays.keys()
    assert list(split.arrays) == list(whole)
    for name, values in whole.items():
        assert split.arrays[name].dtype == values.dtype and np.array_equal(split.arrays[name], values)
        assert np.array_equal(split[1_234][name], values[1_234]) and np.array_equal(split[7:90][name], values[7:90])
    for batch in split.batches(100, shuffle=True):
        image = np.searchsorted(whole["candidates"], batch["candidates"])
        assert all(np.array_equal(values, whole[name][image]) for name, values in batch.items())
        assert (batch["images"] != batch["images_b"]).any(axis=(1, 2)).all()


def test_a_split_pickles_as_its_place(deflated):
    split = ad.open(deflated).split("train")
    assert split.arrays["labels"].size and split[3]["labels"]

    pickled = pickle.dumps(split)

    assert len(pickled) < 400
    assert np.array_equal(pickle.loads(pickled)[7]["images"], split[7]["images"])


def test_pytorch_is_imported_only_where_it_is_asked_for(deflated):
    script = f"import sys, atomic_datasets as ad; next(iter(ad.open({str(deflated)!r}).split('val').batches(8)))\n" \
             "assert 'torch' not in sys.modules"
    subprocess.run([sys.executable, "-c", script], check=True)


def test_classes_are_those_that_can_occur_from_0(small, deflated):
    split = ad.open(small).split("train")
    assert split.classes == ["blob", "line"]
    assert split.class_index(np.array([2, 0, 2], np.uint8)).tolist() == [1, 0, 1]
    n, lines = len(split), int((split.arrays["labels"] == 2).sum())
    assert np.allclose(split.class_weights, [n / (2 * (n - lines)), n / (2 * lines)])

    split = ad.open(deflated).split("train")
    assert split.classes == ["1 object", "2 objects", "3 objects", "4 objects"]
    assert np.array_equal(split.class_index(split.arrays["labels"]), split.arrays["labels"].astype(np.int64) - 1)
    assert split.class_weights.shape == (4,)


def test_one_hot_has_a_channel_for_each_value(deflated, small):
    split = ad.open(deflated).split("val")
    images = split[:9]["images"]
    hot = split.one_hot(images)

    assert hot.shape == (9, 10, 16, 16) and hot.dtype == np.float32
    assert np.array_equal(np.argmax(hot, 1), images) and (hot.sum(1) == 1).all()
    assert split.cell_weights.shape == (10,) and (split.cell_weights > 0).all()
    gray = ad.open(small).split("train")
    assert gray.one_hot(gray[0]["images"]).shape == (4, 16, 16)
    assert gray.cell_values.tolist() == [0, 80, 99, 120]


def test_the_kind_of_a_cell_is_that_of_its_object(deflated):
    batch = ad.open(deflated).split("test")[:200]
    kinds = ad.Split.cell_kinds(batch)

    for masks, of_objects, cells in zip(batch["masks"], batch["kinds"], kinds):
        assert (cells[masks == 0] == 0).all()
        for number in range(1, masks.max() + 1):
            assert (cells[masks == number] == of_objects[number - 1] + 1).all()


def test_tensors_mean_the_same_as_arrays(torch, deflated):
    split = ad.open(deflated).split("val")
    batch = split[:64]
    tensors = {name: torch.from_numpy(values) for name, values in batch.items()}

    assert np.array_equal(split.one_hot(tensors["images"]).numpy(), split.one_hot(batch["images"]))
    assert np.array_equal(split.cell_kinds(tensors).numpy(), split.cell_kinds(batch))
    classes = split.class_index(tensors["labels"])
    assert classes.dtype == torch.int64 and np.array_equal(classes.numpy(), split.class_index(batch["labels"]))
    logits = torch.zeros(64, len(split.classes))
    torch.nn.functional.cross_entropy(logits, classes, weight=torch.from_numpy(split.class_weights))
