// Says about once a minute that the page of a request is open still, and shows who else is looking at it.
const pause = 60_000;

export function enhance(region) {
  const token = document.querySelector("input[name=csrf_token]")?.value;
  if (!token) return;
  const said = region.querySelector("span");

  async function ask() {
    if (document.hidden) return;
    const body = new URLSearchParams({ csrf_token: token });
    const answer = await fetch(region.dataset.presence, { method: "POST", body });
    if (answer.redirected) clearInterval(timer); // signed out
    if (!answer.ok || answer.redirected) return;
    const words = await answer.text();
    // What is the same is not said again.
    if (words === said.textContent) return;
    said.textContent = words;
    said.parentElement.hidden = words === "";
  }

  const again = () => ask().catch(() => {}); // the next time will do
  const timer = setInterval(again, pause);
  document.addEventListener("visibilitychange", again);
}
