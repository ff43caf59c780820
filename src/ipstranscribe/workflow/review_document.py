"""What the review page is told of a transcript, as JSON values: the document, and what an edit changed in it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ipstranscribe.model import Approvals, Concern, ListenedPlace, Transcript, Turn
from ipstranscribe.study import approvals, review_content
from ipstranscribe.study.folder import Study
from ipstranscribe.study.review_content import ReviewChange

Json = dict[str, Any]


def turn_json(turn: Turn) -> Json:
    """A turn; of each timed word its span (code points), its times (seconds) and its probability."""
    words = [[w.char_start, w.char_end, w.start, w.end, w.probability] for w in turn.words]
    return {
        "id": turn.id,
        "speaker": turn.speaker,
        "text": turn.text,
        "start": turn.start,
        "end": turn.end,
        "words": words,
    }


def changes_json(before: Sequence[Turn], after: Sequence[Turn]) -> list[Json]:
    """What to do to turns shown `before` so that they are those shown `after`; a turn that stayed is the same object."""
    same = {id(turn) for turn in before} & {id(turn) for turn in after}
    found: list[Json] = []
    old = new = 0
    last = ""
    while old < len(before) or new < len(after):
        removed, turns = [], []
        while old < len(before) and id(before[old]) not in same:
            removed.append(before[old].id)
            old += 1
        while new < len(after) and id(after[new]) not in same:
            turns.append(turn_json(after[new]))
            new += 1
        if removed or turns:
            found.append({"after": last, "removed": removed, "turns": turns})
            last = turns[-1]["id"] if turns else last
        if new < len(after):
            last = after[new].id
            old, new = old + 1, new + 1
    return found


def keys_of(concerns: Sequence[Concern]) -> list[str]:
    """A key for each concern: what it is about and when; equal ones are numbered."""
    seen = Counter[str]()
    keys = []
    for one in concerns:
        key = f"{one.kind}:{one.start:.2f}:{one.end:.2f}"
        seen[key] += 1
        keys.append(key if seen[key] == 1 else f"{key}:{seen[key]}")
    return keys


def concerns_json(
    concerns: Sequence[Concern], homes: Sequence[str | None], words: Mapping[str, ListenedPlace], *, approved: bool
) -> Iterator[Json]:
    """The places to listen to, in the order of time; `homes` are their turns, None for one settled by a correction.

    `words` are those of people who listened, by key. `settled` is `corrected`, `listened`, `approved`, or empty.
    """
    told = sorted(zip(keys_of(concerns), concerns, homes, strict=True), key=lambda one: (one[1].start, one[1].end))
    for key, concern, home in told:
        word = words.get(key)
        settled = "corrected" if home is None else "listened" if word else "approved" if approved else ""
        yield {
            "key": key,
            "kind": concern.kind,
            "start": concern.start,
            "end": concern.end,
            "turn": home or None,
            "why": concern.why,
            "heard": concern.heard,
            "written": concern.written,
            "settled": settled,
            "by": word.by if word and settled == "listened" else "",
            "when": word.when if word and settled == "listened" else "",
        }


def approval_json(study: Study, transcript: Transcript, given: Approvals) -> Json:
    """Whether a transcript as it is now, which need not be stored yet, is approved, by whom and when."""
    mine = approvals.latest(given, transcript.interview, "transcript")
    if mine is None:
        return {"state": "missing", "by": "", "when": ""}
    if mine.content.startswith(review_content.FORM):
        now = review_content.checksum(review_content.transcript_content(transcript, study.config))
    else:  # an approval of an earlier version is about the stored file
        now = approvals.stored_checksum(study, transcript.interview, "transcript")
    return {"state": "reviewed" if now == mine.content else "stale", "by": mine.by, "when": mine.when}


def change_since_json(change: ReviewChange) -> Json:
    """A place that shows something else than when the transcript was approved."""
    one = change.after or change.before
    assert one is not None  # noqa: S101 - a change has one of them
    return {
        "kind": one.kind,
        "id": one.id,
        "before": None if change.before is None else change.before.text,
        "after": None if change.after is None else change.after.text,
        "terms_before": [] if change.before is None else list(change.before.terms),
        "terms_after": [] if change.after is None else list(change.after.terms),
    }
