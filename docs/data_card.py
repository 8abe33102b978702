#!/usr/bin/env python3
"""Measures what docs/data-card.md tells of the images, and prints its tables. NumPy alone.

    mvn -q -DskipTests package && python3 docs/data_card.py
"""
import argparse
import subprocess
import tempfile
from pathlib import Path

import numpy as np

JAR = Path(__file__).resolve().parents[1] / "target" / "atomic-datasets.jar"
EIGHT = "arc, 1 to 8 objects"
RECIPES = {"arc": ["--palette", "arc"], "gray": ["--palette", "gray"],
           EIGHT: ["--palette", "arc", "--max-objects", "8"]}
KINDS = ["blob", "rectangle", "line", "pattern"]
NONE = 255
PART = 50_000  # images that are looked at together
FACTORS = np.random.default_rng(0).integers(0, 1 << 64, 1 << 10, np.uint64)  # of a hash; enough for 32x32 cells


def make(directory, images):
    """Datasets of the recipes by their names, as the arrays of their splits."""
    datasets = {}
    for name, options in RECIPES.items():
        place = directory / name.replace(",", "").replace(" ", "-")
        subprocess.run(["java", "-jar", JAR, "generate", "--num-images", str(images), "--annotations", *options,
                        "--yes", "--quiet", "--output-dir", place], check=True, stdout=subprocess.DEVNULL)
        datasets[name] = {}
        for split in ("train", "test"):
            with np.load(place / f"{split}.npz", allow_pickle=False) as arrays:
                datasets[name][split] = {array: arrays[array] for array in arrays.files}
    return datasets


def table(title, head, rows):
    print(f"\n{title}\n\n| {' | '.join(map(str, head))} |\n| --- |{' ---: |' * (len(head) - 1)}")
    for row in rows:
        print(f"| {' | '.join(str(cell) for cell in row)} |")


def percent(share):
    return f"{100 * share:.1f} %"


def in_parts(work, images):
    """What work makes of all images, a part of them at a time."""
    return np.concatenate([work(images[at:at + PART]) for at in range(0, len(images), PART)])


def hashes(images):
    """A 64-bit number for each image, of equal ones the same."""
    def work(part):
        cells = part.reshape(len(part), -1)
        return (cells.astype(np.uint64) * FACTORS[:cells.shape[1]]).sum(1)
    return in_parts(work, images)


def in_the_corner(images):
    """Images moved up and left until cells of the first row and column are occupied."""
    def work(part):
        n, side = len(part), part.shape[1]
        top, left = (part.any(axis).argmax(1)[:, None] for axis in (2, 1))
        rows, columns = (np.arange(side) + top) % side, (np.arange(side) + left) % side
        return part[np.arange(n)[:, None, None], rows[:, :, None], columns[:, None, :]]
    return in_parts(work, images)


def distinct_values(images):
    """How many values other than the background each image holds."""
    return in_parts(lambda part: (np.diff(np.sort(part.reshape(len(part), -1)), axis=1) > 0).sum(1), images)


def occupied_cells(images):
    return in_parts(lambda part: np.count_nonzero(part, axis=(1, 2)), images)


def euler_numbers(images):
    """Components minus holes, by counting 2x2 windows: what a net that sees no more of an image can add up."""
    def work(part):
        x = np.pad(part != 0, ((0, 0), (1, 1), (1, 1))).astype(np.int8)
        a, b, c, d = x[:, :-1, :-1], x[:, :-1, 1:], x[:, 1:, :-1], x[:, 1:, 1:]
        cells = a + b + c + d
        diagonal = (cells == 2) & (a == d)
        return ((cells == 1).sum((1, 2)) - (cells == 3).sum((1, 2)) - 2 * diagonal.sum((1, 2))) // 4
    return in_parts(work, images)


def guessed(told, labels, told_of_others, others):
    """The accuracy on other images of naming the most frequent label among those that are told the same."""
    labels, others = labels.astype(np.int64), others.astype(np.int64)
    low = int(min(told.min(), told_of_others.min()))
    high, most = int(max(told.max(), told_of_others.max())), int(max(labels.max(), others.max()))
    counts = np.zeros((high - low + 1, most + 1), np.int64)
    np.add.at(counts, (told.astype(np.int64) - low, labels), 1)
    return (counts.argmax(1)[told_of_others.astype(np.int64) - low] == others).mean()


def objects_of(arrays):
    """A mask of the slots that hold an object, (n, slots)."""
    return arrays["kinds"] != NONE


