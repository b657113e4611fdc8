// Follows the system's light or dark theme for people who chose neither; runs in <head>, before the first paint.
(() => {
  const page = document.documentElement;
  if (page.dataset.theme !== "system") return;

  const dark = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => {
    page.dataset.bsTheme = dark.matches ? "dark" : "light";
  };
  follow();
  dark.addEventListener("change", follow);
})();
