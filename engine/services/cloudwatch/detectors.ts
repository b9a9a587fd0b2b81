import type {
  AnomalyDetector,
  DeleteAnomalyDetectorInput,
  DescribeAnomalyDetectorsInput,
  DescribeAnomalyDetectorsOutput,
  MetricDataQuery,
  PutAnomalyDetectorInput,
} from '@aws-sdk/client-cloudwatch';
import { parseStatistic } from '../../../core/metric/index.ts';
import { AwsError } from '../../errors.ts';
import { page } from '../../paging.ts';
import type { Call, Operation } from '../../service.ts';
import { type Detector, detectorKey } from './bands.ts';
import { invalidValue, missingParameter } from './errors.ts';
import type { CloudWatchState } from './state.ts';

/** PutAnomalyDetector, DescribeAnomalyDetectors, DeleteAnomalyDetector. */
export function anomalyDetectors(state: CloudWatchState) {
  const { detectors } = state.bands;

  const put: Operation<PutAnomalyDetectorInput, void> = (call) => {
    const named = identify(call.input);
    const { ExcludedTimeRanges: excluded = [], MetricTimezone } = call.input.Configuration ?? {};
    const before = detectors.get(state.scope(call), named.key);
    detectors.put(state.scope(call), named.key, {
      ...named,
      excluded: excluded.map(({ StartTime, EndTime }) => ({
        start: StartTime?.getTime() ?? 0,
        end: EndTime?.getTime() ?? 0,
      })),
      timezone: MetricTimezone,
      createdAt: before?.createdAt ?? state.now(),
    });
  };

  const remove: Operation<DeleteAnomalyDetectorInput, void> = (call) => {
    if (detectors.delete(state.scope(call), identify(call.input).key)) return;
    throw new AwsError('ResourceNotFoundException', 'The anomaly detector does not exist.', { status: 404 });
  };

  const describe: Operation<DescribeAnomalyDetectorsInput, DescribeAnomalyDetectorsOutput> = (call) => {
    const { input } = call;
    const types = input.AnomalyDetectorTypes?.length ? input.AnomalyDetectorTypes : ['SINGLE_METRIC'];
    const found = detectors
      .list(state.scope(call))
      .filter(({ metric }) => types.includes(metric === undefined ? 'METRIC_MATH' : 'SINGLE_METRIC'))
      .filter(({ metric }) => input.Namespace === undefined || metric?.namespace === input.Namespace)
      .filter(({ metric }) => input.MetricName === undefined || metric?.name === input.MetricName)
      .filter(({ metric }) =>
        (input.Dimensions ?? []).every((wanted) =>
          metric?.dimensions.some(({ name, value }) => name === wanted.Name && value === wanted.Value),
        ),
      );
    const { items, next } = page(found, input.MaxResults ?? 50, input.NextToken, ({ key }) => key);
    return { AnomalyDetectors: items.map((each) => describeDetector(state, call, each)), NextToken: next };
  };

  return { PutAnomalyDetector: put, DeleteAnomalyDetector: remove, DescribeAnomalyDetectors: describe };
}

type Named = Pick<Detector, 'key' | 'metric' | 'stat' | 'queries'>;

function identify(input: PutAnomalyDetectorInput | DeleteAnomalyDetectorInput): Named {
  const math = input.MetricMathAnomalyDetector?.MetricDataQueries;
  if (math !== undefined) return { key: `math ${JSON.stringify(math)}`, queries: math };
  const single = input.SingleMetricAnomalyDetector ?? input;
  const { Namespace, MetricName, Stat, Dimensions = [] } = single;
  if (Namespace === undefined) throw missingParameter('The parameter Namespace is required.');
  if (MetricName === undefined) throw missingParameter('The parameter MetricName is required.');
  if (Stat === undefined) throw missingParameter('The parameter Stat is required.');
  if (parseStatistic(Stat) === undefined) throw invalidValue(`The value ${Stat} for parameter Stat is not supported.`);
  const dimensions = Dimensions.map(({ Name = '', Value = '' }) => ({ name: Name, value: Value }));
  const metric = { namespace: Namespace, name: MetricName, dimensions };
  return { key: detectorKey(metric, Stat), metric, stat: Stat };
}

/** A detector on a metric is answered both in the old way and in the new (recorded). */
function describeDetector(
  state: CloudWatchState,
  call: Pick<Call, 'account' | 'region'>,
  detector: Detector,
): AnomalyDetector {
  const configuration = {
    ExcludedTimeRanges: detector.excluded.map(({ start, end }) => ({
      StartTime: new Date(start),
      EndTime: new Date(end),
    })),
    MetricTimezone: detector.timezone,
  };
  if (detector.metric === undefined) {
    const MetricDataQueries = detector.queries as MetricDataQuery[];
    return {
      MetricMathAnomalyDetector: { MetricDataQueries },
      Configuration: configuration,
      StateValue: 'PENDING_TRAINING',
    };
  }
  const trained = state.bands.isTrained(state.scope(call), detector);
  const single = {
    Namespace: detector.metric.namespace,
    MetricName: detector.metric.name,
    Dimensions: detector.metric.dimensions.map(({ name, value }) => ({ Name: name, Value: value })),
    Stat: detector.stat,
  };
  return {
    ...single,
    SingleMetricAnomalyDetector: { ...single, AccountId: call.account },
    Configuration: configuration,
    StateValue: trained ? 'TRAINED' : 'PENDING_TRAINING',
  };
}
