#!/usr/bin/env python3
"""How long the terminal takes to start, measured alternately: `java -jar` and the launcher, without and with its class archive.

    mvn -q -DskipTests package
    python3 bench/start.py [--rounds 5] [--images 100000] [--java JAVA_HOME ...]

A time is that of the whole process, from before Java starts to its end. "Cold" is the first run of the round, right after the files
that a start reads were dropped from the operating system's cache (posix_fadvise; no privileges needed); it is one run a round, as the
others are. Prints a table in Markdown.
"""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
JAR = ROOT / "target" / "atomic-datasets.jar"
HOME = ROOT / "target" / "atomic-datasets"
LAUNCHER = HOME / "bin" / "atomic-datasets"
NOWHERE = "/dev/null"  # a cache directory in which nothing can be made


def forget(*places: pathlib.Path) -> None:
    """Drops files from the operating system's cache."""
    for place in places:
        for path in [place] if place.is_file() else place.rglob("*"):
            if path.is_file():
                with open(path, "rb") as file:
                    os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def seconds(command: list[str], environment: dict[str, str], directory: pathlib.Path) -> float:
    start = time.perf_counter()
    subprocess.run(command, env=environment, cwd=directory, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def archive(environment: dict[str, str], directory: pathlib.Path) -> None:
    """Starts once and waits until the archive is there."""
    cache = pathlib.Path(environment["XDG_CACHE_HOME"])
    subprocess.run([LAUNCHER, "--version"], env=environment, cwd=directory, check=True, stdout=subprocess.DEVNULL)
    end = time.monotonic() + 180
    while not list(cache.glob("atomic-datasets/*/*-*-*")):
        if time.monotonic() > end:
            raise SystemExit("the launcher made no archive")
        time.sleep(0.2)


def version(java: str) -> str:
    text = subprocess.run([f"{java}/bin/java", "-version"], capture_output=True, text=True, check=True).stderr
    return text.split('"')[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--images", type=int, default=100_000)
    parser.add_argument("--java", nargs="*", default=[], help="directories of Javas; else that of JAVA_HOME or on the PATH")
    options = parser.parse_args()
    found = os.environ.get("JAVA_HOME") or str(pathlib.Path(shutil.which("java") or "/").resolve().parent.parent)
    javas = options.java or [found]
    clean = {name: value for name, value in os.environ.items() if name not in ("JAVA_OPTS", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS")}
    work = pathlib.Path(tempfile.mkdtemp(prefix="start-", dir=ROOT / "target"))
    try:
        ways = {}
        for java in javas:
            name = f"Java {version(java)}"
            caches = {"": NOWHERE, ", archive": str(work / "cache" / str(len(ways)))}
            ways[f"{name}, `java -jar`"] = ([f"{java}/bin/java", "-jar", str(JAR)], {**clean, "JAVA_HOME": java})
            for suffix, cache in caches.items():
                ways[f"{name}, launcher{suffix}"] = ([str(LAUNCHER)], {**clean, "JAVA_HOME": java, "XDG_CACHE_HOME": cache})
            archive(ways[f"{name}, launcher, archive"][1], work)
        generate = ["generate", "--num-images", str(options.images), "--palette", "arc", "--yes", "--quiet", "--output-dir"]
        tasks = {f"{options.images:,} images": generate, "`--help`": ["--help"], "`--version`": ["--version"]}
        cold = f"{options.images:,} images, cold"
        times: dict[tuple[str, str], list[float]] = {}
        for turn in range(options.rounds):
            for way, (command, environment) in ways.items():
                for task, words in {cold: generate, **tasks}.items():
                    if task == cold:
                        forget(JAR, HOME, work / "cache", *(pathlib.Path(java, "lib") for java in javas))
                    target = work / f"{turn}-{len(times)}"
                    made = [str(target)] if words is generate else []
                    times.setdefault((way, task), []).append(seconds([*command, *words, *made], environment, work))
                    shutil.rmtree(target, ignore_errors=True)
        heads = [*tasks, cold]
        print(f"Milliseconds, medians of {options.rounds} alternated rounds, {os.cpu_count()} cores:\n")
        print(f"| | {' | '.join(heads)} |\n|---|{'---|' * len(heads)}")
        for way in ways:
            print(f"| {way} | {' | '.join(f'{1000 * statistics.median(times[way, task]):,.0f}' for task in heads)} |")
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