def where_cells_lie(datasets):
    wanted = [name for name in datasets if name != "gray"]
    shares = {name: (datasets[name]["train"]["images"] != 0).mean(0) for name in wanted}
    side = len(shares[wanted[0]])
    lines = np.arange(side)
    from_border = np.minimum(lines, side - 1 - lines)
    rings = np.minimum(from_border[:, None], from_border[None, :])
    corner = (from_border[:, None] == 0) & (from_border[None, :] == 0)
    places = {"a corner": corner, "elsewhere at the border": (rings == 0) & ~corner}
    places.update({f"{ring} from the border": rings == ring for ring in range(1, side // 2 - 1)})
    places["the four in the centre"] = rings == side // 2 - 1
    table("Images in which a cell is occupied, by where the cell lies", ["", *wanted],
          [[place, *(percent(shares[name][cells].mean()) for name in wanted)] for place, cells in places.items()])


def counts_and_kinds(datasets):
    for name in ("arc", EIGHT):
        labels = datasets[name]["train"]["labels"]
        table(f"Images by their number of objects ({name})", ["objects", *range(1, labels.max() + 1)],
              [["images", *(percent((labels == label).mean()) for label in range(1, labels.max() + 1))]])
    arrays = datasets["arc"]["train"]
    sizes, kinds = arrays["sizes"], arrays["kinds"]
    largest = int(sizes.max())
    table("Sizes of the objects of a kind, in cells (arc)", ["", *range(2, largest + 1), "mean"],
          [[kind, *(f"{100 * (of_kind == size).mean():.1f}" for size in range(2, largest + 1)), f"{of_kind.mean():.2f}"]
           for code, kind in enumerate(KINDS) for of_kind in [sizes[kinds == code]]])


def slots(datasets):
    arrays = datasets[EIGHT]["train"]
    side = arrays["images"].shape[1]
    rows = []
    for slot in range(arrays["kinds"].shape[1]):
        there = objects_of(arrays)[:, slot]
        boxes, kinds = arrays["boxes"][there, slot].astype(int), arrays["kinds"][there, slot]
        touches = (boxes[:, :2] == 0).any(1) | (boxes[:, :2] + boxes[:, 2:] == side).any(1)
        sizes = arrays["sizes"][there, slot]
        rows.append([slot + 1, f"{there.sum():,}", percent(touches.mean()), f"{sizes.mean():.2f}",
                     *(percent((kinds == code).mean()) for code in range(len(KINDS)))])
    table(f"Objects by the order of their placement ({EIGHT})",
          ["slot", "objects", "touch the border", "cells", *KINDS], rows)


def guesses(datasets):
    features = {"nothing": lambda images: np.zeros(len(images), np.int64), "how many values": distinct_values,
                "how many cells are occupied": occupied_cells, "the Euler number": euler_numbers}
    rows = []
    for feature, work in features.items():
        row = [feature]
        for splits in datasets.values():
            train, test = splits["train"], splits["test"]
            row.append(percent(guessed(work(train["images"]), train["labels"], work(test["images"]), test["labels"])))
        rows.append(row)
    table("The number of objects guessed from it", ["", *datasets], rows)
    def box(arrays):
        return arrays["boxes"][..., 2].astype(np.int64) * 16 + arrays["boxes"][..., 3]

    of_objects = {"nothing": lambda arrays: 0 * box(arrays), "its value": lambda arrays: arrays["values"],
                  "its size": lambda arrays: arrays["sizes"], "the height and width of its box": box,
                  "its box and size": lambda arrays: box(arrays) * 16 + arrays["sizes"]}
    train, test = (datasets["arc"][split] for split in ("train", "test"))
    here, there = objects_of(train), objects_of(test)
    table("The kind of an object guessed from it (arc)", ["", "arc"],
          [[feature, percent(guessed(work(train)[here], train["kinds"][here], work(test)[there], test["kinds"][there]))]
           for feature, work in of_objects.items()])


def repeats(datasets):
    for name in ("arc", "gray"):
        train = datasets[name]["train"]
        whole, cells = hashes(train["images"]), hashes(train["images"] != 0)
        rows = []
        for label in range(1, train["labels"].max() + 1):
            of_label = train["labels"] == label
            images, different, occupied = of_label.sum(), *(len(np.unique(each[of_label])) for each in (whole, cells))
            rows.append([label, f"{images:,}", f"{different:,}", percent(1 - different / images), f"{occupied:,}"])
        table(f"Repeated images of train ({name})",
              ["objects", "images", "different", "repeats", "different in which cells are occupied"], rows)


def shifted(datasets):
    train, test = (datasets["arc"][split] for split in ("train", "test"))
    known = {}
    for name, of in {"cells and values": np.asarray, "which cells are occupied": np.sign}.items():
        known[name] = np.isin(*(hashes(of(in_the_corner(arrays["images"]))) for arrays in (test, train)))
    table("Images of test that are an image of train, moved (arc)", ["objects", *known],
          [[label, *(percent(found[test["labels"] == label].mean()) for found in known.values())]
           for label in range(1, test["labels"].max() + 1)])
    same = np.isin(hashes(test["images"] != 0), hashes(train["images"] != 0)).sum()
    print(f"\nNot moved: {same} of {len(test['images']):,}.")


def tell(datasets):
    for work in (where_cells_lie, counts_and_kinds, slots, guesses, repeats, shifted):
        work(datasets)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--images", type=int, default=1_000_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        datasets = make(Path(place), options.images)
    print(f"{options.images:,} images of each recipe; gaps of 1, seed 42, shares of 0.8, 0.1 and 0.1.")
    tell(datasets)


if __name__ == "__main__":
    main()
