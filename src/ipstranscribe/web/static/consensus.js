// The view of consensus: the units of an interview with the codings side by side, differences first, and what is agreed on each.

import { ask, Refusal } from "./api.js";
import { AgreeForm } from "./consensus_form.js";
import { unitBox } from "./consensus_unit.js";
import { announce, button, byId, h } from "./dom.js";
import { askRole } from "./role.js";
import { tabs } from "./tabs.js";
import { t } from "./words.js";

/** @typedef {{code: string, group: string, part: boolean}} Given */
/** @typedef {{codes: string[], why: string, by: string, when: string}} Agreed */
/** @typedef {{id: string, speaker: string, text: string, state: string, given: Record<string, Given[]>, notes: {coder: string, text: string}[], base: string, changed: boolean, agreed: Agreed | null}} CodedUnit */
/** @typedef {{codes: string[] | null, why: string}} Said what is agreed: codes, none of which applies, or null for nothing */
/** @typedef {{unit: string, before: Said, after: Said}} Step */

export class ConsensusView {
  /** @param {any} told @param {import("./role.js").Study} study @param {{leave: () => void, show: (view: import("./tabs.js").ViewName) => void, help: () => void}} app */
  constructor(told, study, app) {
    this.doc = { id: told.id };
    this.study = study;
    this.app = app;
    /** @type {Step[]} */
    this.made = [];
    /** @type {Step[]} */
    this.undone = [];
    /** What was asked for is done one after the other, in the order of keys. @type {Promise<void>} */
    this.doing = Promise.resolve();
    this.#take(told);
    /** The order of the first look stays while this is open: a unit that was agreed on does not jump away. */
    this.order = this.units.map((unit) => unit.id);
    this.current = this.order[0] ?? "";
    this.form = new AgreeForm({ agree: (said) => this.#agree(said), back: () => this.#choose(this.current) });
  }

  /** @param {any} told */
  #take(told) {
    /** @type {CodedUnit[]} */
    this.units = told.units;
    this.byId = new Map(this.units.map((unit) => [unit.id, unit]));
    /** @type {string[]} */
    this.codes = told.codes;
    /** @type {string[]} */
    this.coders = told.coders;
  }

  open() {
    byId("player").hidden = true;
    this.root = h("ol", { class: "talk", "aria-label": t("consensusOf", { interview: this.doc.id }), on: { keydown: (/** @type {KeyboardEvent} */ event) => this.#key(event) } });
    this.side = h("div", { class: "side" });
    const none = h("p", { class: "hint" }, t("nothingReturned"));
    byId("main").replaceChildren(
      h("h1", { class: "hidden" }, t("consensusOf", { interview: this.doc.id })),
      h("div", { class: "work" }, h("div", { class: "scroll" }, this.units.length ? this.root : none), this.side));
    this.#draw();
  }

  async close() {
    byId("main").replaceChildren();
  }

  async letGo() {}

  /** What a key of the page's list does here. @param {string} action */
  act(action) {
    if (action === "undo") this.#step(this.made, this.undone, "before");
    else if (action === "redo") this.#step(this.undone, this.made, "after");
    else if (action === "help") this.app.help();
  }

  #draw() {
    const open = this.units.filter((unit) => ["differ", "one_coder"].includes(unit.state) && !unit.agreed).length;
    const tool = (/** @type {"undo" | "redo"} */ name, /** @type {Step[]} */ steps) => button(t(`unit_${name}`), () => this.act(name), { "aria-disabled": String(!steps.length), data: { action: name } });
    byId("bar").replaceChildren(
      button(`← ${t("interviews")}`, () => this.app.leave(), { class: "quiet" }),
      h("strong", { class: "name" }, this.doc.id),
      tabs("consensus", this.app.show),
      h("div", { class: "tools", role: "group", "aria-label": t("tools") }, tool("undo", this.made), tool("redo", this.undone)),
      h("span", { class: "approval" }, t("toTalkAbout", { n: open })),
      button(t("keys"), () => this.app.help()));
    const boxes = this.order.flatMap((id) => this.byId.get(id) ?? []).map((unit) => unitBox(unit, { current: unit.id === this.current, focused: () => this.#focused(unit.id) }));
    this.root?.replaceChildren(...boxes);
    this.#drawForm();
  }

  #drawForm() {
    const unit = this.byId.get(this.current);
    this.side?.replaceChildren(...(unit ? [this.form.draw(unit, this.codes)] : []));
  }

  /** @param {string} id @returns {HTMLElement | null | undefined} */
  #box(id) {
    return this.root?.querySelector(`[data-unit="${CSS.escape(id)}"]`);
  }

  /** @param {string} id */
  #focused(id) {
    if (id === this.current) return;
    this.#box(this.current)?.setAttribute("tabindex", "-1");
    this.current = id;
    this.#box(id)?.setAttribute("tabindex", "0");
    this.#drawForm();
  }

  /** @param {string} id */
  #choose(id) {
    const box = this.#box(id);
    box?.focus({ preventScroll: true });
    box?.scrollIntoView({ block: "nearest" });
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = this.order.indexOf(this.current);
    const go = (/** @type {number} */ n) => this.order[n] && this.#choose(this.order[n]);
    /** @type {Record<string, () => void>} */
    const does = { ArrowDown: () => go(at + 1), ArrowUp: () => go(at - 1), Home: () => go(0), End: () => go(this.order.length - 1), Enter: () => this.form.focus() };
    const number = /^[1-9]$/u.test(event.key);
    if (number) this.form.toggle(Number(event.key));
    else does[event.key]?.();
    if (number || event.key in does) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  /** Agree on the current unit; what was agreed before can be had again. @param {Said} said */
  #agree(said) {
    const unit = this.current;
    this.doing = this.doing.then(async () => {
      const before = this.#said(unit);
      if (!(await this.#ask(unit, said))) return;
      this.made.push({ unit, before, after: said });
      this.undone = [];
      this.#draw();
      this.#choose(unit);
      announce(t(said.codes ? "wasAgreed" : "wasTakenBack", { unit }));
    });
  }

  /** @param {string} unit @returns {Said} */
  #said(unit) {
    const agreed = this.byId.get(unit)?.agreed;
    return agreed ? { codes: agreed.codes, why: agreed.why } : { codes: null, why: "" };
  }

  /** @param {Step[]} from @param {Step[]} to @param {"before" | "after"} which */
  #step(from, to, which) {
    this.doing = this.doing.then(async () => {
      const step = from.at(-1);
      if (!step || !(await this.#ask(step.unit, step[which]))) return;
      from.pop();
      to.push(step);
      this.current = step.unit;
      this.#draw();
      this.#choose(step.unit);
      announce(t(which === "before" ? "undone" : "redone"));
    });
  }

  /** Store a decision; whether it was. @param {string} unit @param {Said} said @returns {Promise<boolean>} */
  async #ask(unit, said) {
    const by = await askRole(this.study);
    if (!by) return false;
    try {
      this.#take(await ask("/api/consensus/agree", { interview: this.doc.id, unit, by, base: this.byId.get(unit)?.base ?? "", ...said }));
      return true;
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      announce(refusal.text || t("noAnswerOnce"));
      return false;
    }
  }
}
