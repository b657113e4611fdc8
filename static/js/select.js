// A search box for long lists of options: select[data-search].
// The page links vendor/tom-select/tom-select.bootstrap5.min.css before app.css.
import "../vendor/tom-select/tom-select.complete.min.js";

const described = ["aria-describedby", "aria-invalid", "aria-errormessage"];

export function enhance(select) {
  const label = select.labels[0];
  if (label) label.id ||= `${select.id}-label`;

  const box = new globalThis.TomSelect(select, {
    maxOptions: null,
    // Whoever types fast and presses Enter means what stands there, not what was found before.
    refreshThrottle: 0,
    // What was typed has found its option: the next one is typed anew.
    onItemAdd() {
      if (!select.multiple) return;
      this.setTextboxValue("");
      this.refreshOptions();
    },
    plugins: select.multiple
      ? { remove_button: { title: select.dataset.labelRemove ?? "" } }
      : {},
    render: {
      no_results: () => {
        const note = document.createElement("div");
        note.className = "no-results";
        note.textContent = select.dataset.noResults ?? "";
        return note;
      },
    },
  });

  // The chosen value makes room for what is typed.
  const typing = (text) => box.wrapper.classList.toggle("typing", text !== "");
  box.on("type", typing);
  box.on("dropdown_close", () => typing(""));

  // Tom Select points the label at its own input; the hidden select keeps the name through the label's id.
  if (label) select.setAttribute("aria-labelledby", label.id);
  for (const name of described) {
    if (select.hasAttribute(name)) box.control_input.setAttribute(name, select.getAttribute(name));
  }
}
