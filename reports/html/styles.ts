/** Colours follow the reader's light or dark setting; paper is always light. */
export const styles = `
:root { color-scheme: light dark; --text: #16191f; --soft: #545b64; --page: #f6f7f9; --card: #fff; --line: #d9dee5;
  --passed: #14713f; --failed: #b3261e; --suppressed: #6a3fb5; --no-data: #8a5800; --manual: #56606d;
  --critical: #8c1d18; --high: #b3261e; --medium: #8a5800; --low: #56606d; --link: #0b5cad; }
@media (prefers-color-scheme: dark) { :root { --text: #e8eaed; --soft: #a7afb9; --page: #0f1319; --card: #181d25; --line: #313943;
  --passed: #5fd39a; --failed: #ff8a80; --suppressed: #c6a7ff; --no-data: #f2b84b; --manual: #a7afb9;
  --critical: #ff6f65; --high: #ff8a80; --medium: #f2b84b; --low: #a7afb9; --link: #7ab8ff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem 1rem 4rem; color: var(--text); background: var(--page);
  font: 15px/1.55 system-ui, -apple-system, "Segoe UI", "Apple SD Gothic Neo", "Noto Sans KR", "Noto Sans CJK KR", "Malgun Gothic", sans-serif; word-break: keep-all; overflow-wrap: anywhere; }
h1 { font-size: 1.65rem; line-height: 1.25; margin: 0 0 .35rem; } h2 { font-size: 1.2rem; margin: 2.2rem 0 .6rem; }
h3 { font-size: 1rem; margin: 0 0 .6rem; } section.controls h3 { margin: 1.3rem 0 .5rem; } h4 { font-size: .85rem; color: var(--soft); margin: .9rem 0 .15rem; }
p { margin: .2rem 0; } a { color: var(--link); } .note, small, caption { color: var(--soft); }
.skip { position: absolute; left: -99rem; } .skip:focus { left: 1rem; top: .5rem; background: var(--card); padding: .3rem .6rem; }
dl { display: flex; flex-wrap: wrap; gap: .15rem .5rem; margin: 0; } dt { color: var(--soft); } dd { margin: 0 1.2rem 0 0; font-weight: 600; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(27rem, 1fr)); gap: 1rem; margin: 1.2rem 0 .8rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem 1.1rem; }
.share { display: flex; align-items: center; gap: 1.2rem; }
.donut { width: 10.5rem; flex: none; } .donut circle { fill: none; stroke-width: 4.6; transform: rotate(-90deg); transform-origin: center; }
.donut text { text-anchor: middle; dominant-baseline: middle; fill: var(--text); } .donut .number { font-size: 7px; font-weight: 700; } .donut .what { font-size: 2.7px; fill: var(--soft); }
circle.passed { stroke: var(--passed); } circle.failed { stroke: var(--failed); } circle.suppressed { stroke: var(--suppressed); }
circle.no-data { stroke: var(--no-data); } circle.manual { stroke: var(--manual); }
rect.passed { fill: var(--passed); } rect.failed { fill: var(--failed); } rect.suppressed { fill: var(--suppressed); }
rect.no-data { fill: var(--no-data); } rect.manual { fill: var(--manual); }
rect.critical { fill: var(--critical); } rect.high { fill: var(--high); } rect.medium { fill: var(--medium); } rect.low { fill: var(--low); }
.legend { list-style: none; padding: 0; margin: 0; } .legend li { display: flex; gap: .5rem; } .legend li span { min-width: 6.2em; }
.legend li::before { content: ""; width: .8rem; height: .8rem; border-radius: .2rem; align-self: center; background: currentColor; }
.legend .passed::before { color: var(--passed); } .legend .failed::before { color: var(--failed); } .legend .suppressed::before { color: var(--suppressed); }
.legend .no-data::before { color: var(--no-data); } .legend .manual::before { color: var(--manual); }
table { border-collapse: collapse; width: 100%; } th { text-align: left; font-weight: 600; }
.bars th { width: 1%; white-space: nowrap; font-weight: 400; padding: .12rem .8rem .12rem 0; max-width: 18.5rem; overflow: hidden; text-overflow: ellipsis; }
.bars .count { width: 2.2rem; text-align: right; font-weight: 600; } .bar { display: block; width: 100%; height: 18px; }
.bar text { fill: var(--card); font-size: 11px; font-weight: 700; text-anchor: middle; }
.toolbar { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .45rem .7rem; font-size: .9em; align-items: center; background: var(--page); padding: .6rem 0; border-bottom: 1px solid var(--line); }
.toolbar[hidden] { display: none; } .toolbar fieldset { border: 0; padding: 0; margin: 0; display: flex; flex-wrap: wrap; gap: .15rem .7rem; } .toolbar legend { display: contents; }
.toolbar input[type=search] { width: 11rem; } .toolbar input[type=search], .toolbar select, .toolbar button { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: .4rem; padding: .22rem .55rem; }
.toolbar output { color: var(--soft); margin-left: auto; } :focus-visible { outline: 2px solid var(--link); outline-offset: 1px; }
details.control { background: var(--card); border: 1px solid var(--line); border-left: .3rem solid var(--manual); border-radius: .45rem; margin: .4rem 0; }
details.control.passed { border-left-color: var(--passed); } details.control.failed { border-left-color: var(--failed); }
details.control.suppressed { border-left-color: var(--suppressed); } details.control.no-data { border-left-color: var(--no-data); }
summary { display: grid; grid-template-columns: 7.6rem 3.4rem 1fr auto 5rem; gap: .2rem .7rem; align-items: baseline; padding: .5rem .8rem; cursor: pointer; list-style: none; }
summary::-webkit-details-marker { display: none; } summary .id { font-variant-numeric: tabular-nums; font-weight: 700; } summary .tally { color: var(--soft); font-size: .9em; }
.title::before { content: "▸"; color: var(--soft); display: inline-block; width: 1.1em; } details[open] > summary .title::before { content: "▾"; }
.severity { font-size: .85em; text-align: right; } .severity.critical { color: var(--critical); font-weight: 700; } .severity.high { color: var(--high); } .severity.medium { color: var(--medium); } .severity.low { color: var(--low); }
.badge, .mark { white-space: nowrap; font-weight: 600; font-size: .9em; } .badge { border: 1px solid currentColor; border-radius: 1rem; padding: .05rem .6rem; justify-self: start; }
.passed.badge, .passed.mark { color: var(--passed); } .failed.badge, .failed.mark { color: var(--failed); } .suppressed.badge, .suppressed.mark { color: var(--suppressed); }
.no-data.badge { color: var(--no-data); } .manual.badge { color: var(--manual); }
.body { padding: 0 1rem .9rem 1rem; } .body > :first-child { margin-top: .2rem; } .deciders { margin: 0; padding-left: 1.1rem; } .scroll { overflow-x: auto; }
.resources { margin-top: .8rem; font-size: .93em; table-layout: fixed; min-width: 38rem; } caption { text-align: left; font-size: .9em; font-weight: 600; padding-bottom: .2rem; }
.resources td, .resources th, .rules td, .rules th { border-top: 1px solid var(--line); padding: .35rem .7rem .35rem 0; vertical-align: top; } .resources thead th { border-top: 0; font-size: .88em; color: var(--soft); }
.resources th:nth-child(1) { width: 8.5rem; } .resources th:nth-child(2) { width: 33%; } .resources th:nth-child(4) { width: 11.5rem; } .resources td:nth-child(4), .rules .n { white-space: nowrap; }
.rules .n { text-align: right; } code { font: .88em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.attention li { margin: .3rem 0; } footer { margin-top: 2.5rem; border-top: 1px solid var(--line); padding-top: .8rem; color: var(--soft); font-size: .9em; }
@media (max-width: 46rem) { summary { grid-template-columns: auto auto 1fr; } summary .title { grid-column: 1 / -1; } summary .tally, summary .severity { text-align: left; } .share { flex-wrap: wrap; } .cards { grid-template-columns: 1fr; } }
@media print { :root { color-scheme: light; --text: #000; --soft: #444; --page: #fff; --card: #fff; --line: #bbb; --passed: #14713f; --failed: #b3261e; --suppressed: #6a3fb5; --no-data: #8a5800; --manual: #56606d; --critical: #8c1d18; --high: #b3261e; --medium: #8a5800; --low: #56606d; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } body { max-width: none; padding: 0; font-size: 10.5pt; } .toolbar, .skip { display: none; }
  details.control::details-content { content-visibility: visible; height: auto; } details.control, tr, .card { break-inside: avoid; } h2 { break-after: avoid; } .title::before, details[open] > summary .title::before { display: none; } .resources td, .resources th { padding-top: .2rem; padding-bottom: .2rem; } }
`;
