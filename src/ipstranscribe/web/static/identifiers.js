// The view of the identifiers of an interview: marked in the talk, decided on one after the other. Every decision is stored before it is shown.

import { approvalText } from "./approval_dialog.js";
import { ask, Refusal } from "./api.js";
import { applied } from "./applying.js";
import { approveIdentifiers } from "./approve_identifiers.js";
import * as deciding from "./deciding.js";
import { announce, button, byId, h } from "./dom.js";
import { FindDocument } from "./find_document.js";
import { FindList } from "./find_list.js";
import { FindPanel, FORESEEN, SCOPES } from "./find_panel.js";
import { toUnits } from "./offsets.js";
import { Player, tip } from "./player.js";
import { askRole } from "./role.js";
import { Sound, soundActions } from "./sound.js";
import { tabs } from "./tabs.js";
import { t } from "./words.js";

/** @typedef {import("./find_document.js").Find} Find */
/** @typedef {{leave: () => void, show: (view: import("./tabs.js").ViewName) => void, help: () => void}} App */

const AROUND = 1; // seconds that are played before and after a find
const NOT_HERE = ["[data-action=loop]", "[data-action=walk]", "[data-action=nextPlace]", "[data-action=previousPlace]", ".check"]; // controls of the transcript

export class IdentifiersView {
  /** @param {any} told @param {import("./role.js").Study} study @param {App} app */
  constructor(told, study, app) {
    this.doc = new FindDocument(told);
    this.study = study;
    this.app = app;
    /** @type {Find | null} */
    this.find = null;
    /** Decisions are made one after the other, in the order of keys. @type {Promise<any>} */
    this.doing = Promise.resolve();
    /** How many are on their way. */
    this.onTheWay = 0;
    this.list = new FindList(this.doc, { choose: (find) => this.choose(find, { reveal: false }), play: (time) => this.sound.play(time) });
    this.panel = new FindPanel(this.doc, (action) => this.act(action));
    this.sound = new Sound(this.doc.id);
    this.actions = this.#actions();
  }

  open() {
    this.list.fill();
    this.list.root.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => this.#key(event));
    const notice = this.doc.stale || !this.doc.approval || this.doc.approval.state === "missing" ? h("p", { class: "notice" }, t("searchFirst")) : "";
    byId("main").replaceChildren(
      h("h1", { class: "hidden" }, t("identifiersOf", { interview: this.doc.id })),
      h("div", { class: "work" }, h("div", { class: "scroll" }, notice, this.list.root), this.panel.root));
    this.player = new Player(this.sound, (action) => this.act(action), byId("player"), { readOnly: true });
    for (const one of NOT_HERE) byId("player").querySelector(one)?.remove();
    this.sound.addEventListener("change", () => this.player?.update());
    this.sound.addEventListener("tick", () => this.player?.tick());
    this.sound.addEventListener("refused", () => announce(t("clickToPlay")));
    this.#drawBar();
    this.list.measure();
    this.sound.load();
    this.choose(this.doc.next(null, 1) ?? this.doc.finds[0] ?? null);
  }

  async close() {
    await this.doing;
    this.sound.close();
    byId("player").hidden = true;
    byId("player").replaceChildren();
  }

  /** What was decided goes into the audit trail. */
  async letGo() {
    await ask("/api/identifiers/close", { interview: this.doc.id }).catch(() => {}); // else it does at the end of the program
  }

  /** Do what a key or a button stands for. @param {string} action */
  act(action) {
    this.actions[action]?.();
  }

  /** @param {string} text */
  say(text) {
    announce(text);
  }

  /** Choose what is to be decided on. @param {Find | null} find @param {{reveal?: boolean}} [how] */
  choose(find, { reveal = true } = {}) {
    this.find = find;
    this.list.choose(find?.key ?? "", { reveal });
    this.panel.draw(find);
    this.#foreseeAll();
  }

