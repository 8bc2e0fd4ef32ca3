// Copy a text: `data-copy="text"` or `data-copy-from="#id"`. The button says that it is done.
import { toast } from "./toasts";

async function put(text: string): Promise<void> {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
  // On a plain http address of the local network browsers offer only the old way.
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (!done) throw new Error("copying was refused");
}

export function watchCopying(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-copy], [data-copy-from]");
    if (!button) return;
    const from = button.dataset.copyFrom;
    const source = from ? document.querySelector<HTMLElement>(from) : null;
    const text =
      source instanceof HTMLTextAreaElement ? source.value : (source?.innerText ?? button.dataset.copy ?? "");
    put(text).then(
      () => toast(document.body.dataset.copied ?? "", "ok"),
      () => toast(document.body.dataset.notCopied ?? "", "bad"),
    );
  });
}
