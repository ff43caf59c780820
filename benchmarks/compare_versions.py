"""Whether two versions of the program make the same of the sample study: every file it writes and every line it shows.

    python benchmarks/compare_versions.py OLD_CHECKOUT NEW_CHECKOUT [--transcribe | --heard FOLDER] [--keep FOLDER]

The sample study of OLD goes through every command (`STEPS`) with all formats and programs, three coders, shifted dates, both
reports, two releases and a withdrawal, once with either version, in the same folder, each command a process of its own under
a clock that stands still and with nothing drawn at random. Both go by the same version number. After every command all files
are compared byte for byte, the key by what it holds, and so is what was shown; beforehand all commands with their options and
help. Only the package's name is known here, so that modules may move. Prints what differs, and from which command on; the
exit code is 1 if anything does.

OLD transcribes for both, unless `--transcribe` lets each do it. `--heard` keeps the study with its transcripts in FOLDER,
where the next comparison finds it; `--keep` leaves both studies in FOLDER to be looked at.
"""

import argparse
import difflib
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyrage

SECRET = "a comparison of versions"
INTERVIEWS = ("P1", "P2", "P3")
WIDTH = 120
MOST_LINES = 30
"""Lines of a difference, or files of a command, that are printed."""

SETTINGS = """profile = "coders"
keep_recordings_until = 2020-01-01
"""
EXPORT = """formats = ["docx", "xlsx", "csv", "tsv", "json", "jsonl", "txt", "vtt", "srt", "html", "qdpx"]
programs = ["nvivo", "maxqda", "atlasti", "qualcoder", "taguette", "dedoose"]
coders = ["A", "B", "C"]

[profiles.coders]
date = "shifted"
"""

BY = ("--by", "investigator")
STUDY = ("--study", "study")
Step = tuple[str, ...]
HELP: Step = ("--help of every command",)
TRANSCRIBE: Step = ("transcribe", *STUDY)
ACCEPTED: tuple[Step, ...] = tuple(
    ("approve", one, "identifiers", *BY, "--accept-pending", *STUDY) for one in INTERVIEWS
)
APPROVED: tuple[Step, ...] = tuple(("approve", one, "all", *BY, *STUDY) for one in INTERVIEWS)
REFUSED: frozenset[Step] = frozenset(
    {
        ("release", *BY, *STUDY),
        ("release", *BY, "--profile", "archive", *STUDY),
        ("approve", "P9", "all", *BY, *STUDY),
        ("export", "--format", "nonsense", *STUDY),
        ("recordings", "delete", *BY, *STUDY),
        ("key", "destroy", *BY, *STUDY),
        ("nonsense",),
    }
)
"""Commands that are not done, for a reason that they show."""
STEPS: tuple[Step, ...] = (
    ("--version",),
    ("nonsense",),
    ("init", "another", "--title", "Another study", "--language", "nb"),
    ("init", "a third", "--language", "nn"),
    ("guide", "check", *STUDY),
    ("guide", "check", "--lexical", *STUDY),
    ("status", *STUDY),
    ("run", *STUDY),
    ("identifiers", "list", *STUDY),
    ("risk", *STUDY),
    ("report", *STUDY),
    ("import", "decisions", "study/decisions.csv", *BY, *STUDY),
    ("import", "transcript", "P2", "study/restricted/transcripts/P2_transcript_draft.docx", *STUDY),
    ("speakers", "P1", "--swap", *STUDY),
    ("speakers", "P1", "--swap", *STUDY),
    ("run", *STUDY),
    ("import", "units", "study/exports/P1_units.xlsx", "--by", "A", *STUDY),
    ("approve", "P9", "all", *BY, *STUDY),
    *ACCEPTED,
    ("run", *STUDY),
    *APPROVED,
    ("run", *STUDY),
    ("export", "--format", "nonsense", *STUDY),
    ("export", "P1", "--format", "csv", "--delimiter", ";", "--program", "nvivo", "--for-coders", "D", *STUDY),
    ("run", *STUDY),
    ("status", *STUDY),
    ("status", *INTERVIEWS, *STUDY),
    ("identifiers", "write", "--format", "csv", "--to", "identifiers.csv", *STUDY),
    ("identifiers", "write", "P1", *STUDY),
    ("risk", "--k", "2", *STUDY),
    ("report", *STUDY),
    ("check", *STUDY),
    ("release", *BY, "--profile", "coders", *STUDY),
    ("check", "study/shared", *STUDY),
    ("release", *BY, "--profile", "archive", *STUDY),
    ("release", *BY, "--profile", "archive", "--accept-wording", *STUDY),
    ("reidentify", "study/shared/P1_units.csv", "study/shared/P2_by_question.docx", *STUDY),
    ("withdraw", "P3", *BY, *STUDY),
    ("withdraw", "P3", "--originals", *BY, *STUDY),
    ("release", *BY, *STUDY),
    ("run", *STUDY),
    ("status", *STUDY),
    ("recordings", "list", *STUDY),
    ("recordings", "delete", *BY, *STUDY),
    ("key", "where", *STUDY),
    ("key", "copy", "a-copy.key.age", *STUDY),
    ("key", "destroy", *BY, *STUDY),
    ("identifiers", "delete", *STUDY),
)
"""The commands, in order; what each makes is what the next goes on from."""

