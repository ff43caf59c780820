// The view of the units of an interview: borders, questions, leftovers. Every edit is stored before it is shown.

import { approvalDialog, approvalText, givesStep } from "./approval_dialog.js";
import { ask, Refusal } from "./api.js";
import { Border } from "./border.js";
import { announce, button, byId, h } from "./dom.js";
import { guideList } from "./guide_list.js";
import { askRole } from "./role.js";
import { tabs } from "./tabs.js";
import { UnitDocument } from "./unit_document.js";
import { UnitList } from "./unit_list.js";
import { t } from "./words.js";

/** @typedef {{leave: () => void, show: (view: import("./tabs.js").ViewName) => void, help: () => void}} App */
const TYPED = 700; // milliseconds in which a second digit belongs to the first

export class UnitsView {
  /** @param {any} told @param {import("./role.js").Study} study @param {App} app */
  constructor(told, study, app) {
    this.doc = new UnitDocument(told);
    this.study = study;
    this.app = app;
    /** @type {Border | null} */
    this.border = null;
    this.digits = "";
    /** What was asked for is done one after the other, in the order of keys. @type {Promise<void>} */
    this.doing = Promise.resolve();
    this.list = new UnitList(this.doc, { focused: (id) => this.#chosen(id), drag: (id) => this.#drag(id) });
  }

  open() {
    byId("player").hidden = true;
    this.list.draw();
    this.list.root.addEventListener("keydown", (event) => this.#key(event));
    this.side = h("div", { class: "side" });
    byId("main").replaceChildren(
      h("h1", { class: "hidden" }, t("unitsOf", { interview: this.doc.id })),
      h("div", { class: "work" }, h("div", { class: "scroll" }, this.list.root), this.side));
    this.#drawBar();
    this.#drawGuide();
  }

  async close() {
    byId("main").replaceChildren();
  }

  async letGo() {}

  /** What a key of the page's list does here. @param {string} action */
  act(action) {
    if (action === "undo" || action === "redo") this.#ask(`/api/units/${action}`, {});
    else if (action === "help") this.app.help();
    else if (action === "play" && this.border) this.#leaveBorder();
  }

  #drawBar() {
    const { doc } = this;
    const tool = (/** @type {string} */ name, /** @type {() => void} */ does, /** @type {boolean} */ can = true) => button(t(`unit_${name}`), does, { "aria-disabled": String(!can), data: { action: name } });
    byId("bar").replaceChildren(
      button(`← ${t("interviews")}`, () => this.app.leave(), { class: "quiet" }),
      h("strong", { class: "name" }, doc.id),
      tabs("units", this.app.show),
      h("div", { class: "tools", role: "group", "aria-label": t("tools") },
        tool("undo", () => this.act("undo"), doc.canUndo), tool("redo", () => this.act("redo"), doc.canRedo),
        tool("cut", () => this.#cut()), tool("border", () => this.#border()), tool("join", () => this.#edit({ kind: "join", unit: this.list.current })), tool("leave", () => this.#leave())),
      doc.toApply ? button(t("applyUnits"), () => this.#ask("/api/units/apply", {})) : "",
      h("span", { class: "approval" }, approvalText(doc.approval)),
      button(t("approveEllipsis"), () => this.#approve(), { class: "main" }),
      button(t("keys"), () => this.app.help()));
  }

  #drawGuide() {
    this.side?.replaceChildren(guideList(this.doc, this.list.current, (question) => this.#tag(question)));
  }

  /** @param {string} id */
  #chosen(id) {
    if (id === this.list.current) return;
    if (this.border) this.#leaveBorder();
    this.list.choose(id, { focus: false });
    this.#drawGuide();
  }

  /** Ask the program, and show what it answers. @param {string} path @param {any} body @returns {Promise<void>} */
  #ask(path, body) {
    this.doing = this.doing.then(() => this.#asked(path, body));
    return this.doing;
  }

  /** @param {string} path @param {any} body */
  async #asked(path, body) {
    try {
      const told = await ask(path, { interview: this.doc.id, ...body });
      const at = this.doc.units.findIndex((unit) => unit.id === this.list.current);
      this.doc.take(told);
      this.list.draw();
      const near = this.doc.units[Math.min(Math.max(at, 0), this.doc.units.length - 1)]?.id ?? "";
      this.list.choose(this.doc.byId.has(this.list.current) ? this.list.current : near);
      this.#drawBar();
      this.#drawGuide();
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      announce(refusal.text || t("noAnswerOnce"));
    }
  }

  /** @param {any} edit */
  async #edit(edit) {
    if (!edit.unit) return;
    const by = await askRole(this.study);
    if (by) await this.#ask("/api/units/edit", { by, edits: [edit] });
  }

  /** @param {string | null} question */
  #tag(question) {
    return this.#edit({ kind: "tag", unit: this.list.current, question });
  }

  #leave() {
    const unit = this.doc.byId.get(this.list.current);
    if (!unit) return undefined;
    return this.#edit(unit.kind === "leftover" ? { kind: "unit", unit: unit.id } : { kind: "leave", unit: unit.id, reason: "" });
  }

  // Borders.

  #cut() {
    const unit = this.doc.byId.get(this.list.current);
    if (unit) this.#setBorder(unit.turn, [unit.start, unit.end], (unit.start + unit.end) / 2, (at) => this.#edit({ kind: "cut", unit: unit.id, at }));
  }

  #border() {
    const unit = this.doc.byId.get(this.list.current);
    const before = unit && this.doc.before(unit);
    if (!unit || !before) return announce(t("firstOfTurn"));
    return this.#setBorder(unit.turn, [before.start, unit.end], unit.start, (at) => this.#edit({ kind: "border", unit: unit.id, at }));
  }

