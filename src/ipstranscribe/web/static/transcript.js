// The view of one interview: the transcript, its sound, its places to listen to; what a key or a button does is listed here.

import { alike } from "./alike.js";
import { ask, Refusal } from "./api.js";
import { tellOffers } from "./approval.js";
import { drawBar, drawSaved, drawSteps } from "./bar.js";
import * as commands from "./commands.js";
import { TranscriptDocument } from "./document.js";
import { announce, button, byId, h, warn } from "./dom.js";
import { Editor } from "./editor.js";
import { showKeys } from "./help.js";
import { Highlights } from "./highlight.js";
import { Listening } from "./listening.js";
import { Places } from "./places.js";
import { Player } from "./player.js";
import { Saving } from "./saving.js";
import { keepNow, set, setting } from "./settings.js";
import { Sound, soundActions } from "./sound.js";
import { TurnList } from "./turns.js";
import { Steps } from "./steps.js";
import { showUnsent } from "./unsent.js";
import { t } from "./words.js";

/** What the view needs to know of the study. @typedef {{roles: string[], by: string | null}} Study */

const OTHER_PAGE = "another page of this program"; // as the program says who holds an interview

export class TranscriptView {
  /** @param {any} told the document of the program @param {Study} study @param {{leave: () => void, again: (take: boolean) => void, show: (view: import("./tabs.js").ViewName) => void}} app */
  constructor(told, study, app) {
    const doc = new TranscriptDocument(told);
    this.doc = doc;
    this.study = study;
    this.app = app;
    /** Whether a command is on its way; typing is held back so long. */
    this.busy = false;
    this.typedAt = -Infinity;
    this.leaving = new AbortController();
    this.list = new TurnList({ language: doc.language, readOnly: doc.readOnly, asks: doc.interviewers() });
    this.steps = new Steps();
    this.saving = new Saving(doc.id, {
      state: (state) => this.#showSaved(state),
      sent: (edits) => this.steps.typed(edits, performance.now()),
      answered: (answer) => this.#answered(answer),
      refused: (refusal, edits) => this.#refused(refusal, edits),
    });
    this.sound = new Sound(doc.id);
    this.listening = new Listening(this);
    this.places = new Places(doc, { go: (place) => this.listening.goTo(place), tick: (place) => this.listening.tick(place) });
    this.editor = new Editor(this.list, {
      text: (id) => doc.get(id).text,
      spliced: (id, splice) => this.#typed(id, splice),
      undo: () => this.act("undo"),
      redo: () => this.act("redo"),
      busy: () => this.busy,
      frozen: () => this.saving.frozen,
      next: (id, by) => (Number.isFinite(by) ? doc.next(id, by) : doc.turns.at(by < 0 ? 0 : -1))?.id ?? "",
    });
    this.scroller = h("div", { class: "scroll" }, doc.notice ? h("p", { class: "notice" }, doc.notice) : "", this.#held(), this.list.root);
    this.actions = this.#actions();
  }

  /** Put everything on the page. */
  open() {
    const { doc, list, sound } = this;
    list.fill(doc.turns);
    drawBar(this);
    byId("main").replaceChildren(h("h1", { class: "hidden" }, t("transcriptOf", { interview: doc.id })), h("div", { class: "work" }, this.scroller, this.places.root));
    this.player = new Player(sound, (action) => this.act(action), byId("player"), doc);
    list.shown();
    this.highlights = new Highlights(this.scroller, {
      turn: (id) => doc.byId.get(id),
      text: (id) => list.textNode(id),
      places: (id) => doc.concerns.filter((one) => one.turn === id && !one.settled),
    });
    for (const item of list.items.values()) this.highlights.watch(item);
    this.#listen();
    const kept = setting(`place ${doc.id}`);
    if (kept && doc.byId.has(kept.turn)) {
      list.setCurrent(kept.turn);
      list.reveal(kept.turn);
    }
    sound.load(Number(kept?.time) || 0);
  }

  /** Take it off the page, once the program has everything that was typed. */
  async close() {
    this.#keepWhere();
    await this.saving.flush();
    this.leaving.abort();
    this.sound.close();
    this.highlights?.close();
    this.list.close();
    byId("player").hidden = true;
    byId("player").replaceChildren();
  }

  /** Let the program store the interview and let it go. */
  async letGo() {
    if (!this.doc.readOnly && this.saving.state !== "lost") await this.tried(() => ask("/api/close", { interview: this.doc.id }));
  }

  /** Do what a key or a button stands for. @param {string} action */
  act(action) {
    this.actions[action]?.();
  }

  /** What the screen shows of the transcript. @returns {DOMRect} */
  seen() {
    return this.scroller.getBoundingClientRect();
  }

  /** Ask the program for something; what it refuses is said. @param {() => Promise<any>} does @returns {Promise<boolean>} whether it was done */
  async tried(does) {
    try {
      await does();
      return true;
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      announce(refusal.text || t("noAnswerOnce"));
      return false;
    }
  }

  /** Put the answer of a command in its place. @param {any} answer */
  changed(answer) {
    for (const change of answer.changes) {
      const placed = this.doc.apply(change);
      for (const id of placed.gone) this.#forget(id);
      for (const item of this.list.apply(placed)) this.highlights?.watch(item);
      for (const turn of placed.placed) this.highlights?.redraw(turn.id);
    }
    this.#moved(answer.concerns ?? []);
    this.#steps(answer);
  }

  /** @param {{state: string, by: string, when: string}} approval */
  approved(approval) {
    this.doc.approval = approval;
    drawBar(this);
  }

  /** @returns {Record<string, () => void>} */
  #actions() {
    const { sound, listening } = this;
    return {
      play: () => listening.toggle(),
      playHere: () => listening.playHere(),
      ...soundActions(sound),
      loop: () => listening.loop(),
      walk: () => listening.walk(),
      nextPlace: () => listening.toPlace(1),
      previousPlace: () => listening.toPlace(-1),
      tick: () => listening.tickHere(),
      split: () => commands.split(this),
      merge: () => commands.merge(this),
      speaker: () => commands.chooseSpeaker(this),
      ...Object.fromEntries([1, 2, 3, 4].map((number) => [`speaker${number}`, () => commands.numberedSpeaker(this, number)])),
      swap: () => commands.swap(this),
      unclear: () => commands.unclear(this),
      alike: () => alike(this),
      undo: () => commands.step(this, "undo"),
      redo: () => commands.step(this, "redo"),
      store: () => this.#store(),
      help: () => showKeys(() => drawBar(this)),
    };
  }

