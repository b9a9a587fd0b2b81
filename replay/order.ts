import { ArchivedRecord } from './record.ts';

/** Reads one of the files (by number) from its beginning. */
export type ReadFile = (file: number, isFirstReading: boolean) => AsyncIterable<ArchivedRecord[]>;

const { compare } = ArchivedRecord;
const BATCH = 4096;

/** What the first reading tells about a file whose records are not kept. */
interface Survey {
  readonly file: number;
  /** Its earliest record, and the one it ends with. */
  readonly first: ArchivedRecord;
  readonly last: ArchivedRecord;
  readonly isSorted: boolean;
}

/**
 * The records of all files by time and id. As long as they fit in `memory` bytes they are kept and sorted. Beyond that the first
 * reading only learns where each file begins, and a second one merges them: a sorted file passes through piece by piece, one that is
 * not sorted is held while its time lasts, so that many files of a few minutes each take the memory of those that overlap.
 */
export async function* inOrder(count: number, read: ReadFile, memory: number): AsyncGenerator<ArchivedRecord[]> {
  let kept: ArchivedRecord[][] | undefined = [];
  let size = 0;
  let isSorted = true;
  let last: ArchivedRecord | undefined;
  const surveys: Survey[] = [];
  for (let file = 0; file < count; file += 1) {
    let survey: Survey | undefined;
    for await (const batch of read(file, true)) {
      isSorted &&= last === undefined || compare(last, batch[0]!) <= 0;
      survey = surveyed(survey ?? { file, first: batch[0]!, last: batch[0]!, isSorted: true }, batch);
      last = survey.last;
      for (const record of batch) size += record.size;
      if (size > memory) kept = undefined;
      kept?.push(batch);
    }
    if (survey === undefined) continue;
    isSorted &&= survey.isSorted;
    surveys.push({ ...survey, first: survey.first.detached(), last: survey.last.detached() });
  }
  if (kept === undefined) yield* merged(surveys, read);
  else if (isSorted) yield* kept;
  else yield kept.flat().sort(compare);
}

/** What a file's survey says after its next batch. */
function surveyed(survey: Survey, batch: readonly ArchivedRecord[]): Survey {
  let { first, last, isSorted } = survey;
  for (const record of batch) {
    if (compare(last, record) > 0) {
      isSorted = false;
      if (compare(record, first) < 0) first = record;
    }
    last = record;
  }
  return { file: survey.file, first, last, isSorted };
}

/** One file in the merge: the batch at hand, how far it is used up, and where the next comes from. */
interface Source {
  readonly batches: AsyncIterator<ArchivedRecord[]>;
  batch: ArchivedRecord[];
  at: number;
}

async function* merged(surveys: Survey[], read: ReadFile): AsyncGenerator<ArchivedRecord[]> {
  const waiting = surveys.toSorted((a, b) => compare(b.first, a.first));
  const open: Source[] = [];
  let out: ArchivedRecord[] = [];
  const before = (a: Source, b: Source) => compare(a.batch[a.at]!, b.batch[b.at]!) < 0;
  for (;;) {
    while (
      waiting.length > 0 &&
      (open.length === 0 || compare(waiting.at(-1)!.first, open[0]!.batch[open[0]!.at]!) <= 0)
    ) {
      const source = await openSource(waiting.pop()!, read);
      if (source !== undefined) siftUp(open, source, before);
    }
    const top = open[0];
    if (top === undefined) break;
    out.push(top.batch[top.at]!);
    if (out.length === BATCH) {
      yield out;
      out = [];
    }
    top.at += 1;
    if (top.at === top.batch.length && !(await refill(top))) {
      const end = open.pop()!;
      if (end !== top) open[0] = end;
    }
    siftDown(open, before);
  }
  if (out.length > 0) yield out;
}

async function openSource(survey: Survey, read: ReadFile): Promise<Source | undefined> {
  const source: Source = { batches: sourceOf(survey, read), batch: [], at: 0 };
  return (await refill(source)) ? source : undefined;
}

async function* sourceOf({ file, isSorted }: Survey, read: ReadFile): AsyncGenerator<ArchivedRecord[]> {
  if (isSorted) {
    yield* read(file, false);
    return;
  }
  const all: ArchivedRecord[] = [];
  for await (const batch of read(file, false)) for (const record of batch) all.push(record);
  yield all.sort(compare);
}

async function refill(source: Source): Promise<boolean> {
  const next = await source.batches.next();
  source.batch = next.done ? [] : next.value;
  source.at = 0;
  return !next.done;
}

function siftUp<T>(heap: T[], item: T, before: (a: T, b: T) => boolean): void {
  let at = heap.push(item) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!before(item, heap[parent]!)) break;
    heap[at] = heap[parent]!;
    at = parent;
  }
  heap[at] = item;
}

function siftDown<T>(heap: T[], before: (a: T, b: T) => boolean): void {
  const item = heap[0];
  if (item === undefined) return;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child += 1;
    if (!before(heap[child]!, item)) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = item;
}

/** Without second deliveries, which the order has put side by side; counts what passes. */
export async function* distinct(
  batches: AsyncIterable<ArchivedRecord[]>,
  counts: { events: number; duplicates: number },
): AsyncGenerator<ArchivedRecord[]> {
  let last: ArchivedRecord | undefined;
  for await (const batch of batches) {
    const fresh = batch.filter((record) => {
      const isRepeat = last !== undefined && record.isRepeatOf(last);
      last = record;
      return !isRepeat;
    });
    counts.events += batch.length;
    counts.duplicates += batch.length - fresh.length;
    if (fresh.length > 0) yield fresh;
  }
}
