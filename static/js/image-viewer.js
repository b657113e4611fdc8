// Opens the picture of a [data-image-viewer] figure in a dialog with zoom and rotation; the link stays for everyone else.
// The page links vendor/viewerjs/viewer.min.css before app.css.
import { button, element, toolbar } from "./toolbar.js";

const step = 60;
const calm = matchMedia("(prefers-reduced-motion: reduce)");

export function enhance(figure) {
  const link = figure.querySelector("a[href]");
  link.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(figure.dataset, link).catch(() => location.assign(link.href));
  });
}

async function open(words, link) {
  await import("../vendor/viewerjs/viewer.min.js");

  const name = words.label ?? "";
  const image = element("img", "", { src: link.href, alt: name });
  const stage = element("div", "image-stage", { tabIndex: 0, role: "group", ariaLabel: name });
  const dialog = element("dialog", "image-dialog", { ariaLabel: name });
  stage.append(image);

  const viewer = new globalThis.Viewer(image, {
    inline: true,
    button: false,
    keyboard: false,
    navbar: false,
    title: false,
    toggleOnDblclick: false,
    toolbar: false,
    tooltip: false,
    transition: !calm.matches,
    minWidth: 1,
    minHeight: 1,
  });
  const actions = {
    "+": () => viewer.zoom(0.25),
    "-": () => viewer.zoom(-0.25),
    r: () => viewer.rotate(90),
    ArrowLeft: () => viewer.move(step, 0),
    ArrowRight: () => viewer.move(-step, 0),
    ArrowUp: () => viewer.move(0, step),
    ArrowDown: () => viewer.move(0, -step),
  };
  dialog.append(
    toolbar(
      name,
      button("zoom-in", words.labelZoomIn, actions["+"]),
      button("zoom-out", words.labelZoomOut, actions["-"]),
      button("rotate-clockwise", words.labelRotate, actions.r),
      button("x", words.labelClose, () => dialog.close()),
    ),
    stage,
  );

  // The keys work only while the picture has the focus, so they cannot be hit by accident (WCAG 2.1.4).
  stage.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !actions[event.key]) return;
    event.preventDefault();
    actions[event.key]();
  });
  centreOnClick(stage, viewer);
  dialog.addEventListener("close", () => {
    viewer.destroy();
    dialog.remove();
    link.focus();
  });

  document.body.append(dialog);
  dialog.showModal();
}

// A click brings that point to the middle: moving the picture needs no dragging (WCAG 2.5.7).
function centreOnClick(stage, viewer) {
  let pressed = null;
  stage.addEventListener("pointerdown", (event) => (pressed = event), true);
  stage.addEventListener("pointerup", (event) => {
    if (!pressed || Math.hypot(event.x - pressed.x, event.y - pressed.y) > 4) return;
    const box = stage.getBoundingClientRect();
    viewer.move(box.x + box.width / 2 - event.x, box.y + box.height / 2 - event.y);
  });
}
