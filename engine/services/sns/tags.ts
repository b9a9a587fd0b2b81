import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  Tag,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-sns';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { invalid } from './errors.ts';
import type { Topic } from './model.ts';
import type { SnsState } from './state.ts';

export function tagsOf(tags: readonly Tag[] | undefined): Record<string, string> {
  const all = (tags ?? []).map(({ Key, Value }): [string, string] => [Key ?? '', Value ?? '']);
  if (new Set(all.map(([key]) => key)).size !== all.length) throw invalid('Duplicated keys are not allowed.');
  return Object.fromEntries(all);
}

export function tags(state: SnsState) {
  const topicOf = (arn: string | undefined): Topic => {
    const topic = state.topicAt(arn ?? '');
    if (!topic) throw new AwsError('ResourceNotFoundException', 'Resource does not exist', { status: 404 });
    return topic;
  };

  const tagResource: Operation<TagResourceRequest, object> = ({ input }) => {
    const topic = topicOf(input.ResourceArn);
    const tags = { ...topic.tags, ...tagsOf(input.Tags) };
    if (Object.keys(tags).length > 50) {
      const message = 'Could not complete request: tag quota of per resource exceeded';
      throw new AwsError('TagLimitExceededException', message);
    }
    state.putTopic({ ...topic, tags });
    return {};
  };

  const untagResource: Operation<UntagResourceRequest, object> = ({ input }) => {
    const topic = topicOf(input.ResourceArn);
    const gone = new Set(input.TagKeys);
    state.putTopic({
      ...topic,
      tags: Object.fromEntries(Object.entries(topic.tags).filter(([key]) => !gone.has(key))),
    });
    return {};
  };

  const listTagsForResource: Operation<ListTagsForResourceRequest, ListTagsForResourceResponse> = ({ input }) => ({
    Tags: Object.entries(topicOf(input.ResourceArn).tags).map(([Key, Value]) => ({ Key, Value })),
  });

  return { TagResource: tagResource, UntagResource: untagResource, ListTagsForResource: listTagsForResource };
}
