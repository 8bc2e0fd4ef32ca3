// Islands mount on `[data-island=name]`; each is a chunk that only pages with one load.
type Mount = (element: HTMLElement) => void;

const ISLANDS: Record<string, () => Promise<{ mount: Mount }>> = {
  board: () => import("./islands/board"),
  pick: () => import("./islands/pick"),
  chart: () => import("./islands/chart"),
};

export function mountIslands(): void {
  document.querySelectorAll<HTMLElement>("[data-island]:not([data-mounted])").forEach((element) => {
    const load = ISLANDS[element.dataset.island ?? ""];
    if (!load) throw new Error(`no island is called ${element.dataset.island}`);
    element.dataset.mounted = "1";
    void load().then((island) => island.mount(element));
  });
}
