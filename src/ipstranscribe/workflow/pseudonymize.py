"""The pseudonymize step over all transcripts of a study together, with the key and the table for decisions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path

from ipstranscribe import __version__, events, languages
from ipstranscribe.errors import UserError
from ipstranscribe.model import (
    Interview,
    Key,
    Participant,
    PseudonymizedTranscript,
    StepInputs,
    Transcript,
    Value,
    common_branch,
)
from ipstranscribe.model.scopes import owners, scope_of
from ipstranscribe.pseudonymize.entities.roster import searched_columns, unsearched_columns
from ipstranscribe.pseudonymize.inputs import PriorKnowledge, SourceInterview
from ipstranscribe.pseudonymize.recognizers import Recognizer, names_model, patterns
from ipstranscribe.pseudonymize.redaction import generalize
from ipstranscribe.pseudonymize.results import Pseudonymized
from ipstranscribe.pseudonymize.stage import pseudonymize
from ipstranscribe.settings import PseudonymizeSettings
from ipstranscribe.study import key as keys
from ipstranscribe.study import key_record, locks, storage, tables_read
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow import borrowed_rules, recognized_turns
from ipstranscribe.workflow.review_identifiers import decisions_of, roster_of, write_tables
from ipstranscribe.workflow.run_choices import RunChoices
from ipstranscribe.workflow.step import STEPS, Step


@locks.holding_everything("pseudonymize")
def pseudonymize_study(
    study: Study, *, rules_only: bool = False, rules_of: str = "", secret: str | None = None
) -> bool:
    """Pseudonymize all interviews with a transcript, if any input has changed; returns whether it was done.

    `rules_of` is the language whose rules are used for languages without rules; without it they are refused. `secret` is
    the passphrase, if it was asked for before.
    """
    tell_tables(study)
    interviews = _with_transcript(study)
    if not interviews:
        return False
    settings = study.pseudonymize_settings(rules_only=rules_only)
    if (known := _inputs_kept(study, [i.id for i in interviews], settings)) and _is_made_from(study, interviews, known):
        return False
    transcripts = [_without_times(storage.read(study.transcript(i.id), Transcript)) for i in interviews]
    rules = _borrowed(study, transcripts, rules_of)
    inputs = _inputs(study, transcripts, settings, rules)

    def work() -> tuple[Pseudonymized, Key, str]:
        if columns := searched_columns(study.participants):
            events.notice(f"Columns of the participants table whose values are searched for: {', '.join(columns)}")
        if columns := unsearched_columns(study.participants):
            told = ", ".join(columns)
            events.notice(f"Columns of the participants table that describe and are not searched for: {told}")
        for language, one in rules.items():
            events.notice(f"Rules: {_remark(one, language)}.")
        opened, key = _open_key(study, secret)
        known = PriorKnowledge(roster_of(study), _with_shifts(study, key), decisions_of(study))
        scopes = {interview.id: interview.scope for interview in interviews}
        people = tuple(study.participants_of(interview) for interview in interviews)
        stored = {interview.id: study.transcript(interview.id) for interview in interviews}
        searched = {
            t.interview: recognized_turns.recall(
                study, t, rules.get(t.language, t.language), _found_by(t, settings, rules)
            )
            for t in transcripts
        }
        task = PseudonymizeTask(tuple(transcripts), people, known, settings, inputs, rules, scopes, stored, searched)
        return task.run(), key, opened

    def store(done: tuple[Pseudonymized, Key, str]) -> None:
        result, key, opened = done
        if result.key != key:  # first: a replacement that was given must never be lost
            keys.save(study, result.key, opened)
        _store(study, result)
        for transcript in transcripts:
            finds = result.searched.get(transcript.interview, {})
            recognized_turns.keep(study, transcript.interview, _found_by(transcript, settings, rules), finds)

    paths = tuple(study.pseudonymized(i.id) for i in interviews)
    parts = input_parts(study, [i.id for i in interviews], _spoken(transcripts), settings, rules)
    record = study.step_inputs("identifiers")
    beside = tuple(study.identifiers(i.id) for i in interviews)
    return Step(inputs, paths, PseudonymizedTranscript, work, store, beside, parts, record).do()


def tell_tables(study: Study) -> None:
    """Say what was read of the tables; raises UserError for what looks like one and is not read."""
    read = tables_read.account(study)
    for line in read.notes:
        events.warn(line)
    events.notice(f"{read.told}.")


@dataclass(frozen=True)
class PseudonymizeTask:
    """Task: the transcripts of all interviews, who was interviewed, and what is known before, to pseudonymized ones.

    `participants` are in the order of `transcripts`. `rules` are languages without rules → whose rules they borrow.
    """

    transcripts: tuple[Transcript, ...]
    participants: tuple[tuple[Participant, ...], ...]
    known: PriorKnowledge
    settings: PseudonymizeSettings
    inputs: str
    rules: Mapping[str, str]
    scopes: Mapping[str, str] = field(default_factory=dict)
    """Interview → its scope, which those who have withdrawn from it still belong to."""
    stored: Mapping[str, Path] = field(default_factory=dict)
    """Interview → where its transcript lies, if `transcripts` has it without the times of its words."""
    searched: Mapping[str, recognized_turns.TurnFinds] = field(default_factory=dict)
    """Interview → what the same recognizers found in its turns before."""

    def run(self) -> Pseudonymized:
        """Pseudonymize; the recognizers of every language are loaded here."""
        spoken = {transcript.language for transcript in self.transcripts}
        recognizers = {one: _recognizers(one, self.rules.get(one, one), self.settings) for one in spoken}
        remarks = {language: _remark(one, language) for language, one in self.rules.items()}
        sources = [
            self._source(
                t, people, recognizers[t.language], (self.rules.get(t.language, ""), remarks.get(t.language, ""))
            )
            for t, people in zip(self.transcripts, self.participants, strict=True)
        ]
        with events.progress(f"pseudonymizing {len(sources)} interviews") as progress:
            return pseudonymize(sources, self.known, self.settings, self.inputs, progress)

    def _source(
        self,
        transcript: Transcript,
        people: Sequence[Participant],
        finders: tuple[Recognizer, ...],
        borrowed: tuple[str, str],
    ) -> SourceInterview:
        """A transcript with who was interviewed in it; of several, the branch of each by label."""
        branches = {one.id: one.branch for one in people}
        told = branches if len(people) > 1 else {}
        scope = self.scopes.get(transcript.interview) or scope_of(list(branches))
        path = self.stored.get(transcript.interview)
        whole = partial(storage.read, path, Transcript) if path else None
        searched = self.searched.get(transcript.interview, {})
        return SourceInterview(transcript, scope, common_branch(branches), finders, *borrowed, told, whole, searched)


def is_current(study: Study) -> bool:
    """Whether every pseudonymized text is up to date with the transcripts, tables and decisions."""
    stored = [storage.read(study.pseudonymized(i.id), PseudonymizedTranscript).made_by for i in study.interviews]
    settings = study.pseudonymize_settings(rules_only=any(one.settings.get("rules_only") for one in stored))
    ids = [i.id for i in study.interviews]
    if kept := _inputs_kept(study, ids, settings):
        return all(one.inputs == kept.inputs for one in stored)
    transcripts = [_without_times(storage.read(study.transcript(one), Transcript)) for one in ids]
    try:
        inputs = _inputs(study, transcripts, settings, _borrowed(study, transcripts))
    except UserError:  # rules that nobody asked for, by an earlier version
        return False
    return all(one.inputs == inputs for one in stored)


def _is_made_from(study: Study, interviews: Sequence[Interview], inputs: StepInputs) -> bool:
    """Whether all results are there, made from these inputs."""
    paths = [study.pseudonymized(i.id) for i in interviews]
    there = all(path.exists() for path in (*paths, *(study.identifiers(i.id) for i in interviews)))
    return there and all(storage.read(path, PseudonymizedTranscript).made_by.inputs == inputs.inputs for path in paths)


def _without_times(transcript: Transcript) -> Transcript:
    """The transcript without the times of its words, which take most of the memory."""
    turns = (turn.model_copy(update={"words": ()}) for turn in transcript.turns)
    return transcript.model_copy(update={"turns": tuple(turns)})


def _found_by(transcript: Transcript, settings: PseudonymizeSettings, rules: Mapping[str, str]) -> str:
    """The fingerprint of the recognizers of a transcript."""
    spoken = transcript.language
    model = "" if settings.rules_only else names_model.locate(spoken).name
    return storage.digest(STEPS, __version__, spoken, rules.get(spoken, spoken), model)


def _borrowed(study: Study, transcripts: Sequence[Transcript], stated: str = "") -> dict[str, str]:
    """Language without rules → the language whose rules it borrows; raises UserError if nobody said whose."""
    earlier: dict[str, str] = {}
    for transcript in transcripts:
        path = study.pseudonymized(transcript.interview)
        if not languages.find(transcript.language) and path.exists():
            earlier[transcript.language] = storage.read(path, PseudonymizedTranscript).rules
    spoken = dict.fromkeys(transcript.language for transcript in transcripts)
    found = {one: borrowed_rules.borrowed(study, one, stated, earlier.get(one, "")) for one in spoken}
    return {language: rules for language, rules in found.items() if rules}


def _remark(rules: str, language: str) -> str:
    return borrowed_rules.note("identifiers found", rules, language)


def _inputs(
    study: Study, transcripts: Sequence[Transcript], settings: PseudonymizeSettings, rules: Mapping[str, str]
) -> str:
    found_by = [] if settings.rules_only else [names_model.locate(one).name for one in _spoken(transcripts)]
    borrowed = [f"{language}: rules of {one}" for language, one in sorted(rules.items())]
    roster = roster_of(study).digested()
    decided = decisions_of(study)
    kept = key_record.adopted(study)
    whole = (storage.read(study.transcript(one.interview), Transcript) for one in transcripts)  # one at a time
    before: list[Value | str] = [STEPS, settings, decided, roster, *_branches(study), *found_by]
    return storage.digest_each(chain(before, whole, borrowed, kept))


def input_parts(
    study: Study,
    interviews: Sequence[str],
    spoken: Sequence[str],
    settings: PseudonymizeSettings,
    rules: Mapping[str, str],
) -> dict[str, str]:
    """The inputs one by one, for saying later what has changed; `spoken` are the languages of the transcripts."""
    found_by = [] if settings.rules_only else [names_model.locate(language).name for language in spoken]
    return {
        "program": STEPS,
        "settings": storage.digest(settings),
        "decisions": storage.digest(decisions_of(study)),
        "people": storage.digest(roster_of(study).digested()),
        "branches": storage.digest(*_branches(study)),
        "languages": " ".join(spoken),
        "model": storage.digest(*found_by),
        "borrowed": storage.digest(*(f"{language}: {one}" for language, one in sorted(rules.items()))),
        **dict.fromkeys(["key"] if (adopted := key_record.adopted(study)) else [], "".join(adopted)),
        **{f"transcript {one}": storage.file_digest(study.transcript(one)) for one in interviews},
    }


def _branches(study: Study) -> list[str]:
    """What the tables say of branches, and of who was interviewed together."""
    together = [f"{one.id}: {one.scope}" for one in study.interviews if len(owners(one.scope)) > 1]
    return [*(f"{p.id}={p.branch}" for p in study.participants), *together]


def inputs_now(study: Study, choices: RunChoices) -> tuple[str, dict[str, str]]:
    """The fingerprint that a run with `choices` would give now, and its inputs one by one; raises UserError like it.

    Where the inputs are those of the record that was kept, one by one, transcripts are not read.
    """
    settings = study.pseudonymize_settings(rules_only=choices.rules_only)
    ids = [i.id for i in _with_transcript(study)]
    if kept := _inputs_kept(study, ids, settings):
        return kept.inputs, kept.parts
    transcripts = [_without_times(storage.read(study.transcript(one), Transcript)) for one in ids]
    rules, spoken = _borrowed(study, transcripts, choices.rules_of), _spoken(transcripts)
    return _inputs(study, transcripts, settings, rules), input_parts(study, ids, spoken, settings, rules)


def _inputs_kept(study: Study, interviews: Sequence[str], settings: PseudonymizeSettings) -> StepInputs | None:
    """The inputs as they were kept, if they are the same now, one by one; without reading the transcripts."""
    path = study.step_inputs("identifiers")
    kept = storage.read(path, StepInputs) if path.exists() else StepInputs(inputs="")
    told = kept.parts.get("languages", "").split()
    if not told or not all(map(languages.find, told)):
        return None
    return kept if input_parts(study, interviews, told, settings, {}) == kept.parts else None


def _spoken(transcripts: Sequence[Transcript]) -> list[str]:
    return sorted({transcript.language for transcript in transcripts})


def _with_transcript(study: Study) -> list[Interview]:
    return [i for i in study.interviews if study.transcript(i.id).exists()]


def _open_key(study: Study, secret: str | None) -> tuple[str, Key]:
    """The passphrase and the key; a new key if the study has none yet and nothing was pseudonymized before."""
    new = not keys.path(study).exists()
    if new and any(study.pseudonymized(i.id).exists() for i in study.interviews):
        raise keys.missing(study)
    secret = secret or keys.passphrase(study)
    return secret, Key(study=study.config.id) if new else keys.load(study, secret)


def _with_shifts(study: Study, key: Key) -> Key:
    """The key with random date shifts in days for every participant, if the profile shifts dates; drawn once."""
    if study.config.levels.date != "shifted":
        return key
    together = [interview.scope for interview in study.interviews]
    return generalize.with_shifts(key, [*together, *(participant.id for participant in study.participants)])


def _recognizers(language: str, rules: str, settings: PseudonymizeSettings) -> tuple[Recognizer, ...]:
    if settings.rules_only:
        return patterns(rules)
    return (*patterns(rules), names_model.load(names_model.locate(language)))


def _store(study: Study, result: Pseudonymized) -> None:
    for interview, identifiers in result.identifiers.items():
        storage.write(study.identifiers(interview), identifiers, private=True)
    for copy in write_tables(study, result.suggestions):
        events.notice(f"A table was filled in and not read back; it is kept as {copy}.")
    for interview, transcript in result.transcripts.items():  # last, because they mark everything as up to date
        storage.write(study.pseudonymized(interview), transcript)
