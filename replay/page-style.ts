/** The page's own style: wide tables, which become a card a row where there is no room for them, and on paper. */
export const style = `
:root { color-scheme: light dark; --line: light-dark(#d9dee4, #3a424c); --quiet: light-dark(#5b6672, #9aa5b1); }
body { font: 15px/1.5 system-ui, "Noto Sans KR", sans-serif; max-width: 76rem; margin: 2rem auto; padding: 0 1rem; }
body { word-break: keep-all; } h1 { margin: 0; font-size: 1.7rem; } h2 { margin: 2.2rem 0 .5rem; font-size: 1.15rem; }
.span { margin: 0; font-size: 1.05rem; } .lead, .note { color: var(--quiet); } .lead { margin: 0 0 1.2rem; } .note { margin: 0 0 .6rem; font-size: .9rem; max-width: 48rem; }
dl { display: flex; flex-wrap: wrap; gap: .8rem; margin: 0; } dl div { border: 1px solid var(--line); border-radius: .5rem; padding: .5rem 1rem; }
dt { color: var(--quiet); font-size: .8rem; } dd { margin: 0; font-size: 1.35rem; font-variant-numeric: tabular-nums; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; } th { text-align: left; color: var(--quiet); font-weight: 500; white-space: nowrap; }
th, td { padding: .35rem .9rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top; } td { overflow-wrap: break-word; }
.long, .name { overflow-wrap: anywhere; min-width: 10rem; } .name { min-width: 5rem; } .title { min-width: 12rem; } .number { text-align: right; font-variant-numeric: tabular-nums; } .fixed { white-space: nowrap; font-variant-numeric: tabular-nums; }
code { font: .85em ui-monospace, monospace; }
.badge { font-size: .75rem; padding: .1rem .5rem; border-radius: 1rem; background: #7d8794; color: #fff; white-space: nowrap; }
.badge.critical { background: #8f1d2c; } .badge.high { background: #c2382a; } .badge.medium { background: #9a5b00; } .badge.low { background: #3d7a57; }
meter { width: 5rem; }
@media (max-width: 60rem) {
  thead { display: none; } table, tbody, tr, td { display: block; }
  tr { border: 1px solid var(--line); border-radius: .5rem; padding: .4rem .8rem; margin: 0 0 .6rem; }
  td { display: flex; gap: .8rem; padding: .15rem 0; border: 0; overflow-wrap: anywhere; }
  .long, .name, .title { min-width: 0; } .number { text-align: left; } .fixed { white-space: normal; } td:empty { display: none; }
  td::before { content: attr(data-head); flex: 0 0 8rem; color: var(--quiet); }
}
@media print { body { margin: 0; max-width: none; } tr { break-inside: avoid; } }
`;
