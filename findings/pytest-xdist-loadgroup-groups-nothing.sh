#!/usr/bin/env bash
# pytest-xdist 3.8.0 under pytest 9.2.0: `--dist loadgroup` accepts the mark `xdist_group`, warns of nothing, and spreads a group
# over the workers, one test here, one there. With pytest 8.4.2 the same file is run by one worker.
#
# Why: the plugin writes the group into the attribute `_nodeid` of a test, and pytest 9.2 no longer reads it.
# What it does to a suite: a fixture that is made once for a group is made once in every worker, silently.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cat > "$place/test_one_group.py" <<'PY'
import pytest


@pytest.mark.xdist_group("one")
@pytest.mark.parametrize("number", range(8))
def test_of_a_group(number):
    pass
PY

workers() { # the number of workers that ran a test of the group, with the given version of pytest
  python3 -m venv "$place/$1"
  "$place/$1/bin/pip" install --quiet "pytest==$1" pytest-xdist==3.8.0
  (cd "$place" && "$place/$1/bin/python" -m pytest -v -n 2 --dist loadgroup -p no:cacheprovider test_one_group.py) |
    grep -oE '^\[gw[0-9]+\]' | sort -u | wc -l
}

before=$(workers 8.4.2)
now=$(workers 9.2.0)
echo "pytest-xdist 3.8.0, a group of eight tests, two workers: pytest 8.4.2 uses $before, pytest 9.2.0 uses $now"
[ "$before" = 1 ] && [ "$now" = 2 ]
