// What is agreed on a unit: codes that were given, further ones, and why.

import { labelled } from "./dialog.js";
import { button, h } from "./dom.js";
import { t } from "./words.js";

/** @typedef {import("./consensus.js").CodedUnit} CodedUnit */

export class AgreeForm {
  /** @param {{agree: (said: import("./consensus.js").Said) => void, back: () => void}} tell */
  constructor(tell) {
    this.tell = tell;
    /** @type {HTMLInputElement[]} */
    this.boxes = [];
  }

  /** The form for a unit. @param {CodedUnit} unit @param {string[]} known every code of the study @returns {HTMLElement} */
  draw(unit, known) {
    const agreed = unit.agreed?.codes ?? [];
    const given = [...new Set([...Object.values(unit.given).flatMap((codes) => codes.map((one) => one.code)), ...agreed])];
    this.boxes = given.map((code) => h("input", { type: "checkbox", value: code, checked: agreed.includes(code) }));
    this.further = /** @type {HTMLInputElement} */ (h("input", { type: "text", list: "known-codes", autocomplete: "off", maxlength: "2000" }));
    this.why = /** @type {HTMLInputElement} */ (h("input", { type: "text", autocomplete: "off", maxlength: "10000", value: unit.agreed?.why ?? "" }));
    const choices = this.boxes.map((box, n) => h("label", { class: "choice" }, box, h("span", { class: "number" }, n < 9 ? String(n + 1) : ""), h("span", {}, given[n])));
    return h("aside", { class: "places guide", "aria-label": t("agreeOn", { unit: unit.id }) },
      h("form", { class: "agree", on: { submit: (/** @type {Event} */ event) => (event.preventDefault(), this.#agree()), keydown: (/** @type {KeyboardEvent} */ event) => this.#key(event) } },
        h("h2", {}, t("agreeOn", { unit: unit.id })),
        h("fieldset", {}, h("legend", {}, t("agreedCodes")), ...choices, choices.length ? "" : h("p", { class: "hint" }, t("nobodyCoded"))),
        labelled(t("furtherCodes"), this.further),
        h("datalist", { id: "known-codes" }, ...known.map((code) => h("option", { value: code }))),
        labelled(t("agreedWhy"), this.why),
        h("p", { class: "actions" },
          h("button", { type: "submit", class: "main" }, t("agree")),
          button(t("noneApplies"), () => this.tell.agree({ codes: [], why: this.why?.value.trim() ?? "" })),
          unit.agreed ? button(t("takeBack"), () => this.tell.agree({ codes: null, why: "" })) : ""),
        h("p", { class: "hint" }, t("consensusKeys"))));
  }

  /** Begin to fill it in. */
  focus() {
    (this.boxes[0] ?? this.further)?.focus();
  }

  /** Tick a code, or take the tick away. @param {number} number counted from 1 */
  toggle(number) {
    const box = this.boxes[number - 1];
    if (box) box.checked = !box.checked;
  }

  /** Enter agrees from wherever one is, Esc goes back to the unit. @param {KeyboardEvent} event */
  #key(event) {
    const box = event.target instanceof HTMLInputElement && event.target.type === "checkbox";
    if (event.key === "Escape") this.tell.back();
    else if (event.key === "Enter" && box) this.#agree();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #agree() {
    const further = (this.further?.value ?? "").split(";").map((code) => code.trim()).filter(Boolean);
    const codes = [...new Set([...this.boxes.filter((box) => box.checked).map((box) => box.value), ...further])];
    if (codes.length) this.tell.agree({ codes, why: this.why?.value.trim() ?? "" });
    else this.focus();
  }
}
