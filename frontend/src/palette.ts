// Ctrl-K: one field that finds pages, projects, customers. The list comes from the server; before
// anything is typed it shows the pages of the navigation.
import { openDialog } from "./sheets";

const dialog = (): HTMLDialogElement | null => document.querySelector("dialog#palette");

function items(): HTMLElement[] {
  return [...(dialog()?.querySelectorAll<HTMLElement>(".palette-item:not([hidden])") ?? [])];
}

let named = 0;

function mark(index: number): void {
  const all = items();
  dialog()
    ?.querySelectorAll(".palette-item[hidden]")
    .forEach((item) => item.setAttribute("aria-selected", "false"));
  const input = dialog()?.querySelector("input");
  all.forEach((item, at) => item.setAttribute("aria-selected", String(at === index)));
  const chosen = all[index];
  if (chosen) input?.setAttribute("aria-activedescendant", chosen.id);
  else input?.removeAttribute("aria-activedescendant");
  chosen?.scrollIntoView({ block: "nearest" });
}

function current(): number {
  return items().findIndex((item) => item.getAttribute("aria-selected") === "true");
}

function identify(): void {
  items().forEach((item) => {
    item.id ||= `palette-item-${++named}`;
  });
  mark(0);
}

/** Pages of the navigation are filtered here; what the server found is already filtered. */
function filterPages(typed: string): void {
  const wanted = typed.trim().toLowerCase();
  dialog()
    ?.querySelectorAll<HTMLElement>("[data-pages] .palette-item")
    .forEach((item) => {
      item.hidden = !(item.dataset.words ?? item.textContent ?? "").toLowerCase().includes(wanted);
    });
}

export function openPalette(): void {
  openDialog(dialog());
  const input = dialog()?.querySelector("input");
  input?.focus();
  input?.select();
  identify();
}

function press(event: KeyboardEvent): void {
  const count = items().length;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && count) {
    event.preventDefault();
    mark((current() + step + count) % count);
  } else if (event.key === "Enter") {
    event.preventDefault();
    items()[Math.max(current(), 0)]?.click();
  }
}

export function watchPalette(): void {
  const input = dialog()?.querySelector("input");
  input?.addEventListener("keydown", press);
  input?.addEventListener("input", () => {
    filterPages(input.value);
    mark(0);
  });
  document.addEventListener("htmx:after:swap", () => {
    if (dialog()?.open) identify();
  });
  document.addEventListener("click", (event) => {
    const element = event.target as Element;
    if (element.closest("[data-palette]")) openPalette();
    if (element.closest("#palette .palette-item")) dialog()?.close();
  });
}
