// Text that the program did not take: it is shown, to be copied by hand.

import { show } from "./dialog.js";
import { h } from "./dom.js";
import { t } from "./words.js";

/** @param {string} why @param {any[]} edits as they were sent; nothing is shown where no text was typed */
export function showUnsent(why, edits) {
  const texts = edits.map((one) => one.text ?? "").filter((text) => text.trim());
  if (!texts.length) return;
  const list = h("ul", { class: "typed", tabindex: "0", "aria-label": t("typedText") }, ...texts.map((text) => h("li", {}, text)));
  show({ title: t("notTaken"), body: [h("p", {}, why || t("notTakenWhy")), list], actions: [{ text: t("close"), main: true }] });
}
