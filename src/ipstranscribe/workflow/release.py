"""Atomic release: writes `shared/` completely if the gate passes, or not at all; there is no other way into it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import get_args

from ipstranscribe import events
from ipstranscribe.choices import ProfileName
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.export import coder_packs
from ipstranscribe.export.content.running_text import shown_lines
from ipstranscribe.model import Key
from ipstranscribe.pseudonymize.redaction.reword import (
    WordingChange,
    replacement_wordings,
    reword_replacements,
    wording_changes,
)
from ipstranscribe.release.gate import Verdict
from ipstranscribe.release.search.rejected_places import ShownText
from ipstranscribe.release.search.remaining import remaining
from ipstranscribe.study import atomic_folder, audit_log, consent, locks, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.check import (
    FolderFiles,
    Judgement,
    Refused,
    RemainingWords,
    full_key,
    gate_verdict,
    reasons_against,
)
from ipstranscribe.workflow.export import (
    RenderedInterview,
    RenderOptions,
    document_of,
    readiness,
    refuse_ids_of_interviews,
    render,
    render_whole,
    stored_text,
)


class Reworded(UserError):
    """Error: the profile would change approved replacements; `changes` lists them."""

    def __init__(self, profile: ProfileName, changes: list[WordingChange]) -> None:
        times = sum(change.times for change in changes)
        super().__init__(
            f"The profile {profile} words {len(changes)} replacements otherwise than they were approved ({times} times).",
            "Look at them; then the same command with --accept-wording.",
            ExitCode.REFUSED,
        )
        self.changes = changes


@locks.holding_everything("check")
def check(study: Study, folder: Path | None) -> Judgement:
    """Check all files below `folder` with the gate, or what a release would write now. Needs the key.

    Raises UserError if there is no such folder, if it cannot be read, or if the key is missing.
    """
    reasons = tuple(reasons_against(study))
    if folder is None and reasons:  # nothing would be written, so there is nothing to search
        return Judgement(Verdict((), 0), reasons)
    key = full_key(study)
    if folder is not None:
        files: Mapping[str, bytes] = FolderFiles(folder.resolve())
    else:
        files = _to_release(study, _texts(study, study.config.profile), study.config.profile)
    return Judgement(gate_verdict(study, files, key, _shown_to_anybody(study, key) if files else ()), reasons)


# The release.


@locks.holding_everything("release")
def release(
    study: Study, by: str, when: str, profile: ProfileName | None = None, *, accept_wording: bool = False
) -> Judgement:
    """Release: write `shared/` if every interview is approved and the gate passes; else raise UserError (REFUSED).

    A refused release leaves `shared/` unchanged. `by` is the role that releases. `profile` is the audience, by default the
    one in study.toml; replacements that it words differently from what was approved have to be accepted. The judgement
    lists what a person may still want to check.
    """
    atomic_folder.recover(study.shared)
    reasons = tuple(reasons_against(study))
    if reasons:
        raise Refused(Judgement(Verdict((), 0), reasons))
    key, readers = full_key(study), profile or study.config.profile
    left_out = _tell_left_out(study, readers)
    texts, changed = _worded(study, key, readers)
    if changed and not accept_wording:
        raise Reworded(readers, changed)
    files = _to_release(study, texts, readers)
    what = f"released for {readers}: {len(files)} files" + (f", without consent: {len(left_out)}" if left_out else "")
    entry = audit_log.entry(what, list(texts), by=by, when=when)
    files[audit_log.FILE] = audit_log.to_csv([*audit_log.read(study), entry])
    files[storage.MANIFEST] = storage.manifest(files)
    judgement = Judgement(
        gate_verdict(study, files, key, _shown(study, texts)), left=tuple(_left(i, text) for i, text in texts.items())
    )
    if not judgement.passes:
        raise Refused(judgement)
    earlier = audit_log.read(study)
    audit_log.add(study, entry)  # first: a release must be in the log, whatever happens
    try:
        atomic_folder.replace(study.shared, files)
    except UserError:
        audit_log.write(study, earlier)
        raise
    return judgement


def _texts(study: Study, readers: ProfileName) -> dict[str, RenderedInterview]:
    """The approved texts and units that these readers may have, by interview."""
    without = consent.without(study, consent.OF_PROFILE[readers])
    return {
        interview.id: stored_text(study, interview) for interview in study.interviews if interview.id not in without
    }


def _tell_left_out(study: Study, readers: ProfileName) -> frozenset[str]:
    """Say which interviews are left out and why; raises UserError (REFUSED) if that is all of them."""
    scope = consent.OF_PROFILE[readers]
    without = consent.without(study, scope)
    if without:
        told = f"no consent to {scope} (participants table, column consent): {', '.join(sorted(without))}"
        if len(without) == len(study.interviews):
            fix = "Release for others, or write into the table what the participants have consented to."
            raise UserError(f"Nothing may be released for {readers}: {told}.", fix, ExitCode.REFUSED)
        events.warn(
            f"Left out of the release for {readers}, {len(without)} of {len(study.interviews)} interviews: {told}."
        )
    return without


def _worded(study: Study, key: Key, readers: ProfileName) -> tuple[dict[str, RenderedInterview], list[WordingChange]]:
    """The texts in the wording of the profile `readers`, by interview, and the changes to approved replacements."""
    levels = study.config.profiles.named(readers).levels
    _refuse_unshifted(study, key, readers)
    language = study.config.document_language
    wording = {p: replacement_wordings(key, levels, language, p) for p in {i.participant for i in study.interviews}}
    texts = _texts(study, readers)
    of_interview = {interview.id: wording[interview.participant] for interview in study.interviews}
    changed = wording_changes([(text.transcript, of_interview[i]) for i, text in texts.items()])
    return {i: RenderedInterview(*reword_replacements(*text, of_interview[i])) for i, text in texts.items()}, changed


def _left(interview: str, text: RenderedInterview) -> RemainingWords:
    found = remaining("\n".join(turn.text for turn in text.transcript.turns))
    return RemainingWords(
        interview, sum(word.times for word in found.words), sum(number.times for number in found.numbers)
    )


def _refuse_unshifted(study: Study, key: Key, readers: ProfileName) -> None:
    levels = study.config.profiles.named(readers).levels
    if levels.date == "shifted" and _unshifted(study, key):
        raise UserError(
            f"The profile {readers} shifts dates, and no shift was drawn yet.",
            f'Write profile = "{readers}" into study.toml, and run `ipstranscribe run`.',
            ExitCode.REFUSED,
        )


def _unshifted(study: Study, key: Key) -> bool:
    return any(interview.participant not in key.shifts for interview in study.interviews)


def _to_release(study: Study, texts: Mapping[str, RenderedInterview], readers: ProfileName) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    left_out = frozenset(one.id for one in study.interviews if one.id not in texts)
    manner = RenderOptions("released", study.config.profiles.named(readers).header, study.export_settings(), left_out)
    refuse_ids_of_interviews(study, manner.settings.coders)
    for text in texts.values():
        files |= render(study, text, manner)
    files |= render_whole(study, texts, manner)
    return files | coder_packs.manifests(files, manner.settings.coders)


def _shown(study: Study, texts: Mapping[str, RenderedInterview]) -> Iterator[ShownText]:
    """The texts (ids, turns, units) that documents of each interview show, for attribution."""
    manner = RenderOptions("released", (), study.export_settings())
    for interview in study.interviews:
        if text := texts.get(interview.id):
            for turn, line in shown_lines(document_of(study, text, manner)):
                yield ShownText(interview.id, turn, line)


def _shown_to_anybody(study: Study, key: Key) -> Iterator[ShownText]:
    """The same in the wording of every profile, over the ready interviews: a folder may have been made for any of them."""
    if all(readiness(study, interview) == "ready" for interview in study.interviews):
        for readers in get_args(ProfileName):
            if study.config.profiles.named(readers).levels.date != "shifted" or not _unshifted(study, key):
                yield from _shown(study, _worded(study, key, readers)[0])
