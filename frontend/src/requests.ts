// Every htmx request carries the CSRF token; a refusal is shown where it happened; a broken
// connection is said, never passed over; what is pressed twice is sent once.
import { toast } from "./toasts";

interface RequestContext {
  sourceElement: Element;
  sourceEvent?: Event;
  request: { headers: Record<string, string>; method: string };
  response?: { status: number; headers: Headers };
  hx?: Record<string, unknown>;
}

const contextOf = (event: Event): RequestContext => (event as CustomEvent).detail.ctx;

/** The place for a refusal nearest to what was pressed: its form, its sheet, its page. */
export function refusalSlot(source: Element): Element {
  for (const selector of ["form", "[data-refusal-scope]", "dialog[open]", "main"]) {
    const slot = source.closest(selector)?.querySelector("[data-refusal]");
    if (slot) return slot;
  }
  return document.querySelector("#toasts") ?? document.body;
}

function addToken(event: Event): void {
  const token = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content;
  if (token) contextOf(event).request.headers["X-CSRFToken"] = token;
}

function steerRefusal(event: Event): void {
  const context = contextOf(event);
  if (!context.hx || context.response?.headers.get("Milepost-Refused") !== "1") return;
  context.hx.retarget = refusalSlot(context.sourceElement);
  context.hx.reswap = "innerHTML show:top";
}

function clearRefusals(event: Event): void {
  refusalSlot(contextOf(event).sourceElement).replaceChildren();
}

function sayFailure(event: Event): void {
  const body = document.body.dataset;
  const status = contextOf(event).response?.status ?? 0;
  if (status === 0) toast(body.offline ?? "", "bad");
  else if (status >= 500 || status === 403 || status === 404) toast(body.failed ?? "", "bad");
}

const LEAVING = 2000; // milliseconds a page may take to go where it was sent
const answered = new WeakMap<Element, number>();

/** A second press during the first, or while its answer already leads to another page. */
function isPressedAgain(context: RequestContext): boolean {
  const pressed = context.sourceEvent?.timeStamp ?? Infinity;
  return pressed < (answered.get(context.sourceElement) ?? 0);
}

function noteAnswer(context: RequestContext): void {
  const leaves = context.response?.headers.has("HX-Redirect");
  answered.set(context.sourceElement, performance.now() + (leaves ? LEAVING : 0));
}

function beforeRequest(event: Event): void {
  const context = contextOf(event);
  if (context.request.method.toUpperCase() === "GET") return;
  if (isPressedAgain(context)) event.preventDefault();
  else clearRefusals(event);
}

export function watchRequests(): void {
  document.addEventListener("htmx:config:request", addToken);
  document.addEventListener("htmx:before:request", beforeRequest);
  document.addEventListener("htmx:after:request", (event) => {
    steerRefusal(event);
    noteAnswer(contextOf(event));
    const context = contextOf(event);
    const status = context.response?.status ?? 200;
    // An error page does not belong into a fragment's place: it is said instead.
    if (context.hx && (status >= 500 || status === 403 || status === 404)) {
      context.hx.reswap = "none";
    }
  });
  document.addEventListener("htmx:response:error", sayFailure);
  document.addEventListener("htmx:error", sayFailure);
}
