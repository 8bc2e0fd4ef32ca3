// Keys that work everywhere outside a field: c creates, / searches, Ctrl-K opens the palette,
// ? lists them.
import { openPalette } from "./palette";
import { openDialog } from "./sheets";

function typing(target: EventTarget | null): boolean {
  const element = target as HTMLElement | null;
  return !!element?.closest?.("input, textarea, select, [contenteditable=true]");
}

function plain(event: KeyboardEvent): boolean {
  return !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target);
}

export function watchKeys(): void {
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      openPalette();
      return;
    }
    if (!plain(event) || document.querySelector("dialog[open]")) return;
    const dialogs: Record<string, string> = { c: "create", "?": "keys" };
    if (event.key === "/") {
      event.preventDefault();
      openPalette();
    } else if (dialogs[event.key]) {
      event.preventDefault();
      openDialog(document.querySelector(`dialog#${dialogs[event.key]}`));
    }
  });
}
