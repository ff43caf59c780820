// The views of an interview: its transcript, its identifiers, its units, its codings.

import { button, h } from "./dom.js";
import { t } from "./words.js";

/** @typedef {"transcript" | "identifiers" | "units" | "consensus"} ViewName */
/** The views that there are. @type {ViewName[]} */
export const VIEWS = ["transcript", "identifiers", "units", "consensus"];

/** The choice of a view. @param {ViewName} current @param {(view: ViewName) => void} show @returns {HTMLElement} */
export const tabs = (current, show) =>
  h("nav", { class: "views", "aria-label": t("views") }, ...VIEWS.map((view) => button(t(`view_${view}`), () => view !== current && show(view), { "aria-current": view === current ? "page" : null })));
