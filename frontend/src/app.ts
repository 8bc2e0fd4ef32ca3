// What every page needs: htmx, sheets, toasts, palette, keys, theme. Islands are loaded when a
// page has one.
import htmx from "htmx.org";
import { watchConfirmations } from "./confirm";
import { mountIslands } from "./islands";
import { watchKeys } from "./keys";
import { watchMenus } from "./menus";
import { watchPalette } from "./palette";
import { watchRequests } from "./requests";
import { watchSheets } from "./sheets";
import { watchFiles } from "./files";
import { watchCopying } from "./copying";
import { watchTheme } from "./theme-switch";
import { watchToasts } from "./toasts";
import { watchBulk } from "./bulk";
import { watchChoices } from "./choices";

declare global {
  interface Window {
    htmx: typeof htmx;
  }
}
window.htmx = htmx;

watchRequests();
watchChoices();
watchConfirmations();
watchSheets();
watchToasts();
watchMenus();
watchPalette();
watchKeys();
watchFiles();
watchCopying();
watchTheme();
watchBulk();

mountIslands();
document.addEventListener("htmx:after:swap", () => mountIslands());
