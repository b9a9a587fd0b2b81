import type { PutMetricDataInput } from '@aws-sdk/client-cloudwatch';
import { checkDimensions, type Datum, MetricDataError, readDatum } from '../../../core/metric/index.ts';
import type { AwsError } from '../../errors.ts';
import type { MetricDatum } from '../../metric-datum.ts';
import type { Operation } from '../../service.ts';
import { invalidCombination, invalidValue, missingParameter } from './errors.ts';
import type { CloudWatchState } from './state.ts';

/** Most datapoints one request may hold. */
const mostData = 1000;

/** PutMetricData, and the same for datapoints other services of the engine hand over. */
export function puts(state: CloudWatchState) {
  /** A datapoint of no samples is none. */
  function store(scope: string, data: readonly Datum[]): void {
    const sampled = data.filter(({ samples }) => samples.count > 0);
    state.parts.store.write(() => {
      state.received.tell(state.metrics.put(scope, sampled, state.now()));
    });
  }

  const putMetricData: Operation<PutMetricDataInput, void> = (call) => {
    const { Namespace = '', MetricData = [], EntityMetricData = [] } = call.input;
    const all = [...MetricData, ...EntityMetricData.flatMap((entity) => entity.MetricData ?? [])];
    if (all.length === 0) throw missingParameter('The parameter MetricData is required.');
    if (all.length > mostData) {
      throw invalidValue(`The collection MetricData must not have a size greater than ${mostData}.`);
    }
    if (Namespace.startsWith(':')) throw invalidValue(`The value ${Namespace} for parameter Namespace is invalid.`);
    const now = state.now();
    const scope = state.scope(call);
    const data = all.map((input, index) => read(Namespace, input, index + 1, now));
    state.parts.store.write(() => {
      store(scope, data);
      state.given.tell({ scope, data });
    });
  };

  /**
   * Takes datapoints of the engine's own making, of any age: a record of the past counts in its own minute. One that PutMetricData would
   * refuse is left out, as CloudWatch leaves out what a log event carries wrongly.
   */
  function put(data: readonly MetricDatum[]): void {
    const scopes = new Map<string, Datum[]>();
    for (const datum of data) {
      const read = ownDatum(datum);
      if (read === undefined) continue;
      const inScope = scopes.get(datum.scope) ?? [];
      scopes.set(datum.scope, inScope);
      inScope.push(read);
    }
    for (const [scope, inScope] of scopes) store(scope, inScope);
  }

  return { operations: { PutMetricData: putMetricData }, put };
}

function read(namespace: string, input: Parameters<typeof readDatum>[1], position: number, now: number): Datum {
  try {
    checkDimensions(input, position);
    return readDatum(namespace, input, position, now);
  } catch (error) {
    if (error instanceof MetricDataError) throw asAwsError(error);
    throw error;
  }
}

function asAwsError({ code, message }: MetricDataError): AwsError {
  if (code === 'InvalidParameterCombination') return invalidCombination(message);
  return code === 'MissingParameter' ? missingParameter(message) : invalidValue(message);
}

function ownDatum({ namespace, name, dimensions, value, unit, timestamp, resolution }: MetricDatum): Datum | undefined {
  const input = {
    MetricName: name,
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    Value: value,
    Unit: unit,
    Timestamp: new Date(timestamp),
    StorageResolution: resolution,
  };
  try {
    return readDatum(namespace, input, 1, timestamp);
  } catch (error) {
    if (error instanceof MetricDataError) return undefined;
    throw error;
  }
}
