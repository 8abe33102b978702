#!/usr/bin/env python3
"""Holds Spark on this machine against the terminal on the same cores: the job, the data source, and the job in few and in many shards.

Before it: mvn -q -DskipTests install && mvn -q -f spark -DskipTests package
"""

import argparse
import json
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent.parent
JAR = HOME / "spark" / "target" / "atomic-datasets-spark.jar"
CANDIDATES = 16_384
LOCAL = ["--driver-memory", "2g", "--conf", "spark.ui.enabled=false"]


def timed(command):
    begin = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(done.stdout + done.stderr)
    return time.monotonic() - begin, done.stdout


def timing(directory):
    return json.loads((Path(directory) / "metadata.json").read_text())["timing"]


def terminal(target, images, shard_size):
    wall, _ = timed(
        ["java", "-jar", str(HOME / "target" / "atomic-datasets.jar"), "generate", "--num-images", str(images)]
        + ["--palette", "arc", "--shard-size", str(shard_size), "--output-dir", target, "--yes", "--quiet"]
    )
    return wall, timing(target)


def spark(*words):
    """The command that Spark's own scripts would start."""
    home = HOME / "spark" / "target" / "spark"
    environment = {**os.environ, "SPARK_HOME": str(home), "SPARK_SCALA_VERSION": "2.13"}
    made = subprocess.run(
        ["java", "-cp", f"{home}/jars/*", "org.apache.spark.launcher.Main", "org.apache.spark.deploy.SparkSubmit", *words],
        capture_output=True, text=True, check=True, env=environment,
    )  # fmt: skip
    return made.stdout.split("\n", 1)[1].split("\0")[:-1]  # what the launcher has to say stands in the line before


def job(cores, target, images, shard_size):
    words = ["--num-images", str(images), "--palette", "arc", "--shard-size", str(shard_size), "--output", target, "--quiet"]
    wall, _ = timed(spark(*LOCAL, "--master", f"local[{cores}]", "--class", "io.atomicdatasets.spark.Generate", str(JAR), *words))
    return wall, timing(target)


def source(cores, images):
    command = spark(*LOCAL, str(JAR))
    command = command[: command.index("org.apache.spark.deploy.SparkSubmit")]
    jars = HOME / "spark" / "target" / "spark" / "jars"
    _, told = timed(command + ["-cp", f"{JAR}:{jars}/*", str(HOME / "bench/spark/Throughput.java"), str(images), str(cores)])
    return float(told.strip().splitlines()[-1])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--images", type=int, default=50_000_000)
    parser.add_argument("--shard-size", type=int, default=1 << 20)
    parser.add_argument("--shards", type=int, nargs="*", default=[10, 100, 1000], help="of 16,384,000 images")
    parser.add_argument("--cores", type=int, default=os.cpu_count())
    args = parser.parse_args()
    scratch = Path(tempfile.mkdtemp(dir=os.environ.get("BENCH_DIR")))
    try:
        if args.images:
            here, told = terminal(str(scratch / "terminal"), args.images, args.shard_size)
            shutil.rmtree(scratch / "terminal")
            there, job_told = job(args.cores, str(scratch / "job"), args.images, args.shard_size)
            shutil.rmtree(scratch / "job")
            rows = source(args.cores, args.images)
            print(f"{args.images:,} images, {args.cores} cores")
            print(f"terminal: {told['images_per_second']:,.0f} images/s, {here:.1f} s in all")
            print(f"job: {job_told['images_per_second']:,.0f} images/s, {there:.1f} s in all")
            print(f"  ratio without start-up: {job_told['images_per_second'] / told['images_per_second']:.2f}")
            generating = args.images / told["seconds"]["generating"]
            print(f"source: {args.images / rows:,.0f} images/s; the terminal generates {generating:,.0f}")
            print(f"  ratio: {args.images / rows / generating:.2f}")
        for shards in args.shards:
            size = 1000 * CANDIDATES // shards
            size += -size % CANDIDATES
            wall, told = job(args.cores, str(scratch / f"shards-{shards}"), 1000 * CANDIDATES, size)
            shutil.rmtree(scratch / f"shards-{shards}")
            print(f"{shards} shards: {told['total_seconds'] * 1e9 / (1000 * CANDIDATES):.0f} ns an image, {wall:.1f} s in all")
    finally:
        shutil.rmtree(scratch)


if __name__ == "__main__":
    main()
