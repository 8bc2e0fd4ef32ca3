// Sheets: one native dialog, filled by htmx (`hx-target="#sheet-body"`), from the right on wide
// screens, from below on phones.
const sheet = (): HTMLDialogElement | null => document.querySelector("dialog#sheet");

export function openDialog(dialog: HTMLDialogElement | null): void {
  if (dialog && !dialog.open) dialog.showModal();
}

function focusFirst(dialog: HTMLDialogElement): void {
  const wanted = "[autofocus], input:not([type=hidden]), textarea, select, .sheet-foot button, a[href], button";
  dialog.querySelector("#sheet-body")?.querySelector<HTMLElement>(wanted)?.focus();
}

export function watchSheets(): void {
  document.addEventListener("htmx:after:swap", (event) => {
    const target = (event as CustomEvent).detail?.ctx?.target as Element | string | undefined;
    const filled = target instanceof Element ? target.id === "sheet-body" : target === "#sheet-body";
    const dialog = sheet();
    if (!filled || !dialog || !dialog.querySelector("#sheet-body")?.hasChildNodes()) return;
    const fresh = !dialog.open;
    openDialog(dialog);
    if (fresh) focusFirst(dialog);
  });
  document.addEventListener("click", (event) => {
    const element = event.target as Element;
    const opener = element.closest<HTMLElement>("[data-opens]");
    if (opener) openDialog(document.querySelector(`dialog#${opener.dataset.opens}`));
    const closer = element.closest("[data-closes]");
    if (closer) closer.closest("dialog")?.close();
    if (element instanceof HTMLDialogElement && element.hasAttribute("data-light")) element.close();
  });
  document.addEventListener("sheet:close", () => sheet()?.close());
  sheet()?.addEventListener("close", () => {
    sheet()?.querySelector("#sheet-body")?.replaceChildren();
  });
}
