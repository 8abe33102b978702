"""Faults that somebody could make in a line, planted into a copy of a class that stands before the program's own."""

import glob
import os
import shutil
import subprocess
from typing import NamedTuple

from harness import Unavailable

SOURCES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "src", "main", "java", "io", "atomicdatasets")


class Planted(NamedTuple):
    """By which violation it is known, a regular expression, so that nothing else passes for it; and what is changed: a file,
    and what stands there and instead, everywhere in it."""

    sign: str
    changes: list


FAULTS = {
    "changes of an old attempt are let in": Planted("was told by", [
        ("job/jdbc/JobChanges.java", " and attempt = :attempt", ""),
        ("job/Telling.java", "now.attempt() == held.attempt() && ", ""),
<<<<<<< HEAD
        ("job/JobRunner.java", "now.get().attempt() != job.attempt()", "false"),
    ],
    "a claim raises no attempt": [("job/jdbc/JobChanges.java", "attempt = attempt + 1", "attempt = attempt")],
    "nobody waits for a turn, or for a name": [
        ("job/jdbc/Admissions.java", 'jdbc.sql("update admission set turn = turn + 1 where id = 1").update();', ""),
        ("root/Names.java", "throw NameTakenException.reserved(name);", "return true;"),
    ],
    "each replica goes by its own clock": [
        ("job/SchedulerConfiguration.java", "return ownStore.isOwn() ? Clock.systemUTC()", "return true ? Clock.systemUTC()")
    ],
    "an idempotency key is forgotten": [
=======
        ("job/JobRunner.java", ".filter(found -> found.attempt() == job.attempt())", ""),
    ]),
    "a claim raises no attempt": Planted("claimed as attempt", [
        ("job/jdbc/JobChanges.java", "attempt = attempt + 1", "attempt = attempt"),
    ]),
    "nobody waits for a turn, or for a name": Planted("one key, one dataset|is held by", [
        ("job/jdbc/Admissions.java", 'jdbc.sql("update admission set turn = turn + 1 where id = 1").update();', ""),
        ("root/Names.java", 'throw new NameTakenException(name, "is reserved for a dataset that is being made");', "return true;"),
    ]),
    "each replica goes by its own clock": Planted("which was well", [
        ("job/SchedulerConfiguration.java", "return ownStore.isOwn() ? Clock.systemUTC()", "return true ? Clock.systemUTC()"),
    ]),
    "an idempotency key is forgotten": Planted("one key, one dataset", [
>>>>>>> deploy
        ("job/jdbc/Admissions.java", ".optional();\n    }\n\n    Admission confirm",
         ".optional().filter(answer -> false);\n    }\n\n    Admission confirm"),
    ]),
}


def program(command, scratch, name):
    """The words of a command that starts it with a fault."""
    compiler = shutil.which("javac")
    if compiler is None:
        raise Unavailable("no Java compiler (javac)")
    jar = command[command.index("-jar") + 1]
    directory = os.path.join(scratch, f"planted-{list(FAULTS).index(name)}")
    sources = {}
    for file, before, after in FAULTS[name].changes:
        if file not in sources:
            with open(os.path.join(SOURCES, file)) as source:
                sources[file] = source.read()
        assert before in sources[file], f"{file} has no longer: {before}"
        sources[file] = sources[file].replace(before, after)
    files = []
    for file, text in sources.items():
        files.append(os.path.join(directory, "source", file))
        os.makedirs(os.path.dirname(files[-1]), exist_ok=True)
        with open(files[-1], "w") as source:
            source.write(text)
    libraries = glob.glob(os.path.join(os.path.dirname(jar), "lib", "*.jar"))
    path = os.pathsep.join([jar, *libraries])
    classes = os.path.join(directory, "classes")
    subprocess.run([compiler, "-proc:none", "-nowarn", "-parameters", "-cp", path, "-d", classes, *files], check=True)
    options = [word for word in command[1 : command.index("-jar")] if not word.startswith("-XX:SharedArchiveFile")]
    return [command[0], *options, "-cp", f"{classes}{os.pathsep}{path}", "io.atomicdatasets.AtomicDatasets"]
