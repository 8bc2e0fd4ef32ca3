// Menus are <details class="menu">: they open without script; this closes them as menus do.
export function watchMenus(): void {
  const open = () => document.querySelectorAll<HTMLDetailsElement>("details.menu[open]");
  document.addEventListener("click", (event) => {
    const within = (event.target as Element).closest("details.menu");
    open().forEach((menu) => {
      const chose = (event.target as Element).closest(".menu-list a, .menu-list button");
      if (menu !== within || chose) menu.open = false;
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    open().forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    });
  });
}
