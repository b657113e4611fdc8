// Says what was chosen in an input[type=file][data-limit-bytes], and refuses what is too large or of another kind before it is sent.
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

    const refused = files.map((file) => refusal(file, input)).filter(Boolean);
    input.setCustomValidity(refused.join("\n"));
    if (refused.length > 0) input.setAttribute("aria-invalid", "true");
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
  const words = refusal(file, input);
  if (words) {
    const problem = element("span", "field-error");
    problem.append(icon("alert-triangle"), words);
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

// What is wrong with a file; nothing when it can be sent. Without a type or an ending nobody knows before it is read.
function refusal(file, input) {
  const { limitBytes, tooLarge, wrongType } = input.dataset;
  const words = (text) => (text ?? "").replace("{name}", () => file.name);
  if (file.size > Number(limitBytes)) return words(tooLarge);
  const taken = input.accept.split(",");
  const ending = /\.[^.]+$/.exec(file.name.toLowerCase())?.[0];
  const known = taken.includes(file.type) || taken.includes(ending);
  return known || !wrongType || !(file.type || ending) ? "" : words(wrongType);
}
