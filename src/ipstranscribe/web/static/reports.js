// The reports of the study: what a release would refuse, with a way to each place, and what could still tell who took part.

import { ask, Refusal } from "./api.js";
import { announce, button, byId, h } from "./dom.js";
import { language, t } from "./words.js";

/** @typedef {{interview: string, turn: string, start: number}} At */
/** @typedef {{leave: () => void, goTo: (at: At) => void}} App */

/** @type {("findings" | "risk")[]} */
const WHICH = ["findings", "risk"];

/** Show the reports that there are. @param {App} app */
export async function showReports(app) {
  const told = await ask("/api/reports", { language: language() }).catch((refusal) => refusal);
  if (told instanceof Refusal) return announce(told.text || t("noAnswerOnce"));
  byId("bar").replaceChildren(button(`← ${t("interviews")}`, app.leave, { class: "quiet" }), h("strong", { class: "name" }, t("reports")));
  draw(app, told);
  return byId("main").focus();
}

/** @param {App} app @param {any} told */
function draw(app, told) {
  const parts = WHICH.map((which) => section(app, which, told[which]));
  byId("main").replaceChildren(h("div", { class: "study reports" }, h("h1", {}, t("reports")), ...parts));
}

/** @param {App} app @param {"findings" | "risk"} which @param {any} report @returns {HTMLElement} */
function section(app, which, report) {
  const state = h("p", { class: report?.changed ? "notice" : "hint" }, stateText(report));
  const make = button(t(report ? `again_${which}` : `make_${which}`), () => made(app, which, make), { id: `make-${which}`, class: !report || report.changed ? "main" : null });
  const content = !report ? [] : which === "risk" ? blocks(report) : causes(app, report);
  return h("section", { "aria-labelledby": `report-${which}` }, h("h2", { id: `report-${which}` }, t(`report_${which}`)), h("p", { class: "hint" }, t(`what_${which}`)), state, h("p", {}, make), ...content);
}

/** When it was made, and whether the study is another since. @param {any} report @returns {string} */
function stateText(report) {
  if (!report) return t("reportNotMade");
  return t(report.changed ? "reportChanged" : "reportMade", { when: report.when.slice(0, 16).replace("T", " ") });
}

/** Let the program make one anew, which takes a while. @param {App} app @param {string} which @param {HTMLButtonElement} pressed */
async function made(app, which, pressed) {
  if (pressed.getAttribute("aria-disabled")) return;
  pressed.setAttribute("aria-disabled", "true");
  announce(t("reportMaking"));
  const told = await ask("/api/reports/make", { which, language: language() }).catch((refusal) => refusal);
  if (!pressed.isConnected) return; // somebody has gone elsewhere
  if (told instanceof Refusal) {
    pressed.removeAttribute("aria-disabled");
    announce(told.text || t("noAnswerOnce"));
    return;
  }
  draw(app, told);
  byId(`make-${which}`).focus();
  announce(t("reportIsMade"));
}

// What the gate refused.

/** @param {App} app @param {any} report @returns {HTMLElement[]} */
function causes(app, report) {
  if (!report.causes.length) return [h("p", {}, t("nothingRefused"))];
  return [h("p", {}, t("refusedFor", { n: report.causes.length })), h("ol", { class: "causes", lang: report.language }, ...report.causes.map((/** @type {any} */ one) => cause(app, one)))];
}

/** @param {App} app @param {any} one @returns {HTMLElement} */
function cause(app, one) {
  const facts = [["causeWhy", one.why], ["causeSettle", one.settle], ["causeDecided", one.decided]].filter(([, text]) => text);
  return h("li", {},
    h("h3", {}, one.word || one.where),
    properties(facts.map(([name, text]) => [t(name), text])),
    h("ul", { class: "refused-places" }, ...one.places.map((/** @type {any} */ place) => h("li", {}, ...placed(app, place)))));
}

/** @param {App} app @param {any} place @returns {(HTMLElement | string)[]} */
function placed(app, place) {
  const where = place.at ? button(place.where, () => app.goTo(place.at), { "aria-label": t("goToPlace", { where: place.where }) }) : h("span", { class: "hint" }, place.where);
  return [where, " ", h("span", { translate: "no" }, place.context), " ", h("span", { class: "hint" }, place.files)];
}

// A report in blocks, as the program writes it into documents.

/** @param {any} report @returns {HTMLElement[]} */
const blocks = (report) => [h("div", { class: "report", lang: report.language }, ...report.blocks.map(block))];

/** @param {any} one @returns {HTMLElement} */
function block(one) {
  if (one.kind === "properties") return properties(one.rows);
  if (one.kind === "table") return table(one);
  if (one.kind === "heading") return h("h3", {}, one.text);
  return h("p", { class: { box: "notice", caption: "caption", text: null }[/** @type {string} */ (one.kind)] }, one.text);
}

/** @param {string[][]} rows @returns {HTMLElement} */
const properties = (rows) => h("dl", { class: "facts" }, ...rows.flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]));

/** @param {any} one @returns {HTMLElement} */
function table({ caption, header, rows }) {
  const head = header.map((/** @type {string} */ name) => h("th", { scope: "col" }, name));
  const row = ([first, ...others]) => h("tr", {}, h("th", { scope: "row" }, first), ...others.map((cell) => h("td", {}, cell)));
  return h("div", { class: "table", role: "region", tabindex: "0", "aria-label": caption || header.join(", ") }, h("table", {}, caption ? h("caption", {}, caption) : "", h("thead", {}, h("tr", {}, ...head)), h("tbody", {}, ...rows.map(row))));
}
