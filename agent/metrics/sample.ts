/** One reading: a field of a plugin, with the dimensions that tell it from others. */
export interface Sample {
  readonly field: string;
  readonly value: number;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Published under this name instead of `plugin_field`. */
  readonly name?: string;
}

/** A series of counters as they are read: sent is how far each went since the reading before. */
export class Deltas {
  private readonly last = new Map<string, number>();

  /**
   * The samples' steps since the call before; those seen for the first time, or that began anew, are left out.
   * @param keep fields sent as they are
   */
  since(samples: readonly Sample[], keep: ReadonlySet<string> = new Set()): Sample[] {
    return samples.flatMap((sample) => {
      if (keep.has(sample.field)) return [sample];
      const key = JSON.stringify([sample.field, sample.dimensions]);
      const before = this.last.get(key);
      this.last.set(key, sample.value);
      if (before === undefined || sample.value < before) return [];
      return [{ ...sample, value: sample.value - before }];
    });
  }
}

/** Reads one plugin's values. */
export interface Collector {
  collect(): Promise<Sample[]> | Sample[];
  close?(): void;
}

export const samplesOf = (
  values: Readonly<Record<string, number>>,
  dimensions: Readonly<Record<string, string>> = {},
): Sample[] => Object.entries(values).map(([field, value]) => ({ field, value, dimensions }));

/** The part of 100 that `part` is of `whole`; 0 of nothing. */
export const percent = (part: number, whole: number): number => (whole > 0 ? (100 * part) / whole : 0);
