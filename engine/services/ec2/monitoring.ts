import type { MonitorInstancesRequest, MonitorInstancesResult } from '@aws-sdk/client-ec2';
import { scopeOf } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import type { Instances } from './instances.ts';

/** MonitorInstances and UnmonitorInstances: by the minute, or every five. All of the instances named, or none of them. */
export function monitoring(instances: Instances) {
  const set =
    (detailed: boolean): Operation<MonitorInstancesRequest, MonitorInstancesResult> =>
    (call) => {
      const ids = call.input.InstanceIds ?? [];
      const scope = scopeOf(call);
      refuseUnknown(ids, (id) => instances.has(scope, id));
      if (call.input.DryRun) {
        throw new AwsError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', { status: 412 });
      }
      for (const id of ids) instances.monitor(scope, id, detailed);
      const State = detailed ? 'pending' : 'disabling';
      return { InstanceMonitorings: ids.map((InstanceId) => ({ InstanceId, Monitoring: { State } })) };
    };
  return { MonitorInstances: set(true), UnmonitorInstances: set(false) };
}

/** @see AWS, "Error codes for the Amazon EC2 API" */
function refuseUnknown(ids: readonly string[], isKnown: (id: string) => boolean): void {
  const malformed = ids.find((id) => !/^i-[0-9a-f]{8}([0-9a-f]{9})?$/.test(id));
  if (malformed !== undefined) throw new AwsError('InvalidInstanceID.Malformed', `Invalid id: "${malformed}"`);
  const unknown = ids.filter((id) => !isKnown(id));
  if (unknown.length === 0) return;
  const [what, verb] = unknown.length === 1 ? ['instance ID', 'does'] : ['instance IDs', 'do'];
  throw new AwsError('InvalidInstanceID.NotFound', `The ${what} '${unknown.join(', ')}' ${verb} not exist`);
}
