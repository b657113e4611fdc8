// Single keys for the list of requests and for one request; the dialog [data-request-keys] tells them. A key goes to a button and never presses one that decides.
import { hint, listen } from "./keys.js";

export function enhance(dialog) {
  const opener = document.querySelector("[data-keys-open]");
  const help = () => dialog.open || dialog.showModal();
  if (opener) {
    opener.hidden = false;
    hint(opener, "?");
    opener.addEventListener("click", help);
  }
  document.querySelectorAll("[data-key]").forEach(show);
  listen((key) => {
    if (key === "?") {
      help();
      return true;
    }
    return mark(key) || go(key);
  });
}

// Fields are told of in the dialog; buttons and links show their key.
function show(place) {
  hint(place, place.dataset.key);
  if (!place.matches("a, button")) return;
  const key = document.createElement("kbd");
  key.ariaHidden = "true";
  key.textContent = place.dataset.key.toUpperCase();
  place.append(key);
}

// The marked line of a list is the one whose link has the focus, so that Enter opens it.
function mark(key) {
  const step = { j: 1, k: -1 }[key];
  const links = [...document.querySelectorAll("[data-key-list] tbody th a")];
  if (!step || links.length === 0) return false;
  const at = links.findIndex((link) => link.closest("tr").contains(document.activeElement));
  const next = at < 0 && step < 0 ? links.length - 1 : Math.min(Math.max(at + step, 0), links.length - 1);
  links[next].focus();
  return true;
}

function go(key) {
  const place = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!place) return false;
  if (place.matches("a, [data-opens]")) place.click();
  else place.focus();
  return true;
}
