// Quick picks of permissions without a round trip: the buttons set the boxes of their form.
export function enhance(form) {
  form.addEventListener("click", (event) => {
    const pick = event.target.closest("button[name=pick]");
    if (!pick) return;
    event.preventDefault();
    for (const box of form.querySelectorAll("input[name=permissions]")) {
      box.checked = pick.value === "all" || (pick.value === "view" && box.value.endsWith(".view"));
    }
    form.dispatchEvent(new Event("change"));
  });
}