  /** @param {string} id @param {import("./offsets.js").Splice} splice */
  #typed(id, splice) {
    this.saving.typed(this.doc.splice(id, splice));
    this.typedAt = performance.now();
    requestAnimationFrame(() => this.list.grown(id));
  }

  /** The program has taken typing: its words count where the texts are the same. @param {any} answer */
  #answered(answer) {
    for (const change of answer.changes) {
      for (const turn of change.turns) {
        if (this.saving.unsent.some((edit) => edit.turn === turn.id)) continue; // a later answer has it
        if (this.doc.agree(turn)) this.highlights?.redraw(turn.id);
        else if (!this.editor.composing) this.changed({ ...answer, changes: [change] });
      }
    }
    this.#moved(answer.concerns ?? []);
    this.#steps(answer);
  }

  /** Places to listen to that are in another turn now, or settled by a correction. @param {{key: string, turn: string | null, settled: string}[]} moved */
  #moved(moved) {
    if (!moved.length) return;
    const now = new Map(moved.map((one) => [one.key, one]));
    this.places.update(this.doc.concerns.map((one) => placeNow(one, now.get(one.key))));
    this.highlights?.redrawAll();
  }

  /** Typing that the program would not take: what is there counts, and the text is shown to be copied. @param {Refusal} refusal @param {any[]} edits */
  #refused(refusal, edits) {
    showUnsent(refusal.text, edits);
    this.app.again(false);
  }

  /** @param {{can_undo: boolean, can_redo: boolean}} answer */
  #steps({ can_undo, can_redo }) {
    this.doc.canUndo = can_undo;
    this.doc.canRedo = can_redo;
    if (this.doc.approval.state === "reviewed") this.approved({ ...this.doc.approval, state: "stale" });
    else drawSteps(this);
  }

  #listen() {
    const { signal } = this.leaving;
    this.list.root.addEventListener("click", (/** @type {MouseEvent} */ event) => this.#clicked(event));
    this.list.root.addEventListener("focusout", () => this.saving.send());
    this.sound.addEventListener("change", () => this.player?.update());
    this.sound.addEventListener("tick", () => this.#heard());
    this.sound.addEventListener("refused", () => announce(t("clickToPlay")));
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.#hidden(), { signal });
    addEventListener("pagehide", () => this.#hidden(), { signal });
    addEventListener("beforeunload", (event) => !this.saving.settled && event.preventDefault(), { signal });
  }

  #heard() {
    this.player?.tick();
    this.listening.heard();
  }

  #hidden() {
    this.saving.send({ last: true });
    this.#keepWhere();
  }

  #keepWhere() {
    if (this.list.current) set(`place ${this.doc.id}`, { turn: this.list.current, time: String(Math.round(this.sound.time)) });
    keepNow();
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    const id = this.list.idOf(target);
    if (id && target.closest(".speaker")) commands.chooseSpeaker(this, id);
    else if (id) this.listening.clicked(target, id);
  }

  /** @param {string} id */
  #forget(id) {
    const item = this.list.items.get(id);
    if (item) this.highlights?.forget(item);
  }

  async #store() {
    await this.saving.flush();
    await this.tried(async () => {
      const { offers } = await ask("/api/store", { interview: this.doc.id });
      announce(t("isStored"));
      tellOffers(offers);
    });
  }

  /** @param {import("./saving.js").SavedState} state */
  #showSaved(state) {
    drawSaved(state);
    warn({ saved: "", saving: "", waiting: t("noAnswer"), stuck: t("typingStopped"), lost: t("sessionLost") }[state]);
    if (state === "lost") showUnsent(t("sessionLost"), this.saving.unsent);
  }

  /** What is said where somebody else holds the interview. @returns {HTMLElement | ""} */
  #held() {
    if (!this.doc.readOnly) return "";
    const { heldBy } = this.doc;
    if (heldBy === OTHER_PAGE) return h("p", { class: "notice" }, t("otherWindow"), " ", button(t("workHere"), () => this.app.again(true)));
    const text = heldBy ? t("heldBy", { who: heldBy }) : t("readOnlyWhy");
    return h("p", { class: "notice" }, text, " ", button(t("lookAgain"), () => this.app.again(false)));
  }
}

/** A place to listen to, after an edit that moved it, settled it, or took its correction back. @param {import("./document.js").Concern} place @param {{turn: string | null, settled: string} | undefined} now */
function placeNow(place, now) {
  if (!now) return place;
  const settled = now.settled || (place.settled === "corrected" ? "" : place.settled);
  return { ...place, turn: now.turn, settled };
}
