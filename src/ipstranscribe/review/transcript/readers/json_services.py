"""JSON of speech services, whose transcripts people get from a transcription bureau or a colleague.

A shape function gets the parsed file and returns its entries, or None if the file has another shape. Documentation: Deepgram
`listen`, AssemblyAI `transcript`, AWS Transcribe "Data input and output", Google `SpeechRecognitionResult`, Azure "Get batch
transcription results", Rev AI `transcript object`, Gladia `pre-recorded`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ipstranscribe.review.transcript.readers.json_entries import by_speaker
from ipstranscribe.review.transcript.readers.json_records import (
    WORD,
    JsonRecord,
    ListedEntry,
    SaidWord,
    entry_of,
    first_list,
    get,
    inside,
    label_value,
    listed,
    numbered,
    probability_value,
    records,
    text_value,
    time_value,
    word_of,
)


def deepgram(content: Any) -> list[ListedEntry] | None:
    """Deepgram: utterances, or the words of every channel."""
    found = inside(content, "results", "channels")
    if not isinstance(found, list):
        return None
    utterances = inside(content, "results", "utterances")
    if isinstance(utterances, list) and utterances:
        return listed(utterances)
    several = len(found) > 1
    entries: list[ListedEntry] = []
    for number, channel in enumerate(found):
        best = inside(channel, "alternatives", 0)
        words = [word_of(one, number + 1) for one in records(inside(best, "words"), number + 1, "words")]
        said = list(by_speaker(words)) or [
            ListedEntry(1, text_value(inside(best, "transcript") or "", number + 1, "transcript"))
        ]
        entries += [replace(one, label=one.label or f"Channel {number + 1}") if several else one for one in said]
    return _in_time(entries) if several else entries


def _in_time(entries: Sequence[ListedEntry]) -> list[ListedEntry]:
    """The entries of several channels in the order of time, numbered anew."""
    ordered = sorted(entries, key=lambda entry: entry.start or 0.0)
    return [replace(entry, place=place) for place, entry in enumerate(ordered, 1)]


def assembly_ai(content: Any) -> list[ListedEntry] | None:
    """AssemblyAI: utterances or words, in milliseconds."""
    if not isinstance(content, dict) or not ({"audio_url", "utterances"} <= {*content} or "acoustic_model" in content):
        return None
    found = first_list(content, ("utterances",))
    if found:
        return [entry_of(record, place, 0.001) for place, record in enumerate(numbered(found), 1)]
    words = [word_of(record, place, 0.001) for place, record in enumerate(numbered(content.get("words") or []), 1)]
    return list(by_speaker(words)) or None


def aws(content: Any) -> list[ListedEntry] | None:
    """AWS Transcribe: items, with the speaker in each or in `speaker_labels` by start time, or one list for each channel."""
    results = inside(content, "results")
    if not isinstance(results, dict) or not isinstance(results.get("items"), list):
        return None
    channels = inside(results, "channel_labels", "channels")
    if isinstance(channels, list) and channels:
        parts = [(f"Channel {n}", records(inside(one, "items"), n, "items")) for n, one in enumerate(channels, 1)]
        return _in_time([entry for label, items in parts for entry in by_speaker(_aws_words(items, {}, label))])
    segments = records(inside(results, "speaker_labels", "segments"), 1, "segments")
    labels = {
        item.get("start_time"): item.get("speaker_label")
        for number, segment in enumerate(segments, 1)
        for item in records(segment.get("items"), number, "items")
    }
    return list(by_speaker(_aws_words(records(results["items"], 1, "items"), labels, None)))


def _aws_words(items: Sequence[JsonRecord], labels: Mapping[Any, Any], channel: str | None) -> list[SaidWord]:
    """The words of a list of items; a sign belongs to the word before."""
    words: list[SaidWord] = []
    for place, item in enumerate(items, 1):
        text = text_value(inside(item, "alternatives", 0, "content"), place, "content")
        if item.get("type") == "punctuation" and words:
            words[-1] = replace(words[-1], text=words[-1].text + text)
            continue
        start, end = (time_value(item.get(key), place, key) for key in ("start_time", "end_time"))
        sure = probability_value(inside(item, "alternatives", 0, "confidence"))
        label = label_value(item.get("speaker_label") or labels.get(item.get("start_time")) or channel, place)
        words.append(SaidWord(text, start, end, sure, label))
    return words


def google(content: Any) -> list[ListedEntry] | None:
    """Google Speech-to-Text: results with words. With speakers, the last result has the words of all of them."""
    found = inside(content, "response", "results") or inside(content, "results")
    if not isinstance(found, list) or not all(isinstance(inside(one, "alternatives"), list) for one in found):
        return None
    if any("timestamps" in one for result in found for one in records(result["alternatives"], 1, "alternatives")):
        return None
    entries = []
    for place, result in enumerate(found, 1):
        words = tuple(
            _google_word(one, place) for one in records(inside(result, "alternatives", 0, "words"), place, "words")
        )
        entries.append(
            ListedEntry(place, text_value(inside(result, "alternatives", 0, "transcript") or "", place), words=words)
        )
    before = [token for entry in entries for token in entry.text.split()]
    whole = entries[-1].words if entries else ()
    if whole and any(word.label for word in whole) and len([t for w in whole for t in w.text.split()]) >= len(before):
        return list(by_speaker(whole))
    return [entry for entry in entries if entry.text or entry.words]


def _google_word(record: JsonRecord, place: int) -> SaidWord:
    label = record.get("speakerLabel") or record.get("speakerTag") or None
    start, end = (
        time_value(get(record, (f"{side}time", f"{side}offset")), place, "words") for side in ("start", "end")
    )
    sure = probability_value(record.get("confidence"))
    return SaidWord(text_value(record.get("word"), place, "words"), start, end, sure, label_value(label, place))


def azure(content: Any) -> list[ListedEntry] | None:
    """Azure: batch transcription (`recognizedPhrases`, in ticks of 100 ns) or fast (`phrases`, in milliseconds)."""
    if isinstance(phrases := inside(content, "recognizedPhrases"), list):
        return [
            _azure_entry(one, inside(one, "nBest", 0) or {}, place, ("offsetInTicks", "durationInTicks"), 1e-7)
            for place, one in enumerate(numbered(phrases), 1)
        ]
    if isinstance(phrases := inside(content, "phrases"), list):
        keys = ("offsetMilliseconds", "durationMilliseconds")
        return [_azure_entry(one, one, place, keys, 0.001) for place, one in enumerate(numbered(phrases), 1)]
    return None


def _azure_entry(phrase: JsonRecord, best: JsonRecord, place: int, keys: tuple[str, str], unit: float) -> ListedEntry:
    text = text_value(best.get("display") or best.get("text") or best.get("lexical") or "", place)
    said = best.get("displayWords") or best.get("words")
    words = tuple(_azure_word(one, place, keys, unit) for one in records(said, place, "words"))
    start, end = _azure_times(phrase, place, keys, unit)
    return ListedEntry(place, text, label_value(phrase.get("speaker"), place), start, end, words)


def _azure_word(record: JsonRecord, place: int, keys: tuple[str, str], unit: float) -> SaidWord:
    start, end = _azure_times(record, place, keys, unit)
    return SaidWord(
        text_value(get(record, WORD), place, "words"), start, end, probability_value(record.get("confidence"))
    )


def _azure_times(
    record: JsonRecord, place: int, keys: tuple[str, str], unit: float
) -> tuple[float | None, float | None]:
    start, lasts = (time_value(record.get(key), place, key, unit) for key in keys)
    return start, None if start is None or lasts is None else round(start + lasts, 3)


def rev_ai(content: Any) -> list[ListedEntry] | None:
    """Rev AI: monologues of elements, which are words and the signs between them."""
    found = inside(content, "monologues")
    if not isinstance(found, list):
        return None
    return [_rev_entry(one, place) for place, one in enumerate(numbered(found), 1)]


def _rev_entry(monologue: JsonRecord, place: int) -> ListedEntry:
    elements = records(monologue.get("elements"), place, "elements")
    text = "".join(str(element.get("value", "")) for element in elements)
    words = tuple(_rev_word(element, place) for element in elements if element.get("type") == "text")
    label = label_value(monologue.get("speaker"), place)
    start = next((word.start for word in words if word.start is not None), None)
    end = next((word.end for word in reversed(words) if word.end is not None), None)
    return ListedEntry(place, text_value(text, place), label, start, end, words)


def _rev_word(element: JsonRecord, place: int) -> SaidWord:
    start, end = (time_value(element.get(key), place, key) for key in ("ts", "end_ts"))
    sure = probability_value(element.get("confidence"))
    return SaidWord(text_value(element.get("value"), place, "elements"), start, end, sure)


def gladia(content: Any) -> list[ListedEntry] | None:
    """Gladia: utterances in `result.transcription`."""
    found = inside(content, "result", "transcription", "utterances")
    return listed(found) if isinstance(found, list) else None
