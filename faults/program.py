"""The program as the harness starts it: unpacked, with an archive of its classes, as the README tells, and compiled in a hurry.

It is started some hundred times, and a start then takes a quarter of the work.
"""

import os
import subprocess
import tempfile

from service import Service

OPTIONS = ["-XX:-UsePerfData", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]


def as_it_is(jar):
    """The words of a command that starts it."""
    return ["java", "-XX:-UsePerfData", "-jar", os.path.abspath(jar)]


def unpacked(jar, scratch):
    directory = os.path.join(scratch, "program")
    extract = ["java", "-Djarmode=tools", "-jar", jar, "extract", "--destination", directory]
    subprocess.run(extract, check=True, stdout=subprocess.DEVNULL)
    os.chmod(scratch, 0o711)  # it runs as somebody else too
    start = ["-jar", os.path.join(directory, os.path.basename(jar))]
    archive = os.path.join(directory, "classes.jsa")
    learning = Service(
        ["java", *OPTIONS, f"-XX:ArchiveClassesAtExit={archive}", *start], tempfile.mkdtemp(dir=scratch)
    )
    try:
        learning.start()
        learning.stop(300)  # it writes the archive
    finally:
        learning.kill()
    return ["java", *OPTIONS, f"-XX:SharedArchiveFile={archive}", *start]
