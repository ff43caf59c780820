// Places to listen to: the list beside the text, going from one to the next, and ticking off what was heard.

import { button, h } from "./dom.js";
import { clock } from "./times.js";
import { named, t } from "./words.js";

/** @typedef {import("./document.js").Concern} Concern */

export class Places {
  /**
   * @param {import("./document.js").TranscriptDocument} doc
   * @param {{go: (place: Concern) => void, tick: (place: Concern) => void}} does
   */
  constructor(doc, does) {
    this.doc = doc;
    this.does = does;
    /** @type {Concern | null} */
    this.at = null;
    this.all = false;
    this.list = h("ol", { class: "place-list" });
    this.count = h("p", { class: "count" });
    const filter = h("input", { type: "checkbox", id: "all-places", on: { change: () => this.#showAll(filter.checked) } });
    this.root = h(
      "aside",
      { class: "places", id: "places", "aria-label": t("places") },
      h("h2", {}, t("places")),
      this.count,
      h("p", { class: "field check" }, filter, h("label", { for: "all-places" }, t("showTicked"))),
      this.list,
    );
    this.draw();
  }

  /** The place after (or before, `way` -1) the one somebody is at, or else the `time`. @param {number} way @param {number} time @returns {Concern | null} */
  next(way, time) {
    const open = [...this.doc.concerns].filter((one) => !one.settled || one === this.at).sort((a, b) => a.start - b.start);
    if (this.at && open.includes(this.at)) return open[open.indexOf(this.at) + way] ?? null;
    return way > 0 ? (open.find((one) => one.start >= time - 0.5) ?? open[0] ?? null) : (open.findLast((one) => one.start < time) ?? null);
  }

  /** @param {Concern | null} place */
  setAt(place) {
    this.at = place;
    this.draw();
    this.list.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }

  /** @param {Concern[]} concerns as the program tells them now */
  update(concerns) {
    this.doc.concerns = concerns;
    if (this.at) this.at = concerns.find((one) => one.key === this.at?.key) ?? null;
    this.draw();
  }

  draw() {
    const { concerns } = this.doc;
    const open = this.doc.open().length;
    this.count.textContent = !concerns.length ? t("noPlaces") : open ? t("placesLeft", { n: open, all: concerns.length }) : t("allTicked");
    const focused = /** @type {HTMLElement | null} */ (document.activeElement?.closest(".place-list button"))?.dataset.key;
    this.list.replaceChildren(...concerns.filter((one) => this.all || !one.settled || one === this.at).map((one) => this.#row(one)));
    if (focused) /** @type {HTMLElement | undefined} */ ([...this.list.querySelectorAll("button")].find((one) => one.dataset.key === focused))?.focus();
  }

  /** @param {boolean} all */
  #showAll(all) {
    this.all = all;
    this.draw();
  }

  /** @param {Concern} place @returns {HTMLElement} */
  #row(place) {
    const kind = named(`kind_${place.kind}`, place.kind);
    const why = place.heard && place.written ? t("heardWritten", { heard: place.heard, written: place.written }) : place.heard ? t("heardAs", { heard: place.heard }) : "";
    const go = button("", () => this.does.go(place), { class: "go", "aria-current": place === this.at ? "true" : null, data: { key: `go ${place.key}` } });
    go.append(h("span", { class: "time" }, clock(place.start)), " ", h("span", { class: "kind" }, kind), why ? h("span", { class: "why" }, why) : "");
    const name = t(place.settled ? "untickPlace" : "tickPlace", { time: clock(place.start), kind });
    const tick = button(place.settled ? "✓" : "", () => this.does.tick(place), {
      class: "tick", "aria-pressed": place.settled ? "true" : "false", "aria-label": name, title: name, data: { key: `tick ${place.key}` },
    });
    return h("li", { class: place.settled ? "settled" : null, title: place.why }, tick, go);
  }
}
