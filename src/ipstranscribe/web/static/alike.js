// Correcting a word everywhere alike, with counts before anything is changed.

import { ask, Refusal } from "./api.js";
import { doing, send, told, words } from "./commands.js";
import { labelled, show } from "./dialog.js";
import { announce, h } from "./dom.js";
import { t } from "./words.js";

/** @typedef {import("./transcript.js").TranscriptView} View */

const LATER = 250; // milliseconds after the last letter, until the places are counted

/** Ask for the correction of the selected words, and count the places. @param {View} view */
export async function alike(view) {
  const place = view.doc.readOnly ? null : words(view);
  if (!place) return announce(t("wordFirst"));
  await view.saving.flush();
  const heard = view.doc.get(place.id).text.slice(place.from, place.to);
  const asked = { interview: view.doc.id, ...told(view, place) };
  const counts = h("div", { role: "status" });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(count, LATER);
  };
  const field = /** @type {HTMLInputElement} */ (
    h("input", { type: "text", value: heard, autocomplete: "off", spellcheck: "false", autocapitalize: "off", on: { input: later } })
  );
  const count = async () => {
    if (field.value === heard) return counts.replaceChildren();
    const found = await ask("/api/alike", { ...asked, text: field.value }).catch((refusal) => refusal);
    return counts.replaceChildren(...(found instanceof Refusal ? [h("p", {}, found.text || t("noAnswerOnce"))] : counted(found)));
  };
  const everywhere = () => {
    if (field.value === heard) return false;
    setTimeout(() => doing(view, async () => {
      await send(view, { ...asked, text: field.value }, "/api/correct-alike");
      announce(t("wereCorrected"));
    }));
    return true;
  };
  show({
    title: t("do_alike"),
    body: [h("p", {}, t("alikeWhat", { heard })), labelled(t("correctTo"), field), counts],
    actions: [{ text: t("cancel") }, { text: t("correctAll"), main: true, does: everywhere }],
  });
  return field.select();
}

/** @param {{here: number, elsewhere: {interview: string, places: number}[]}} found @returns {HTMLElement[]} */
function counted({ here, elsewhere }) {
  const lines = [t("alikeHere", { n: here }), ...elsewhere.map((one) => t("alikeElsewhere", { n: one.places, interview: one.interview }))];
  return [...lines.map((line) => h("p", {}, line)), ...(elsewhere.length ? [h("p", { class: "hint" }, t("elsewhereOffered"))] : [])];
}
