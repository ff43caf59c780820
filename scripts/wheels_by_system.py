"""Ask the package index whether every package of a list has a wheel for a system and a Python: a table in Markdown.

    python scripts/wheels_by_system.py                       # requirements-lean.txt
    python scripts/wheels_by_system.py LIST --python 3.12

pip resolves and installs nothing (`--dry-run`). Where the whole list cannot be had, each package is asked for alone.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]


class System(NamedTuple):
    """A kind of machine: its tags for wheels, the newest first, and what markers of requirements say of it."""

    tags: tuple[str, ...]
    marks: Mapping[str, str]


def _linux(machine: str) -> System:
    tags = (*(f"manylinux_2_{n}_{machine}" for n in range(28, 16, -1)), f"manylinux2014_{machine}")
    return System(
        tags, {"sys_platform": "linux", "platform_system": "Linux", "platform_machine": machine, "os_name": "posix"}
    )


def _mac(machine: str) -> System:
    marks = {"sys_platform": "darwin", "platform_system": "Darwin", "platform_machine": machine, "os_name": "posix"}
    return System((f"macosx_14_0_{machine}",), marks)


SYSTEMS = {
    "Windows x86-64": System(
        ("win_amd64",),
        {"sys_platform": "win32", "platform_system": "Windows", "platform_machine": "AMD64", "os_name": "nt"},
    ),
    "macOS 14, Apple": _mac("arm64"),
    "macOS 14, Intel": _mac("x86_64"),
    "Linux x86-64": _linux("x86_64"),
    "Linux ARM": _linux("aarch64"),
}


def listed(path: Path) -> list[Requirement]:
    """The requirements of a list, without their checksums."""
    lines = (line.rstrip("\\ \n") for line in path.read_text(encoding="utf-8").splitlines())
    return [Requirement(line) for line in lines if line and not line.startswith((" ", "#", "-"))]


def needed(requirements: Sequence[Requirement], system: System, python: str) -> list[str]:
    """Those that the markers ask for on a system, with their version."""
    marks = {**system.marks, "python_version": python, "python_full_version": f"{python}.0", "extra": ""}
    chosen = [one for one in requirements if one.marker is None or one.marker.evaluate(marks)]
    return [f"{one.name}{one.specifier}" for one in chosen]


def there(requirements: Sequence[str], system: System, python: str) -> bool:
    """Whether the index has a wheel of each for a system and a Python; ends the program where it does not answer."""
    with tempfile.TemporaryDirectory() as scratch:
        wanted = Path(scratch) / "wanted.txt"
        wanted.write_text("\n".join(requirements), encoding="utf-8")
        tags = [word for tag in system.tags for word in ("--platform", tag)]
        options = [
            "--dry-run",
            "--quiet",
            "--no-deps",
            "--only-binary",
            ":all:",
            "--ignore-installed",
            "--target",
            scratch,
        ]
        command = [sys.executable, "-m", "pip", "install", *options, *tags]
        command += ["--python-version", python, "--requirement", str(wanted)]
        for _ in range(_TRIES):
            done = subprocess.run(command, check=False, capture_output=True, text=True)
            if done.returncode == 0 or _NONE in done.stderr:
                return done.returncode == 0
    sys.exit(f"The index did not answer: {done.stderr.strip().splitlines()[-1]}")


_NONE = "No matching distribution found"
"""What pip says of a package without a wheel that fits; anything else that it says is no answer."""
_TRIES = 3


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("list", type=Path, nargs="?", default=ROOT / "requirements-lean.txt")
    parser.add_argument("--python", nargs="+", default=["3.11", "3.12"])
    given = parser.parse_args()
    requirements = listed(given.list)
    print("| system | Python | packages | without a wheel |\n|---|---|---|---|")
    for name, system in SYSTEMS.items():
        for python in given.python:
            wanted = needed(requirements, system, python)
            lacking = (
                [] if there(wanted, system, python) else [one for one in wanted if not there([one], system, python)]
            )
            print(f"| {name} | {python} | {len(wanted)} | {', '.join(lacking) or 'none'} |", flush=True)


if __name__ == "__main__":
    main()
