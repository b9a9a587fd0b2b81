export const styles = `
:root { --passed: #1a7f4b; --failed: #c62828; --no-data: #b26a00; --manual: #6b7280; color-scheme: light; }
body { margin: 0 auto; max-width: 70rem; padding: 2rem 1rem; color: #16191f; background: #fff;
  font: 15px/1.5 system-ui, "Apple SD Gothic Neo", "Noto Sans KR", "Malgun Gothic", sans-serif; }
h1 { font-size: 1.6rem; margin: 0 0 .5rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
dl { display: flex; flex-wrap: wrap; gap: .25rem .75rem; margin: 0; } dt { color: #5f6b7a; } dd { margin: 0 1rem 0 0; }
.overview { display: flex; align-items: center; gap: 2rem; margin: 1.5rem 0 .5rem; }
.donut { width: 11rem; } .donut circle { fill: none; stroke-width: 5; transform: rotate(-90deg); transform-origin: center; }
.donut text { font-size: 8px; font-weight: 700; text-anchor: middle; dominant-baseline: middle; } .donut .unit { font-size: 3px; font-weight: 400; }
circle.passed { stroke: var(--passed); } circle.failed { stroke: var(--failed); } circle.no-data { stroke: var(--no-data); } circle.manual { stroke: var(--manual); }
.legend { list-style: none; padding: 0; font-size: 1.05rem; } .legend li::before { content: "■ "; }
.legend .passed::before { color: var(--passed); } .legend .failed::before { color: var(--failed); }
.legend .no-data::before { color: var(--no-data); } .legend .manual::before { color: var(--manual); }
.note { color: #5f6b7a; } table { border-collapse: collapse; width: 100%; } th { text-align: left; font-weight: 600; }
.bars th { width: 9rem; } .bar { display: flex; } .bar span { color: #fff; padding: 0 .5rem; min-width: .5rem; }
.bar .passed, .badge.passed { background: var(--passed); } .bar .failed, .badge.failed { background: var(--failed); }
.bar .no-data, .badge.no-data { background: var(--no-data); } .bar .manual, .badge.manual { background: var(--manual); }
.controls td, .controls th { border-bottom: 1px solid #e3e6ea; padding: .4rem .6rem .4rem 0; vertical-align: top; }
.controls td:first-child { width: 38%; } .badge { color: #fff; border-radius: .25rem; padding: .1rem .5rem; white-space: nowrap; }
code { font-size: .85em; overflow-wrap: anywhere; } details ul { margin: .25rem 0; padding-left: 1rem; }
li.failed::marker { color: var(--failed); } li.passed::marker { color: var(--passed); }
@media print { details { display: block; } body { max-width: none; } }
`;
