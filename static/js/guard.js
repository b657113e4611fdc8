// Asks before a page is left whose form[data-guard] has something that is not saved.
export function enhance(form) {
  let dirty = form.dataset.guard === "dirty"; // it came back with what was typed
  const touched = () => {
    dirty = true;
  };
  form.addEventListener("input", touched);
  form.addEventListener("change", touched);

  // Whatever stops the submit has been heard before the window hears of it.
  addEventListener("submit", (event) => {
    if (event.target === form && !event.defaultPrevented) dirty = false;
  });
  addEventListener("beforeunload", (event) => {
    if (dirty && form.isConnected) event.preventDefault();
  });
}
