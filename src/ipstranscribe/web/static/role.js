// The role in which somebody works: a word like "transcriber", never a name. Asked once, and kept.

import { labelled, show } from "./dialog.js";
import { h } from "./dom.js";
import { set, setting } from "./settings.js";
import { t } from "./words.js";

/** @typedef {{roles: string[], by: string | null}} Study */

/** The role that was given at the start or chosen here, or nothing. @param {Study} study @returns {string} */
export const roleIn = (study) => study.by ?? setting("role") ?? "";

/** A field for the role: one of those that are offered, or another word. @param {Study} study @returns {{field: HTMLElement, value: () => string}} */
export function roleField(study) {
  const input = /** @type {HTMLInputElement} */ (h("input", { type: "text", value: roleIn(study), list: "roles", autocomplete: "off", required: true, maxlength: "60" }));
  const offered = h("datalist", { id: "roles" }, ...study.roles.map((role) => h("option", { value: role })));
  const field = labelled(t("byRole"), input);
  field.append(offered);
  return {
    field,
    value: () => {
      const role = input.value.trim();
      if (role) set("role", role);
      return role;
    },
  };
}

/** The role, asked for where it is not known; empty if nobody says it. @param {Study} study @returns {Promise<string>} */
export function askRole(study) {
  const known = roleIn(study);
  if (known) return Promise.resolve(known);
  return new Promise((resolve) => {
    const { field, value } = roleField(study);
    let said = "";
    show({
      title: t("yourRole"),
      body: [h("p", {}, t("roleWhat")), field],
      actions: [{ text: t("cancel") }, { text: t("apply"), main: true, does: () => Boolean((said = value())) }],
      closed: () => resolve(said),
    });
  });
}
