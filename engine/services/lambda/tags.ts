import type {
  ListTagsRequest,
  ListTagsResponse,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-lambda';
import type { Operation } from '../../service.ts';
import type { LambdaState } from './state.ts';

/** Tags of a function, which Lambda names by its ARN. */
export function tags(state: LambdaState) {
  const listTags: Operation<ListTagsRequest, ListTagsResponse> = (call) => ({
    Tags: { ...state.find(call, call.input.Resource!).tags },
  });

  const tagResource: Operation<TagResourceRequest, void> = (call) => {
    const found = state.find(call, call.input.Resource!);
    const changed = { ...found, tags: { ...found.tags, ...call.input.Tags } };
    state.functions.put(state.scope(call), found.name, changed);
  };

  const untagResource: Operation<UntagResourceRequest, void> = (call) => {
    const found = state.find(call, call.input.Resource!);
    const gone = new Set(call.input.TagKeys);
    const kept = Object.fromEntries(Object.entries(found.tags).filter(([key]) => !gone.has(key)));
    state.functions.put(state.scope(call), found.name, { ...found, tags: kept });
  };

  return { ListTags: listTags, TagResource: tagResource, UntagResource: untagResource };
}
