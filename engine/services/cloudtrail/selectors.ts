import type {
  EventSelector,
  GetEventSelectorsRequest,
  GetEventSelectorsResponse,
  GetInsightSelectorsRequest,
  GetInsightSelectorsResponse,
  PutEventSelectorsRequest,
  PutEventSelectorsResponse,
  PutInsightSelectorsRequest,
  PutInsightSelectorsResponse,
} from '@aws-sdk/client-cloudtrail';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { checkSelectors } from './selector-checks.ts';
import type { CloudTrailState } from './state.ts';

/** What a trail without selectors of its own takes. */
const byDefault: EventSelector = {
  ReadWriteType: 'All',
  IncludeManagementEvents: true,
  DataResources: [],
  ExcludeManagementEventSources: [],
};

export function selectors(state: CloudTrailState) {
  const putEventSelectors: Operation<PutEventSelectorsRequest, PutEventSelectorsResponse> = (call) => {
    const { TrailName: name, EventSelectors: basic = [], AdvancedEventSelectors: advanced = [] } = call.input;
    const trail = state.trailAtHome(call, name);
    checkSelectors(basic, advanced);
    const complete = basic.map((each) => ({ ...byDefault, ...each }));
    state.put({ ...trail, selectors: complete, advancedSelectors: advanced });
    return {
      TrailARN: trail.arn,
      ...(advanced.length > 0 ? { AdvancedEventSelectors: advanced } : { EventSelectors: complete }),
    };
  };

  const getEventSelectors: Operation<GetEventSelectorsRequest, GetEventSelectorsResponse> = (call) => {
    const { arn, selectors: basic, advancedSelectors: advanced } = state.trail(call, call.input.TrailName);
    if (advanced.length > 0) return { TrailARN: arn, AdvancedEventSelectors: [...advanced] };
    return { TrailARN: arn, EventSelectors: basic.length > 0 ? [...basic] : [byDefault] };
  };

  const putInsightSelectors: Operation<PutInsightSelectorsRequest, PutInsightSelectorsResponse> = (call) => {
    const trail = state.trailAtHome(call, call.input.TrailName);
    const insightSelectors = call.input.InsightSelectors ?? [];
    state.put({ ...trail, insightSelectors });
    return { TrailARN: trail.arn, InsightSelectors: insightSelectors };
  };

  const getInsightSelectors: Operation<GetInsightSelectorsRequest, GetInsightSelectorsResponse> = (call) => {
    const { arn, insightSelectors } = state.trail(call, call.input.TrailName);
    if (insightSelectors.length === 0) {
      throw new AwsError(
        'InsightNotEnabledException',
        `Trail ${arn} does not have Insights enabled. Edit the trail settings to enable Insights, and then try the operation again.`,
      );
    }
    return { TrailARN: arn, InsightSelectors: [...insightSelectors] };
  };

  return {
    PutEventSelectors: putEventSelectors,
    GetEventSelectors: getEventSelectors,
    PutInsightSelectors: putInsightSelectors,
    GetInsightSelectors: getInsightSelectors,
  };
}
