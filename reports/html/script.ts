/** What the page does by itself: filter its controls, open and close them, open all for print. No library, no network. */
export const script = `
const controls = [...document.querySelectorAll('details.control')];
const bar = document.querySelector('.toolbar');
const search = bar.querySelector('input[type=search]');
const boxes = [...bar.querySelectorAll('input[type=checkbox]')];
const severity = bar.querySelector('select');
const shown = bar.querySelector('output');
bar.hidden = false;
function filter() {
  const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
  const states = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
  let count = 0;
  for (const control of controls) {
    const { status, severity: level, text } = control.dataset;
    const fits = states.has(status) && (severity.value === '' || severity.value === level) && words.every((word) => text.includes(word));
    control.hidden = !fits;
    if (fits) count += 1;
  }
  for (const section of document.querySelectorAll('section.controls')) {
    section.hidden = !section.querySelector('details.control:not([hidden])');
  }
  shown.value = shown.dataset.text.replace('{n}', count).replace('{m}', controls.length);
  document.querySelector('.nothing').hidden = count > 0;
}
bar.addEventListener('input', filter);
bar.querySelector('[data-do=open]').addEventListener('click', () => controls.forEach((each) => { each.open = true; }));
bar.querySelector('[data-do=close]').addEventListener('click', () => controls.forEach((each) => { each.open = false; }));
let before = [];
addEventListener('beforeprint', () => { before = controls.map((each) => each.open); controls.forEach((each) => { each.open = true; }); });
addEventListener('afterprint', () => controls.forEach((each, index) => { each.open = before[index]; }));
function follow() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target instanceof HTMLDetailsElement) target.open = true;
}
addEventListener('hashchange', follow);
follow();
filter();
`;
