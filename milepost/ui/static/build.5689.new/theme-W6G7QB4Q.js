var e=/(?:^|; )theme=(light|dark)/.exec(document.cookie)?.[1],c=matchMedia("(prefers-color-scheme: dark)").matches?"dark":"light";document.documentElement.dataset.bsTheme=e??c;
