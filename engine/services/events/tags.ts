import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  Tag,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../service.ts';
import { busRef, ruleRef, type Tags } from './model.ts';
import { type EventsState, invalid } from './state.ts';

export const tagsOf = (tags: readonly Tag[] | undefined): Tags =>
  Object.fromEntries((tags ?? []).map(({ Key, Value }) => [Key ?? '', Value ?? '']));

export const tagList = (tags: Tags): Tag[] => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

/** Tags of buses and rules. */
export function tags(state: EventsState) {
  const tagResource: Operation<TagResourceRequest, void> = ({ input }) => {
    const { tags: before, put } = resource(input.ResourceARN ?? '');
    put({ ...before, ...tagsOf(input.Tags) });
  };

  const untagResource: Operation<UntagResourceRequest, void> = ({ input }) => {
    const { tags: before, put } = resource(input.ResourceARN ?? '');
    const gone = new Set(input.TagKeys);
    put(Object.fromEntries(Object.entries(before).filter(([key]) => !gone.has(key))));
  };

  const listTagsForResource: Operation<ListTagsForResourceRequest, ListTagsForResourceResponse> = ({ input }) => ({
    Tags: tagList(resource(input.ResourceARN ?? '').tags),
  });

  /** A tagged thing: its tags, and how to put others. */
  function resource(arn: string): { tags: Tags; put(tags: Tags): void } {
    const rule = ruleRef(arn);
    if (rule) {
      const found = state.existingRule(rule.bus, rule.name);
      return { tags: found.tags, put: (tags) => state.putRule(rule.bus, { ...found, tags }) };
    }
    if (!arn.includes(':event-bus/'))
      throw invalid('Parameter ResourceARN is not valid. Reason: Provided Arn is not in correct format.');
    const ref = busRef({ account: '', region: '' }, arn);
    const found = state.existingBus(ref);
    return { tags: found.tags, put: (tags) => state.putBus(ref, { ...found, tags }) };
  }

  return { TagResource: tagResource, UntagResource: untagResource, ListTagsForResource: listTagsForResource };
}
