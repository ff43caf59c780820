// Decisions that want a word first: another replacement, the same as somebody, an identifier that was not found. What each will do is
// told in the dialog before it is done.

import { chooser, labelled, show } from "./dialog.js";
import { h } from "./dom.js";
import { effectText, SCOPES } from "./find_panel.js";
import { t } from "./words.js";

/** @typedef {import("./identifiers.js").IdentifiersView} View */
/** @typedef {import("./find_document.js").Find} Find */

const LATER = 250; // milliseconds after the last letter in which the effect is asked for
const CATEGORIES = ["person", "organisation", "place", "date", "age", "phone", "email", "id", "address", "url", "occupation", "fact", "other"];

/** Ask what shall stand for a find. @param {View} view @param {Find} find */
export function change(view, find) {
  const field = h("input", { type: "text", required: true, maxlength: "200", autocomplete: "off", value: find.replacement.replace(/^\[|\]$/g, "") });
  ask(view, {
    title: t("changeTitle", { form: find.form }),
    fields: [labelled(t("replaceBy"), field)],
    place: () => view.doc.place(find.turn, find.from, find.to),
    more: () => field.value.trim() && { verdict: "change", replacement: field.value.trim() },
  });
}

/** Ask whom a find means. @param {View} view @param {Find} find */
export function merge(view, find) {
  const others = view.doc.entities.filter((one) => one.id !== find.entity);
  if (!others.length) return view.say(t("nobodyElse"));
  const near = others.toSorted((a, b) => Number(b.category === find.category) - Number(a.category === find.category));
  const list = chooser(near.map((one) => [one.id, [one.replacement, one.forms.slice(0, 3).join(", ")].filter(Boolean).join(" – ")]), near[0].id);
  return ask(view, {
    title: t("mergeTitle", { form: find.form }),
    fields: [labelled(t("sameAs"), list)],
    place: () => view.doc.place(find.turn, find.from, find.to),
    more: () => ({ verdict: "merge", same_as: list.value }),
  });
}

/** Ask for an identifier that was not found: the selected words, or words of the turn somebody is at. @param {View} view @param {{turn: string, from: number, to: number}} at */
export function add(view, at) {
  const text = view.doc.texts.get(at.turn) ?? "";
  const said = text.slice(at.from, at.to).trim();
  const form = h("input", { type: "text", required: true, maxlength: "200", autocomplete: "off", value: said });
  const kind = chooser(CATEGORIES.map((one) => [one, t(`category_${one}`)]), "other");
  const code = h("input", { type: "text", maxlength: "200", autocomplete: "off" });
  const from = () => {
    const words = form.value.trim();
    if (!words) return undefined; // nothing is said yet
    const nearest = words === said ? text.indexOf(words, at.from) : text.indexOf(words);
    return nearest >= 0 ? { from: nearest, to: nearest + words.length } : null;
  };
  ask(view, {
    title: t("addTitle", { turn: at.turn }),
    fields: [labelled(t("addWords"), form), labelled(t("addKind"), kind), labelled(t("replaceByMaybe"), code)],
    place: () => {
      const found = from();
      return found && view.doc.place(at.turn, found.from, found.to);
    },
    more: () => ({ verdict: "add", category: kind.value, replacement: code.value.trim() }),
  });
}

/**
 * A dialog that decides. `place` and `more` say where and what, as far as the fields tell; nothing where they do not yet.
 * @param {View} view @param {{title: string, fields: HTMLElement[], place: () => any, more: () => any}} what
 */
function ask(view, { title, fields, place, more }) {
  const far = chooser(SCOPES.map((one) => [one, t(`scope_${one}`)]), view.panel.scope);
  const effect = h("p", { class: "effect", role: "status" });
  const problem = h("p", { role: "alert", class: "problem" });
  let asked = 0;
  const wanted = () => {
    const at = place();
    const rest = at && more();
    return rest ? { ...at, ...rest, scope: far.value } : null;
  };
  const foresee = async () => {
    const number = (asked += 1);
    const now = wanted();
    const told = now ? await view.foresee(now) : null;
    if (number === asked) effect.textContent = told ? effectText(told) : place() === undefined ? "" : t("effectUnknown");
  };
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const dialog = show({
    title,
    body: [...fields, labelled(t("howFar"), far), effect, problem],
    actions: [
      { text: t("cancel") },
      {
        text: t("decide"),
        main: true,
        does: async () => {
          const now = wanted();
          problem.textContent = now ? await view.decided(now) : t("effectUnknown");
          return !problem.textContent;
        },
      },
    ],
  });
  dialog.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(foresee, LATER);
  });
  foresee();
}
