// Listening while reading: the word that is heard is lit, a click plays from a word, places to listen to are walked through and ticked off.

import { ask } from "./api.js";
import { announce } from "./dom.js";
import { askRole } from "./role.js";
import { heardAt, timeAt } from "./times.js";
import { t } from "./words.js";

/** @typedef {import("./document.js").Concern} Concern */
/** @typedef {import("./transcript.js").TranscriptView} View */

const AROUND = 1; // seconds that are played before and after a place to listen to
const LONGEST = 600; // seconds: a place that is longer is about the whole interview, and is not played
const TYPING = 3000; // milliseconds after the last key in which the page does not scroll by itself
const SHORTEST_LOOP = 0.3; // seconds

export class Listening {
  /** @param {View} view */
  constructor(view) {
    this.view = view;
    this.walking = false;
    this.lit = "";
  }

  /** Light the word that is heard, and keep it on the screen unless somebody types. */
  heard() {
    const { sound, doc, highlights, list } = this.view;
    const found = sound.state === "ready" ? heardAt(doc.inTime(), sound.time) : null;
    const at = found?.word ? { id: found.turn.id, from: found.word.from, to: found.word.to } : null;
    const key = at ? `${at.id} ${at.from} ${at.to}` : "";
    if (key === this.lit) return;
    this.lit = key;
    const range = highlights?.light(at) ?? null;
    if (!at || !range || !sound.playing || performance.now() - this.view.typedAt < TYPING) return;
    const box = range.getBoundingClientRect();
    const seen = this.view.seen();
    if (box.bottom > seen.bottom - 40 || box.top < seen.top) list.reveal(at.id);
  }

  /** Something in the list of turns was clicked: a time, or a word. @param {HTMLElement} target @param {string} id */
  clicked(target, id) {
    const { sound, doc, editor, player } = this.view;
    const turn = doc.get(id);
    if (target.closest(".time")) sound.play(turn.start ?? 0);
    else if (target.closest(".text") && getSelection()?.isCollapsed) {
      const at = editor.where();
      const time = at && timeAt(turn, at.from);
      if (time === null) return;
      if (player?.clickPlays) sound.play(time);
      else sound.seek(time);
    }
  }

  toggle() {
    const { sound, places } = this.view;
    if (!sound.playing && this.walking && places.at) this.goTo(places.at);
    else sound.toggle();
  }

  playHere() {
    const at = this.view.editor.where();
    const turn = this.view.doc.byId.get(at?.id ?? this.view.list.current);
    const time = turn ? timeAt(turn, at?.from ?? 0) : null;
    if (time !== null) this.view.sound.play(time);
  }

  /** Go round the selected words, or the turn that is heard; or go on. */
  loop() {
    const { sound, doc, editor } = this.view;
    if (sound.loop) return sound.goRound(null);
    const at = editor.where();
    const selected = at && at.from !== at.to ? at : null;
    const turn = selected ? doc.get(selected.id) : heardAt(doc.inTime(), sound.time)?.turn;
    if (!turn || turn.start === null || turn.end === null) return announce(t("noTimes"));
    const words = selected ? turn.words.filter((word) => word.to > selected.from && word.from < selected.to) : [];
    const from = words[0]?.start ?? turn.start;
    sound.goRound({ from, to: Math.max(words.at(-1)?.end ?? turn.end, from + SHORTEST_LOOP) });
    return sound.play(from);
  }

  /** Go to a place to listen to, and play it. @param {Concern} place */
  goTo(place) {
    const { places, doc, list, highlights, sound } = this.view;
    places.setAt(place);
    const turn = (place.turn && doc.byId.get(place.turn)) || heardAt(doc.inTime(), place.start)?.turn;
    if (turn) {
      list.setCurrent(turn.id);
      list.reveal(turn.id);
    }
    highlights?.mark(place);
    if (place.end - place.start < LONGEST) sound.play(place.start - AROUND, place.end + AROUND);
  }

  /** Walk through the doubts: each place is played, and waits for a tick or the next key. */
  walk() {
    this.walking = !this.walking;
    this.view.player?.walks(this.walking);
    if (this.walking) this.toPlace(1);
    else this.view.sound.pause();
  }

  /** @param {number} way */
  toPlace(way) {
    const place = this.view.places.next(way, this.view.sound.time);
    if (place) return this.goTo(place);
    announce(t("noMorePlaces"));
    if (this.walking) this.walk();
    return undefined;
  }

  /** Tick off the place somebody is at; walking goes on to the next one. */
  async tickHere() {
    const { places, sound } = this.view;
    const place = places.at;
    if (!place) return announce(t("placeFirst"));
    const next = places.next(1, sound.time);
    if (!place.settled && !(await this.tick(place))) return undefined;
    if (!this.walking) return undefined;
    return next ? this.goTo(next) : this.toPlace(1);
  }

  /** Tick a place off, or open it again. @param {Concern} place @returns {Promise<boolean>} whether it was done */
  async tick(place) {
    const { doc, study, places, highlights } = this.view;
    const by = doc.readOnly ? "" : await askRole(study);
    if (!by) return false;
    return this.view.tried(async () => {
      const told = await ask("/api/listened", { interview: doc.id, keys: [place.key], back: Boolean(place.settled), by });
      places.update(told.concerns);
      highlights?.redrawAll();
      announce(t(place.settled ? "openedAgain" : "tickedOff"));
    });
  }
}
