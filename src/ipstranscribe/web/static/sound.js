// The sound of one interview: its listening copy, played with the pitch kept. Says `tick` while it plays or was moved, `change` when
// it starts, stops, or is played otherwise.

import { ask } from "./api.js";
import { set, setting } from "./settings.js";

export const REWIND = 1.5; // seconds back on stop: the last words are heard again
const SLOWEST = 0.5;
const FASTEST = 2;
const FAST = 1.75; // reading fast, until another speed is chosen for it
const STEP = 2; // seconds of the small step back and forward
const RATE_STEP = 0.1;
const ASK_AGAIN = 1000; // milliseconds, while the copy is made

/** `none`: no recording; `asking`, `making`: not yet; `ready`; `failed`. @typedef {"none" | "asking" | "making" | "ready" | "failed"} SoundState */

export class Sound extends EventTarget {
  /** @param {string} interview */
  constructor(interview) {
    super();
    this.interview = interview;
    this.audio = new Audio();
    this.audio.preload = "metadata"; // more would hold one of the six connections that all pages share
    this.audio.preservesPitch = true;
    /** @type {SoundState} */
    this.state = "asking";
    this.progress = 0;
    /** Where it goes round, in seconds. @type {{from: number, to: number} | null} */
    this.loop = null;
    /** Where it stops by itself. @type {number | null} */
    this.until = null;
    this.fast = false;
    this.fastRate = Number(setting("fastRate")) || FAST;
    this.calmRate = Number(setting("rate")) || 1;
    this.audio.playbackRate = this.audio.defaultPlaybackRate = this.calmRate;
    this.closed = false;
    this.renewing = false;
    this.frame = 0;
    for (const name of ["play", "pause", "ratechange", "ended", "loadedmetadata"]) this.audio.addEventListener(name, () => this.#changed());
    for (const name of ["seeked", "timeupdate"]) this.audio.addEventListener(name, () => this.#tick());
    this.audio.addEventListener("error", () => this.#renew());
  }

  get time() {
    return this.audio.currentTime;
  }

  get duration() {
    return Number.isFinite(this.audio.duration) ? this.audio.duration : null;
  }

  get playing() {
    return !this.audio.paused && !this.audio.ended;
  }

  get rate() {
    return this.audio.playbackRate;
  }

  /** Ask for the listening copy until it is there. @param {number} [at] seconds to begin at */
  async load(at = 0) {
    for (; !this.closed; await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN))) {
      const told = await ask("/api/sound", { interview: this.interview }).catch(() => null);
      if (!told) continue;
      this.state = told.state;
      this.progress = told.progress ?? 0;
      if (told.state === "ready") {
        this.audio.src = told.url;
        this.audio.playbackRate = this.audio.defaultPlaybackRate = this.rate;
        if (at) this.audio.currentTime = at;
      }
      this.#changed();
      if (told.state !== "making") return;
    }
  }

  /** @param {number} [from] seconds @param {number | null} [until] where to stop by itself */
  async play(from, until = null) {
    if (this.state !== "ready") return;
    this.until = until;
    if (from !== undefined) this.seek(from);
    try {
      await this.audio.play();
    } catch {
      this.dispatchEvent(new Event("refused")); // the browser wants a click on the page first, or the sound is being loaded anew
    }
  }

  /** Stop, and go back a little. */
  pause() {
    const was = this.playing;
    this.audio.pause();
    this.until = null;
    if (was) this.seek(this.time - REWIND);
  }

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  /** @param {number} time */
  seek(time) {
    const end = this.duration;
    this.audio.currentTime = Math.max(0, end === null ? time : Math.min(time, end));
    this.#tick();
  }

  /** @param {number} seconds forward, or back if negative */
  by(seconds) {
    this.until = null;
    this.seek(this.time + seconds);
  }

  /** @param {number} rate */
  setRate(rate) {
    const kept = Math.min(FASTEST, Math.max(SLOWEST, Math.round(rate * 100) / 100));
    if (this.fast) this.fastRate = kept;
    else this.calmRate = kept;
    set(this.fast ? "fastRate" : "rate", kept);
    this.audio.playbackRate = this.audio.defaultPlaybackRate = kept;
  }

  /** Read fast, or at the speed from before; it plays on from where it is. @param {boolean} on */
  readFast(on) {
    this.fast = on;
    this.setRate(on ? this.fastRate : this.calmRate);
    if (on) this.play();
    this.#changed();
  }

  /** @param {{from: number, to: number} | null} loop */
  goRound(loop) {
    this.loop = loop;
    this.#changed();
  }

  close() {
    this.closed = true;
    cancelAnimationFrame(this.frame);
    this.audio.pause();
    this.audio.removeAttribute("src");
    this.audio.load();
  }

  /** The way to the sound is good for a while only: take a new one and go on where it was. */
  async #renew() {
    if (this.closed || this.state !== "ready" || this.renewing) return;
    this.renewing = true;
    const { time, playing } = this;
    this.state = "asking";
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN));
    await this.load(time);
    this.renewing = false;
    if (playing) this.play();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
    cancelAnimationFrame(this.frame);
    if (this.playing) this.#follow();
    else this.#tick();
  }

  #follow() {
    this.#tick();
    if (this.playing) this.frame = requestAnimationFrame(() => this.#follow());
  }

  #tick() {
    const { time, loop, until } = this;
    if (this.playing && loop && time >= loop.to) this.audio.currentTime = loop.from;
    else if (this.playing && until !== null && time >= until) {
      this.until = null;
      this.audio.pause();
    }
    this.dispatchEvent(new Event("tick"));
  }
}

/** What keys do to the sound, whatever is shown beside it. @param {Sound} sound @returns {Record<string, () => void>} */
export const soundActions = (sound) => ({
  back: () => sound.by(-STEP),
  forward: () => sound.by(STEP),
  back10: () => sound.by(-10),
  forward10: () => sound.by(10),
  slower: () => sound.setRate(sound.rate - RATE_STEP),
  faster: () => sound.setRate(sound.rate + RATE_STEP),
  readFast: () => sound.readFast(!sound.fast),
});
