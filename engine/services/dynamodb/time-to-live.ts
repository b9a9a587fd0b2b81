import type {
  DescribeTimeToLiveInput,
  DescribeTimeToLiveOutput,
  UpdateTimeToLiveInput,
  UpdateTimeToLiveOutput,
} from '@aws-sdk/client-dynamodb';
import { scopeOf } from '../../arn.ts';
import type { Operation } from '../../service.ts';
import type { DynamoState } from './state.ts';
import { invalid } from './values.ts';

/** Expiry of items. AWS deletes within days of the time; here they go at that very second of the clock. */
export function timeToLive(state: DynamoState) {
  const updateTimeToLive: Operation<UpdateTimeToLiveInput, UpdateTimeToLiveOutput> = (call) => {
    const { AttributeName, Enabled } = call.input.TimeToLiveSpecification!;
    const before = state.table(call, call.input.TableName!);
    if (Enabled && before.timeToLive !== undefined) throw invalid('TimeToLive is already enabled');
    if (!Enabled && before.timeToLive === undefined) throw invalid('TimeToLive is already disabled');
    const table = { ...before, timeToLive: Enabled ? AttributeName! : undefined };
    state.parts.store.write(() => {
      state.tables.put(scopeOf(call), table.name, table);
      // When an item expires is kept beside it, so that is worked out anew.
      for (const item of state.items.all(table.id)) state.putItem(table, item);
    });
    return { TimeToLiveSpecification: { AttributeName, Enabled } };
  };

  const describeTimeToLive: Operation<DescribeTimeToLiveInput, DescribeTimeToLiveOutput> = (call) => {
    const { timeToLive: attribute } = state.table(call, call.input.TableName!);
    return {
      TimeToLiveDescription:
        attribute === undefined
          ? { TimeToLiveStatus: 'DISABLED' }
          : { TimeToLiveStatus: 'ENABLED', AttributeName: attribute },
    };
  };

  return { UpdateTimeToLive: updateTimeToLive, DescribeTimeToLive: describeTimeToLive };
}
