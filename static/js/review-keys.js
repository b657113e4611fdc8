// Single keys for the review: a, r and x go to the decisions about the first open step, n to the next customer. They can be switched off.
const stored = "review-keys";

export function enhance(panel) {
  const box = panel.querySelector("input[type=checkbox]");
  panel.hidden = false;
  box.checked = recall() !== "off";
  announce(box.checked);
  box.addEventListener("change", () => {
    remember(box.checked ? "on" : "off");
    announce(box.checked);
  });
  addEventListener("keydown", (event) => {
    const act = actions[event.key];
    if (!act || !box.checked || event.defaultPrevented || isForSomethingElse(event)) return;
    const target = find(event.key);
    if (!target) return;
    event.preventDefault();
    act(target);
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

function isForSomethingElse(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.repeat || event.isComposing) return true;
  const typing = "input:not([type=radio], [type=checkbox]), select, textarea, [contenteditable], dialog";
  return event.target instanceof Element && event.target.closest(typing) !== null;
}

function announce(on) {
  for (const key of Object.keys(places)) {
    const place = find(key);
    const said = place?.querySelector("summary") ?? place;
    if (on) said?.setAttribute("aria-keyshortcuts", key);
    else said?.removeAttribute("aria-keyshortcuts");
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
