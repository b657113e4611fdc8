// Says what was chosen in an input[type=file][data-limit-bytes], and refuses what is too large before it is sent.
import { element, icon } from "./toolbar.js";

const language = document.documentElement.lang || undefined;
const units = ["byte", "kilobyte", "megabyte", "gigabyte"];

export function enhance(input) {
  const list = element("ul", "file-list");
  const note = input.parentElement.querySelector("[data-file-note]");
  note.ariaLive ??= "polite";
  note.append(list);

  let previews = [];
  input.addEventListener("change", () => {
    previews.forEach((address) => URL.revokeObjectURL(address));
    previews = [];
    const files = [...input.files];
    list.replaceChildren(...files.map((file) => entry(file, input, previews)));

    const tooLarge = files.filter((file) => isTooLarge(file, input));
    input.setCustomValidity(tooLarge.map((file) => refusal(file, input)).join("\n"));
    if (tooLarge.length > 0) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  });

  // A form with novalidate would still upload the file.
  input.form?.addEventListener(
    "submit",
    (event) => {
      if (!input.validity.customError) return;
      event.preventDefault();
      input.focus();
    },
    { capture: true },
  );
}

function entry(file, input, previews) {
  const item = element("li");
  if (file.type.startsWith("image/")) item.append(thumbnail(file, previews));
  item.append(element("span", "file-name", { textContent: file.name }), " ", size(file.size));
  if (isTooLarge(file, input)) {
    const problem = element("span", "field-error");
    problem.append(icon("alert-triangle"), refusal(file, input));
    item.append(problem);
  }
  return item;
}

function thumbnail(file, previews) {
  const address = URL.createObjectURL(file);
  previews.push(address);
  const image = element("img", "", { src: address, alt: "" });
  image.addEventListener("error", () => image.remove()); // a format the browser cannot draw
  return image;
}

function size(bytes) {
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  const format = new Intl.NumberFormat(language, {
    style: "unit",
    unit: units[power],
    maximumFractionDigits: 1,
  });
  return format.format(bytes / 1024 ** power);
}

const isTooLarge = (file, input) => file.size > Number(input.dataset.limitBytes);

const refusal = (file, input) => (input.dataset.tooLarge ?? "").replace("{name}", () => file.name);
