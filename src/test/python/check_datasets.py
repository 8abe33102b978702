"""Checks datasets with nothing of the program that made them: numpy, scipy and xxhash only.

Usage: check_datasets.py DATASET [DATASET ...]   (datasets of the same shares and grid)
"""

import json
import sys

import numpy as np
import xxhash
from scipy import ndimage

SPLITS = ("train", "val", "test")
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


def check(directory, forms):
    metadata = json.load(open(f"{directory}/metadata.json"))
    side = metadata["generation_params"]["grid_size"]
    bounds = ranges(metadata["generation_params"]["splits"])
    kept = 0
    for split in SPLITS:
        with np.load(f"{directory}/{split}.npz", allow_pickle=False) as arrays:
            assert arrays.files == ["images", "labels"], arrays.files
            images, labels = arrays["images"], arrays["labels"]
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
