"""Checks what was designed into datasets with nothing of the program that made them: numpy, scipy and xxhash only.

Usage: check_designs.py DATASET [DATASET ...]   (each is also held against the first, if that has the same forms)
"""

import json
import sys
import zipfile
from fractions import Fraction
from itertools import combinations

import numpy as np
import xxhash
from scipy import ndimage, stats

SPLITS = ("train", "val", "test")
OOD = "ood"
CHUNK = 16_384  # candidates
MOST_CHUNKS = 64  # whose images are a sample of what is drawn
AT_ONCE = 100_000
KINDS = ("blob", "rectangle", "line", "pattern")
FAMILIES = ("blob", "rectangle", "line_horizontal", "line_vertical", "line_diagonal", "line_anti_diagonal", "checkerboard", "l", "t",
            "plus", "zigzag")
FACTORS = ("objects", "kind", "family", "value", "size", "row", "column")
RARE = 1e-6  # a test of chance that fails by chance once in a million
IN_ONE_IMAGE = np.pad(np.ones((1, 3, 3)), ((1, 1), (0, 0), (0, 0)))  # neighbours, diagonals included


def labelled_objects(images):
    return ndimage.label(images, structure=IN_ONE_IMAGE)


def cells_of_objects(images):
    """The cells of all objects, object by object: whose each is, its place in the stack, and its row and column in the object's box.

    And of each object: its first of these cells, and the image, row and column of its box.
    """
    labelled, count = labelled_objects(images)
    places = np.flatnonzero(labelled)
    owner = labelled.ravel()[places] - 1
    order = np.argsort(owner, kind="stable")
    owner, places = owner[order], places[order]
    image, row, column = np.unravel_index(places, images.shape)
    starts = np.searchsorted(owner, np.arange(count))
    top, left = (np.minimum.reduceat(each, starts) for each in (row, column))
    return owner, places, row - top[owner], column - left[owner], starts, image[starts], top, left


def bitboards(row, column, starts):
    """What stands in the top left corner of 8x8 cells, row by row, as a number for each object."""
    bits = np.uint64(1) << (63 - (8 * row + column)).astype(np.uint64)
    return np.bitwise_or.reduceat(bits, starts)


def shapes(images):
    """The image of each object, and its shape: the smallest of 8 ways to stand in the top left corner of 8x8 cells, row by row."""
    owner, _, row, column, starts, image, _, _ = cells_of_objects(images)
    height, width = (np.maximum.reduceat(each, starts)[owner] for each in (row, column))
    ways = []
    for r, r_end, c, c_end in ((row, height, column, width), (column, width, row, height)):
        for down in (r, r_end - r):
            for right in (c, c_end - c):
                ways.append(bitboards(down, right, starts))
    return image, np.min(ways, axis=0)


