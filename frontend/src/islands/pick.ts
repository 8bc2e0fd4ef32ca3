// A select that can be searched: `<select data-island="pick">`. `data-create="add"` allows a new
// entry and names it so; `data-none` is said where nothing fits; an option's `data-hint` stands
// beside it in grey.
import TomSelect from "tom-select";

interface Option {
  text: string;
  hint?: string;
}

type Escape = (text: string) => string;

function line(option: Option, escape: Escape): string {
  const hint = option.hint ? ` <span class="soft">${escape(option.hint)}</span>` : "";
  return `<div>${escape(option.text)}${hint}</div>`;
}

export function mount(element: HTMLElement): void {
  const select = element as HTMLSelectElement;
  const { create, none } = select.dataset;
  new TomSelect(select, {
    create: create !== undefined,
    maxOptions: 200,
    plugins: select.multiple ? ["remove_button"] : [],
    render: {
      option: line,
      no_results: () => `<div class="no-results">${none ?? "—"}</div>`,
      option_create: (typed: { input: string }, escape: Escape) =>
        `<div class="create">${escape(create ?? "")} <b>${escape(typed.input)}</b></div>`,
    },
  });
}
