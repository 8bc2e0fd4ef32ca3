// File drop: the native field stays what it is; dropping onto its frame fills it, and the names of
// what was chosen are shown. `data-submits` sends the form at once.
function show(field: HTMLInputElement): void {
  const box = field.closest(".file-drop");
  const list = box?.querySelector("[data-chosen]");
  const names = [...(field.files ?? [])].map((file) => file.name);
  if (list) list.textContent = names.join("、");
  box?.classList.toggle("has-file", names.length > 0);
  if (names.length && field.dataset.submits !== undefined) field.form?.requestSubmit();
}

/** Two fields may feed one name (camera and files): only the one used last keeps its choice. */
function clearTwins(field: HTMLInputElement): void {
  field
    .closest(".file-drop")
    ?.querySelectorAll<HTMLInputElement>("input[type=file]")
    .forEach((other) => {
      if (other !== field) other.value = "";
    });
}

export function watchFiles(): void {
  document.addEventListener("change", (event) => {
    const field = event.target as HTMLInputElement;
    if (field.matches?.(".file-drop input[type=file]")) {
      clearTwins(field);
      show(field);
    }
  });
  for (const kind of ["dragover", "dragleave", "drop"] as const) {
    document.addEventListener(kind, (event) => {
      const box = (event.target as Element).closest?.(".file-drop");
      if (!box) return;
      event.preventDefault();
      box.classList.toggle("is-over", kind === "dragover");
      const field = box.querySelector<HTMLInputElement>("input[type=file]:not([capture])");
      const files = (event as DragEvent).dataTransfer?.files;
      if (kind !== "drop" || !field || !files?.length) return;
      field.files = files;
      clearTwins(field);
      show(field);
    });
  }
}
