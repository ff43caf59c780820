// Talking to the program: one function a request. The secret goes along in a header and is kept for this tab only, so that a reload works.

const KEPT = "review-secret";
const HEARTBEAT = 20_000; // milliseconds

/** What the program refused: `status` 0 is no answer at all, `code` a word that says which refusal it is. */
export class Refusal extends Error {
  /** @param {number} status @param {{what?: string, fix?: string, code?: string}} told */
  constructor(status, { what = "", fix = "", code = "" }) {
    super(what);
    this.status = status;
    this.code = code;
    this.text = [what, fix].filter(Boolean).join(" ");
  }

  /** Whether to ask again helps: the program did not answer, or could not. */
  get mayPass() {
    return this.status === 0 || this.status >= 500;
  }
}

let secret = "";

/** Tells this page from others that the same program answers. */
const page = crypto.randomUUID();

/**
 * Begin the session: by the token of the address, which works once and is taken out of the address first, or by the secret of this tab.
 * @returns {Promise<{interview: string} | null>} with the interview to begin with, if one was named; null where there is neither
 */
export async function begin() {
  const address = new URLSearchParams(location.hash.slice(1));
  history.replaceState(null, "", location.pathname);
  const token = address.get("token");
  if (token) {
    secret = (await ask("/session", { token })).secret;
    sessionStorage.setItem(KEPT, secret);
  } else secret = sessionStorage.getItem(KEPT) ?? "";
  return secret ? { interview: address.get("interview") ?? "" } : null;
}

/**
 * Ask the program; without a `body` it is a GET. A body about an interview says which page asks. Raises a Refusal.
 * @param {string} path @param {any} [body] @param {{keepalive?: boolean}} [how] @returns {Promise<any>}
 */
export async function ask(path, body, { keepalive = false } = {}) {
  /** @type {Response} */
  let response;
  try {
    response = await fetch(path, {
      method: body ? "POST" : "GET",
      headers: { "Content-Type": "application/json", "X-Review-Secret": secret },
      body: body && JSON.stringify(body.interview ? { page, ...body } : body),
      credentials: "same-origin",
      cache: "no-store",
      keepalive,
    });
  } catch {
    throw new Refusal(0, {});
  }
  const told = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refusal(response.status, told);
  return told;
}

/** Tell the program regularly that somebody is here, while the page is seen or the sound plays. @param {() => boolean} playing @param {(answer: any) => void} heard gets the answer or the Refusal */
export function keepAlive(playing, heard) {
  setInterval(async () => {
    if (document.visibilityState === "visible" || playing()) heard(await ask("/api/alive", {}).catch((refusal) => refusal));
  }, HEARTBEAT);
}