_STILL = """
import datetime, random, secrets, sys, time, uuid

class Instances(type):
    def __instancecheck__(cls, one): return isinstance(one, cls.__mro__[1])
    def __subclasscheck__(cls, one): return issubclass(one, cls.__mro__[1])

class DateTime(datetime.datetime, metaclass=Instances):
    __slots__ = ()
    @classmethod
    def now(cls, tz=None): return cls.fromtimestamp(1772359200, tz)
    @classmethod
    def today(cls): return cls.now()
    @classmethod
    def utcnow(cls): return cls.now(datetime.timezone.utc).replace(tzinfo=None)

datetime.datetime = DateTime
localtime, gmtime = time.localtime, time.gmtime
time.time = lambda: 1772359200.0
time.localtime = lambda seconds=None: localtime(1772359200.0 if seconds is None else seconds)
time.gmtime = lambda seconds=None: gmtime(1772359200.0 if seconds is None else seconds)

random.seed(0)
drawn = random.Random(0)
# the same at every draw: libraries draw as well, and how often is nobody's promise
secrets.choice = lambda among: random.Random(0).choice(among)
secrets.randbelow = lambda below: random.Random(0).randrange(below)
secrets.randbits = lambda bits: random.Random(0).getrandbits(bits)
secrets.token_bytes = lambda length=None: random.Random(0).randbytes(length or 32)
secrets.token_hex = lambda length=None: random.Random(0).randbytes(length or 32).hex()
uuid.uuid4 = lambda: uuid.UUID(int=drawn.getrandbits(128), version=4)

import ipstranscribe
if not ipstranscribe.__file__.startswith(sys.argv.pop(1)):
    sys.exit("the program is loaded from " + ipstranscribe.__file__)
ipstranscribe.__version__ = "0"
"""
"""A clock that stands still, and nothing drawn at random. `datetime.date` stays as it is: libraries derive from it."""
_RUN = f"""{_STILL}
import runpy
sys.argv[0] = "ipstranscribe"
runpy.run_module("ipstranscribe", run_name="__main__", alter_sys=True)
"""
"""The program under a clock that stands still; the one argument before its own is the folder it must be loaded from."""
_WALK = f"""{_STILL}
import contextlib, re, runpy, typer
found = []
typer.Typer.__call__ = lambda app: found.append(app)
runpy.run_module("ipstranscribe", run_name="__main__", alter_sys=True)

TOLD = ("name", "param_type_name", "opts", "secondary_opts", "required", "default", "multiple", "nargs", "metavar", "type")

def walk(path, command):
    print("#", *path)
    for one in command.params:
        print(*(re.sub(" at 0x[0-9a-f]+", "", f"{{name}}={{getattr(one, name, None)!r}}") for name in TOLD))
    with contextlib.suppress(SystemExit):
        root.main([*path, "--help"], prog_name="ipstranscribe")
    for name, below in getattr(command, "commands", {{}}).items():
        walk([*path, name], below)

root = typer.main.get_command(found[0])
walk([], root)
"""
"""Every command with its options, and what `--help` says of it."""


@dataclass(frozen=True)
class Done:
    """What a command came to: exit code, what it showed, and the checksum of every file there is after it."""

    code: int
    shown: str
    files: Mapping[str, str]


def main() -> None:
    """Do everything with both versions, and say what differs."""
    options = _options()
    old, new = options.old.resolve(), options.new.resolve()
    with tempfile.TemporaryDirectory(prefix="benchmark-") as scratch:
        start, work = Path(scratch) / "start", Path(scratch) / "work"
        _start(old, start, options)
        made: list[list[Done]] = []
        steps = [HELP, *([TRANSCRIBE] if options.transcribe else ()), *STEPS]
        for name, checkout in (("old", old), ("new", new)):
            shutil.copytree(start, work)
            made.append([_done(checkout, step, work, must=checkout == old) for step in steps])
            if options.keep:
                shutil.copytree(work, options.keep / name)
            shutil.rmtree(work)
    differences = [*_between(steps, *made)]
    files = {name for done in made[0] for name in done.files}
    print(
        *differences,
        f"{len(steps)} commands, {len(files)} files; {'something' if differences else 'nothing'} differs.",
        sep="\n",
    )
    sys.exit(bool(differences))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", type=Path, metavar="OLD_CHECKOUT")
    parser.add_argument("new", type=Path, metavar="NEW_CHECKOUT")
    heard = parser.add_mutually_exclusive_group()
    heard.add_argument("--transcribe", action="store_true", help="let each version transcribe for itself")
    heard.add_argument(
        "--heard", type=Path, metavar="FOLDER", help="where OLD's transcripts are kept for the next time"
    )
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave both studies here, as `old` and `new`")
    return parser.parse_args()


