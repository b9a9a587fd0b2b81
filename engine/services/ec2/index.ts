import { AwsError } from '../../errors.ts';
import type { MetricDatum } from '../../metric-datum.ts';
import { defineService } from '../../service.ts';
import { Signal } from '../../signal.ts';
import { HostMetrics, type MetricGiven } from './host-metrics.ts';
import { Instances, type Lookup } from './instances.ts';
import { monitoring } from './monitoring.ts';

/**
 * EC2, as far as its metrics go: how often an instance is measured, and its `AWS/EC2` metrics out of what the agent on it reports.
 *
 * Ports: `configuredBy` says how an instance is found among the configuration items; `observe` takes datapoints put by anybody; `metric`
 * goes to CloudWatch.
 */
export const ec2 = defineService({
  sdk: () => import('@aws-sdk/client-ec2'),
  signingName: 'ec2',
  validationCode: 'InvalidParameterValue',
  refusal: (_operation, input) =>
    (input as { InstanceIds?: unknown }).InstanceIds === undefined
      ? new AwsError('MissingParameter', 'The request must contain the parameter InstanceId')
      : undefined,
  create({ store }) {
    const instances = new Instances(store);
    const metric = new Signal<readonly MetricDatum[]>();
    const hosts = new HostMetrics(instances);
    return {
      operations: monitoring(instances), // MonitorInstances, UnmonitorInstances
      ports: {
        configuredBy: (lookup: Lookup) => instances.configuredBy(lookup),
        observe(given: MetricGiven): void {
          const made = hosts.from(given);
          if (made.length > 0) metric.tell(made);
        },
        metric,
      },
    };
  },
});
