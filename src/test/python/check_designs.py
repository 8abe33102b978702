"""Checks what was designed into datasets with nothing of the program that made them: numpy, scipy and xxhash only.

Usage: check_designs.py DATASET [DATASET ...]   (each is also held against the first, if that has the same forms)
"""

import json
import sys
from fractions import Fraction

import numpy as np
import xxhash
from scipy import ndimage, stats

SPLITS = ("train", "val", "test")
AT_ONCE = 100_000
RARE = 1e-6  # a test of chance that fails by chance once in a million
IN_ONE_IMAGE = np.pad(np.ones((1, 3, 3)), ((1, 1), (0, 0), (0, 0)))  # neighbours, diagonals included


def labelled_objects(images):
    return ndimage.label(images, structure=IN_ONE_IMAGE)


def objects(images):
    """Of a stack of images with a gap between objects: the image and the value of each object."""
    labelled, count = labelled_objects(images)
    each = np.arange(1, count + 1)
    low, high = (find(images, labelled, each).astype(int) for find in (ndimage.minimum, ndimage.maximum))
    assert (low == high).all(), "an object has two values"
    first, cells = np.zeros(count, int), np.flatnonzero(labelled)[::-1]
    first[labelled.ravel()[cells] - 1] = cells  # the last that is written stays
    return first // images[0].size, low


def shapes(images):
    """The image of each object, and its shape: the smallest of 8 ways to stand in the top left corner of 8x8 cells, row by row."""
    labelled, count = labelled_objects(images)
    places = np.flatnonzero(labelled)
    owner = labelled.ravel()[places] - 1
    order = np.argsort(owner, kind="stable")
    owner, places = owner[order], places[order]
    image, row, column = np.unravel_index(places, images.shape)
    starts = np.searchsorted(owner, np.arange(count))
    row, column = (each - np.minimum.reduceat(each, starts)[owner] for each in (row, column))
    height, width = (np.maximum.reduceat(each, starts)[owner] for each in (row, column))
    ways = []
    for r, r_end, c, c_end in ((row, height, column, width), (column, width, row, height)):
        for down in (r, r_end - r):
            for right in (c, c_end - c):
                bits = np.uint64(1) << (63 - (8 * down + right)).astype(np.uint64)
                ways.append(np.bitwise_or.reduceat(bits, starts))
    return image[starts], np.min(ways, axis=0)


def multisets(images):
    """The shapes of the objects of each image, in ascending order, as bytes."""
    image, shape = shapes(images)
    order = np.lexsort((shape, image))
    packed, ends = shape[order].astype(">u8").tobytes(), 8 * np.cumsum(np.bincount(image, minlength=len(images)))
    return [packed[begin:end] for begin, end in zip(np.r_[0, ends[:-1]].tolist(), ends.tolist())]


