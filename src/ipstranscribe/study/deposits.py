"""Records of deposits: what was laid out for an archive cannot be taken back from here, so it must be known who is in it."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from ipstranscribe.errors import UserError
from ipstranscribe.model import Deposit
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study


def record(study: Study, deposit: Deposit) -> None:
    """Keep the record of a deposit. Each has a file of its own, so that two sides of a handover never meet in one."""
    storage.write(_place(study, deposit), deposit, private=True)


def forget(study: Study, deposit: Deposit) -> None:
    """Delete the record of a deposit that was not made after all."""
    storage.delete(_place(study, deposit))


def read(study: Study) -> list[Deposit]:
    """The records of all deposits, the oldest first; raises UserError for a damaged one."""
    return [storage.read(path, Deposit) for path in _paths(study)]


def containing(study: Study, participant: str, interviews: Collection[str] = ()) -> Iterator[Deposit | UserError]:
    """The deposits that a participant, or one of these interviews, is in; the error for each record that cannot be read."""
    for path in _paths(study):
        try:
            one = storage.read(path, Deposit)
        except UserError as error:
            yield error
            continue
        if participant in one.participants or set(interviews).intersection(one.interviews):
            yield one


def _paths(study: Study) -> list[Path]:
    return sorted(path for path in study.deposits.glob("deposit_*.json") if "_damaged_" not in path.name)


def _place(study: Study, deposit: Deposit) -> Path:
    moment = re.sub(r"\D", "", deposit.when)[:12]
    return study.deposits / f"deposit_{moment}_{deposit.manifest[:16]}.json"
