#!/usr/bin/env python3
"""Side by side, in one call, on one machine: this program, NumPy, and general compressors on the same images.

    mvn -q -DskipTests package && python3 bench/compare.py [--images 1000000] [--jar target/atomic-datasets.jar]

Needs numpy; gzip, igzip and libdeflate-gzip are measured where they are installed. Prints a table; every ratio is to
np.savez_compressed on the same arrays in the same run. What takes arrays or a file takes the first 10,000,000 training images
where there are more: that is 2.6 GB, and their time an image is no other.
"""

import argparse
import json
import os
import shutil
import subprocess
import tempfile
import time
import zipfile

import numpy as np

PYTHON_IMAGES = 2000
COMPRESSED_IMAGES = 10_000_000


def line(random):
    length = random.integers(2, 9)
    steps = np.arange(length)
    direction = random.choice(4, p=[0.3, 0.3, 0.2, 0.2])
    rows = steps if direction != 0 else np.zeros(length, int)
    columns = [steps, np.zeros(length, int), steps, length - 1 - steps][direction]
    return rows, columns


def rectangle(random):
    while True:
        height, width = random.integers(2, 6, 2)
        if height * width <= 15:
            return np.nonzero(np.ones((height, width), bool))


def pattern(random):
    cells = np.zeros((7, 7), bool)
    family = random.integers(5)
    if family == 0:
        side = random.integers(3, 5)
        cells[:side, :side] = np.add.outer(np.arange(side), np.arange(side)) % 2 == 0
    elif family == 1:
        cells[: random.integers(2, 5), 0] = True
        cells[0, : random.integers(2, 5)] = True
    elif family == 2:
        bar = random.choice([3, 5])
        cells[0, :bar] = True
        cells[1 : 1 + random.integers(1, 4), bar // 2] = True
    elif family == 3:
        arm = random.integers(1, 4)
        cells[arm, : 2 * arm + 1] = True
        cells[: 2 * arm + 1, arm] = True
    else:
        steps = np.arange(random.integers(4, 8))
        cells[steps // 2, (steps + 1) // 2] = True
    cells = np.rot90(cells, random.integers(4))
    return np.nonzero(np.fliplr(cells) if random.integers(2) else cells)


def blob(random):
    board = np.zeros((32, 32), int)
    board[16, 16] = 1
    for _ in range(random.integers(3, 16) - 1):
        near = sum(np.roll(board, (r, c), (0, 1)) for r in (-1, 0, 1) for c in (-1, 0, 1) if r or c)
        weights = np.where(board == 0, near * (near + 1), 0).ravel()
        while True:
            grown = board.copy()
            grown.flat[random.choice(weights.size, p=weights / weights.sum())] = 1
            rows, columns = np.nonzero(grown)
            if max(np.ptp(rows), np.ptp(columns)) < 8:
                break
        board = grown
    return np.nonzero(board)


def numpy_image(random):
    """One image as the rules say, in plain NumPy: no table, nothing in parallel."""
    image = np.zeros((16, 16), np.uint8)
    wanted, stands = random.integers(1, 5), 0
    for _ in range(100):
        if stands == wanted:
            break
        rows, columns = random.choice([blob, rectangle, line, pattern], p=[0.4, 0.2, 0.2, 0.2])(random)
        rows, columns = rows - rows.min(), columns - columns.min()
        taken = np.pad(image != 0, 1)
        taken = sum(taken[r : r + 16, c : c + 16] for r in range(3) for c in range(3)) > 0
        for _ in range(50):
            r, c = random.integers(16 - rows.max()), random.integers(16 - columns.max())
            if not taken[rows + r, columns + c].any():
                image[rows + r, columns + c] = random.integers(1, 10)
                stands += 1
                break
    return image, stands


def timed(work):
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def first(path, name, many):
    """The first entries of an array in an .npz file, without those that follow in memory."""
    with zipfile.ZipFile(path) as file, file.open(f"{name}.npy") as array:
        np.lib.format.read_magic(array)
        shape, _, dtype = np.lib.format.read_array_header_1_0(array)
        shape = (min(many, shape[0]), *shape[1:])
        return np.frombuffer(array.read(int(np.prod(shape)) * dtype.itemsize), dtype).reshape(shape)


def product(jar, images, directory, *options, cores=None):
    """Makes a dataset, on these cores; gives seconds of the command, of writing, and of all phases."""
    seconds, _ = timed(
        lambda: subprocess.run(
            ["java", "-jar", jar, "generate", "--num-images", str(images), "--palette", "arc", "--yes", "--quiet"]
            + ["--output-dir", directory, *options],
            check=True,
            stdout=subprocess.DEVNULL,
            preexec_fn=(lambda: os.sched_setaffinity(0, cores)) if cores else None,
        )
    )
    with open(os.path.join(directory, "metadata.json")) as file:
        phases = json.load(file)["timing"]["seconds"]
    return seconds, phases["generating"] + phases["assembling"], sum(phases.values())


def writing_alone(classes, images, directory):
    """Generates and writes, and checks nothing, which no run does; gives seconds."""
    os.mkdir(directory)
    program = os.path.join(os.path.dirname(os.path.abspath(__file__)), "Writing.java")
    command = ["java", "-cp", os.path.join(classes, "*"), program, str(images), directory]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--images", type=int, default=1_000_000)
    parser.add_argument("--shard-size", type=int, default=1 << 17)
    parser.add_argument("--jar", default="target/atomic-datasets.jar")
    parser.add_argument("--classes", default="target/atomic-datasets/lib", help="the directory of its plain jars")
    arguments = parser.parse_args()
    rows = []

    with tempfile.TemporaryDirectory() as scratch:
        made = os.path.join(scratch, "made")
        wall, _, working = product(arguments.jar, arguments.images, made)
        images, labels = (first(os.path.join(made, "train.npz"), name, COMPRESSED_IMAGES) for name in ("images", "labels"))
        size = sum(os.path.getsize(os.path.join(made, f"{split}.npz")) for split in ("train", "val", "test"))
        count = arguments.images

        packed = os.path.join(scratch, "numpy.npz")
        seconds, _ = timed(lambda: np.savez_compressed(packed, images=images, labels=labels))
        base = seconds / len(images)
        rows.append(("np.savez_compressed alone", base, os.path.getsize(packed) / len(images)))

        raw = os.path.join(scratch, "images.raw")
        images.tofile(raw)
        for command in (["gzip", "-6"], ["igzip", "-1"], ["libdeflate-gzip", "-6"]):
            if shutil.which(command[0]):
                with open(os.path.join(scratch, "packed"), "wb") as out:
                    seconds, _ = timed(lambda: subprocess.run([*command, "-c", raw], check=True, stdout=out))
                rows.append((" ".join(command) + " alone", seconds / len(images), os.path.getsize(out.name) / len(images)))

        random = np.random.default_rng(42)
        seconds, _ = timed(lambda: [numpy_image(random) for _ in range(PYTHON_IMAGES)])
        rows.append(("plain NumPy, generating", seconds / PYTHON_IMAGES, None))
        alone = writing_alone(arguments.classes, arguments.images, os.path.join(scratch, "unchecked"))
        shutil.rmtree(os.path.join(scratch, "unchecked"))
        rows.append(("this: generating and writing, unchecked", alone / count, size / count))
        rows.append(("this: generating, writing, checking and report", working / count, size / count))
        rows.append(("this: the whole command", wall / count, size / count))
        # The cores of a virtual machine may differ: one core is the mean of each alone.
        options = ("--shard-size", str(arguments.shard_size))
        for name, alone in (("two cores", [{0, 1}]), ("one core", [{0}, {1}])):
            times = []
            for cores in alone:
                sharded = os.path.join(scratch, "sharded")
                times.append(product(arguments.jar, arguments.images, sharded, *options, cores=cores))
                size = sum(entry.stat().st_size for entry in os.scandir(sharded) if entry.name.endswith(".npz"))
                shutil.rmtree(sharded)
            wall, writing, _ = (len(times) / sum(1 / time for time in each) for each in zip(*times))
            rows.append((f"this: shards made and checked, {name}", writing / count, size / count))
            rows.append((f"this: shards, the whole command, {name}", wall / count, size / count))

    print(f"{count:,} images of 16x16, arc palette; {os.cpu_count()} cores\n")
    print("| | images/s | bytes/image | ratio to np.savez_compressed |")
    print("| --- | ---: | ---: | ---: |")
    for name, per_image, bytes_per_image in rows:
        shown = "" if bytes_per_image is None else f"{bytes_per_image:.2f}"
        print(f"| {name} | {1 / per_image:,.0f} | {shown} | {base / per_image:,.3g} |")


if __name__ == "__main__":
    main()
