// Draws the PDF named by [data-pdf] page by page, above the download link which the pane holds for everyone else.
import { button, element, icon, toolbar } from "./toolbar.js";

const vendored = new URL("../vendor/pdfjs-dist/", import.meta.url);
const mostPixels = 16e6; // the largest canvas that phones draw

export function enhance(pane) {
  const inView = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      inView.disconnect();
      show(pane).catch((error) => fail(pane, error));
    },
    { rootMargin: "100%" },
  );
  inView.observe(pane);
}

async function show(pane) {
  const pdfjs = await import("../vendor/pdfjs-dist/pdf.min.mjs");
  pdfjs.GlobalWorkerOptions.workerSrc = new URL("pdf.worker.min.mjs", vendored).href;
  const pdf = await pdfjs.getDocument({
    url: pane.dataset.pdf,
    standardFontDataUrl: new URL("standard_fonts/", vendored).href,
    enableXfa: false,
    disableRange: true, // each range would be one more access entry in the journal
    disableStream: true,
    isEvalSupported: false,
    useWasm: false, // the policy forbids it; scans (fax, JBIG2, JPEG 2000) are decoded by these scripts instead
    wasmUrl: new URL("decoders/", vendored).href,
  }).promise;

  const view = { page: 1, zoom: 1, rotation: 0 };
  const words = pane.dataset;
  const name = words.label ?? "";
  const canvas = element("canvas", "", { role: "img", dir: "ltr" }); // in rtl the letters would be set from the wrong side
  const sheet = element("div", "document-sheet", { tabIndex: 0, role: "region", ariaLabel: name });
  const counter = element("output", "tool-bar-note", { ariaLive: "polite" });
  const tool = (picture, label, change) =>
    button(picture, label, () => {
      change();
      draw().catch((error) => fail(pane, error));
    });
  const previous = tool("chevron-left", words.labelPrevious, () => (view.page = Math.max(1, view.page - 1)));
  const next = tool("chevron-right", words.labelNext, () => (view.page = Math.min(pdf.numPages, view.page + 1)));
  const tools = toolbar(
    name,
    previous,
    counter,
    next,
    tool("zoom-in", words.labelZoomIn, () => (view.zoom = Math.min(5, view.zoom * 1.25))),
    tool("zoom-out", words.labelZoomOut, () => (view.zoom = Math.max(0.25, view.zoom / 1.25))),
    tool("rotate-clockwise", words.labelRotate, () => (view.rotation += 90)),
  );
  sheet.append(canvas);
  pane.prepend(tools, sheet);

  let turn = 0;
  let task = null;
  async function draw() {
    const mine = ++turn;
    const page = await pdf.getPage(view.page);
    task?.cancel();
    await task?.promise.catch(() => {});
    if (mine !== turn) return;

    const rotation = (page.rotate + view.rotation) % 360;
    const fit = sheet.clientWidth / page.getViewport({ scale: 1, rotation }).width;
    const viewport = page.getViewport({ scale: fit * view.zoom, rotation });
    const area = viewport.width * viewport.height;
    const sharpness = Math.min(devicePixelRatio, Math.sqrt(mostPixels / area));
    canvas.width = Math.floor(viewport.width * sharpness);
    canvas.height = Math.floor(viewport.height * sharpness);
    canvas.style.width = `${Math.floor(viewport.width)}px`;
    const where = words.labelPage.replace("{page}", view.page).replace("{pages}", pdf.numPages);
    counter.value = where;
    canvas.ariaLabel = `${name} ${where}`.trim();
    previous.ariaDisabled = String(view.page === 1);
    next.ariaDisabled = String(view.page === pdf.numPages);

    task = page.render({ canvas, viewport, transform: [sharpness, 0, 0, sharpness, 0, 0] });
    await task.promise.catch((error) => {
      if (error.name !== "RenderingCancelledException") throw error;
    });
    if (mine === turn) pane.dataset.drawn = "true";
  }
  addEventListener("resize", () => draw());
  await draw();
}

function fail(pane, error) {
  console.warn(error);
  pane.querySelectorAll(".tool-bar, .document-sheet, .field-error").forEach((part) => part.remove());
  const note = element("p", "field-error", { role: "alert" });
  note.append(icon("alert-triangle"), pane.dataset.labelFailed);
  pane.prepend(note);
}
