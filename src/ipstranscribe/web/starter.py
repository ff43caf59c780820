"""A small program of its own, beside the review page: waits for a line that says which browser to start, and ends.

It uses nothing but Python itself, and runs before anything of the study is read.
"""

import json
import subprocess
import sys


def main() -> None:
    """Start what the line says; nothing if there is none."""
    line = sys.stdin.readline()
    if not line:
        return
    told = json.loads(line)
    if not told["words"]:
        import webbrowser

        webbrowser.open(told["file"])
        return
    quiet = subprocess.DEVNULL
    subprocess.Popen(told["words"], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)  # noqa: S603


if __name__ == "__main__":
    main()
