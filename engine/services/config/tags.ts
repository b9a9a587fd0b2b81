import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  Tag,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-config-service';
import { scopeOf } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { pageByName } from './paging.ts';
import type { ConfigState } from './state.ts';

const MOST_TAGS = 50;
const PAGE = 100;

type TagMap = Readonly<Record<string, string>>;

/** Letters, blanks, digits and a few signs. */
const KEY = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/u;

/** Tags of a request as a map. @throws AwsError for a key that comes twice, or has characters no tag has */
function tagMap(tags: readonly Tag[]): TagMap {
  const strange = tags.findIndex(({ Key }) => !KEY.test(Key ?? ''));
  if (strange !== -1) {
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value '${tags[strange]?.Key}' at 'tags.${strange + 1}.member.key' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+`,
    );
  }
  const keys = new Set(tags.map(({ Key }) => Key));
  if (keys.size < tags.length) {
    throw new AwsError('InvalidInput', 'Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  }
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key!, Value ?? '']));
}

/** Adds tags to those a resource has. */
export function addTags(state: ConfigState, scope: string, arn: string, tags: readonly Tag[] = []): void {
  const added = tagMap(tags);
  const all = { ...state.tags.get(scope, arn), ...added };
  if (Object.keys(all).length > MOST_TAGS) {
    throw new AwsError(
      'TooManyTagsException',
      `You have reached the limit of the number of tags you can use. The limit is ${MOST_TAGS}.`,
    );
  }
  if (Object.keys(added).length > 0) state.tags.put(scope, arn, all);
}

/** The tags of rules, packs, aggregators, authorizations and stored queries, by ARN. */
export function tags(state: ConfigState) {
  const assertExists = (scope: string, arn: string | undefined): string => {
    if (arn !== undefined && state.isTaggable(scope, arn)) return arn;
    throw new AwsError('ResourceNotFoundException', `ResourceArn '${arn}' does not exist`);
  };

  const tagResource: Operation<TagResourceRequest, void> = (call) => {
    const scope = scopeOf(call);
    addTags(state, scope, assertExists(scope, call.input.ResourceArn), call.input.Tags);
  };

  const untagResource: Operation<UntagResourceRequest, void> = (call) => {
    const scope = scopeOf(call);
    const arn = assertExists(scope, call.input.ResourceArn);
    const gone = new Set(call.input.TagKeys);
    const left = Object.entries(state.tags.get(scope, arn) ?? {}).filter(([key]) => !gone.has(key));
    state.tags.put(scope, arn, Object.fromEntries(left));
  };

  const listTagsForResource: Operation<ListTagsForResourceRequest, ListTagsForResourceResponse> = (call) => {
    const scope = scopeOf(call);
    const { ResourceArn, Limit, NextToken } = call.input;
    const found = Object.entries(state.tags.get(scope, assertExists(scope, ResourceArn)) ?? {});
    const { items, next } = pageByName(found, Limit || PAGE, NextToken, ([key]) => key);
    return { Tags: items.map(([Key, Value]) => ({ Key, Value })), NextToken: next };
  };

  return { TagResource: tagResource, UntagResource: untagResource, ListTagsForResource: listTagsForResource };
}
