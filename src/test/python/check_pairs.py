"""Checks pairs with nothing of the program that made them: numpy, scipy and xxhash only.

Usage: check_pairs.py DATASET [DATASET ...]
"""

import json
import sys

import numpy as np
from scipy import stats

from check_designs import (OOD, RARE, SPLITS, arrays_in_parts, bitboards, bounds, cells_of_objects, form_hashes, fulfilled, scene,
                           shape_hashes)

CODES = {"move": 0, "recolour": 1, "turn": 2, "remove": 3, "replace": 4}


def oriented(row, column, height, width, orientation):
    """Cells transposed by bit 0, then upside down by bit 1, then mirrored by bit 2."""
    if orientation & 1:
        row, column, height, width = column, row, width, height
    row = height - row if orientation & 2 else row
    column = width - column if orientation & 4 else column
    return row, column


def described(images):
    """Each object of a stack of images: its image, its own bitboard, its canonical one, its orientation, value and first cell."""
    owner, places, row, column, starts, image, top, left = cells_of_objects(images)
    height, width = (np.maximum.reduceat(each, starts)[owner] for each in (row, column))
    # An orientation undone: its inverse, which is itself, but that transposing swaps the flips.
    ways = np.stack([bitboards(*oriented(row, column, height, width, way), starts) for way in range(8)])
    canonical = ways.min(axis=0)
    inverse = [0, 1, 2, 5, 4, 3, 6, 7]
    made_by = np.stack([ways[inverse[way]] == canonical for way in range(8)])
    value = images.ravel()[places]
    assert (value == value[starts][owner]).all(), "an object has two values"
    return {"image": image, "board": ways[0], "canonical": canonical, "orientation": made_by.argmax(axis=0),
            "value": value[starts].astype(np.int64), "cell": top * images.shape[2] + left}


def only_in(one, other):
    """Of each object of the one, whether the other lacks it."""
    keys = [np.concatenate([one[name], other[name]]).astype(np.uint64) for name in ("board", "value", "cell", "image")]
    order = np.lexsort(keys)
    alike = np.logical_and.reduce([np.diff(each[order]) == 0 for each in keys])
    alone = np.empty(len(order), bool)
    alone[order] = ~(np.append(alike, False) | np.insert(alike, 0, False))
    return alone[:len(one["image"])]


def check_edits(kind, images, partners, edits):
    """Just one object differs, in just what is told."""
    a, b = described(images), described(partners)
    was, now = only_in(a, b), only_in(b, a)
    everyone = np.arange(len(images))
    assert (a["image"][was] == everyone).all(), "not just one object of the image differs"
    assert kind == "remove" and not now.any() or (b["image"][now] == everyone).all(), "not just one object of the partner differs"
    number = np.bincount(a["image"], minlength=len(images))
    assert (edits[:, 1] == CODES[kind]).all() and (0 <= edits[:, 0]).all() and (edits[:, 0] < number).all()
    if kind == "remove":
        assert (edits[:, 2:] == (1, 0)).all() and (np.bincount(b["image"], minlength=len(images)) == number - 1).all()
        return
    same = {name: a[name][was] == b[name][now] for name in ("board", "canonical", "value", "cell")}
    names, kept = {"move": ("cell", ("board", "value")), "recolour": ("value", ("board", "cell")),
                   "turn": ("orientation", ("canonical", "value", "cell")), "replace": ("canonical", ("value", "cell"))}[kind]
    assert all(same[name].all() for name in kept), f"more differs than the {names}"
    told = [edits[:, 2].astype(np.uint64), edits[:, 3].astype(np.uint64)]
    assert (told[0] == a[names][was].astype(np.uint64)).all() and (told[1] == b[names][now].astype(np.uint64)).all()
    assert (told[0] != told[1]).all(), "nothing differs"


def labels_of(scheme, images):
    """The labels by the kinds and sizes of objects; of compositions none."""
    found = scene(images)
    if scheme == "object_count":
        return np.bincount(found["image"], minlength=len(images))
    cells = np.zeros((len(images), 4), int)
    np.add.at(cells, (found["image"], found["kind"]), found["size"])
    return cells.argmax(axis=1)


def check(directory):
    metadata = json.load(open(f"{directory}/metadata.json"))
    recipe = metadata["recipe"]
    kind, ranges = recipe["pairs"], bounds(recipe["splits"])
    hashes = shape_hashes if recipe.get("split_by") == "shapes" else form_hashes
    conditions = recipe.get("hold_out", {}).get("when", [])
    total, slots = 0, np.zeros((recipe["max_objects"] + 1, recipe["max_objects"]), int)
    for split in (*SPLITS, OOD) if conditions else SPLITS:
        names = ("images", "images_b", "labels", "labels_b", "edits")
        changed = 0
        for images, partners, labels, others, edits in zip(*(arrays_in_parts(f"{directory}/{split}.npz", name) for name in names)):
            check_edits(kind, images, partners, edits)
            for each, told in ((images, labels), (partners, others)):
                if recipe["label"] != "composition":
                    assert (labels_of(recipe["label"], each) == told).all(), "a label is not that of the cells"
                objects = scene(each)
                holds = np.zeros(len(each), bool)
                for condition in conditions:
                    holds[objects["image"][fulfilled(objects, condition)]] = True
                assert (holds == (split == OOD)).all(), "an image or partner is held out, and the other is not"
                if split != OOD:
                    low, high = ranges[split]
                    decided = hashes(each)
                    assert (decided >= low).all() and (decided <= high - 1).all(), f"a partner in {split} is another split's"
            number = np.bincount(scene(images)["image"], minlength=len(images))
            np.add.at(slots, (number, edits[:, 0]), 1)
            changed += int((labels != others).sum())
            total += len(images)
        assert metadata["statistics"][split]["changed_labels"] == changed
    if kind in ("recolour", "remove") and not conditions and recipe.get("split_by") != "shapes":
        for number in range(2, recipe["max_objects"] + 1):
            p = stats.chisquare(slots[number, :number]).pvalue
            assert p > RARE, f"objects are not chosen equally often: {slots[number, :number]}, p = {p}"
    print(f"{directory}: {total} pairs ({kind}) of which each is in one split and differs in just what edits tells")


if __name__ == "__main__":
    for path in sys.argv[1:]:
        check(path)
