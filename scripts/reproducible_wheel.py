"""Build the wheel twice, in two folders and under two umasks, and say its checksum; fails where the bytes differ.

    python scripts/reproducible_wheel.py OUT     # needs git, and a network for the builder

What is built is the last commit, so that nothing that merely lies about comes in; times in the wheel are that commit's.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def _git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=ROOT, check=True, text=True, stdout=subprocess.PIPE).stdout.strip()


def built(scratch: Path, umask: int) -> Path:
    """The wheel of the last commit, built in a folder of its own."""
    source, out = scratch / "source", scratch / "out"
    source.mkdir(parents=True)
    archive = scratch / "source.tar"
    _git("archive", "--format", "tar", "--output", str(archive), "HEAD")
    shutil.unpack_archive(archive, source, filter="data")
    environment = os.environ | {"SOURCE_DATE_EPOCH": _git("log", "-1", "--format=%ct")}
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(out), str(source)]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL, env=environment, umask=umask)
    (wheel,) = out.glob("*.whl")
    return wheel


def main() -> None:
    """Build, compare, and keep one with its checksum in a file beside it (`sha256sum -c` reads it)."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    out = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as scratch:
        one, other = built(Path(scratch) / "one", 0o022), built(Path(scratch) / "another place", 0o077)
        if one.read_bytes() != other.read_bytes():
            sys.exit(f"{one.name}: two builds of the same commit differ")
        out.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(one, out / one.name)
    told = f"{hashlib.sha256((out / one.name).read_bytes()).hexdigest()}  {one.name}\n"
    (out / f"{one.name}.sha256").write_text(told, encoding="utf-8", newline="\n")
    print(told, end="")


if __name__ == "__main__":
    main()
