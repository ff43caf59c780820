// The first page: what to do in three steps, the interviews of the study and how far each is.

import { approveSeveral, ready } from "./approve_several.js";
import { button, byId, h } from "./dom.js";
import { showKeys } from "./help.js";
import { set } from "./settings.js";
import { choose, language, LANGUAGES, named, t } from "./words.js";

/** @typedef {{open: (interview: string) => void, stop: () => void, reports: () => void, again: () => void, anew: () => void}} App */

const STAGES = ["transcript", "identifiers", "units"];

/** Show the study. @param {any} study as `/api/study` tells it @param {App} app */
export function showStudy(study, app) {
  byId("bar").replaceChildren(
    h("strong", { class: "name" }, "ipstranscribe"),
    h("span", { class: "space" }),
    languageChooser(app.again),
    button(t("keys"), () => showKeys(() => {})),
    button(t("endProgram"), app.stop),
  );
  byId("main").replaceChildren(
    h("div", { class: "study" }, h("h1", {}, study.title), steps(), h("h2", {}, t("interviews")), table(study, app), buttons(study, app), ...next(study.next ?? [])),
  );
}

/** What concerns several interviews. @param {any} study @param {App} app @returns {HTMLElement} */
const buttons = (study, app) =>
  h("p", { class: "field" }, ready(study).length ? button(t("approveSeveralEllipsis"), () => approveSeveral(study, app.anew)) : "", button(t("reports"), app.reports));

/** @returns {HTMLElement} */
function steps() {
  const step = (/** @type {number} */ number) => h("li", {}, h("h3", {}, t(`step${number}`)), h("p", {}, t(`step${number}How`)));
  return h("section", { "aria-labelledby": "steps" }, h("h2", { id: "steps" }, t("threeSteps")), h("ol", { class: "steps" }, step(1), step(2), step(3)));
}

/** @param {any} study @param {App} app @returns {HTMLElement} */
function table(study, app) {
  if (!study.interviews.length) return h("p", {}, t("noInterviews"));
  const heads = ["interview", ...STAGES, "places", "length"].map((name) => h("th", { scope: "col" }, t(`column_${name}`)));
  const rows = study.interviews.map((/** @type {any} */ one) => row(one, app));
  return h("div", { class: "table", role: "region", tabindex: "0", "aria-label": t("interviews") },
    h("table", { class: "interviews" }, h("thead", {}, h("tr", {}, ...heads, h("th", { scope: "col" }, h("span", { class: "hidden" }, t("open"))))), h("tbody", {}, ...rows)));
}

/** @param {any} one @param {App} app @returns {HTMLElement} */
function row(one, app) {
  const there = !["missing", undefined].includes(one.stages.transcript);
  const stage = (/** @type {string} */ name) => h("td", {}, h("span", { class: `state ${one.stages[name] ?? "missing"}` }, named(`state_${one.stages[name] ?? "missing"}`, String(one.stages[name]))));
  const places = one.open_places ? t("toListen", { n: one.open_places }) : there ? t("nothingToListen") : "–";
  const sound = one.has_sound ? "" : h("span", { class: "hint" }, ` ${t("noSound")}`);
  const held = one.held_by ? h("span", { class: "hint" }, t("heldShort", { who: one.held_by })) : "";
  return h("tr", {},
    h("th", { scope: "row" }, one.id),
    ...STAGES.map(stage),
    h("td", {}, places),
    h("td", {}, one.duration ? t("minutes", { n: Math.max(1, Math.round(one.duration / 60)) }) : "–", there ? sound : ""),
    h("td", {}, there ? button(t(one.held_by ? "read" : "open"), () => app.open(one.id), { class: "main", "aria-label": t(one.held_by ? "readInterview" : "openInterview", { interview: one.id }) }) : "", " ", held),
  );
}

/** What comes next, as the program says it. @param {any[]} next @returns {HTMLElement[]} */
function next(next) {
  const items = (Array.isArray(next) ? next : [next]).map((one) => (typeof one === "string" ? h("li", {}, one) : h("li", {}, one.what ?? "", " ", one.command ? h("code", {}, one.command) : "")));
  return items.length ? [h("h2", {}, t("next")), h("ul", { class: "next", lang: "en" }, ...items)] : [];
}

/** @param {() => void} again @returns {HTMLElement} */
function languageChooser(again) {
  const changed = (/** @type {string} */ code) => {
    choose(code);
    set("language", code);
    again();
  };
  const options = LANGUAGES.map(({ code, name }) => h("option", { value: code, lang: code, selected: code === language() }, name));
  const list = h("select", { id: "language", on: { change: () => changed(list.value) } }, ...options);
  return h("span", { class: "field" }, h("label", { for: "language", class: "hidden" }, t("language")), list);
}
