#!/usr/bin/env python3
"""Simulates a dataset that Spark makes on a cluster, from seconds that were measured on one machine; docs/scale.md tells which.

bench/spark/simulate.py --images 1e11 --cores 1000
"""

import argparse
import heapq
import math
import random


SAMPLE = 1 << 17
SHARES = (0.8, 0.1, 0.1)


def certain(images, known):
    """How many further candidates fill no split, as those that are known tell it: Waves.java."""

    def fits(candidates):
        return all(
            candidates * share + 5 * math.sqrt(candidates * share * (1 - share) * (1 + candidates / known)) <= images * share
            for share in SHARES
        )

    low, high = 0, int(images) + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return low


def seconds_of_wave(tasks, cores, seconds_of_task, launch_seconds):
    free = [0.0] * cores
    started = ended = 0.0
    for _ in range(tasks):
        started += launch_seconds  # the driver starts one task after the other
        end = max(heapq.heappop(free), started) + seconds_of_task()
        ended = max(ended, end)
        heapq.heappush(free, end)
    return ended


def simulate(images, cores, shard_size, args, seed=1):
    """Seconds of each phase, and what the driver holds."""
    rng = random.Random(seed)
    shards = math.ceil(images / shard_size)
    shard_seconds = shard_size * args.image_ns * 1e-9

    def seconds_of_task():
        seconds = shard_seconds * math.exp(rng.gauss(0, args.spread) - args.spread**2 / 2)
        seconds += 4 * args.put_seconds + 2 * shard_size * args.bytes_per_image / args.put_bytes_per_second
        if rng.random() < args.fail * shard_seconds / 3600:  # the work until then is lost
            return seconds * rng.random() + args.restart_seconds + seconds
        return seconds

    waves = []
    known = SAMPLE
    made = 0
    while made < shards:
        wave = max(1, min(shards - made, certain(images - made * shard_size, known) // shard_size))
        waves.append((wave, args.stage_seconds + seconds_of_wave(wave, cores, seconds_of_task, args.launch_seconds)))
        made += wave
        known = made * shard_size
    chunks = images / 16_384
    tables = chunks * (3 * 4 + 3 * args.arrays * 8)
    records = shards * args.record_bytes + chunks * args.record_bytes_per_chunk
    describe = 2 * records / args.record_bytes_per_second + 3 * tables / args.table_bytes_per_second
    pictures = min(100, shards) * shard_size * args.bytes_per_image / args.put_bytes_per_second
    whole = sum(seconds for _, seconds in waves) + describe + pictures
    return {
        "shards": shards,
        "first wave, shards": waves[0][0],
        "first wave, s": waves[0][1],
        "other waves": len(waves) - 1,
        "other waves, s": sum(seconds for _, seconds in waves[1:]),
        "tables and checks, s": describe,
        "picture, s": pictures,
        "in all, h": whole / 3600,
        "of the cores' time, used": shards * shard_seconds / cores / whole,
        "records, MB": records / 1e6,
        "chunks.npy, MB": chunks * 12 / 1e6,
        "segments.npy, MB": chunks * 3 * args.arrays * 8 / 1e6,
        "metadata.json, MB": shards * 3 * args.metadata_bytes_per_file / 1e6,
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--images", type=float, nargs="+", default=[1e11, 1e12])
    parser.add_argument("--cores", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--shard-size", type=int, help="candidates; 16,777,216, or what makes 50,000 shards")
    parser.add_argument("--image-ns", type=float, default=1681, help="of one core: made, written and read back; docs/benchmarks.md")
    parser.add_argument("--spread", type=float, default=0.15, help="deviation of the logarithm of a task's time")
    parser.add_argument("--fail", type=float, default=0.01, help="executors that die in an hour, a core")
    parser.add_argument("--restart-seconds", type=float, default=30)
    parser.add_argument("--launch-seconds", type=float, default=0.005, help="of the driver, a task")
    parser.add_argument("--stage-seconds", type=float, default=0.2, help="of the driver, a stage")
    parser.add_argument("--put-seconds", type=float, default=0.1, help="until an object store answers")
    parser.add_argument("--put-bytes-per-second", type=float, default=50e6, help="to an object store and back, a core")
    parser.add_argument("--bytes-per-image", type=float, default=14.72)
    parser.add_argument("--arrays", type=int, default=2, help="2, 9 with annotations, or 12 with factors")
    parser.add_argument("--record-bytes", type=float, default=43_500)
    parser.add_argument("--record-bytes-per-chunk", type=float, default=303)
    parser.add_argument("--record-bytes-per-second", type=float, default=20e6, help="read by the driver")
    parser.add_argument("--table-bytes-per-second", type=float, default=100e6)
    parser.add_argument("--metadata-bytes-per-file", type=float, default=490)
    args = parser.parse_args()
    for images in args.images:
        for cores in args.cores:
            size = args.shard_size or max(1 << 24, math.ceil(images / 50_000 / 16_384) * 16_384)
            print(f"{images:,.0f} images, {cores:,} cores, shards of {size:,} candidates")
            for name, value in simulate(images, cores, size, args).items():
                print(f"  {name:26} {value:12,.2f}")


if __name__ == "__main__":
    main()