def drawn_shapes():
    """The cells of all shapes that are no blobs, by family, as docs/dataset.md tells them."""
    for n in range(2, 9):
        yield "line_horizontal", [(0, i) for i in range(n)]
        yield "line_vertical", [(i, 0) for i in range(n)]
        yield "line_diagonal", [(i, i) for i in range(n)]
        yield "line_anti_diagonal", [(i, n - 1 - i) for i in range(n)]
    for height in range(2, 6):
        for width in range(2, 6):
            if height * width <= 15:
                yield "rectangle", [(r, c) for r in range(height) for c in range(width)]
    patterns = [("checkerboard", [(r, c) for r in range(n) for c in range(n) if (r + c) % 2 == 0]) for n in (3, 4)]
    patterns += [("l", [(r, 0) for r in range(down)] + [(0, c) for c in range(right)]) for down in (2, 3, 4) for right in (2, 3, 4)]
    patterns += [("t", [(0, c) for c in range(bar)] + [(r + 1, bar // 2) for r in range(stem)]) for bar in (3, 5) for stem in (1, 2, 3)]
    patterns += [("plus", [(r, c) for r in range(-n, n + 1) for c in range(-n, n + 1) if r == 0 or c == 0]) for n in (1, 2, 3)]
    patterns += [("zigzag", [(i // 2, (i + 1) // 2) for i in range(n)]) for n in range(4, 8)]
    for family, cells in patterns:
        for turned in (cells, [(c, r) for r, c in cells]):
            for down in (1, -1):
                for right in (1, -1):
                    yield family, [(down * r, right * c) for r, c in turned]


def known_families():
    """The bitboards of all shapes that are no blobs, in ascending order, and the numbers of their families."""
    known = {}
    for family, cells in drawn_shapes():
        row, column = np.array(cells).T
        board = int(bitboards(row - row.min(), column - column.min(), [0])[0])
        assert known.setdefault(board, FAMILIES.index(family)) == FAMILIES.index(family), "a shape has two families"
    boards = sorted(known)
    return np.array(boards, np.uint64), np.array([known[board] for board in boards])


BOARDS, BOARD_FAMILIES = known_families()


def scene(images):
    """A stack of images with a gap between objects as columns of one entry for each object: its image, and all its factors."""
    owner, places, row, column, starts, image, top, left = cells_of_objects(images)
    value = images.ravel()[places]
    assert (value == value[starts][owner]).all(), "an object has two values"
    size = np.bincount(owner, minlength=len(starts))
    board = bitboards(row, column, starts)
    at = np.minimum(np.searchsorted(BOARDS, board), len(BOARDS) - 1)
    family = np.where(BOARDS[at] == board, BOARD_FAMILIES[at], 0)
    blobs = family == 0
    assert (row < 8).all() and (column < 8).all() and (size[blobs] >= 3).all() and (size[blobs] <= 15).all(), "no shape of any kind"
    kind = np.array([0, 1, 2, 2, 2, 2, 3, 3, 3, 3, 3])[family]
    return {"image": image, "objects": np.bincount(image, minlength=len(images))[image], "kind": kind, "family": family,
            "value": value[starts].astype(int), "size": size, "row": top, "column": left}


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
        found = scene(images)
        image, value = found["image"], found["value"]
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
    if not {"train", "test"} <= seen.keys():
        return f"{mode} values"
    guess, tried = seen["train"].argmax(axis=1), seen["test"]
    right = tried[np.arange(len(tried)), guess].sum() / max(1, tried.sum())
    chance = tried.sum(axis=0).max() / max(1, tried.sum())
    if mode == "same":
        assert right <= chance, f"the number of values tells the label: {right} against {chance} by chance"
    if mode == "distinct" and recipe["label"] == "object_count":
        assert right == 1
    return f"{mode} values, which guess {100 * right:.2f} % of labels, {100 * chance:.2f} % by chance"


def within(column, factor, wanted):
    """Whether each of a factor's values is one that a condition names: a word, a number, or a range with both its ends."""
    words = {"kind": KINDS, "family": FAMILIES}.get(factor)
    low, high = [words.index(wanted)] * 2 if words else wanted if isinstance(wanted, list) else (wanted, wanted)
    return (low <= column) & (column <= high)


def fulfilled(objects, condition):
    """Whether each object fulfils all that a condition names."""
    return np.logical_and.reduce([within(objects[factor], factor, wanted) for factor, wanted in condition.items()])


def names(wanted):
    """Each word or number that a condition's member names."""
    return range(wanted[0], wanted[1] + 1) if isinstance(wanted, list) else [wanted]


def form_hashes(images):
    """XXH64 of the smallest of the packed occupancies under the 8 symmetries of the square."""
    occupied, smallest = images != 0, None
    for turns in range(4):
        turned = np.rot90(occupied, turns, axes=(1, 2))
        for each in (turned, turned[:, :, ::-1]):
            packed = np.packbits(each, axis=2).reshape(len(images), -1)
            packed = np.ascontiguousarray(packed).view(f"S{packed.shape[1]}").ravel()  # which is compared byte by byte
            smallest = packed if smallest is None else np.where(packed < smallest, packed, smallest)
    length, content = smallest.itemsize, smallest.tobytes()
    return np.array([xxhash.xxh64(content[at:at + length]).intdigest() for at in range(0, len(content), length)], np.uint64)


def shape_hashes(images):
    return np.array([xxhash.xxh64(each).intdigest() for each in multisets(images)], np.uint64)


def fingerprints(images):
    """A number for each image, of equal ones the same, which has nothing of the hashes that decide."""
    cells = images.reshape(len(images), -1)
    factors = np.random.default_rng(2).integers(0, 1 << 64, cells.shape[1], np.uint64)
    return cells.astype(np.uint64) @ factors


def joint_counts(objects):
    """How often each pair of values of each pair of factors occurs."""
    return {(one, other): np.bincount(objects[one] * 256 + objects[other], minlength=1 << 16).reshape(256, 256)
            for one, other in combinations(FACTORS, 2)}


def mutual_information(counts):
    """Of two factors, in bits, from how often each pair of their values occurs."""
    p = counts / max(1, counts.sum())
    expected = p.sum(axis=1, keepdims=True) * p.sum(axis=0, keepdims=True)
    there = p > 0
    return float((p[there] * np.log2(p[there] / expected[there])).sum())


def check_information(claimed, pairs):
    assert sorted(claimed) == sorted(FACTORS)
    for (one, other), counts in pairs.items():
        counted = mutual_information(counts)
        for told in (claimed[one][other], claimed[other][one]):
            assert abs(told - counted) <= 1e-9, f"mutual information of {one} and {other} is {counted}, not {told}"


def whole_chunks(directory, metadata):
    """How many images of each split the leading chunks gave of which no image was left out: a sample as the recipe draws it."""
    chunks, segments = np.load(f"{directory}/chunks.npy"), np.load(f"{directory}/segments.npy")
    info = metadata["dataset_info"]
    counts = [info[f"{split}_count"] for split in (*SPLITS, OOD)]
    assert chunks.dtype == np.uint32 and chunks.sum(axis=0).tolist() == counts, (chunks.sum(axis=0), counts)
    assert segments.shape[:2] == (len(chunks) + 1, 4)
    assert info["total_count"] == sum(counts[:3]) == metadata["recipe"]["num_images"]
    assert counts[3] == metadata["recipe"]["hold_out"]["num_images"]
    whole = int(np.cumprod(chunks[:MOST_CHUNKS].sum(axis=1) == CHUNK).sum())
    return dict(zip((*SPLITS, OOD), chunks[:whole].sum(axis=0).tolist()))


def check_hold_out(directory, metadata):
    """Conditions hold for every image of ood and for none of the others, which are where their rule says; and what is held out as a
    combination is seen by itself in training. Kinds are drawn as asked, in the images of whole chunks."""
    recipe = metadata["recipe"]
    conditions, ranges = recipe["hold_out"]["when"], bounds(recipe["splits"])
    hashes = shape_hashes if recipe.get("split_by") == "shapes" else form_hashes
    seen = {factor: np.zeros(256, int) for factor in FACTORS}
    prints = {True: [], False: []}
    whole, kinds = whole_chunks(directory, metadata), np.zeros(len(KINDS), int)
    left = dict(whole)
    pairs = {split: {pair: np.zeros((256, 256), int) for pair in combinations(FACTORS, 2)} for split in left}
    for split, images, _ in parts_of(directory, (*SPLITS, OOD)):
        objects = scene(images)
        holds = np.zeros(len(images), bool)
        for condition in conditions:
            holds[objects["image"][fulfilled(objects, condition)]] = True
        wrong = np.flatnonzero(holds != (split == OOD))
        assert len(wrong) == 0, f"{len(wrong)} images of {split} {'fulfil no' if split == OOD else 'fulfil a'} condition"
        for pair, counts in joint_counts(objects).items():
            pairs[split][pair] += counts
        kinds += np.bincount(objects["kind"][objects["image"] < left[split]], minlength=len(KINDS))
        left[split] = max(0, left[split] - len(images))
        prints[split == OOD].append(np.unique(fingerprints(images)))
        if split != OOD:
            low, high = ranges[split]
            decided = hashes(images)
            assert (decided >= low).all() and (decided <= high - 1).all(), f"an image of {split} is another split's"
        if split == "train":
            for factor in FACTORS:
                seen[factor] += np.bincount(objects[factor], minlength=256)
    for split, counted in pairs.items():
        check_information(metadata["statistics"][split]["mutual_information"], counted)
    everywhere = [np.unique(np.concatenate(prints[is_ood])) for is_ood in (True, False)]
    assert len(np.intersect1d(*everywhere)) == 0, "an image is in ood and in another split"
    return check_alone(conditions, seen) + check_kinds(recipe, kinds, sum(whole.values()))


def check_alone(conditions, seen):
    """Whatever a condition holds out together with something else occurs in training without it."""
    alone = 0
    for condition in conditions:
        for factor, wanted in condition.items() if len(condition) > 1 else ():
            for each in names(wanted):
                if not any(other.keys() == {factor} and each in names(other[factor]) for other in conditions):
                    assert seen[factor][within(np.arange(256), factor, each)].sum() > 0, f"{factor} {each} is never seen in training"
                    alone += 1
    told = f"; {len(conditions)} condition" + ("s" if len(conditions) > 1 else "") + ", of which all of ood and nothing else fulfils one"
    return told + (f", {alone} values of factors alone in train" if alone else "")


def check_kinds(recipe, kinds, images):
    """All candidates of whole chunks were kept, so objects are of each kind as often as the mix says."""
    weights = np.array([float(recipe["mix"].get(kind, 0)) for kind in KINDS])
    assert (kinds[weights == 0] == 0).all()
    asked = weights > 0
    if images and asked.sum() > 1:
        p = stats.chisquare(kinds[asked], kinds.sum() * weights[asked] / weights.sum()).pvalue
        assert p > RARE, f"kinds are {kinds}, p = {p}"
    return f"; kinds and values as drawn in {images} images of whole chunks"


def arrays_in_parts(path, name):
    """The rows of an array in an archive, some at a time."""
    with zipfile.ZipFile(path) as archive, archive.open(f"{name}.npy") as file:
        np.lib.format.read_magic(file)
        shape, _, dtype = np.lib.format.read_array_header_1_0(file)
        row = int(np.prod(shape[1:], dtype=int)) * dtype.itemsize
        for at in range(0, shape[0], AT_ONCE):
            n = min(AT_ONCE, shape[0] - at)
            yield np.frombuffer(file.read(n * row), dtype).reshape(n, *shape[1:])


def parts_of(directory, splits=SPLITS, most=None):
    """The images and labels of splits, some at a time; of each split the first, if `most` says how many."""
    for split in splits:
        at = 0
        for images, labels in zip(*(arrays_in_parts(f"{directory}/{split}.npz", name) for name in ("images", "labels"))):
            n = len(images) if most is None else max(0, min(len(images), most[split] - at))
            at += len(images)
            if n:
                yield split, images[:n], labels[:n]


def same_but_for_values(one, other):
    """Whether requests differ in the values of objects, and in nothing else that decides what an image is."""
    free = ("value_mode", "values", "output_dir", "compression", "annotations", "parquet", "shard_size")
    return "hold_out" not in one and {k: v for k, v in one.items() if k not in free} == {k: v for k, v in other.items() if k not in free}


def check(directory, first, seen):
    metadata = json.load(open(f"{directory}/metadata.json"))
    recipe = metadata["recipe"]
    if "hold_out" in recipe:
        told = check_values(recipe, parts_of(directory, (*SPLITS, OOD), whole_chunks(directory, metadata)))
        told += check_hold_out(directory, metadata)
    else:
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
