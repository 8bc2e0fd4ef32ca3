// The theme button: light ⇄ dark, kept in a cookie for a year.
const YEAR = 365 * 24 * 3600;

export function watchTheme(): void {
  document.addEventListener("click", (event) => {
    if (!(event.target as Element).closest("[data-theme-switch]")) return;
    const root = document.documentElement;
    const next = root.dataset.bsTheme === "dark" ? "light" : "dark";
    root.dataset.bsTheme = next;
    document.cookie = `theme=${next}; path=/; max-age=${YEAR}; samesite=lax`;
    document.dispatchEvent(new CustomEvent("theme:changed"));
  });
}
