"""Checks pairs with nothing of the program that made them: numpy, scipy and xxhash only.

Usage: check_pairs.py DATASET [DATASET ...]
"""

import json
import sys
from itertools import product

import numpy as np
from scipy import ndimage, stats

from check_designs import (OOD, RARE, SPLITS, arrays_in_parts, bitboards, bounds, cells_of_objects, form_hashes, fulfilled,
                           labelled_objects, scene, shape_hashes)

CODES = {"move": 0, "recolour": 1, "turn": 2, "remove": 3, "replace": 4}
OBJECTS = {"kinds": 255, "families": 255, "values": 0, "sizes": 0, "boxes": 0}  # and what stands for none


def oriented(row, column, height, width, orientation):
    """Cells transposed by bit 0, then upside down by bit 1, then mirrored by bit 2."""
    if orientation & 1:
        row, column, height, width = column, row, width, height
    row = height - row if orientation & 2 else row
    column = width - column if orientation & 4 else column
    return row, column


def described(images):
    """Each object of a stack of images: its image, its own bitboard, its canonical one, its orientation and how many it can have, its
    value, and its box."""
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
            "ways": 8 // made_by.sum(axis=0), "value": value[starts].astype(np.int64), "cell": top * images.shape[2] + left,
            "height": height[starts] + 1, "width": width[starts] + 1}


def only_in(one, other):
    """Of each object of the one, whether the other lacks it."""
    keys = [np.concatenate([one[name], other[name]]).astype(np.uint64) for name in ("board", "value", "cell", "image")]
    order = np.lexsort(keys)
    alike = np.logical_and.reduce([np.diff(each[order]) == 0 for each in keys])
    alone = np.empty(len(order), bool)
    alone[order] = ~(np.append(alike, False) | np.insert(alike, 0, False))
    return alone[:len(one["image"])]


def check_edits(kind, images, partners, edits):
    """Just one object differs, in just what is told; which gives the objects of both, and of each whether it is that one."""
    a, b = described(images), described(partners)
    was, now = only_in(a, b), only_in(b, a)
    everyone = np.arange(len(images))
    assert (a["image"][was] == everyone).all(), "not just one object of the image differs"
    assert kind == "remove" and not now.any() or (b["image"][now] == everyone).all(), "not just one object of the partner differs"
    number = np.bincount(a["image"], minlength=len(images))
    assert (edits[:, 1] == CODES[kind]).all() and (0 <= edits[:, 0]).all() and (edits[:, 0] < number).all()
    if kind == "remove":
        assert (edits[:, 2:] == (1, 0)).all() and (np.bincount(b["image"], minlength=len(images)) == number - 1).all()
        return a, was, b, now
    same = {name: a[name][was] == b[name][now] for name in ("board", "canonical", "value", "cell")}
    names, kept = {"move": ("cell", ("board", "value")), "recolour": ("value", ("board", "cell")),
                   "turn": ("orientation", ("canonical", "value", "cell")), "replace": ("canonical", ("value", "cell"))}[kind]
    assert all(same[name].all() for name in kept), f"more differs than the {names}"
    told = [edits[:, 2].astype(np.uint64), edits[:, 3].astype(np.uint64)]
    assert (told[0] == a[names][was].astype(np.uint64)).all() and (told[1] == b[names][now].astype(np.uint64)).all()
    assert (told[0] != told[1]).all(), "nothing differs"
    return a, was, b, now


def check_objects(images, arrays, ending):
    """What is told of objects is what the cells show."""
    objects, masks = scene(images), arrays[f"masks{ending}"]
    owner, places, row, column, starts, image, top, left = cells_of_objects(images)
    assert ((masks == 0) == (images == 0)).all(), f"masks{ending} cover other cells"
    number = masks.ravel()[places].astype(int)
    assert (number == number[starts][owner]).all(), "an object has two numbers"
    slot = number[starts] - 1
    at_once = np.bincount(image, minlength=len(images))
    assert (at_once == masks.max(axis=(1, 2))).all() and len(np.unique(np.stack([image, slot]), axis=1).T) == len(image)
    height, width = (np.maximum.reduceat(each, starts) + 1 for each in (row, column))
    shown = {"kinds": objects["kind"], "families": objects["family"], "values": objects["value"], "sizes": objects["size"],
             "boxes": np.stack([top, left, height, width], axis=1)}
    for name, none in OBJECTS.items():
        expected = np.full_like(arrays[name + ending], none)
        expected[image, slot] = shown[name]
        assert (arrays[name + ending] == expected).all(), f"{name}{ending} are not those of the cells"


def check_slots(kind, edits, arrays, cell):
    """The object that differs is the one that is told; the others keep their slots, but that those behind one that is missing move up."""
    side, everyone = arrays["masks"].shape[2], np.arange(len(edits))
    boxes = arrays["boxes"].astype(int)[everyone, edits[:, 0]]
    assert (boxes[:, 0] * side + boxes[:, 1] == cell).all(), "another object differs than is told"
    others = np.arange(arrays["kinds"].shape[1]) != edits[:, :1]
    for name in OBJECTS:
        partners = arrays[name + "_b"]
        kept = partners[:, :-1].reshape(-1, *partners.shape[2:]) if kind == "remove" else partners[others]
        assert (arrays[name][others] == kept).all(), f"{name}_b tell the others differently"


