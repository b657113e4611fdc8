// Entry module: loads each enhancement only when its hook is on the page; without it every page still works.
const enhancements = [
  ["form[data-once], [data-error-summary], [data-dismiss]", () => import("./forms.js")],
  ["input[type=file][data-limit-bytes]", () => import("./files.js")],
  ["time[datetime][data-relative]", () => import("./relative-time.js")],
  ["select[data-search]", () => import("./select.js")],
  ["[data-image-viewer]", () => import("./image-viewer.js")],
  ["[data-review-keys]", () => import("./review-keys.js")],
  ["[data-request-keys]", () => import("./request-keys.js")],
  ["[data-presence]", () => import("./presence.js")],
  ["[data-pdf]", () => import("./pdf-pane.js")],
  ["form[data-guard]", () => import("./guard.js")],
  ["form[data-upload]", () => import("./upload.js")],
  ["[data-duplicates]", () => import("./duplicates.js")],
  ["[data-follows]", () => import("./follows.js")],
  ["form[data-resolutions]", () => import("./resolutions.js")],
  ["[data-draft]", () => import("./drafts.js")],
  ["form[data-unadded]", () => import("./unadded.js")],
  ["[data-bell]", () => import("./bell.js")],
  ["form[data-picks]", () => import("./picks.js")],
  ["form[data-passkey]", () => import("./passkeys.js")],
];

export function enhancePage() {
  for (const [hook, load] of enhancements) {
    const elements = document.querySelectorAll(hook);
    if (elements.length > 0) load().then(({ enhance }) => elements.forEach(enhance));
  }
}

enhancePage();
