// A unit with what each coder gave it, and what is agreed.

import { h } from "./dom.js";
import { t } from "./words.js";

/** @typedef {import("./consensus.js").CodedUnit} CodedUnit */

/** The box of a unit. @param {CodedUnit} unit @param {{current: boolean, focused: () => void}} how @returns {HTMLElement} */
export function unitBox(unit, { current, focused }) {
  const state = t(`codes_${unit.state}`);
  return h("li", { class: "said" },
    h("span", { class: "speaker" }, unit.speaker),
    h("div", { class: "parts" },
      h("div", { class: `unit coded ${unit.state}`, role: "group", tabindex: current ? "0" : "-1", "aria-label": t("unitIs", { unit: unit.id, state }), data: { unit: unit.id }, on: { focus: focused } },
        h("p", { class: "unit-text" }, unit.text),
        h("dl", { class: "codings" }, ...Object.entries(unit.given).flatMap(([coder, given]) => coding(coder, given, unit))),
        h("p", { class: "unit-state" }, h("span", { class: "chip" }, state), " ", h("span", { class: "agreed" }, agreedText(unit))))));
}

/** What a coder gave it, and wrote beside. @param {string} coder @param {import("./consensus.js").Given[]} given @param {CodedUnit} unit @returns {HTMLElement[]} */
function coding(coder, given, unit) {
  const codes = given.map((one) => `${one.group ? `${one.group} › ` : ""}${one.code}${one.part ? ` (${t("partOnly")})` : ""}`);
  const notes = unit.notes.filter((note) => note.coder === coder).map((note) => h("span", { class: "hint" }, ` ${note.text}`));
  return [h("dt", {}, t("coderIs", { coder })), h("dd", {}, codes.join("; ") || t("noCode"), ...notes)];
}

/** What is agreed on it, in words. @param {CodedUnit} unit @returns {string} */
function agreedText({ agreed, changed }) {
  if (!agreed) return t("notAgreed");
  const said = t("agreedIs", { codes: agreed.codes.join("; ") || t("noneApplies"), by: agreed.by });
  return [said, agreed.why, changed ? t("unitChanged") : ""].filter(Boolean).join(" ");
}
