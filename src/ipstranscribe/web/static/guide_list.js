// The guide beside the talk: the questions with their numbers, those first that the program finds likely for the current unit.

import { button, h } from "./dom.js";
import { t } from "./words.js";

/** @typedef {import("./unit_document.js").UnitDocument} UnitDocument */
/** @typedef {import("./unit_document.js").Question} Question */

/** The guide, as something to tag the current unit with. @param {UnitDocument} doc @param {string} current the unit @param {(question: string | null) => void} tag @returns {HTMLElement} */
export function guideList(doc, current, tag) {
  const unit = doc.byId.get(current);
  const answered = (/** @type {Question} */ question) => doc.units.filter((one) => one.question === question.id).length;
  const pressed = (/** @type {string | null} */ question) => String(unit?.kind === "unit" && unit.question === question);
  const entry = (/** @type {Question} */ question) => {
    const number = String(doc.questions.indexOf(question) + 1);
    const tagging = button("", () => tag(question.id), { class: "question", "aria-pressed": pressed(question.id) });
    tagging.append(h("span", { class: "number" }, number), h("span", {}, question.text));
    return h("li", {}, tagging, h("span", { class: "hint" }, t("answers", { n: answered(question) })));
  };
  const likely = doc.questions.filter((question) => unit?.alternatives.includes(question.id));
  return h("aside", { class: "places guide", "aria-label": t("guide") },
    h("h2", {}, t("guide")),
    ...(likely.length ? [h("h3", {}, t("likelyToo")), h("ul", { class: "questions" }, ...likely.map(entry)), h("h3", {}, t("allQuestions"))] : []),
    h("ul", { class: "questions" }, ...doc.questions.map(entry)),
    h("p", {}, button(t("untaggedKey"), () => tag(null), { "aria-pressed": pressed(null) })),
    h("p", { class: "hint" }, t("unitKeys")));
}
