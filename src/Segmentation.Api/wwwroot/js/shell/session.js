import { getSession, onKeyNeeded, signIn, signOut } from "./api.js";
import { keyDialog } from "./key-dialog.js";

// Whose key the page works with. The key itself is in a cookie that no script can read.
const Scopes = ["read", "read-write", "admin"];
let session = { keyRequired: false, name: null, scope: null };
const listeners = new Set();

/** Asks for a key before anything else is asked for, where the service wants one; again whenever it is refused. */
export async function begin() {
  onKeyNeeded(ask);
  try {
    tell(await getSession());
  } catch {
    return; // the page itself says what is the matter with the service
  }
  if (session.keyRequired && !session.scope) await ask();
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

/** Forgets the key; the next answer asks for one again. */
export async function leave() {
  await signOut();
  location.reload();
}

async function ask() {
  const fresh = await keyDialog(signIn);
  if (fresh) tell(fresh);
  return Boolean(fresh);
}

function tell(fresh) {
  session = fresh;
  listeners.forEach((listener) => listener(session));
}
