// What is done to the transcript other than typing: each sends an edit and puts the program's answer in its place.

import { Refusal } from "./api.js";
import { chooser, labelled, show } from "./dialog.js";
import { announce, h } from "./dom.js";
import { difference, toPoints, wordAround } from "./offsets.js";
import { clock } from "./times.js";
import { t } from "./words.js";

/** @typedef {import("./transcript.js").TranscriptView} View */
/** @typedef {{id: string, from: number, to: number}} Place */

/** Send a change and show what came of it. @param {View} view @param {any} body @param {string} [path] @returns {Promise<any[]>} the turns that are other ones now, in order */
export async function send(view, body, path) {
  const turns = await asked(view, body, path);
  view.steps.command();
  return turns;
}

/** @param {View} view @param {any} body @param {string} [path] @returns {Promise<any[]>} */
async function asked(view, body, path) {
  const answer = await view.saving.command(body, path);
  await view.editor.calm();
  view.changed(answer);
  return answer.changes.flatMap((/** @type {any} */ change) => change.turns);
}

/**
 * Do a command where the transcript may be changed; what the program refuses is said. `does` gets a function that puts the cursor where
 * the command leaves it, unless the person has gone on to something else on the page meanwhile. While another command is on its way, it waits, in the order of keys.
 * @param {View} view @param {(put: (id: string, at: number) => void) => Promise<any>} does
 */
export async function doing(view, does) {
  if (view.doc.readOnly || view.editor.composing) return;
  if (view.busy) return view.editor.hold(() => doing(view, does));
  const began = document.activeElement;
  view.busy = true;
  try {
    await does((id, at) => {
      const now = document.activeElement;
      if (now === began || now === document.body || view.list.root.contains(now)) view.editor.put(id, at);
    });
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    announce(refusal.text || t("notTakenWhy"));
  } finally {
    view.busy = false;
    view.editor.release();
  }
}

/** The cursor's place, or the start of the turn that Tab goes to. @param {View} view @returns {Place} */
const here = (view) => view.editor.where() ?? { id: view.list.current, from: 0, to: 0 };

/** The selected words, or the word at the cursor. @param {View} view @returns {Place | null} */
export function words(view) {
  const at = here(view);
  if (at.from !== at.to) return at;
  const found = at.id ? wordAround(view.doc.get(at.id).text, at.from) : null;
  return found && { id: at.id, from: found[0], to: found[1] };
}

/** A place with code points, as the program reads it. @param {View} view @param {Place} place */
export const told = (view, { id, from, to }) => {
  const { text } = view.doc.get(id);
  return { turn: id, start: toPoints(text, from), end: toPoints(text, to) };
};

/** @param {View} view @param {string} id @param {number} at @returns {Promise<[string, string]>} the ids of the two turns */
async function cut(view, id, at) {
  const before = view.doc.next(id, 1)?.id;
  await send(view, { edits: [{ kind: "split", turn: id, at: toPoints(view.doc.get(id).text, at) }] });
  const last = before ? view.doc.next(before, -1) : view.doc.turns.at(-1);
  const second = /** @type {import("./document.js").Turn} */ (last).id;
  return [/** @type {import("./document.js").Turn} */ (view.doc.next(second, -1)).id, second];
}

/** Split the turn at the cursor. @param {View} view */
export const split = (view) =>
  doing(view, async (put) => {
    const at = view.editor.where();
    if (!at) return announce(t("cursorFirst"));
    const [, second] = await cut(view, at.id, at.from);
    put(second, 0);
    announce(t("wasSplit"));
  });

/** Merge the turn with the one after it. @param {View} view */
export const merge = (view) =>
  doing(view, async (put) => {
    const { id } = here(view);
    if (!view.doc.next(id)) return announce(t("noTurnAfter"));
    const end = view.doc.get(id).text.length;
    const before = view.doc.next(id, -1)?.id;
    await send(view, { edits: [{ kind: "merge", turn: id }] });
    const merged = before ? view.doc.next(before) : view.doc.turns[0];
    if (merged) put(merged.id, end);
    announce(t("wasMerged"));
  });

/** Give the turn at the cursor, or the selected words, another speaker. @param {View} view @param {string} speaker @param {Place | null} [chosen] @param {number} [many] how many turns from here */
export const setSpeaker = (view, speaker, chosen = null, many = 1) =>
  doing(view, async (put) => {
    const at = chosen ?? here(view); // where the command before this one has left the cursor
    let { id } = at;
    const { text } = view.doc.get(id);
    if (at.from !== at.to && many === 1) {
      if (text.slice(at.to).trim()) [id] = await cut(view, id, at.to);
      if (text.slice(0, at.from).trim()) [, id] = await cut(view, id, at.from);
    }
    const first = view.doc.turns.findIndex((turn) => turn.id === id);
    const turns = view.doc.turns.slice(first, first + many).map((turn) => turn.id);
    await send(view, { edits: [{ kind: "speaker", turns, speaker }] });
    if (view.doc.byId.has(id)) put(id, at.id === id ? at.from : 0);
    announce(t("nowSpeaks", { speaker, n: turns.length }));
  });

