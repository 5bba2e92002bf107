import { getSession, onKeyNeeded, signIn, signOut } from "./api.js";
import { keyDialog } from "./key-dialog.js";

// Whose key the page works with. The key itself is in a cookie that no script can read.
const Scopes = ["read", "read-write", "admin"];
let session = { keyRequired: false, name: null, scope: null };
const listeners = new Set();

/** Asks for a key first where the service requires one, and again whenever the service refuses it. */
export async function startSession() {
  onKeyNeeded(askForKey);
  try {
    setSession(await getSession());
  } catch {
    return; // the page that is shown next meets the same error and reports it
  }
  if (session.keyRequired && !session.scope) await askForKey();
}

/** Whether the present key may do what needs this scope; without keys everybody may. */
export function may(scope) {
  return !session.keyRequired || Scopes.indexOf(session.scope) >= Scopes.indexOf(scope);
}

/** Calls back with the session: now and at each change. */
export function onSession(listener) {
  listeners.add(listener);
  listener(session);
}

/** Forgets the key and starts the page anew, which then asks for one. */
export async function endSession() {
  await signOut();
  location.reload();
}

async function askForKey() {
  const answer = await keyDialog(signIn);
  if (answer) setSession(answer);
  return Boolean(answer);
}

function setSession(next) {
  session = next;
  listeners.forEach((listener) => listener(session));
}
