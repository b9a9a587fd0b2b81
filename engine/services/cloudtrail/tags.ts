import type {
  AddTagsRequest,
  ListTagsRequest,
  ListTagsResponse,
  RemoveTagsRequest,
  Tag,
} from '@aws-sdk/client-cloudtrail';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import type { Trail } from './model.ts';
import type { CloudTrailState } from './state.ts';

export const tagsOf = (tags: readonly Tag[] | undefined): Record<string, string> =>
  Object.fromEntries((tags ?? []).map(({ Key, Value }) => [Key ?? '', Value ?? '']));

export function tags(state: CloudTrailState) {
  const byArn = (call: { account: string; region: string }, arn: string | undefined): Trail => {
    const found = arn?.startsWith('arn:') ? state.find(call, arn) : undefined;
    if (!found) throw new AwsError('ResourceNotFoundException', `Resource ${arn} does not exist.`, { status: 404 });
    return found;
  };

  const addTags: Operation<AddTagsRequest, object> = (call) => {
    const trail = byArn(call, call.input.ResourceId);
    state.put({ ...trail, tags: { ...trail.tags, ...tagsOf(call.input.TagsList) } });
    return {};
  };

  const removeTags: Operation<RemoveTagsRequest, object> = (call) => {
    const trail = byArn(call, call.input.ResourceId);
    const gone = new Set(call.input.TagsList?.map(({ Key }) => Key));
    state.put({ ...trail, tags: Object.fromEntries(Object.entries(trail.tags).filter(([key]) => !gone.has(key))) });
    return {};
  };

  const listTags: Operation<ListTagsRequest, ListTagsResponse> = (call) => ({
    ResourceTagList: (call.input.ResourceIdList ?? []).map((arn) => ({
      ResourceId: arn,
      TagsList: Object.entries(byArn(call, arn).tags).map(([Key, Value]) => ({ Key, Value })),
    })),
  });

  return { AddTags: addTags, RemoveTags: removeTags, ListTags: listTags };
}
