// Keeps what is typed into a field[data-draft] until it is sent, for this tab and this session: another button of the page, another page and the way back lose nothing. What is stored is sealed with a key that only pages of the session bring, so it tells nothing to whoever finds it.
const mine = "draft.";

export async function enhance(field) {
  const { draft, draftSession, draftSeal } = field.dataset;
  if (!globalThis.crypto?.subtle) return;
  sweep(`${mine}${draftSession}.`);
  const name = `${mine}${draftSession}.${draft}`;
  const key = await crypto.subtle.importKey("raw", bytes(draftSeal), "AES-GCM", false, ["encrypt", "decrypt"]);
  const kept = await open(key, sessionStorage.getItem(name));
  field.value = both(field.value, kept);
  const keep = keeper(key, name);
  let stored = field.value === kept ? null : keep(field.value);
  field.addEventListener("input", () => {
    stored = keep(field.value);
  });
  field.form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (event.submitter?.name !== "show") {
      keep("");
      return;
    }
    // The page that it leads to finds the draft by itself, and one can come back to it.
    event.preventDefault();
    Promise.resolve(stored).then(() => location.assign(event.submitter.formAction));
  });
}

// What the page brought and what was kept: neither is lost to the other.
function both(brought, kept) {
  if (brought.includes(kept)) return brought;
  return kept.includes(brought) ? kept : `${brought}\n\n${kept}`;
}

// Only the newest text is stored, however long sealing an older one takes.
function keeper(key, name) {
  let newest = 0;
  return async (text) => {
    const number = ++newest;
    if (text === "") {
      sessionStorage.removeItem(name);
      return;
    }
    const sealed = await seal(key, text);
    if (number === newest) sessionStorage.setItem(name, sealed);
  };
}

async function seal(key, text) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...iv, ...new Uint8Array(sealed)));
}

async function open(key, sealed) {
  if (!sealed) return "";
  const all = bytes(sealed);
  const opened = crypto.subtle.decrypt({ name: "AES-GCM", iv: all.slice(0, 12) }, key, all.slice(12));
  return opened.then((text) => new TextDecoder().decode(text), () => "");
}

// What an earlier session of this tab left.
function sweep(own) {
  for (const name of Object.keys(sessionStorage)) {
    if (name.startsWith(mine) && !name.startsWith(own)) sessionStorage.removeItem(name);
  }
}

function bytes(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
