// Shows likely duplicates in a [data-duplicates] region while the form around it is filled in.
const fields = ["first_name", "last_name", "birth_date", "phone", "document_number"];
const pause = 400;

export function enhance(region) {
  const form = region.closest("form");
  let asked = "";
  let timer = 0;
  let going = null;

  async function ask() {
    const typed = fields.map((name) => [name, form.elements[name]?.value.trim() ?? ""]);
    const query = new URLSearchParams([...typed, ["except", region.dataset.except]]).toString();
    if (query === asked) return;
    asked = query;
    going?.abort();
    going = new AbortController();
    const answer = await fetch(`${region.dataset.duplicates}?${query}`, { signal: going.signal });
    if (!answer.ok || answer.redirected) return;
    const piece = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = piece.querySelector(".duplicates") !== null;
    region.classList.toggle("notice", found);
    region.replaceChildren(...(found ? [...piece.body.childNodes] : []));
  }

  const soon = (event) => {
    if (!fields.includes(event.target.name)) return;
    clearTimeout(timer);
    timer = setTimeout(() => ask().catch(() => {}), pause); // a hint that does not come is no harm
  };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
}
