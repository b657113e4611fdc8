// Says how long ago a <time datetime data-relative> was, in the page's language; the absolute time moves to the title.
const format = new Intl.RelativeTimeFormat(document.documentElement.lang || undefined, { numeric: "auto" });
const units = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];
const minute = 60_000;

export function enhance(time) {
  const moment = Date.parse(time.dateTime);
  if (Number.isNaN(moment)) return;

  const absolute = time.textContent.trim();
  time.title = time.title ? `${absolute} (${time.title})` : absolute;
  const update = () => {
    time.textContent = relative((moment - Date.now()) / 1000);
  };
  update();
  setInterval(update, minute);
}

function relative(seconds) {
  const [unit, length] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ["minute", 60];
  return format.format(Math.trunc(seconds / length), unit);
}
