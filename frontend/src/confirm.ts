// The question before something that cannot be taken back, as our own dialog instead of the
// browser's. `hx-confirm="sentence"` on an htmx element, `data-confirm="sentence"` on a form.
import { openDialog } from "./sheets";

function ask(sentence: string): Promise<boolean> {
  const dialog = document.querySelector<HTMLDialogElement>("dialog#confirm");
  if (!dialog) return Promise.resolve(window.confirm(sentence));
  dialog.querySelector("[data-sentence]")!.textContent = sentence;
  dialog.returnValue = "";
  openDialog(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

export function watchConfirmations(): void {
  document.addEventListener("htmx:confirm", (event) => {
    const detail = (event as CustomEvent).detail;
    const sentence = detail.ctx?.confirm as string | undefined;
    if (!sentence) return;
    event.preventDefault();
    void ask(sentence).then((yes) => (yes ? detail.issueRequest() : detail.dropRequest?.()));
  });
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    const sentence = form.dataset.confirm;
    if (!sentence || form.dataset.confirmed) return;
    event.preventDefault();
    void ask(sentence).then((yes) => {
      if (!yes) return;
      form.dataset.confirmed = "1";
      form.requestSubmit((event as SubmitEvent).submitter);
    });
  });
}
