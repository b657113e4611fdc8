// Sends a form[data-upload] that has files with a progress bar, and shows the server's page as it came.
// Without files, or after a broken connection, the browser sends it as it sends every form.
import { enhancePage } from "./app.js";
import { element } from "./toolbar.js";

export function enhance(form) {
  let going = false;
  let plain = false;

  // Before every other listener: those that let a form be sent once must not count this.
  form.addEventListener(
    "submit",
    (event) => {
      const files = [...form.querySelectorAll("input[type=file]")];
      if (plain || files.some((input) => input.validity.customError)) return;
      if (!going && files.every((input) => input.files.length === 0)) return;
      event.preventDefault();
      if (going) return;
      going = true;
      send(form, event.submitter, (broken) => {
        going = false;
        plain = broken;
      });
    },
    { capture: true },
  );
}

function send(form, submitter, ended) {
  const words = form.dataset;
  const request = new XMLHttpRequest();
  const panel = progressPanel(form, words.labelCancel, () => request.abort());
  submitter?.setAttribute("aria-busy", "true");
  const stop = (message, broken) => {
    submitter?.removeAttribute("aria-busy");
    panel.end(message);
    ended(broken);
    submitter?.focus();
  };

  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) panel.show(event.loaded / event.total, words.labelSending);
  });
  request.upload.addEventListener("load", () => panel.show(1, words.labelChecking));
  request.addEventListener("abort", () => stop(words.labelCancelled, false));
  request.addEventListener("error", () => stop(words.labelFailed, true));
  request.addEventListener("load", () => {
    if (request.response?.body) show(request.response, request);
    else stop(words.labelFailed, true);
  });
  request.responseType = "document";
  request.open("POST", form.action);
  request.send(new FormData(form, submitter));
  panel.show(0, words.labelSending);
}

function progressPanel(form, cancelWords, onCancel) {
  form.querySelector(".upload-panel")?.remove();
  const bar = element("progress", "upload-bar", { max: 1, value: 0, ariaLabel: form.dataset.labelSending });
  const note = element("p", "upload-note", { ariaLive: "polite", role: "status" });
  const cancel = element("button", "btn", { type: "button", textContent: cancelWords });
  const panel = element("div", "upload-panel");
  cancel.addEventListener("click", onCancel);
  panel.append(bar, note, cancel);
  form.querySelector(".form-actions-end").before(panel);

  return {
    show(done, words) {
      bar.value = done;
      // Said in steps of ten: every percent would be a chatter.
      const said = words.replace("{percent}", Math.floor(done * 10) * 10);
      if (note.textContent !== said) note.textContent = said;
      bar.ariaLabel = said;
      cancel.hidden = done === 1;
    },
    end(words) {
      bar.remove();
      cancel.remove();
      note.textContent = words;
    },
  };
}

// The answer is the page of a redirect that was followed, or the form with what is wrong with it.
function show(page, request) {
  const ours = document.querySelector("link[rel=stylesheet][href$='/app.css']");
  for (const sheet of page.querySelectorAll("link[rel=stylesheet]")) {
    const there = document.querySelector(`link[href="${sheet.getAttribute("href")}"]`);
    if (!there) ours.before(document.importNode(sheet));
  }
  document.title = page.title;
  document.documentElement.lang = page.documentElement.lang;
  document.documentElement.dir = page.documentElement.dir;
  document.body.replaceWith(document.importNode(page.body, true));
  if (request.status === 200 && !document.querySelector("form[data-upload]")) {
    history.pushState(null, "", request.responseURL);
    addEventListener("popstate", () => location.reload());
  }
  scrollTo(0, 0);
  document.getElementById("main")?.focus({ preventScroll: true });
  enhancePage();
}
