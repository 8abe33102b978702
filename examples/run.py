#!/usr/bin/env python3
"""Makes a dataset for each example, runs it, and prints a table of what it tells and how long it took.

    mvn -q -DskipTests package && python3 examples/run.py
"""
import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
JAR = HERE.parent / "target" / "atomic-datasets.jar"
EXAMPLES = {"counter": (200_000, []), "autoencoder": (50_000, []), "segmenter": (100_000, ["--annotations"])}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--images", type=int, help="of each dataset, in place of as many as the example is for")
    options = parser.parse_args()
    print("| example | images in train | result | seconds |\n| --- | ---: | --- | ---: |")
    with tempfile.TemporaryDirectory() as place:
        for name, (images, wanted) in EXAMPLES.items():
            directory, images = os.path.join(place, name), options.images or images
            subprocess.run(["java", "-jar", JAR, "generate", "--num-images", str(images), "--palette", "arc",
                            "--yes", "--quiet", "--output-dir", directory, *wanted],
                           check=True, stdout=subprocess.DEVNULL)
            begin = time.perf_counter()
            told = subprocess.run([sys.executable, HERE / f"{name}.py", directory], check=True, text=True,
                                  stdout=subprocess.PIPE)
            seconds = time.perf_counter() - begin
            example = f"[{name}.py](../examples/{name}.py)"
            print(f"| {example} | {images * 8 // 10:,} | {told.stdout.strip()} | {seconds:.0f} |", flush=True)


if __name__ == "__main__":
    main()
