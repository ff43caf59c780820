// The talk with its units: what the interviewer says, and each unit of an answer in a box of its own.

import { borderMark } from "./border.js";
import { h } from "./dom.js";
import { toPoints, toUnits } from "./offsets.js";
import { named, t } from "./words.js";

/** @typedef {import("./unit_document.js").UnitDocument} UnitDocument */
/** @typedef {import("./unit_document.js").Unit} Unit */
/** @typedef {{focused: (id: string) => void, drag: (id: string) => void}} Heard */

export class UnitList {
  /** @param {UnitDocument} doc @param {Heard} heard */
  constructor(doc, heard) {
    this.doc = doc;
    this.heard = heard;
    this.root = h("ol", { class: "talk", "aria-label": t("unitsOf", { interview: doc.id }) });
    /** Where a border is being set: turn and place in code points. @type {{turn: string, at: number} | null} */
    this.border = null;
    this.current = doc.units[0]?.id ?? "";
  }

  /** Draw all turns, or those that are named. @param {string[]} [turns] */
  draw(turns) {
    if (!turns) return this.root.replaceChildren(...this.doc.turns.map((turn) => this.#turn(turn)));
    for (const id of turns) {
      const turn = this.doc.turn.get(id);
      const old = this.root.querySelector(`[data-turn="${CSS.escape(id)}"]`);
      if (turn && old) old.replaceWith(this.#turn(turn));
    }
    return undefined;
  }

  /** @param {import("./unit_document.js").Turn} turn @returns {HTMLElement} */
  #turn(turn) {
    const asks = turn.role === "interviewer";
    const content = asks ? [h("p", { class: "asks" }, turn.text, " ", ...this.#asked(turn.id))] : this.doc.of(turn.id).map((unit, n) => this.#unit(unit, n));
    return h("li", { class: asks ? "said asking" : "said", data: { turn: turn.id } }, h("span", { class: "speaker" }, turn.speaker), h("div", { class: "parts" }, ...content));
  }

  /** What was asked there. @param {string} turn @returns {HTMLElement[]} */
  #asked(turn) {
    const asked = this.doc.asked.get(turn);
    return asked?.question ? [h("span", { class: "chip" }, t(`asked_${asked.kind}`, { question: asked.question }))] : [];
  }

  /** @param {Unit} unit @param {number} number in its turn @returns {HTMLElement} */
  #unit(unit, number) {
    const state = unit.kind === "leftover" ? t("leftover") : (unit.question ?? t("untagged"));
    const why = unit.question && unit.how !== "by hand" ? named(`how_${unit.how.replace(", points ", "_")}`, unit.how) : "";
    const box = h("div",
      {
        class: `unit ${unit.kind}${unit.decided ? " decided" : ""}`, role: "group", tabindex: unit.id === this.current ? "0" : "-1",
        "aria-label": t("unitIs", { unit: unit.id, state }), data: { unit: unit.id }, on: { focus: () => this.heard.focused(unit.id) },
      },
      number ? h("span", { class: "handle", title: t("dragBorder"), "aria-hidden": "true", on: { pointerdown: (/** @type {PointerEvent} */ event) => (event.preventDefault(), this.heard.drag(unit.id)) } }) : "",
      h("p", { class: "unit-text" }, ...this.#text(unit)),
      h("p", { class: "unit-state" }, h("span", { class: "chip" }, state), " ", h("span", { class: "hint" }, unit.decided ? t("byHand") : why, unit.alternatives.length ? ` ${t("orElse", { questions: unit.alternatives.join(", ") })}` : "")),
    );
    return box;
  }

  /** The text of a unit, with the border that is being set. @param {Unit} unit @returns {(Node | string)[]} */
  #text(unit) {
    const text = this.doc.text(unit);
    if (!this.border || this.border.turn !== unit.turn || this.border.at <= unit.start || this.border.at >= unit.end) return [text];
    const cut = toUnits(text, this.border.at - unit.start);
    return [text.slice(0, cut), borderMark(), text.slice(cut)];
  }

  /** The box of a unit. @param {string} id @returns {HTMLElement | null} */
  box(id) {
    return this.root.querySelector(`[data-unit="${CSS.escape(id)}"]`);
  }

  /** Make a unit the one that keys are about, and show it. @param {string} id @param {{focus?: boolean}} [how] */
  choose(id, { focus = true } = {}) {
    this.box(this.current)?.setAttribute("tabindex", "-1");
    this.current = id;
    const box = this.box(id);
    box?.setAttribute("tabindex", "0");
    if (focus) box?.focus({ preventScroll: true });
    box?.scrollIntoView({ block: "nearest" });
  }

  /** The place in a turn, in code points, that is under the pointer; null outside of its units. @param {string} turn @param {number} x @param {number} y @returns {number | null} */
  placeAt(turn, x, y) {
    const found = document.caretPositionFromPoint?.(x, y);
    const box = /** @type {HTMLElement | null} */ (found?.offsetNode.parentElement?.closest(".unit") ?? null);
    const unit = box && this.doc.byId.get(box.dataset.unit ?? "");
    if (!found || !unit || unit.turn !== turn) return null;
    const range = new Range();
    range.setStart(/** @type {Node} */ (box.querySelector(".unit-text")), 0);
    range.setEnd(found.offsetNode, found.offset);
    const before = range.toString().replace("│", "");
    return unit.start + toPoints(before, before.length);
  }
}
