"""Checks datasets with nothing of the program that made them: numpy, scipy and xxhash only.

Usage: check_datasets.py DATASET [DATASET ...]   (datasets of the same shares and grid)
"""

import json
import sys

import numpy as np
import xxhash
from scipy import ndimage

SPLITS = ("train", "val", "test")
ALL = ["images", "labels", "candidates", "masks", "kinds", "values", "families", "boxes", "sizes"]
FACTORS = ["shapes", "orientations", "difficulty"]
NONE = 255
EIGHT_NEIGHBOURS = np.ones((3, 3))


def form(image):
    """The smallest of the packed occupancies under the 8 symmetries of the square."""
    occupied = image != 0
    turned = [np.rot90(occupied, k) for k in range(4)]
    return min(np.packbits(each, axis=1).tobytes() for t in turned for each in (t, np.fliplr(t)))


def ranges(shares):
    """The half-open ranges of hashes that val, train and test own, as exact fractions of 2^64."""
    from fractions import Fraction

    bounds, total = {}, Fraction(0)
    for split in ("val", "train", "test"):
        low = -(-total * 2**64 // 1)
        total += Fraction(str(shares[split]))
        bounds[split] = (low, -(-total * 2**64 // 1))
    return bounds


def check_annotations(metadata, arrays):
    """For every image: areas equal sizes, boxes bound the masks, cells equal values under the masks."""
    images, masks, sizes, boxes = arrays["images"], arrays["masks"], arrays["sizes"], arrays["boxes"]
    kinds, values, families, candidates = (arrays[name] for name in ("kinds", "values", "families", "candidates"))
    objects = metadata["recipe"]["max_objects"]
    count = len(images)
    assert candidates.dtype == np.int64 and (np.diff(candidates) > 0).all()
    assert masks.shape == images.shape and ((masks == 0) == (images == 0)).all()
    assert boxes.shape == (count, objects, 4)
    for array in (kinds, values, families, sizes):
        assert array.shape == (count, objects) and array.dtype == np.uint8
    for slot in range(objects):
        mask = masks == slot + 1
        assert (mask.sum(axis=(1, 2)) == sizes[:, slot]).all()
        used = sizes[:, slot] > 0
        assert (kinds[~used, slot] == NONE).all() and (families[~used, slot] == NONE).all()
        assert (kinds[used, slot] < 4).all() and (families[used, slot] < 11).all()
        assert (np.where(mask, images, 0).max(axis=(1, 2), initial=0) == np.where(used, values[:, slot], 0)).all()
        for i in np.flatnonzero(used):
            rows, columns = np.nonzero(mask[i])
            top, left, height, width = boxes[i, slot]
            assert (rows.min(), columns.min()) == (top, left)
            assert (rows.max() + 1 - rows.min(), columns.max() + 1 - columns.min()) == (height, width)


def images_of(picture):
    """A picture in its eight symmetries: bit 0 of an index transposes, then bit 1 reverses the rows, then bit 2 the columns."""
    for index in range(8):
        image = picture.T if index & 1 else picture
        image = image[::-1] if index & 2 else image
        yield image[:, ::-1] if index & 4 else image


def number(picture):
    """A picture in the top left corner of 8x8 cells as an unsigned number, the first cell its highest bit."""
    board = np.zeros((8, 8), bool)
    board[: picture.shape[0], : picture.shape[1]] = picture
    return int.from_bytes(np.packbits(board).tobytes(), "big")


def decoded(shape):
    """The picture that a number in the file stands for, without what is empty around it."""
    board = shape >> np.arange(63, -1, -1).reshape(8, 8) & 1 == 1
    return board[board.any(axis=1)][:, board.any(axis=0)]


def check_factors(metadata, arrays):
    """Shapes turned as orientations say are the objects; distances, borders and values give the difficulty."""
    masks, values, boxes = arrays["masks"], arrays["values"], arrays["boxes"].astype(int)
    shapes, orientations, difficulty = (arrays[name] for name in FACTORS)
    slots = (len(masks), metadata["recipe"]["max_objects"])
    assert shapes.dtype == np.int64 and shapes.shape == slots
    assert orientations.dtype == np.uint8 and orientations.shape == slots
    assert difficulty.dtype == np.uint8 and difficulty.shape == (len(masks), 3)
    for i, mask in enumerate(masks):
        objects = mask.max()
        assert (shapes[i, objects:] == 0).all() and (orientations[i, objects:] == NONE).all()
        gap = NONE
        for slot in range(objects):
            top, left, height, width = boxes[i, slot]
            picture = mask[top : top + height, left : left + width] == slot + 1
            assert int(shapes[i, slot]) % 2**64 == min(number(image) for image in images_of(picture))
            fitting = [np.array_equal(image, picture) for image in images_of(decoded(shapes[i, slot]))]
            assert orientations[i, slot] == fitting.index(True)
            if objects > 1:
                distances = ndimage.distance_transform_cdt(mask != slot + 1, metric="chessboard")
                gap = min(gap, distances[(mask != 0) & (mask != slot + 1)].min() - 1)
        border = np.concatenate([mask[0], mask[-1], mask[:, 0], mask[:, -1]])
        same = sum(a == b for j, a in enumerate(values[i, :objects]) for b in values[i, :j])
        assert difficulty[i].tolist() == [gap, len(set(border.tolist()) - {0}), same]


def check_mapping(directory, metadata, split, images, labels):
    """Stored arrays are where metadata.json says, aligned, and the same when mapped."""
    files = {file["name"]: file for file in metadata["files"]}
    for array, loaded in zip(files[f"{split}.npz"]["arrays"], (images, labels)):
        assert array["data_offset"] % 64 == 0
        if loaded.size:
            mapped = np.memmap(
                f"{directory}/{split}.npz", np.uint8, "r", offset=array["data_offset"], shape=tuple(array["shape"])
            )
            assert (mapped == loaded).all()


def check(directory, forms):
    metadata = json.load(open(f"{directory}/metadata.json"))
    side = metadata["generation_params"]["grid_size"]
    bounds = ranges(metadata["generation_params"]["splits"])
    kept = 0
    for split in SPLITS:
        with np.load(f"{directory}/{split}.npz", allow_pickle=False) as arrays:
            has_factors = metadata["recipe"].get("factors", False)
            held = ALL if metadata["recipe"]["annotations"] else ALL[:2]
            assert arrays.files == held + (FACTORS if has_factors else []), arrays.files
            images, labels = arrays["images"], arrays["labels"]
            if metadata["recipe"]["annotations"]:
                check_annotations(metadata, arrays)
            if has_factors:
                check_factors(metadata, arrays)
        if metadata["recipe"]["compression"] == "stored":
            check_mapping(directory, metadata, split, images, labels)
        count = metadata["dataset_info"][f"{split}_count"]
        assert images.dtype == np.uint8 and images.shape == (count, side, side), (images.dtype, images.shape)
        assert labels.dtype == np.uint8 and labels.shape == (count,), (labels.dtype, labels.shape)
        for image, label in zip(images, labels):
            if metadata["recipe"]["label"] == "object_count" and metadata["recipe"]["min_gap"] > 0:
                assert ndimage.label(image, structure=EIGHT_NEIGHBOURS)[1] == label
            its_form = form(image)
            low, high = bounds[split]
            assert low <= xxhash.xxh64(its_form).intdigest() < high
            assert forms.setdefault(its_form, split) == split, "a form is in two splits"
        kept += count
    chunks = np.load(f"{directory}/chunks.npy", allow_pickle=False)
    assert chunks.dtype == np.uint32 and chunks.shape[1] == 3 and chunks.sum() == kept
    print(f"{directory}: {kept} images are what they should be")


if __name__ == "__main__":
    seen = {}
    for path in sys.argv[1:]:
        check(path, seen)