def bounds(shares):
    """The half-open range of hashes that each split owns."""
    ranges, total = {}, Fraction(0)
    for split in ("val", "train", "test"):
        low, total = -(-total * 2**64 // 1), total + Fraction(str(shares[split]))
        ranges[split] = (low, -(-total * 2**64 // 1))
    return ranges


def moved(images, random):
    """Images whose objects stand elsewhere, each turned or mirrored, none near another; those that find no room are left out."""
    found = []
    for image in images:
        labelled, count = ndimage.label(image, structure=np.ones((3, 3)))
        other = np.zeros_like(image)
        for box, number in zip(ndimage.find_objects(labelled), range(1, count + 1)):
            shape = np.rot90(labelled[box] == number, random.integers(4))
            shape = shape[:, ::-1] if random.integers(2) else shape
            for _ in range(200):
                row, column = (random.integers(0, image.shape[0] - side + 1) for side in shape.shape)
                cells = np.zeros(image.shape, bool)
                cells[row:row + shape.shape[0], column:column + shape.shape[1]] = shape
                if not (ndimage.binary_dilation(cells, np.ones((3, 3))) & (other > 0)).any():
                    other[cells] = number
                    break
        if ndimage.label(other, structure=np.ones((3, 3)))[1] == count:
            found.append((image, other))
    return found


def check_shapes(recipe, parts, seen):
    """Every image is in the split that its shapes name, and so is every other arrangement of them; no two splits have any in common."""
    ranges, random, tried = bounds(recipe["splits"]), np.random.default_rng(1), 0
    for name, images, _ in parts:
        combinations = multisets(images)
        low, high = ranges[name]
        assert all(low <= xxhash.xxh64(each).intdigest() < high for each in combinations), "an image is in another's split"
        known = np.array([hash(each) for each in combinations])  # which has nothing of the hash that decides
        seen[name] = np.union1d(seen.get(name, known[:0]), known)
        for image, other in moved(images[:200], random):
            assert multisets(image[None]) == multisets(other[None]), "a move changed the split"
            tried += 1
    for one, other in (("train", "val"), ("train", "test"), ("val", "test")):
        assert len(np.intersect1d(seen[one], seen[other])) == 0, "a combination of shapes is in two splits"
    return f"; {sum(map(len, seen.values()))} combinations divided by shapes, which never meet, nor do {tried} rearranged images"


def uniform(counts, what):
    p = stats.chisquare(counts).pvalue
    assert p > RARE, f"{what} are not uniform: {counts}, p = {p}"


def check_values(recipe, parts):
    """Values are those that were asked for, all equally often, and shared out in images as asked."""
    palette = range(64, 256) if recipe["palette"] == "gray" else range(1, 10)
    asked, mode = recipe.get("values", list(palette)), recipe.get("value_mode", "independent")
    counts, seen = np.zeros((recipe["max_objects"] + 1, 256), int), {}
    for name, images, labels in parts:
        image, value = objects(images)
        number = np.bincount(image, minlength=len(images))
        pairs = np.unique(np.stack([image, value]), axis=1)
        different = np.bincount(pairs[0], minlength=len(images))
        assert np.isin(value, asked).all(), "a value that was not asked for"
        if mode == "distinct":
            assert (different == number).all(), "two objects of an image have the same value"
        if mode == "same":
            assert (different == 1).all(), "two objects of an image have different values"
            np.add.at(counts, (number, value[np.r_[True, np.diff(image) > 0]]), 1)  # one of each image, by its objects
        else:
            np.add.at(counts, (number[image], value), 1)
        table = seen.setdefault(name, np.zeros((recipe["max_objects"] + 1, 256), int))
        np.add.at(table, (different, labels), 1)
    for number in np.flatnonzero(counts.sum(axis=1)):
        if counts[number].sum() > 20 * len(asked):
            uniform(counts[number, asked], f"values of images with {number} objects")
    guess, tried = seen["train"].argmax(axis=1), seen["test"]
    right = tried[np.arange(len(tried)), guess].sum() / max(1, tried.sum())
    chance = tried.sum(axis=0).max() / max(1, tried.sum())
    if mode == "same":
        assert right <= chance, f"the number of values tells the label: {right} against {chance} by chance"
    if mode == "distinct" and recipe["label"] == "object_count":
        assert right == 1
    return f"{mode} values, which guess {100 * right:.2f} % of labels, {100 * chance:.2f} % by chance"


def parts_of(directory):
    for split in SPLITS:
        with np.load(f"{directory}/{split}.npz", allow_pickle=False) as arrays:
            images, labels = arrays["images"], arrays["labels"]
        for at in range(0, len(images), AT_ONCE):
            yield split, images[at:at + AT_ONCE], labels[at:at + AT_ONCE]


def same_but_for_values(one, other):
    """Whether requests differ in the values of objects, and in nothing else that decides what an image is."""
    free = ("value_mode", "values", "output_dir", "compression", "annotations", "parquet", "shard_size")
    return {k: v for k, v in one.items() if k not in free} == {k: v for k, v in other.items() if k not in free}


def check(directory, first, seen):
    metadata = json.load(open(f"{directory}/metadata.json"))
    recipe = metadata["recipe"]
    told = check_values(recipe, parts_of(directory))
    if recipe.get("split_by") == "shapes":
        told += check_shapes(recipe, parts_of(directory), seen)
    if directory != first and same_but_for_values(recipe, json.load(open(f"{first}/metadata.json"))["recipe"]):
        for (_, mine, labels), (_, plain, others) in zip(parts_of(directory), parts_of(first), strict=True):
            assert ((mine != 0) == (plain != 0)).all() and (labels == others).all(), "more changed than values"
        told += "; every form, label and split is that of the first"
    print(f"{directory}: {metadata['dataset_info']['total_count']} images with {told}")


if __name__ == "__main__":
    together = {}
    for path in sys.argv[1:]:
        check(path, sys.argv[1], together)
