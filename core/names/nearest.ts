/**
 * The known name that may have been meant by a wrong one: three slips away at most, and fewer than half its letters. Upper and lower
 * case count as the same. Undefined where none is near.
 */
export function nearest(wrong: string, known: Iterable<string>): string | undefined {
  const [best] = [...known]
    .map((name) => ({ name, slips: slipsBetween(wrong.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.slips - b.slips);
  return best && best.slips <= MOST && best.slips * 2 < wrong.length ? best.name : undefined;
}

const MOST = 3;

/** Letters left out, put in, changed, or swapped with their neighbours, that turn one word into the other; more than `MOST` is not counted on. */
function slipsBetween(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > MOST) return MOST + 1;
  let [before, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let slips = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) slips = Math.min(slips, before[j - 2]! + 1);
      row.push(slips);
    }
    [before, last] = [last, row];
  }
  return last[b.length]!;
}
