"""A study for trying a cluster: `python benchmarks/cluster_study.py FOLDER --interviews 6 --minutes 2`.

The recordings repeat the twenty seconds of `sample_audio/extra`, each interview with a little more silence at the end, so
that no two files are the same. One voice.
"""

import argparse
import wave
from pathlib import Path

from ipstranscribe.workflow.init import create_study

SAID = Path(__file__).parents[1] / "sample_audio" / "extra" / "P2_first_20s.wav"


def make(folder: Path, interviews: int, minutes: float) -> None:
    """Write the study; raises `UserError` if the folder is not empty."""
    create_study(folder, "A cluster", "en")
    settings = (folder / "study.toml").read_text(encoding="utf-8").replace("speakers = 2", "speakers = 1", 1)
    (folder / "study.toml").write_text(f'key = "../{folder.name}.key.age"\n{settings}', encoding="utf-8")
    ids = [f"P{number}" for number in range(1, interviews + 1)]
    rows = "".join(f"{one},{one},{one}.wav,en\n" for one in ids)
    (folder / "restricted" / "interviews.csv").write_text("id,participant,recordings,language\n" + rows)
    people = "".join(f"{one},Zzquist{number} Vvorm{number}\n" for number, one in enumerate(ids))
    (folder / "restricted" / "participants.csv").write_text("id,name\n" + people)
    with wave.open(str(SAID)) as talk:
        said, form = talk.readframes(talk.getnframes()), talk.getparams()
    for number, one in enumerate(ids):
        with wave.open(str(folder / "restricted" / "recordings" / f"{one}.wav"), "wb") as file:
            file.setparams(form)
            file.writeframes(said * round(minutes * 3) + bytes(320 * number))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--interviews", type=int, default=6)
    parser.add_argument("--minutes", type=float, default=2)
    given = parser.parse_args()
    make(given.folder, given.interviews, given.minutes)
