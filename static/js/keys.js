// What single keys share on every page: never while somebody types, never with Ctrl, Alt or Meta, and not at all for who switched them off in the account.
export const on = document.body.dataset.shortcuts === "on";

// Calls `act` with each single key, a small letter or "?"; it answers whether the key did something.
export function listen(act) {
  if (!on) return;
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || isForSomethingElse(event)) return;
    if (act(keyOf(event))) event.preventDefault();
  });
}

// Says on an element which key leads to it.
export function hint(element, key) {
  element?.setAttribute("aria-keyshortcuts", key);
}

export function forget(element) {
  element?.removeAttribute("aria-keyshortcuts");
}

// On a keyboard of another script the place of the key counts.
function keyOf({ key, code }) {
  if (key === "?" || key === "؟") return "?";
  const place = /^Key([A-Z])$/.exec(code)?.[1];
  return (/^[a-z]$/i.test(key) ? key : (place ?? key)).toLowerCase();
}

function isForSomethingElse(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return true;
  if (event.shiftKey && keyOf(event) !== "?") return true;
  const typing = "input:not([type=radio], [type=checkbox]), select, textarea, [contenteditable], dialog";
  return event.target instanceof Element && event.target.closest(typing) !== null;
}
