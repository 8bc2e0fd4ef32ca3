// The board: a card dropped on another lane, or moved with Alt+← / Alt+→, asks the server. Nothing
// moves here: the card goes back at once and the answer decides (a gate sheet, or a new board).
// On phones a lane is a page one swipes; the tab of the lane in view is marked.
//
//   <div data-island="board">
//     <section data-lane="KEY"><div data-cards><article tabindex="0" data-card data-move="URL">
import Sortable from "sortablejs";

function ask(card: HTMLElement, lane: string): void {
  const address = card.dataset.move;
  if (!address) return;
  void window.htmx.ajax("POST", address, {
    source: card,
    target: "#sheet-body",
    swap: "innerHTML",
    values: { to: lane },
  });
}

function neighbour(card: HTMLElement, step: number): string | undefined {
  const board = card.closest("[data-island=board]");
  const lanes = [...(board?.querySelectorAll<HTMLElement>("[data-lane]") ?? [])];
  const here = lanes.findIndex((lane) => lane.contains(card));
  return lanes[here + step]?.dataset.lane;
}

function watchLane(cards: HTMLElement): void {
  let origin: { parent: Node; next: Node | null } | null = null;
  Sortable.create(cards, {
    group: "board",
    draggable: "[data-card]",
    animation: 120,
    delay: 200,
    delayOnTouchOnly: true,
    filter: "details, button",
    preventOnFilter: false,
    onStart: ({ item }) => {
      origin = { parent: item.parentNode!, next: item.nextSibling };
    },
    onEnd: ({ item, from, to }) => {
      const lane = to.closest<HTMLElement>("[data-lane]")?.dataset.lane;
      if (origin) origin.parent.insertBefore(item, origin.next);
      if (from !== to && lane) ask(item, lane);
    },
  });
}

function markTabs(board: HTMLElement): void {
  const tabs = new Map(
    [...document.querySelectorAll<HTMLElement>("[data-lane-tab]")].map((tab) => [tab.dataset.laneTab, tab]),
  );
  if (tabs.size === 0) return;
  const seen = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) continue;
        const tab = tabs.get((target as HTMLElement).dataset.lane);
        tabs.forEach((other) => other.removeAttribute("aria-current"));
        tab?.setAttribute("aria-current", "true");
        if (tab?.parentElement && tab.offsetParent) {
          tab.parentElement.scrollTo({ left: tab.offsetLeft - 24, behavior: "smooth" });
        }
      }
    },
    { root: board, threshold: 0.6 },
  );
  board.querySelectorAll("[data-lane]").forEach((lane) => seen.observe(lane));
}

/** After the board was drawn anew, the card that was moved keeps the focus. */
let moved = "";

export function mount(board: HTMLElement): void {
  markTabs(board);
  if (moved) document.getElementById(moved)?.focus();
  moved = "";
  board.querySelectorAll<HTMLElement>("[data-cards]").forEach(watchLane);
  board.addEventListener("keydown", (event) => {
    const card = (event.target as Element).closest<HTMLElement>("[data-card]");
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!card || !step || !event.altKey) return;
    event.preventDefault();
    const lane = neighbour(card, step);
    if (!lane) return;
    moved = card.id;
    ask(card, lane);
  });
}