def _start(old: Path, start: Path, options: argparse.Namespace) -> None:
    """The folder that both versions go on from."""
    if options.heard and options.heard.exists():
        shutil.copytree(options.heard, start)
        return
    _prepare(old / "sample_audio" / "study", start / "study")
    if not options.transcribe:
        _done(old, TRANSCRIBE, start, must=True)
    if options.heard:
        shutil.copytree(start, options.heard)


def _prepare(sample: Path, study: Path) -> None:
    """The sample study with settings that ask for everything."""
    shutil.copytree(sample, study)
    for path in ((study / "restricted"), *(study / "restricted").rglob("*")):
        path.chmod(path.stat().st_mode & 0o700)
    config = study / "study.toml"
    told = re.sub(r"formats = .*\n", EXPORT, config.read_text(encoding="utf-8"))
    config.write_text(told.replace("[transcribe]", f"{SETTINGS}\n[transcribe]", 1), encoding="utf-8")


def _done(checkout: Path, step: Step, work: Path, *, must: bool) -> Done:
    """What came of a command in the folder `work`. One that `must` end as expected ends the comparison if it does not:
    two versions that both fail are alike, and nothing is compared.
    """
    print(f"{checkout.name}: {' '.join(step)}", file=sys.stderr, flush=True)
    source = str(checkout / "src")
    environment = {
        **os.environ,
        **{"PYTHONPATH": source, "PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        **{"TZ": "UTC", "COLUMNS": str(WIDTH), "TERM": "dumb", "NO_COLOR": "1", "IPSTRANSCRIBE_PASSPHRASE": SECRET},
    }
    program, arguments = (_WALK, ()) if step == HELP else (_RUN, step)
    done = subprocess.run(
        [sys.executable, "-c", program, source, *arguments],
        cwd=work, env=environment, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    shown = f"{done.stdout}{done.stderr}"
    if must and bool(done.returncode) != (step in REFUSED):
        raise SystemExit(f"The old version: `{' '.join(step)}` ended with {done.returncode}:\n{shown}")
    return Done(done.returncode, shown, _files(work))


# What differs.


def _files(work: Path) -> dict[str, str]:
    """Checksum of every file by its path. The key is sealed with salts of a library of its own; its content counts."""
    found = {}
    for path in sorted(work.rglob("*")):
        if path.is_file() and path.name != ".lock":
            data = path.read_bytes()
            content = _unsealed(data) if path.name.endswith(".key.age") else data
            found[path.relative_to(work).as_posix()] = hashlib.sha256(content).hexdigest()
    return found


@cache
def _unsealed(sealed: bytes) -> bytes:
    return bytes(pyrage.passphrase.decrypt(sealed, SECRET))


def _between(steps: Sequence[Step], old: Sequence[Done], new: Sequence[Done]) -> Iterator[str]:
    """What differs, command by command; a file is named once, where it begins to differ."""
    named: set[str] = set()
    for words, one, other in zip(steps, old, new, strict=True):
        step = " ".join(words)
        if one.code != other.code:
            yield f"`{step}` ends with {one.code} and {other.code}"
        if one.shown != other.shown:
            yield "\n".join([f"`{step}` shows something else:", *_lines(one.shown, other.shown)])
        differing = sorted(
            name for name in {*one.files, *other.files} - named if one.files.get(name) != other.files.get(name)
        )
        named.update(differing)
        if differing:
            told = [f"  {_how(one.files.get(name), other.files.get(name))}: {name}" for name in differing]
            yield "\n".join([f"from `{step}` on, {len(differing)} files are not the same:", *_first(told)])


def _how(old: str | None, new: str | None) -> str:
    if old and new:
        return "differs"
    return "old one's only" if old else "new one's only"


def _lines(old: str, new: str) -> list[str]:
    found = difflib.unified_diff(old.splitlines(), new.splitlines(), "old", "new", n=0, lineterm="")
    return _first([f"  {line}" for line in found])


def _first(lines: list[str]) -> list[str]:
    more = len(lines) - MOST_LINES
    return [*lines[:MOST_LINES], f"  and {more} more"] if more > 0 else lines


if __name__ == "__main__":
    main()
