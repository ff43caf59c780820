// Beside the talk: what is to be decided on, how far it shall hold, and what each decision would do.

import { button, h } from "./dom.js";
import { told } from "./find_list.js";
import { keyText } from "./keys.js";
import { tip } from "./player.js";
import { t } from "./words.js";

/** @typedef {import("./find_document.js").Find} Find */
/** @typedef {import("./find_document.js").Scope} Scope */

/** @type {Scope[]} */
export const SCOPES = ["place", "interview", "everywhere"];
const VERDICTS = ["accept", "reject", "change", "merge", "split", "withdraw"];
/** Of these the effect is known at once; the others are worded first. */
export const FORESEEN = ["accept", "reject", "split", "withdraw"];

export class FindPanel {
  /** @param {import("./find_document.js").FindDocument} doc @param {(action: string) => void} act */
  constructor(doc, act) {
    this.doc = doc;
    this.act = act;
    /** @type {Scope} */
    this.scope = "interview";
    this.root = h("aside", { class: "places deciding", "aria-label": t("toDecide") });
  }

  /** @param {Find | null} find */
  draw(find) {
    const { doc } = this;
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.closest?.(".deciding [data-action]")?.getAttribute("data-action");
    const count = doc.pending ? t("findsLeft", { n: doc.pending }) : doc.stale ? t("findsStale") : t("noFindsLeft");
    this.root.replaceChildren(
      h("h2", {}, t("toDecide")),
      h("p", { class: "count" }, count),
      h("div", { class: "row" }, this.#does("idNext", t("nextFind"), { class: doc.pending ? "main" : null }), this.#does("idPrevious", t("previousFind"))),
      ...(find ? this.#card(find) : [h("p", { class: "hint" }, t("chooseFind"))]),
      h("div", { class: "row" }, this.#does("idAdd", t("addFind"))),
      ...this.#elsewhere(),
    );
    if (focused) /** @type {HTMLElement | null} */ (this.root.querySelector(`[data-action="${focused}"]`))?.focus();
  }

  /** Say at a decision what it would do. @param {string} verdict @param {{places: number, interviews: string[]} | null} effect */
  tell(verdict, effect) {
    const place = this.root.querySelector(`[data-effect="${verdict}"]`);
    if (place) place.textContent = effect ? effectText(effect) : "";
  }

  /** @param {string} action @param {string} text @param {Record<string, any>} [more] */
  #does(action, text, more = {}) {
    const once = (/** @type {MouseEvent} */ event) => event.detail < 2 || action === "idNext" || action === "idPrevious"; // the second click of a double one is for nothing that was read
    const does = button(text, () => {}, { title: tip(action), data: { action }, on: { click: (/** @type {MouseEvent} */ event) => once(event) && this.act(action) }, ...more });
    const key = keyText(action);
    if (key) does.append(" ", h("kbd", { "aria-hidden": "true" }, key));
    return does;
  }

  /** @param {Find} find @returns {HTMLElement[]} */
  #card(find) {
    const { decided } = find;
    const how = decided && t("decidedAs", { what: t(`verdict_${decided.verdict}`), far: scopeText(decided.scope), by: decided.by });
    const choices = VERDICTS.filter((one) => one !== "withdraw" || decided);
    const row = (/** @type {string} */ verdict) =>
      h("li", {}, this.#does(`id${verdict[0].toUpperCase()}${verdict.slice(1)}`, t(`decide_${verdict}`)), h("span", { class: "effect", data: { effect: verdict } }));
    return [
      h("p", { class: "chosen" }, h("strong", { translate: "no" }, find.form), h("span", { class: "what" }, told(find))),
      h("p", { class: "hint" }, t("foundAt", { where: effectText(find) })),
      how ? h("p", { class: "hint" }, how) : h("span", {}),
      this.#scopes(),
      h("ul", { class: "verdicts" }, ...choices.map(row)),
    ];
  }

  /** @returns {HTMLElement} */
  #scopes() {
    const one = (/** @type {Scope} */ scope, /** @type {number} */ at) =>
      h("p", { class: "field check" },
        h("input", { type: "radio", name: "scope", id: `scope-${scope}`, checked: scope === this.scope, data: { action: `idScope${at + 1}` }, on: { change: () => this.act(`idScope${at + 1}`) } }),
        h("label", { for: `scope-${scope}` }, t(`scope_${scope}`), " ", h("kbd", { "aria-hidden": "true" }, keyText(`idScope${at + 1}`))));
    return h("fieldset", {}, h("legend", {}, t("howFar")), ...SCOPES.map(one));
  }

  /** @returns {HTMLElement[]} */
  #elsewhere() {
    if (!this.doc.elsewhere.length) return [];
    const items = this.doc.elsewhere.map(({ interview, pending }) => h("li", {}, t("waitsIn", { interview, n: pending })));
    return [h("h3", {}, t("waitsElsewhere")), h("ul", { class: "elsewhere" }, ...items)];
  }
}

/** What a decision would do, in words. @param {{places: number, interviews: string[] | number}} effect @returns {string} */
export const effectText = ({ places, interviews }) => {
  const many = Array.isArray(interviews) ? interviews.length : interviews;
  return places ? t("effect", { places: t("effectPlaces", { n: places }), interviews: t("effectInterviews", { n: many }) }) : t("effectNone");
};

/** How far a decision holds. @param {string} scope @returns {string} */
const scopeText = (scope) => t(`scope_${scope === "place" || scope === "everywhere" ? scope : "interview"}`);
