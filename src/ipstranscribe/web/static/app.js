// The page: it begins the session, shows the study or one interview, and hands keys to what is open.

import { ask, begin, keepAlive, Refusal } from "./api.js";
import { ConsensusView } from "./consensus.js";
import { announce, byId, h, warn } from "./dom.js";
import { showKeys } from "./help.js";
import { IdentifiersView } from "./identifiers.js";
import { actionOf } from "./keys.js";
import { showReports } from "./reports.js";
import { keepNow, setting, take } from "./settings.js";
import { showStudy } from "./study.js";
import { TranscriptView } from "./transcript.js";
import { UnitsView } from "./units.js";
import { choose, t } from "./words.js";

const GOES_ON = ["idNext", "idPrevious"]; // keys of identifiers that may be held down
const OPEN = "review-open"; // the interview that this tab has open, so that a reload opens it again

/** The other views of an interview: what to ask for, and what shows it. @type {Record<string, [string, new (told: any, study: any, app: any) => any]>} */
const OTHERS = { identifiers: ["/api/identifiers", IdentifiersView], units: ["/api/units", UnitsView], consensus: ["/api/consensus", ConsensusView] };

/** @type {any} */
let view = null;
/** @type {any} */
let study = null;
/** Whether the study is what is shown: where somebody has gone on, what comes late must not throw them back. */
let atStudy = false;
/** Ways from one view to another go one after the other. @type {Promise<void>} */
let moving = Promise.resolve();

/** Go somewhere; meanwhile nothing is typed into what is being left. @param {() => Promise<any>} goes */
function moved(goes) {
  const there = async () => {
    byId("main").inert = true;
    await goes().finally(() => (byId("main").inert = false));
  };
  moving = moving.catch(() => {}).then(there);
  return moving;
}

/** What a view asks of the page. */
const app = {
  leave: () => moving.catch(() => {}).then(leave),
  again: (/** @type {boolean} */ taken) => moved(() => again(taken)),
  show: (/** @type {import("./tabs.js").ViewName} */ name) => moved(() => show(name)),
};

async function start() {
  choose(navigator.language);
  const first = await begin().catch((refusal) => refusal);
  if (first instanceof Refusal) return ended(whyNot(first));
  if (!first) return ended(t("noSession"));
  if (!(await readStudy())) return undefined;
  take(study.settings ?? {}); // from here on this page knows them best
  choose(setting("language") ?? study.language);
  document.addEventListener("keydown", pressed, true);
  addEventListener("pagehide", keepNow);
  keepAlive(() => Boolean(view?.sound?.playing), heartbeat);
  const was = sessionStorage.getItem(OPEN) ?? "";
  const wanted = was || first.interview;
  if (study.interviews.some((/** @type {any} */ one) => one.id === wanted)) return open(wanted, Boolean(was));
  return draw();
}

/** Read the study anew; false where that cannot be, which is said. @returns {Promise<boolean>} */
async function readStudy() {
  try {
    study = await ask("/api/study");
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    ended(whyNot(refusal));
    return false;
  }
  choose(setting("language") ?? study.language);
  return true;
}

/** Why the page has nothing to show. @param {Refusal} refusal */
const whyNot = (refusal) => (refusal.status === 403 ? t("noSession") : refusal.text || t("noAnswerOnce"));

/** Show the study as it was read; the focus stays on what it was on. */
function draw() {
  atStudy = true;
  const focused = nameOf(document.activeElement);
  byId("skip").textContent = t("skip");
  document.title = `${study.title} – ipstranscribe`;
  showStudy(study, { open: (interview) => moved(() => open(interview)), stop, reports, again: draw, anew: async () => (await readStudy()) && atStudy && draw() });
  const controls = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("button, select"));
  if (focused) [...controls].find((one) => nameOf(one) === focused)?.focus();
}

/** What a control is known by when it is drawn anew. @param {Element | null} one */
const nameOf = (one) => one?.matches("button, select") && (one.id || one.getAttribute("aria-label") || one.textContent);

