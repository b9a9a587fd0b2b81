/** One value for a metric, as a service of the engine hands it to CloudWatch. */
export interface MetricDatum {
  /** `123456789012/us-east-1` */
  readonly scope: string;
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly value: number;
  /** CloudWatch's name of it, `Count`, `Milliseconds`; `None` where there is none. */
  readonly unit: string;
  /** ms since 1970 */
  readonly timestamp: number;
  /** 1 is kept by the second, everything else by the minute. */
  readonly resolution?: 1 | 60;
}