  /** Choose what stands at a place, counted as the program does; where nothing does, show its turn. @param {string} turn @param {number} start */
  goTo(turn, start) {
    const from = toUnits(this.doc.texts.get(turn) ?? "", start);
    const there = this.doc.byTurn.get(turn)?.find((one) => one.from <= from && from < one.to);
    if (there) this.choose(there);
    else this.list.texts.get(turn)?.scrollIntoView({ block: "center", behavior: "instant" });
  }

  /** What a decision would do; null where it cannot be made. @param {any} wanted @returns {Promise<{places: number, interviews: string[]} | null>} */
  async foresee(wanted) {
    const told = await ask("/api/identifiers/decide", { ...wanted, preview: true }).catch((refusal) => refusal);
    return told instanceof Refusal ? null : told;
  }

  /** Make a decision, and show what it did. @param {any} wanted @returns {Promise<string>} why it was not made, or nothing */
  async decided(wanted) {
    this.onTheWay += 1;
    try {
      const by = await askRole(this.study);
      if (!by) return t("roleWhat");
      return await this.#ask("/api/identifiers/decide", { ...wanted, by }, t("wasDecided"));
    } finally {
      this.onTheWay -= 1;
    }
  }

  /** @returns {Record<string, () => void>} */
  #actions() {
    const { sound } = this;
    return {
      play: () => (sound.playing ? sound.pause() : this.#hear()),
      playHere: () => this.#hear(),
      ...soundActions(sound),
      idNext: () => this.#next(1),
      idPrevious: () => this.#next(-1),
      idAccept: () => this.#decide("accept"),
      idReject: () => this.#decide("reject"),
      idSplit: () => this.#decide("split"),
      idWithdraw: () => this.#withdraw(),
      idChange: () => this.#worded(deciding.change),
      idMerge: () => this.#worded(deciding.merge),
      idAdd: () => this.#add(),
      ...Object.fromEntries(SCOPES.map((scope, at) => [`idScope${at + 1}`, () => this.#setScope(scope)])),
      idReaders: () => this.#switch(),
      undo: () => this.#step("undo"),
      redo: () => this.#step("redo"),
      help: () => this.app.help(),
    };
  }

  #drawBar() {
    const { doc } = this;
    const tool = (/** @type {string} */ action, /** @type {string} */ text, /** @type {boolean} */ can, /** @type {Record<string, any>} */ more = {}) =>
      button(text, () => this.act(action), { title: tip(action), "aria-disabled": can ? null : "true", data: { action }, ...more });
    byId("bar").replaceChildren(
      button(`← ${t("interviews")}`, () => this.app.leave(), { class: "quiet" }),
      h("strong", { class: "name" }, doc.id),
      tabs("identifiers", this.app.show),
      h("div", { class: "tools", role: "group", "aria-label": t("tools") }, tool("undo", t("tool_undo"), doc.canUndo), tool("redo", t("tool_redo"), doc.canRedo), tool("idReaders", t("asReaders"), true, { "aria-pressed": String(Boolean(this.list.shown)) })),
      h("span", { class: "approval" }, approvalText(doc.approval)),
      doc.toApply ? button(t("applyDecisions"), () => this.#apply(), { class: "main" }) : button(t("approveEllipsis"), () => approveIdentifiers(this), { class: doc.pending ? null : "main" }),
      button(t("keys"), () => this.act("help"), { title: tip("help") }));
  }

  // Deciding.

  /** @param {Find} find @param {string} verdict */
  #wanted(find, verdict) {
    return { ...this.doc.place(find.turn, find.from, find.to), verdict, scope: this.panel.scope };
  }

  /** @param {string} verdict */
  async #decide(verdict) {
    const { find } = this;
    if (!find || this.list.shown) return announce(t("chooseFind"));
    if (this.onTheWay) return announce(t("onlyFirst")); // it was meant for one that is not shown yet
    const why = await this.decided(this.#wanted(find, verdict));
    return why ? announce(why) : this.#onward(find);
  }

  async #withdraw() {
    const { find } = this;
    if (!find?.decided) return announce(t("nothingDecided"));
    const { scope } = find.decided;
    const why = await this.decided({ ...this.#wanted(find, "withdraw"), scope: scope === "place" || scope === "everywhere" ? scope : "interview" });
    return why ? announce(why) : undefined;
  }

  /** Go on to the next undecided one; where there is none, stay. @param {Find} find */
  #onward(find) {
    const next = this.doc.next(find, 1);
    if (next) this.choose(next);
  }

  /** @param {(view: any, find: Find) => void} dialog */
  #worded(dialog) {
    if (this.find && !this.list.shown) dialog(this, this.find);
    else announce(t("chooseFind"));
  }

  #add() {
    const at = this.list.selected() ?? (this.find && !this.list.shown ? { turn: this.find.turn, from: 0, to: 0 } : null);
    if (at) deciding.add(this, at);
    else announce(t("selectFirst"));
  }