def labels_of(recipe, images):
    """The labels by the kinds and sizes of objects."""
    found = scene(images)
    if recipe["label"] == "object_count":
        return np.bincount(found["image"], minlength=len(images))
    counts = np.zeros((len(images), 4), int)
    if recipe["label"] == "dominant_kind":
        np.add.at(counts, (found["image"], found["kind"]), found["size"])
        return counts.argmax(axis=1)
    np.add.at(counts, (found["image"], found["kind"]), 1)
    most = recipe["max_objects"]
    classes = [each for each in product(range(most + 1), repeat=4) if 1 <= sum(each) <= most]  # in their order
    number = {each: i for i, each in enumerate(classes)}
    return np.array([number[tuple(each)] for each in counts.tolist()])


def places_for(board, taken):
    """The first cells of all boxes at which an object covers none of the cells that are taken."""
    row, column = np.divmod(np.flatnonzero(np.unpackbits(np.array([board], ">u8").view(np.uint8))), 8)
    rows, columns = (side - at.max() for side, at in zip(taken.shape, (row, column)))
    free = np.logical_and.reduce([~taken[r:r + rows, c:c + columns] for r, c in zip(row, column)])
    row, column = np.nonzero(free)
    return row * taken.shape[1] + column


def outcomes(kind, recipe, images, edits, a, was, b, now):
    """Which of how many outcomes an edit has that are equally likely given all the rest, wherever that is exactly known.

    Of removed objects nothing is: which images are left depends on where the partner falls, and so on what else is there. Nor which
    object is edited, but for recolour, which always finds another value: the others find room or another orientation more or less easily.
    """
    labelled, _ = labelled_objects(images)
    gap, side, number = recipe["min_gap"], images.shape[2], np.bincount(a["image"])
    palette = range(64, 256) if recipe["palette"] == "gray" else range(1, 10)
    for image, (old, new) in enumerate(zip(np.flatnonzero(was), np.flatnonzero(now))):
        slot, _, before, after = edits[image].tolist()
        if kind == "recolour":
            used = np.unique(images[image]) if recipe.get("value_mode") == "distinct" else [before]
            values = sorted(value for value in recipe.get("values", palette) if value not in used)
            yield values.index(after), len(values)
            yield slot, number[image]
            continue
        taken = (labelled[image] > 0) & (labelled[image] != old + 1)
        taken = ndimage.binary_dilation(taken, np.ones((3, 3)), iterations=gap)
        if kind == "move":
            places = places_for(a["board"][old], taken)
            places = places[places != before]
            yield np.searchsorted(places, after), len(places)
            continue
        row, column = divmod(b["cell"][new], side)
        room = max(b["height"][new], b["width"][new])  # for all ways to stand there
        if b["ways"][new] == 8 and max(row, column) + room <= side and not taken[row:row + room, column:column + room].any():
            turned = b["orientation"][new]
            yield (turned - (turned > before), 7) if kind == "turn" else (turned, 8)


def check_chance(drawn):
    """Outcomes are uniform among those that could be."""
    which, of = np.array(drawn).T
    assert (0 <= which).all() and (which < of).all()
    p = stats.kstest((which + np.random.default_rng(3).random(len(which))) / of, "uniform").pvalue
    assert p > RARE, f"edits are not drawn uniformly among what could be: p = {p}"
    return f"; {len(drawn)} outcomes as chance would have it"


def check(directory):
    metadata = json.load(open(f"{directory}/metadata.json"))
    recipe = metadata["recipe"]
    kind, ranges = recipe["pairs"], bounds(recipe["splits"])
    hashes = shape_hashes if recipe.get("split_by") == "shapes" else form_hashes
    conditions = recipe.get("hold_out", {}).get("when", [])
    names = ["images", "images_b", "labels", "labels_b", "edits"]
    if recipe["annotations"]:
        names += [name + ending for ending in ("", "_b") for name in ("masks", *OBJECTS)]
    total, drawn = 0, []
    for split in (*SPLITS, OOD) if conditions else SPLITS:
        changed = 0
        for part in zip(*(arrays_in_parts(f"{directory}/{split}.npz", name) for name in names)):
            arrays = dict(zip(names, part))
            images, partners, edits = arrays["images"], arrays["images_b"], arrays["edits"]
            a, was, b, now = check_edits(kind, images, partners, edits)
            if recipe["annotations"]:
                check_objects(images, arrays, "")
                check_objects(partners, arrays, "_b")
                check_slots(kind, edits, arrays, a["cell"][was])
            for each, ending in ((images, ""), (partners, "_b")):
                assert (labels_of(recipe, each) == arrays[f"labels{ending}"]).all(), "a label is not that of the cells"
                objects = scene(each)
                holds = np.zeros(len(each), bool)
                for condition in conditions:
                    holds[objects["image"][fulfilled(objects, condition)]] = True
                assert (holds == (split == OOD)).all(), "an image or partner is held out, and the other is not"
                if split != OOD:
                    low, high = ranges[split]
                    decided = hashes(each)
                    assert (decided >= low).all() and (decided <= high - 1).all(), f"a partner in {split} is another split's"
            if not conditions and kind != "remove":  # which would leave out some outcomes
                drawn += outcomes(kind, recipe, images, edits, a, was, b, now)
            changed += int((arrays["labels"] != arrays["labels_b"]).sum())
            total += len(images)
        assert metadata["statistics"][split]["changed_labels"] == changed
    told = check_chance(drawn) if drawn else ""
    print(f"{directory}: {total} pairs ({kind}) of which each is in one split and differs in just what edits tells{told}")


if __name__ == "__main__":
    for path in sys.argv[1:]:
        check(path)
