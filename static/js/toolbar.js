// Icon buttons with names, for the toolbars of image-viewer.js and pdf-pane.js.
const sprite = new URL("../icons.svg", import.meta.url);
const svg = "http://www.w3.org/2000/svg";

export function icon(name) {
  const picture = document.createElementNS(svg, "svg");
  picture.setAttribute("class", "icon");
  picture.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(svg, "use");
  use.setAttribute("href", `${sprite}#${name}`);
  picture.append(use);
  return picture;
}

export function button(iconName, label, onClick) {
  const made = element("button", "btn btn-icon", { type: "button", title: label, ariaLabel: label });
  made.append(icon(iconName));
  made.addEventListener("click", onClick);
  return made;
}

export function toolbar(label, ...children) {
  const made = element("div", "tool-bar", { role: "group", ariaLabel: label });
  made.append(...children);
  return made;
}

export function element(name, classes, properties = {}) {
  return Object.assign(document.createElement(name), { className: classes, ...properties });
}
