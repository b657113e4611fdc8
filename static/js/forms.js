// Small help for plain forms: no double submit, focus on the error summary, messages that can be put away.
const summary = "[data-error-summary]";

export function enhance(hooked) {
  if (hooked.matches("form[data-once]")) sendOnce(hooked);
  if (hooked.matches(summary)) focus(hooked);
  if (hooked.matches("[data-dismiss]")) hooked.addEventListener("click", () => dismiss(hooked));
}

// The button stays focusable: a disabled one would drop the focus and leave its name=value out of the request.
function sendOnce(form) {
  let button = null;
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (sent) {
      event.preventDefault();
      return;
    }
    sent = true;
    button = event.submitter;
    button?.setAttribute("aria-busy", "true");
  });
  addEventListener("pageshow", () => {
    sent = false;
    button?.removeAttribute("aria-busy");
  });
}

function dismiss(button) {
  button.closest("[role=status], .alert")?.remove();
  const main = document.getElementById("main");
  if (main) focus(main); // the focused button is gone
}

function focus(element) {
  if (!element.hasAttribute("tabindex")) element.tabIndex = -1;
  element.focus({ preventScroll: element.id === "main" });
}
