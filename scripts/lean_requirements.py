"""Write `requirements-lean.txt`: all that the program needs but the engine `openai`, pinned by version and checksums.

    python scripts/lean_requirements.py          # needs uv (`pip install uv`) and a network

Versions are those of `constraints.txt`, for every system and every Python that the program supports; checksums are those
of all files that the package index has of a version. The list is installed with `pip install --no-deps --require-hashes`.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "requirements-lean.txt"
LEFT_OUT = {
    "openai-whisper": "two thirds of the whole installation, with torch, triton and numba, which nothing else needs",
    "hf-xet": "fetches from a hub, which this program does by itself",
}
EXTRAS = ("review", "meaning")
HEAD = """\
# All that ipstranscribe needs but {left}; written by scripts/lean_requirements.py.
#     pip install --no-deps --require-hashes -r requirements-lean.txt
#     pip install --no-deps ipstranscribe-VERSION-py3-none-any.whl
"""


def compiled(uv: str) -> str:
    """The list as uv writes it: requirements, the systems that they are for, and their checksums."""
    with tempfile.TemporaryDirectory() as scratch:
        without = Path(scratch) / "left_out.txt"
        without.write_text("".join(f"{name} ; python_version < '0'\n" for name in LEFT_OUT), encoding="utf-8")
        options = [
            "--universal",
            "--generate-hashes",
            "--no-header",
            "--no-annotate",
            "--python-version",
            "3.11",
            "--quiet",
        ]
        files = ["--constraint", "constraints.txt", "--override", str(without)]
        extras = [word for extra in EXTRAS for word in ("--extra", extra)]
        command = [uv, "pip", "compile", "pyproject.toml", *extras, *options, *files]
        return subprocess.run(command, cwd=ROOT, check=True, text=True, stdout=subprocess.PIPE).stdout


def main() -> None:
    """Write the list."""
    uv = shutil.which("uv")
    if uv is None:
        sys.exit("uv is not here: pip install uv")
    OUT.write_text(HEAD.format(left=" and ".join(LEFT_OUT)) + compiled(uv), encoding="utf-8", newline="\n")
    print(f"{OUT.name}: {sum('==' in line for line in OUT.read_text(encoding='utf-8').splitlines())} packages")


if __name__ == "__main__":
    main()