/** The speaker with a number, in the order of the list. @param {View} view @param {number} number */
export function numberedSpeaker(view, number) {
  const label = view.doc.labels[number - 1];
  if (label) setSpeaker(view, label);
}

/** Ask who speaks. @param {View} view @param {string} [turn] */
export function chooseSpeaker(view, turn) {
  if (view.doc.readOnly) return;
  const at = turn ? { id: turn, from: 0, to: 0 } : here(view);
  if (!at.id) return;
  const { speaker, start } = view.doc.get(at.id);
  const rest = view.doc.turns.length - view.doc.turns.findIndex((one) => one.id === at.id);
  const who = chooser(view.doc.labels.map((label) => [label, roleOf(view, label)]), speaker);
  const many = h("input", { type: "number", min: "1", max: String(rest), value: "1", inputmode: "numeric" });
  const part = at.from !== at.to;
  show({
    title: part ? t("speakerOfWords") : t("speakerOfTurn", { speaker, time: clock(start) }),
    body: [labelled(t("speaker"), who), ...(part ? [] : [labelled(t("howManyTurns"), many)])],
    actions: [{ text: t("cancel") }, { text: t("apply"), main: true, does: () => void setTimeout(() => setSpeaker(view, who.value, at, Math.max(1, Math.min(rest, Number(many.value) || 1)))) }],
  });
}

/** @param {View} view @param {string} label @returns {string} the label with its role */
function roleOf(view, label) {
  const role = view.doc.speakers.find((one) => one.label === label)?.role;
  return role ? `${label} – ${t(`role_${role}`)}` : label;
}

/** Swap two speakers in the whole interview. @param {View} view */
export function swap(view) {
  if (view.doc.readOnly) return;
  const options = () => /** @type {[string, string][]} */ (view.doc.labels.map((label) => [label, roleOf(view, label)]));
  const [one, other] = [chooser(options(), view.doc.labels[0]), chooser(options(), view.doc.labels[1])];
  const does = () => {
    if (one.value === other.value) {
      announce(t("twoSpeakers"));
      return false;
    }
    setTimeout(() => doing(view, async () => {
      await send(view, { edits: [{ kind: "swap", one: one.value, other: other.value }] });
      announce(t("wereSwapped", { one: one.value, other: other.value }));
    }));
    return true;
  };
  show({ title: t("do_swap"), body: [h("p", {}, t("swapWhat")), labelled(t("firstSpeaker"), one), labelled(t("secondSpeaker"), other)], actions: [{ text: t("cancel") }, { text: t("apply"), main: true, does }] });
}

/** Mark the selected words as unclear, or clear again. @param {View} view */
export const unclear = (view) =>
  doing(view, async (put) => {
    const place = words(view);
    if (!place) return announce(t("wordFirst"));
    const { text } = view.doc.get(place.id);
    const marked = /\($/.test(text.slice(0, place.from)) && /^\?\)/.test(text.slice(place.to));
    await send(view, { edits: [{ kind: "unclear", ...told(view, place), unclear: !marked }] });
    put(place.id, marked ? place.from - 1 : place.from + 1);
    announce(t(marked ? "isClear" : "isUnclear"));
  });

/** Take back or do again what is one step for people. @param {View} view @param {"undo" | "redo"} which @returns {Promise<any[]>} the turns that are other ones now */
async function moved(view, which) {
  let turns = [];
  for (let left = which === "undo" ? view.steps.back() : view.steps.forward(); left > 0; left -= 1) turns = await asked(view, {}, `/api/${which}`);
  return turns;
}

/** Take the last step back, or do it again. @param {View} view @param {"undo" | "redo"} which */
export const step = (view, which) =>
  doing(view, async (put) => {
    await view.saving.flush();
    if (which === "undo" ? !view.doc.canUndo : !view.doc.canRedo) return announce(t(which === "undo" ? "nothingToUndo" : "nothingToRedo"));
    const before = new Map(view.doc.turns.map((turn) => [turn.id, turn.text]));
    const turns = await moved(view, which);
    const changed = turns.find((turn) => before.get(turn.id) !== turn.text) ?? turns[0];
    if (changed) {
      const was = before.get(changed.id) ?? "";
      const what = difference(was, changed.text, changed.text.length);
      put(changed.id, what ? what.from + what.text.length : 0);
    }
    announce(t(which === "undo" ? "undone" : "redone"));
  });
