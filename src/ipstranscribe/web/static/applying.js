// Putting decisions into effect: the program pseudonymizes and splits anew, which takes a while. The page shows how far it is.

import { ask, Refusal } from "./api.js";
import { show } from "./dialog.js";
import { h } from "./dom.js";
import { t } from "./words.js";

const AGAIN = 500; // milliseconds

/** Let the program put into effect what was decided, and wait for its end. @param {string} by the role @returns {Promise<boolean>} whether it was done */
export function applied(by) {
  return new Promise((resolve) => {
    const bar = h("progress", { max: "1", value: "0", "aria-label": t("applying") });
    const work = h("p", { role: "status" }, t("applyingWait"));
    const problem = h("p", { role: "alert", class: "problem" });
    let done = false;
    const dialog = show({ title: t("applying"), body: [bar, work, problem], actions: [{ text: t("close") }], closed: () => resolve(done) });
    const look = async (/** @type {string} */ path, /** @type {any} */ body) => {
      const told = await ask(path, body).catch((refusal) => refusal);
      if (told instanceof Refusal && !told.mayPass) problem.textContent = told.text;
      else if (told.state === "failed") problem.textContent = [told.what, told.fix].join(" ");
      else if (told.state === "done") {
        done = true;
        problem.textContent = told.failed.map((/** @type {any} */ one) => `${one.interview}: ${one.what} ${one.fix}`).join(" ");
        if (!told.failed.length) return dialog.close();
        return undefined;
      } else {
        work.textContent = told.asking ? t("asksThere", { what: told.asking }) : t("applyingWait");
        bar.value = told.share ?? 0;
        if (dialog.open) setTimeout(() => look("/api/identifiers/applying", {}), AGAIN);
        return undefined;
      }
      work.textContent = "";
      bar.hidden = true;
      return undefined;
    };
    look("/api/identifiers/apply", { by });
  });
}
