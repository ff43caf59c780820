// Every edit on its way to the program: typing in small batches, commands one by one, in order, until each is answered.

import { ask, Refusal } from "./api.js";

/** @typedef {{seq: number, body: any, typed: boolean, path: string, done: (answer: any) => void, failed: (reason: unknown) => void}} Batch */
/**
 * `saved`, `saving`, `waiting` (no answer; it is tried again), `stuck` (for so long that nothing more is to be typed), `lost` (the
 * session has ended).
 * @typedef {"saved" | "saving" | "waiting" | "stuck" | "lost"} SavedState
 */

const GATHER = 350; // milliseconds in which typing is gathered: with the way to the program well below a second
const AGAIN = [300, 600, 1000, 2000]; // milliseconds until it is tried again
const PATIENCE = 8000; // milliseconds without an answer after which nothing more is to be typed: it would be lost with the page

export class Saving {
  /**
   * @param {string} interview
   * @param {{state: (state: SavedState) => void, sent: (edits: any[]) => void, answered: (answer: any) => void, refused: (refusal: Refusal, edits: any[]) => void}} told
   */
  constructor(interview, told) {
    this.interview = interview;
    this.told = told;
    this.seq = Date.now(); // no other page that this interview is open on has the same numbers
    /** @type {Batch[]} */
    this.queue = [];
    /** @type {any[]} */
    this.gathered = [];
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.sending = false;
    /** @type {SavedState} */
    this.state = "saved";
    /** @type {(() => void)[]} */
    this.waiting = [];
  }

  /** Whether everything that was done here has reached the program. */
  get settled() {
    return !this.gathered.length && !this.queue.length;
  }

  /** Whether typing would not be saved within a moment. */
  get frozen() {
    return this.state === "stuck" || this.state === "lost";
  }

  /** Edits that have not reached the program. @returns {any[]} */
  get unsent() {
    return [...this.queue.flatMap((batch) => (batch.typed ? batch.body.edits : [])), ...this.gathered];
  }

  /** A piece of typing, as `TranscriptDocument.splice` gives it. @param {any} edit */
  typed(edit) {
    const last = this.gathered.at(-1);
    if (last && goesOn(last, edit)) last.text += edit.text;
    else this.gathered.push(edit);
    this.timer ??= setTimeout(() => this.send(), GATHER);
    if (this.state === "saved") this.#is("saving");
  }

  /** Send what was gathered now: the cursor has left, the page is hidden. @param {{last?: boolean}} [how] `last`: the page may be gone before the answer */
  send({ last = false } = {}) {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.gathered.length) {
      this.told.sent(this.gathered);
      this.#add({ edits: this.gathered }, "/api/edits", true);
      this.gathered = [];
    }
    this.#work(last);
  }

  /** A command, after everything before it. @param {any} body @param {string} [path] @returns {Promise<any>} the program's answer; a Refusal is raised */
  command(body, path = "/api/edits") {
    this.send();
    return new Promise((done, failed) => {
      this.#add(body, path, false, done, failed);
      if (this.state === "saved") this.#is("saving");
      this.#work(false);
    });
  }

  /** Wait until the program has everything, or the session has ended. @returns {Promise<void>} */
  async flush() {
    this.send();
    if (!this.settled && this.state !== "lost") await new Promise((resolve) => this.waiting.push(() => resolve(undefined)));
  }

  /** @param {any} body @param {string} path @param {boolean} typed @param {(answer: any) => void} [done] @param {(reason: unknown) => void} [failed] */
  #add(body, path, typed, done = () => {}, failed = () => {}) {
    this.queue.push({ seq: (this.seq += 1), body, path, typed, done, failed });
  }

  /** @param {boolean} keepalive */
  async #work(keepalive) {
    if (this.sending) return;
    this.sending = true;
    while (this.queue.length && this.state !== "lost") await this.#answered(this.queue[0], keepalive);
    this.sending = false;
    if (!this.settled && this.state !== "lost") return;
    if (this.settled && this.state !== "lost") this.#is("saved");
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  /** Ask until there is an answer. @param {Batch} batch @param {boolean} keepalive */
  async #answered(batch, keepalive) {
    const stuck = setTimeout(() => this.#is("stuck"), PATIENCE);
    for (let tries = 0; ; tries += 1) {
      try {
        const answer = await ask(batch.path, { interview: this.interview, seq: batch.seq, ...batch.body }, { keepalive });
        clearTimeout(stuck);
        this.queue.shift();
        if (this.state !== "saved") this.#is("saving");
        batch.done(answer);
        if (batch.typed) this.told.answered(answer);
        return;
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        if (!error.mayPass) {
          clearTimeout(stuck);
          return this.#refused(batch, error);
        }
        if (this.state !== "stuck") this.#is("waiting");
        await new Promise((resolve) => setTimeout(resolve, AGAIN[Math.min(tries, AGAIN.length - 1)]));
      }
    }
  }

  /** @param {Batch} batch @param {Refusal} refusal */
  #refused(batch, refusal) {
    if (refusal.status === 403) this.#is("lost");
    else {
      const lost = this.unsent;
      this.queue.shift();
      if (batch.typed) {
        for (const one of this.queue.splice(0)) one.failed(refusal); // what came after it was done to a text that is not there
        this.gathered = [];
        this.told.refused(refusal, lost);
      }
    }
    batch.failed(refusal);
  }

  /** @param {SavedState} state */
  #is(state) {
    this.state = state;
    this.told.state(state);
  }
}

/** Whether an edit is typing that goes on where the last one ended. @param {any} last @param {any} edit @returns {boolean} */
const goesOn = (last, edit) =>
  last.turn === edit.turn && edit.start === edit.end && edit.start === last.start + [...last.text].length && edit.text.length === 1;
