// Short confirmations. The server sends them as an event (HX-Trigger: toast) or in the page.
export type Tone = "ok" | "bad" | "info" | "warn";

const SECONDS = 6;

export function toast(text: string, tone: Tone = "ok"): void {
  const region = document.querySelector("#toasts");
  const model = document.querySelector<HTMLTemplateElement>("#toast-model");
  const made = model?.content.firstElementChild?.cloneNode(true);
  if (!text || !region || !(made instanceof HTMLElement)) return;
  made.classList.add(`tint-${tone}`);
  made.querySelector("[data-text]")!.textContent = text;
  region.append(made);
  leaveLater(made);
}

function leaveLater(shown: HTMLElement): void {
  shown.querySelector("button")?.addEventListener("click", () => shown.remove());
  // What went wrong stays until it is read and closed.
  if (!shown.classList.contains("tint-bad")) setTimeout(() => shown.remove(), SECONDS * 1000);
}

export function watchToasts(): void {
  document.querySelectorAll<HTMLElement>("#toasts > .toast-line").forEach(leaveLater);
  document.addEventListener("toast", (event) => {
    const detail = (event as CustomEvent).detail as { text: string; tone?: Tone };
    toast(detail.text, detail.tone);
  });
}
