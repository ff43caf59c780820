// The controls of the sound, at the foot of the page.

import { button, h } from "./dom.js";
import { keyText } from "./keys.js";
import { set, setting } from "./settings.js";
import { clock } from "./times.js";
import { t } from "./words.js";

/** What a control does, by the name of the action that a key does as well. @typedef {(action: string) => void} Do */

export class Player {
  /** @param {import("./sound.js").Sound} sound @param {Do} act @param {HTMLElement} root @param {{readOnly: boolean}} how */
  constructor(sound, act, root, { readOnly }) {
    this.sound = sound;
    this.root = root;
    const control = (/** @type {string} */ action, /** @type {string} */ text, /** @type {Record<string, any>} */ more = {}) =>
      button(text, () => act(action), { title: tip(action), data: { action }, ...more });
    this.play = control("play", t("play"), { class: "main play" });
    this.time = h("span", { class: "clock" }, "0:00");
    this.slider = h("input", {
      type: "range", min: "0", max: "1", step: "0.1", value: "0", "aria-label": t("position"),
      on: { input: () => this.sound.seek(Number(this.slider.value)) },
    });
    this.rate = h("output", { class: "rate", "aria-label": t("speed") }, "1.0×");
    this.loop = control("loop", t("loop"), { "aria-pressed": "false" });
    this.fast = control("readFast", t("readFast"), { "aria-pressed": "false" });
    this.walk = control("walk", t("walk"), { "aria-pressed": "false" });
    this.state = h("span", { class: "sound-state" });
    const clicks = h("input", { type: "checkbox", id: "click-plays", checked: setting("clickPlays") ?? true, on: { change: () => set("clickPlays", clicks.checked) } });
    this.clicks = clicks;
    root.replaceChildren(
      this.play,
      control("back10", "−10 s"),
      control("forward10", "+10 s"),
      this.time,
      this.slider,
      h("span", { class: "group" }, control("slower", "−", { "aria-label": t("do_slower") }), this.rate, control("faster", "+", { "aria-label": t("do_faster") })),
      this.loop,
      this.fast,
      this.walk,
      control("previousPlace", "↑", { "aria-label": t("do_previousPlace") }),
      control("nextPlace", "↓", { "aria-label": t("do_nextPlace") }),
      readOnly ? "" : control("tick", t("tickOff")),
      h("span", { class: "field check" }, clicks, h("label", { for: "click-plays" }, t("clickPlays"))),
      this.state,
    );
    root.hidden = false;
    root.setAttribute("aria-label", t("sound"));
    this.walking = false;
    this.update();
  }

  /** Whether a click on a word plays it, or only puts the cursor there. */
  get clickPlays() {
    return this.clicks.checked;
  }

  /** Whether somebody walks through the doubts. @param {boolean} on */
  walks(on) {
    this.walking = on;
    this.update();
  }

  update() {
    const { sound } = this;
    const ready = sound.state === "ready";
    this.play.textContent = sound.playing ? t("stop") : t("play");
    for (const one of this.root.querySelectorAll("button")) {
      one.disabled = !ready && !["tick", "nextPlace", "previousPlace"].includes(one.dataset.action ?? "");
    }
    this.slider.disabled = !ready;
    this.slider.max = String(sound.duration ?? 1);
    this.rate.textContent = `${sound.rate.toFixed(sound.rate * 10 === Math.round(sound.rate * 10) ? 1 : 2)}×`;
    this.loop.setAttribute("aria-pressed", String(Boolean(sound.loop)));
    this.fast.setAttribute("aria-pressed", String(sound.fast));
    this.walk.setAttribute("aria-pressed", String(this.walking));
    this.state.textContent = ready ? "" : t(`sound_${sound.state}`, { percent: Math.round(sound.progress * 100) });
    this.tick();
  }

  tick() {
    const { time, duration } = this.sound;
    const shown = `${clock(time)} / ${clock(duration)}`;
    if (this.time.textContent === shown) return;
    this.time.textContent = shown;
    this.slider.value = String(time);
    this.slider.setAttribute("aria-valuetext", t("timeOf", { time: clock(time), all: clock(duration) }));
  }
}

/** What a control does, with its key. @param {string} action @returns {string} */
export const tip = (action) => [t(`do_${action}`), keyText(action) && `(${keyText(action)})`].filter(Boolean).join(" ");
