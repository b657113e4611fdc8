// Keeps [data-follows] true: the progress that follows from the switches of the form.
const each = 20;

export function enhance(note) {
  const form = note.closest("form");
  const switches = [...form.querySelectorAll("input[type=checkbox][name^=verified_]")];
  const update = () => {
    const percent = switches.filter((one) => one.checked).length * each;
    note.textContent = note.dataset.follows.replace("{percent}", percent);
  };
  switches.forEach((one) => one.addEventListener("change", update));
  update();
}
