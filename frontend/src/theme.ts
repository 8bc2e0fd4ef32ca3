// Runs before the first paint: the colour theme the person chose, or the one of the machine.
const chosen = /(?:^|; )theme=(light|dark)/.exec(document.cookie)?.[1];
const machine = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
document.documentElement.dataset.bsTheme = chosen ?? machine;
