// The bell: its figure follows what happens elsewhere, by one event stream for all tabs of a browser, and its list opens below it.
const calm = 30_000; // at the least between two words to a screen reader
const longest = 600_000;

export function enhance(bell) {
  const link = bell.querySelector("a");
  const figure = link.querySelector(".bell-count");
  const words = link.querySelector("[data-bell-words]");
  const panel = bell.querySelector(".bell-panel");
  const tell = teller(bell.querySelector("[role=status]"));

  listen(bell.dataset.bell, bell.dataset.session, (told) => {
    if (words.textContent !== told.words) tell(told.words);
    words.textContent = told.words;
    link.title = told.words;
    figure.textContent = told.count;
    figure.hidden = !told.waits;
    if (!panel.hidden && !panel.contains(document.activeElement)) fill();
  });

  async function fill() {
    const answer = await fetch(link.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const list = page.querySelector("[data-bell-list]");
    if (!answer.ok || !list) location.assign(link.href);
    else panel.replaceChildren(...list.childNodes);
  }

  function show(open) {
    panel.hidden = !open;
    link.setAttribute("aria-expanded", String(open));
    if (open) fill().catch(() => location.assign(link.href));
  }

  link.setAttribute("role", "button");
  link.setAttribute("aria-controls", panel.id);
  link.setAttribute("aria-expanded", "false");
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(panel.hidden);
  });
  link.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    show(panel.hidden);
  });
  bell.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || panel.hidden) return;
    show(false);
    link.focus();
  });
  document.addEventListener("click", (event) => {
    if (!panel.hidden && !bell.contains(event.target)) show(false);
  });
  bell.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !bell.contains(event.relatedTarget)) show(false);
  });
}

// Says the last of many changes, and not too often.
function teller(status) {
  let said = 0;
  let timer = 0;
  return (words) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      said = Date.now();
      status.textContent = words;
    }, Math.max(0, said + calm - Date.now()));
  };
}

// One tab of the session holds the stream and passes on what it hears; where browsers cannot agree on one, each has its own.
function listen(address, session, heard) {
  const name = `countersign-bell-${session}`;
  const tabs = "BroadcastChannel" in window ? new BroadcastChannel(name) : null;
  tabs?.addEventListener("message", (event) => heard(event.data));
  let pause = 5_000;

  function open() {
    const source = new EventSource(address);
    source.addEventListener("open", () => (pause = 5_000));
    source.addEventListener("waiting", (event) => {
      const told = JSON.parse(event.data);
      if (told.session !== session) return source.close(); // somebody else has signed in here
      heard(told);
      tabs?.postMessage(told);
    });
    source.addEventListener("error", () => {
      if (source.readyState !== EventSource.CLOSED) return;
      setTimeout(open, pause);
      pause = Math.min(pause * 2, longest);
    });
  }

  if (tabs && navigator.locks) navigator.locks.request(name, () => new Promise(open));
  else open();
}