  /** @param {import("./find_document.js").Scope} scope */
  #setScope(scope) {
    this.panel.scope = scope;
    this.panel.draw(this.find);
    this.#foreseeAll();
    announce(t(`scope_${scope}`));
  }

  /** Ask for what each decision on the chosen find would do. */
  #foreseeAll() {
    const { find } = this;
    if (!find) return;
    for (const verdict of FORESEEN) {
      if (verdict === "withdraw") continue;
      this.foresee(this.#wanted(find, verdict)).then((effect) => this.find === find && this.panel.tell(verdict, effect));
    }
  }

  /** @param {"undo" | "redo"} which */
  async #step(which) {
    if (which === "undo" ? !this.doc.canUndo : !this.doc.canRedo) return announce(t(which === "undo" ? "nothingToUndo" : "nothingToRedo"));
    const why = await this.#ask(`/api/identifiers/${which}`, { interview: this.doc.id }, t(which === "undo" ? "undone" : "redone"));
    return why ? announce(why) : undefined;
  }

  /** Ask for a change, and take over what it did. @param {string} path @param {any} body @param {string} said @returns {Promise<string>} */
  #ask(path, body, said) {
    this.doing = this.doing.then(async () => {
      const told = await ask(path, body).catch((refusal) => refusal);
      if (told instanceof Refusal) return told.text || t("noAnswerOnce");
      this.doc.take(told);
      this.list.draw(told.turns);
      this.#drawBar();
      this.choose((this.find && this.doc.get(this.find.key)) ?? null, { reveal: false });
      announce(said);
      return "";
    });
    return this.doing;
  }

  // Going about.

  /** @param {number} way */
  #next(way) {
    const next = this.doc.next(this.find, way);
    if (!next) return announce(t("noFindsLeft"));
    if (this.list.shown) this.#switch();
    return this.choose(next);
  }

  /** Left and right go through the finds of the talk. @param {KeyboardEvent} event */
  #key(event) {
    const way = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!way || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        this.#hear();
      }
      return;
    }
    event.preventDefault();
    const beside = this.doc.beside(this.find, way);
    if (beside) this.choose(beside);
  }

  /** Play what is chosen. */
  #hear() {
    const span = this.find?.sound;
    if (span) this.sound.play(Math.max(0, span[0] - AROUND), span[1] + AROUND);
    else announce(t("noTimes"));
  }

  /** What was said, or what readers will see. */
  async #switch() {
    if (this.list.shown) this.list.shown = null;
    else {
      const told = await ask("/api/identifiers/shown", { interview: this.doc.id }).catch((refusal) => refusal);
      if (told instanceof Refusal) return announce(told.text || t("noAnswerOnce"));
      this.list.shown = new Map(told.turns.map((/** @type {any} */ turn) => [turn.id, turn]));
    }
    this.list.draw();
    this.#drawBar();
    this.list.choose(this.find?.key ?? "", { focus: !this.list.shown });
    return announce(t(this.list.shown ? "nowReaders" : "nowOriginal"));
  }

  async #apply() {
    const by = await askRole(this.study);
    if (by && (await applied(by))) this.app.show("identifiers");
  }
}

