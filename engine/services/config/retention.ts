import type {
  DeleteRetentionConfigurationRequest,
  DescribeRetentionConfigurationsRequest,
  DescribeRetentionConfigurationsResponse,
  PutRetentionConfigurationRequest,
  PutRetentionConfigurationResponse,
} from '@aws-sdk/client-config-service';
import { scopeOf } from '../../arn.ts';
import type { Timer } from '../../clock.ts';
import type { Operation } from '../../service.ts';
import { refusals } from './errors.ts';
import type { ConfigState } from './state.ts';

/** The one name a retention configuration has. */
const NAME = 'default';
const DAY = 86_400_000;

/** How long items are kept, where somebody has said so; what is older goes once a day. */
export function retention(state: ConfigState) {
  const kept = state.retention;
  const { clock, store } = state.parts;
  const timers = new Map<string, Timer>();

  const putRetention: Operation<PutRetentionConfigurationRequest, PutRetentionConfigurationResponse> = (call) => {
    const { RetentionPeriodInDays: days = 0 } = call.input;
    kept.put(scopeOf(call), NAME, days);
    schedule(scopeOf(call));
    return { RetentionConfiguration: { Name: NAME, RetentionPeriodInDays: days } };
  };

  const deleteRetention: Operation<DeleteRetentionConfigurationRequest, void> = (call) => {
    const name = call.input.RetentionConfigurationName!;
    if (!kept.delete(scopeOf(call), name)) throw refusals.noSuchRetention(name);
    timers.get(scopeOf(call))?.cancel();
  };

  const describeRetention: Operation<
    DescribeRetentionConfigurationsRequest,
    DescribeRetentionConfigurationsResponse
  > = (call) => {
    const names = call.input.RetentionConfigurationNames ?? [];
    const unknown = names.find((name) => !kept.has(scopeOf(call), name));
    if (unknown !== undefined) throw refusals.noSuchRetention(unknown);
    const days = kept.get(scopeOf(call), NAME);
    return { RetentionConfigurations: days === undefined ? [] : [{ Name: NAME, RetentionPeriodInDays: days }] };
  };

  function schedule(scope: string): void {
    timers.get(scope)?.cancel();
    const timer = clock.at(clock.now() + DAY, () => {
      const days = kept.get(scope, NAME);
      if (days === undefined) return;
      store.write(() => state.items.expire(scope, clock.now() - days * DAY));
      schedule(scope);
    });
    timers.set(scope, timer);
  }

  return {
    /** For an engine that starts again. */
    start: () => kept.scopes().forEach(schedule),
    operations: {
      PutRetentionConfiguration: putRetention,
      DeleteRetentionConfiguration: deleteRetention,
      DescribeRetentionConfigurations: describeRetention,
    },
  };
}
