// A form[data-unadded] decides while another field of the page still holds a text: it stops once and leads to what says so, from where one goes on without the text.
export function enhance(form) {
  const field = document.getElementById(form.dataset.unadded);
  const notice = document.getElementById(`${form.dataset.unadded}-unadded`);
  if (!field || !notice) return;
  let button = null;
  let told = false;
  // Heard before anything that takes the form as sent.
  addEventListener(
    "submit",
    (event) => {
      if (event.target !== form || told || field.value.trim() === "") return;
      event.preventDefault();
      button = event.submitter;
      told = true;
      notice.hidden = false;
      notice.focus();
    },
    true,
  );
  field.addEventListener("input", () => {
    told = false;
    notice.hidden = true;
  });
  notice.querySelector("[data-without]").addEventListener("click", () => form.requestSubmit(button));
}