  /** @param {string} turn @param {[number, number]} span @param {number} at @param {(at: number) => void} set */
  #setBorder(turn, span, at, set) {
    const border = new Border(this.doc, turn, span, at, {
      moved: (place) => this.#showBorder(turn, place),
      set: (place) => (this.#leaveBorder(), set(place)),
      left: () => this.#leaveBorder(),
    });
    if (!border.possible) return announce(t("noBorder"));
    this.border = border;
    this.#showBorder(turn, border.at);
    this.list.choose(this.list.current);
    return border.say();
  }

  /** @param {string} turn @param {number} at */
  #showBorder(turn, at) {
    this.list.border = { turn, at };
    this.list.draw([turn]);
    this.list.choose(this.list.current);
  }

  #leaveBorder() {
    const turn = this.list.border?.turn;
    this.border = this.list.border = null;
    if (turn) this.list.draw([turn]);
    this.list.choose(this.list.current);
  }

  /** Drag the border above a unit. @param {string} id */
  #drag(id) {
    this.list.choose(id);
    this.#border();
    const border = this.border;
    const turn = this.doc.byId.get(id)?.turn;
    if (!border || !turn) return;
    const stop = new AbortController();
    const move = (/** @type {PointerEvent} */ event) => {
      const at = this.list.placeAt(turn, event.clientX, event.clientY);
      if (at !== null) border.to(at);
    };
    const drop = () => {
      stop.abort();
      if (this.border === border) border.tell.set(border.at);
    };
    addEventListener("pointermove", move, { signal: stop.signal });
    addEventListener("pointerup", drop, { signal: stop.signal });
    addEventListener("pointercancel", () => (stop.abort(), this.#leaveBorder()), { signal: stop.signal });
  }

  // Keys on the units.

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (this.border ? this.border.key(event) : this.#does(event.key)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  /** @param {string} key @returns {boolean} */
  #does(key) {
    const units = this.doc.units;
    const at = units.findIndex((unit) => unit.id === this.list.current);
    const go = (/** @type {number} */ n) => units[n] && this.list.choose(units[n].id);
    /** @type {Record<string, () => void>} */
    const does = {
      ArrowDown: () => go(at + 1),
      ArrowUp: () => go(at - 1),
      Home: () => go(0),
      End: () => go(units.length - 1),
      c: () => this.#cut(),
      b: () => this.#border(),
      j: () => this.#edit({ kind: "join", unit: this.list.current }),
      l: () => this.#leave(),
      u: () => this.#tag(null),
      a: () => this.#alternative(),
    };
    if (/^\d$/u.test(key)) return this.#digit(key);
    does[key]?.();
    return key in does;
  }

  /** The question that the program finds likely next. */
  #alternative() {
    const other = this.doc.byId.get(this.list.current)?.alternatives[0];
    if (other) this.#tag(other);
    else announce(t("noAlternative"));
  }

  /** Tag by the number of the question; two digits within a moment are one number. @param {string} key @returns {boolean} */
  #digit(key) {
    clearTimeout(this.typing);
    this.digits += key;
    const number = Number(this.digits);
    const more = number * 10 <= this.doc.questions.length && number > 0;
    const tag = () => {
      const question = this.doc.questions[Number(this.digits) - 1];
      this.digits = "";
      if (question) this.#tag(question.id);
      else announce(t("noQuestion"));
    };
    if (more) this.typing = setTimeout(tag, TYPED);
    else tag();
    return true;
  }

  async #approve() {
    if (this.doc.toApply) await this.#ask("/api/units/apply", {});
    const { doc } = this;
    approvalDialog({
      study: this.study,
      title: t("approveUnits", { interview: doc.id }),
      approval: doc.approval,
      code: doc.code,
      give: givesStep(doc.id, "units", doc.code),
      given: () => this.#ask("/api/units", {}),
    });
  }
}
