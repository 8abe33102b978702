"""What is no dataset, or a damaged one, is told by an error that says what to do; never by a batch that is not whole."""
import hashlib
import json
import os
import shutil

import numpy as np
import pytest
from conftest import ad, describe


@pytest.fixture(params=["deflated", "stored"])
def copy(request, deflated, stored, tmp_path):
    return shutil.copytree({"deflated": deflated, "stored": stored}[request.param], tmp_path / request.param)


def change(directory, change_it):
    metadata = json.loads((directory / "metadata.json").read_text())
    change_it(metadata)
    (directory / "metadata.json").write_text(json.dumps(metadata))


def read_all(directory):
    """How many whole batches there are before the error, if there is one."""
    whole = 0
    for batch in ad.open(directory).split("train").batches(1_000):
        assert {len(values) for values in batch.values()} == {1_000}
        whole += 1
    return whole


def test_a_directory_that_holds_no_dataset_is_told(tmp_path):
    (tmp_path / "file").write_text("x")
    for place in (tmp_path, tmp_path / "nowhere", tmp_path / "file"):
        with pytest.raises(ad.DatasetError, match="is no dataset, which has metadata.json"):
            ad.open(place)


@pytest.mark.parametrize("content", ["", "{", "[]", "null", "7", '{"generator": {}}', '{"generator": {"layout_version": 2}}',
                                     '{"generator": {"layout_version": 2}, "files": [1]}', "\xff"])
def test_metadata_that_describe_no_dataset_are_told(tmp_path, content):
    (tmp_path / "metadata.json").write_bytes(content.encode("latin-1"))

    with pytest.raises(ad.DatasetError):
        ad.open(tmp_path)


@pytest.mark.parametrize("version, advice", [(None, "numpy.load"), (1, "numpy.load"), (3, "the loader of the program")])
def test_another_layout_is_told_by_its_number(copy, version, advice):
    def set_version(metadata):
        metadata["generator"].pop("layout_version")
        if version:
            metadata["generator"]["layout_version"] = version

    change(copy, set_version)

    with pytest.raises(ad.DatasetError, match=f"has layout {version or 1}, .*{advice}"):
        ad.open(copy)


def test_a_split_that_is_not_there_is_told_with_those_that_are(deflated):
    with pytest.raises(ad.DatasetError, match="no split 'validation'; it has train, val, test"):
        ad.open(deflated).split("validation")


@pytest.mark.parametrize("left", [0, 100, 2_000_000, -1])
def test_a_truncated_file_is_told_before_anything_of_it_is_given(copy, left):
    size = os.path.getsize(copy / "train.npz")
    os.truncate(copy / "train.npz", left % size)
    train = ad.open(copy).split("train")

    for read in (lambda: train[0], lambda: train.arrays, lambda: next(iter(train.batches(8))), train.dataset.verify):
        with pytest.raises(ad.DatasetError, match="train.npz is truncated, or another file: .* Copy it again"):
            read()
    assert ad.open(copy).split("val")[0]["images"].any()


def test_a_file_that_vanishes_in_the_middle_ends_the_pass_with_whole_batches(copy, monkeypatch):
    monkeypatch.setattr(ad, "POOL_BYTES", 1)
    batches, given = iter(ad.open(copy).split("train").batches(1_000)), 0

    with pytest.raises(ad.DatasetError, match="train.npz cannot be read"):
        for batch in batches:
            assert {len(values) for values in batch.values()} == {1_000}
            given += 1
            if given == 14:
                os.remove(copy / "train.npz")
    assert 14 <= given < 80


def test_an_index_whose_digest_is_another_is_told(copy):
    for name in ("segments.npy", "chunks.npy"):
        content = bytearray((copy / name).read_bytes())
        content[-1] ^= 1
        (copy / name).write_bytes(content)

        with pytest.raises(ad.DatasetError, match=f"{name} is damaged, its SHA-256 is another"):
            read_all(copy)
        content[-1] ^= 1
        (copy / name).write_bytes(content)
    assert read_all(copy) == 80


def test_a_flipped_bit_is_found_by_verifying(copy):
    ad.open(copy).verify()
    content = bytearray((copy / "test.npz").read_bytes())
    content[len(content) // 2] ^= 4
    (copy / "test.npz").write_bytes(content)

    with pytest.raises(ad.DatasetError, match="test.npz is damaged, its SHA-256 is another. Copy it again"):
        ad.open(copy).verify()


def test_a_segment_that_does_not_inflate_is_told_by_its_chunk(deflated, tmp_path):
    directory = shutil.copytree(deflated, tmp_path / "damaged")
    begin, end = np.load(directory / "segments.npy")[2:4, 0, 0]
    content = bytearray((directory / "train.npz").read_bytes())
    content[begin:end] = bytes(255 - byte for byte in content[begin:end])
    (directory / "train.npz").write_bytes(content)
    train = ad.open(directory).split("train")

    assert train[0]["images"].any()
    with pytest.raises(ad.DatasetError, match="images of chunk 2 in train.npz is damaged; copy it again"):
        train[30_000]


def test_an_index_that_contradicts_the_files_is_told(copy):
    """As it cannot be published; but a digest proves only that it is what somebody wrote."""
    def rewrite(name, array):
        np.save(copy / name, array)
        content = (copy / name).read_bytes()
        change(copy, lambda metadata: describe(next(f for f in metadata["files"] if f["name"] == name), content))

    counts, offsets = np.load(copy / "chunks.npy"), np.load(copy / "segments.npy")
    wrong = counts.copy()
    wrong[0, 0] += 1
    for name, array in (("chunks.npy", wrong), ("chunks.npy", counts[:-1]), ("segments.npy", offsets[:-1]),
                        ("segments.npy", -offsets), ("segments.npy", offsets.astype(object).astype(str)),
                        ("segments.npy", offsets[..., :-1]), ("segments.npy", offsets + (1 << 40))):
        rewrite(name, array)
        with pytest.raises(ad.DatasetError):
            read_all(copy)
        rewrite("chunks.npy", counts)
        rewrite("segments.npy", offsets)
    assert read_all(copy) == 80


@pytest.mark.parametrize("dtype", ["object", "nothing", None, "float32", "<U7"])
def test_arrays_of_other_types_are_told(copy, dtype):
    change(copy, lambda metadata: metadata["files"][0]["arrays"][0].update(dtype=dtype))

    with pytest.raises(ad.DatasetError):
        read_all(copy)
