/**
 * The known name that may have been meant by a wrong one; undefined where none is near: at most three edits away, and less than half of
 * what was written. Case does not count.
 */
export function nearest(name: string, known: Iterable<string>, prefix = ''): string | undefined {
  const [best] = [...known]
    .map((each) => ({ each, edits: editDistance(name.toLowerCase(), each.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  return best && best.edits <= 3 && best.edits * 2 < name.length ? prefix + best.each : undefined;
}

/** How often to insert, delete, replace or swap neighbours to make one name of the other, of a few dozen letters. */
function editDistance(a: string, b: string): number {
  let [before, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
          ? before[j - 2]! + 1
          : Number.POSITIVE_INFINITY;
      row.push(Math.min(last[j]! + 1, row[j - 1]! + 1, replaced, swapped));
    }
    [before, last] = [last, row];
  }
  return last[b.length]!;
}