/** Open an interview. @param {string} interview @param {boolean} [taken] whether another page of this program is to let it go */
async function open(interview, taken = false) {
  atStudy = false;
  try {
    view = new TranscriptView(await ask("/api/open", { interview, take: taken }), study, app);
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    sessionStorage.removeItem(OPEN);
    draw();
    return announce(refusal.text || t("noAnswerOnce"));
  }
  byId("skip").textContent = t("skip");
  sessionStorage.setItem(OPEN, interview);
  document.title = `${interview} – ipstranscribe`;
  return opened();
}

/** Put the view on the page. Where it sets no focus, the next key begins at what it shows. */
function opened() {
  byId("main").inert = false;
  view.open();
  if (document.activeElement === document.body) byId("main").focus({ preventScroll: true });
}

/** Show a view of the interview that is open, or the same one anew. @param {import("./tabs.js").ViewName} name */
async function show(name) {
  const left = view;
  if (!left) return undefined;
  await left.close();
  await left.letGo();
  view = null;
  if (!OTHERS[name]) return open(left.doc.id);
  const [path, View] = OTHERS[name];
  try {
    view = new View(await ask(path, { interview: left.doc.id }), study, { ...app, help: () => showKeys(() => {}) });
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    await open(left.doc.id);
    return announce(refusal.text || t("noAnswerOnce"));
  }
  return opened();
}

/** Show the reports; from there somebody goes back to the study, or to a place of an interview. */
function reports() {
  atStudy = false;
  document.title = `${t("reports")} – ipstranscribe`;
  showReports({ leave, goTo: (at) => moved(() => goTo(at)) });
}

/** Open the identifiers of an interview at a place. @param {import("./reports.js").At} at */
async function goTo({ interview, turn, start }) {
  await open(interview);
  if (view) await show("identifiers");
  if (view instanceof IdentifiersView) view.goTo(turn, start);
}

/** Back to the study, at once as it was before, and again when the interview is stored. */
async function leave() {
  const left = view;
  await left?.close();
  view = null;
  warn("");
  sessionStorage.removeItem(OPEN);
  draw();
  byId("main").focus();
  announce(t("storing"));
  byId("main").setAttribute("aria-busy", "true");
  await left?.letGo();
  const there = await readStudy();
  byId("main").removeAttribute("aria-busy");
  if (!there || !atStudy) return;
  draw();
  announce("");
}

/** Open the interview anew: somebody else may have let it go, or what is there is not what is shown. @param {boolean} taken */
async function again(taken) {
  const left = view;
  if (!left) return;
  await left.close();
  await left.letGo();
  view = null;
  await open(left.doc.id, taken);
}

async function stop() {
  const refusal = await ask("/api/stop", {}).catch((failed) => failed);
  if (refusal instanceof Refusal && refusal.status) return announce(refusal.text);
  return ended(t("stopped"));
}

/** Nothing more can be done here: say why. @param {string} why */
function ended(why) {
  sessionStorage.removeItem(OPEN);
  document.title = "ipstranscribe";
  byId("bar").replaceChildren(h("strong", { class: "name" }, "ipstranscribe"));
  byId("player").hidden = true;
  byId("main").replaceChildren(h("div", { class: "study ended" }, h("h1", {}, why), h("p", {}, t("startAgain"), " ", h("code", {}, "ipstranscribe review"))));
}

/** What the program says now and then: that it asks something in its window, or nothing any more. @param {any} answer */
function heartbeat(answer) {
  if (answer instanceof Refusal) warn(answer.status === 403 ? answer.text || t("noSession") : t("noAnswer"));
  else if (!view?.saving || view.saving.state === "saved") warn(answer.asking ? t("asksThere", { what: answer.asking }) : "");
}

/** @param {KeyboardEvent} event */
function pressed(event) {
  const action = actionOf(event, (one) => !one.startsWith("id") || view instanceof IdentifiersView);
  if (!action || document.querySelector("dialog[open]")) return;
  if (!view && action !== "help") return;
  event.preventDefault();
  event.stopPropagation();
  if (event.repeat && action.startsWith("id") && !GOES_ON.includes(action)) return announce(t("onlyFirst")); // a key held down decides once
  if (view) view.act(action);
  else showKeys(() => {});
}

start();
