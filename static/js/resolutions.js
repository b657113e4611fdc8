// Keeps the choices of [data-resolutions] small: only the resolutions of the chosen type, and only the chosen one's letter.
export function enhance(form) {
  const type = form.elements.namedItem("resolution_type");
  const resolution = form.elements.namedItem("resolution");
  const groups = [...resolution.querySelectorAll("optgroup")];
  const letters = [...form.querySelectorAll("[data-resolution]")];

  const showLetter = () => {
    for (const letter of letters) {
      letter.hidden = letter.dataset.resolution !== resolution.value;
      letter.open = !letter.hidden;
    }
  };
  const showChoices = () => {
    const chosen = resolution.value;
    // Removed, because some browsers show hidden options all the same.
    for (const group of groups) {
      if (group.dataset.type === type.value) resolution.append(group);
      else group.remove();
    }
    const stays = [...resolution.options].some((option) => option.value === chosen);
    resolution.value = stays ? chosen : "";
    showLetter();
  };
  type.addEventListener("change", showChoices);
  resolution.addEventListener("change", showLetter);
  // After Back the browser first restores what was chosen, for which every choice must still be there.
  addEventListener("pageshow", showChoices);
  if (document.readyState === "complete") showChoices();
  else showLetter();
}
