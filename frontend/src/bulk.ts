// Lists with checkboxes: `data-bulk` on the form, `data-bulk-all` on the head's checkbox, a bar
// `data-bulk-bar` that shows while something is chosen.
function refresh(form: HTMLElement): void {
  const boxes = [...form.querySelectorAll<HTMLInputElement>("input[data-bulk-row]")];
  const chosen = boxes.filter((box) => box.checked).length;
  const bar = form.querySelector<HTMLElement>("[data-bulk-bar]");
  if (bar) bar.hidden = chosen === 0;
  const count = form.querySelector("[data-bulk-count]");
  if (count) count.textContent = String(chosen);
  const all = form.querySelector<HTMLInputElement>("input[data-bulk-all]");
  if (all) {
    all.checked = chosen > 0 && chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
  }
}

export function watchBulk(): void {
  document.addEventListener("change", (event) => {
    const box = event.target as HTMLInputElement;
    const form = box.closest<HTMLElement>("[data-bulk]");
    if (!form) return;
    if (box.matches("[data-bulk-all]")) {
      form.querySelectorAll<HTMLInputElement>("input[data-bulk-row]").forEach((row) => {
        row.checked = box.checked;
      });
    }
    refresh(form);
  });
}
