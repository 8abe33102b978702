#!/usr/bin/env python3
"""How fast datasets are loaded in Python: by the loader, by NumPy, and by a PyTorch DataLoader of single images.

    mvn -q -DskipTests package && taskset -c 0 python3 bench/loading.py --images 4000000
"""
import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT / "python"))

import atomic_datasets as ad  # noqa: E402

COLUMNS = ["images", "labels"]


def told(name, work, times=3):
    """The best of some runs; work gives how many images it loaded."""
    best = 0.0
    for _ in range(times):
        begin = time.perf_counter()
        images = work()
        best = max(best, images / (time.perf_counter() - begin))
    print(f"| {name} | {best:,.0f} |", flush=True)


def count(batches):
    return sum(len(batch["labels"]) for batch in batches)


def numpy_load(directory):
    with np.load(directory / "train.npz", allow_pickle=False) as arrays:
        return len(arrays["images"]) and len(arrays["labels"])


def permuted(arrays, size=1024):
    order = np.random.default_rng(0).permutation(len(arrays["labels"]))
    for begin in range(0, len(order) - size + 1, size):
        rows = order[begin:begin + size]
        yield {name: arrays[name][rows] for name in COLUMNS}


def single_items(torch, arrays, workers, images=200_000):
    """The recipe that everybody writes first."""
    class Items(torch.utils.data.Dataset):
        def __len__(self):
            return min(images, len(arrays["labels"]))

        def __getitem__(self, i):
            return {"images": torch.from_numpy(np.array(arrays["images"][i])), "labels": int(arrays["labels"][i])}

    return count(torch.utils.data.DataLoader(Items(), 1024, shuffle=True, num_workers=workers))


def seek(directory):
    """What it costs to begin in the middle of 1,000,000,000 images, but for reading the pool."""
    metadata = json.loads((directory / "metadata.json").read_text())
    chunks = 1_000_000_000 // ad.CHUNK + 1
    counts = np.zeros((chunks, 3), np.uint32)
    counts[:] = (13_107, 1_638, 1_639)
    arrays = len(metadata["files"][0]["arrays"])
    offsets = np.arange((chunks + 1) * 3 * arrays, dtype=np.int64).reshape(chunks + 1, 3, arrays)
    with tempfile.TemporaryDirectory() as place:
        for name, array in (("chunks.npy", counts), ("segments.npy", offsets)):
            np.save(Path(place) / name, array)
        (Path(place) / "metadata.json").write_text(json.dumps(metadata))
        split = ad.open(place).split("train")
        split.dataset._npy = lambda name: np.load(Path(place) / name)
        for number, file in enumerate(split._files):
            file["images"] = split._length = int(counts[:, 0].sum())
            for array in file["arrays"]:
                array["data_end"] = 1 << 60
        begin = time.perf_counter()
        split._segments
        index = time.perf_counter()
        order = split.batches(1024, shuffle=True).state
        ad._Pools(split, COLUMNS, order, len(split))
        print(f"\nIndex of 1,000,000,000 images: {1000 * (index - begin):.1f} ms once; "
              f"to begin anywhere: {1000 * (time.perf_counter() - index):.1f} ms and one pool")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--images", type=int, default=1_000_000)
    parser.add_argument("--jar", default=PROJECT / "target" / "atomic-datasets.jar")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        print("| | images/s |\n| --- | ---: |")
        for compression in ("deflate", "stored"):
            directory = Path(place) / compression
            subprocess.run(["java", "-jar", options.jar, "generate", "--num-images", str(options.images), "--yes", "--quiet",
                            "--palette", "arc", "--compression", compression, "--output-dir", directory],
                           check=True, stdout=subprocess.DEVNULL)
            train = ad.open(directory).split("train")
            told(f"{compression}: numpy.load", lambda: numpy_load(directory))
            told(f"{compression}: the loader, in order", lambda: count(train.batches(1024, columns=COLUMNS)))
            told(f"{compression}: the loader, shuffled", lambda: count(train.batches(1024, shuffle=True, columns=COLUMNS)))
        print(f"\nResident so far at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB\n")
        print("| | images/s |\n| --- | ---: |")
        told("permuted rows of arrays in memory", lambda: count(permuted(train.arrays)))
        try:
            import torch.utils.data
        except ImportError:
            print("PyTorch is not installed")
        else:
            for workers in (0, 2):
                def loader():
                    return torch.utils.data.DataLoader(train.torch(1024, shuffle=True, columns=COLUMNS), batch_size=None,
                                                       num_workers=workers)
                told(f"stored: the loader in a DataLoader, {workers} workers", lambda: count(loader()))
                told(f"stored: a DataLoader of single images, {workers} workers",
                     lambda: single_items(torch, train.arrays, workers), 1)
        try:
            import datasets
        except ImportError:
            print("\nHugging Face datasets is not installed")
        else:
            rows = datasets.Dataset.from_dict({name: list(train[:100_000][name]) for name in COLUMNS}).with_format("numpy")
            told("Hugging Face datasets, shuffled", lambda: count(rows.shuffle(seed=0).iter(1024)), 1)
        seek(directory)


if __name__ == "__main__":
    main()
