// Single keys for the review: a, r and x go to the decisions about the first open step, n to the next customer. They can be switched off here, and with all others in the account.
import { forget, hint, listen, on } from "./keys.js";

const stored = "review-keys";

export function enhance(panel) {
  if (!on) return;
  const box = panel.querySelector("input[type=checkbox]");
  panel.hidden = false;
  box.checked = recall() !== "off";
  announce(box.checked);
  box.addEventListener("change", () => {
    remember(box.checked ? "on" : "off");
    announce(box.checked);
  });
  listen((key) => {
    const act = box.checked ? actions[key] : undefined;
    const target = act && find(key);
    if (target) act(target);
    return Boolean(target);
  });
}

const actions = {
  a: (button) => button.focus(),
  r: open,
  x: open,
  n: (link) => link.click(),
};

const places = {
  a: "[data-review-open] [data-review=accept]",
  r: "[data-review-open] [data-review=ask_again]",
  x: "[data-review-open] [data-review=reject]",
  n: "[data-review-next]",
};

// A step that waits comes before one of which nothing was handed in.
function find(key) {
  const waiting = places[key].replace("[data-review-open]", "[data-review-open][data-state=waiting]");
  return document.querySelector(waiting) ?? document.querySelector(places[key]);
}

function open(details) {
  details.open = true;
  details.querySelector("summary").focus();
}

function announce(shown) {
  for (const key of Object.keys(places)) {
    const place = find(key);
    const said = place?.querySelector("summary") ?? place;
    if (shown) hint(said, key);
    else forget(said);
  }
}

// A browser may forbid storage; the keys then work until the page is left.
function recall() {
  try {
    return localStorage.getItem(stored);
  } catch {
    return null;
  }
}

function remember(value) {
  try {
    localStorage.setItem(stored, value);
  } catch {
    // Nothing to do.
  }
}
