import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  ListTagsLogGroupRequest,
  ListTagsLogGroupResponse,
  TagLogGroupRequest,
  TagResourceRequest,
  UntagLogGroupRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-cloudwatch-logs';
import { parseArn, scopeOf } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import type { Call, Operation } from '../../service.ts';
import { notFound } from './errors.ts';
import type { LogsState } from './state.ts';

/** Of one resource. */
const MOST_TAGS = 50;

type Tags = Readonly<Record<string, string>>;

/** What can be tagged: how to read its tags and how to write them. */
interface Tagged {
  readonly tags: Tags;
  write(tags: Tags): void;
}

/** Tags of log groups and destinations; groups have calls of their own beside the general ones. */
export function tags(state: LogsState) {
  const tagResource: Operation<TagResourceRequest, void> = (call) => add(resource(call), call.input.tags!);
  const untagResource: Operation<UntagResourceRequest, void> = (call) => remove(resource(call), call.input.tagKeys!);
  const listTagsForResource: Operation<ListTagsForResourceRequest, ListTagsForResourceResponse> = (call) => ({
    tags: { ...resource(call).tags },
  });

  const tagLogGroup: Operation<TagLogGroupRequest, void> = (call) =>
    add(group(call, call.input.logGroupName!), call.input.tags!);
  const untagLogGroup: Operation<UntagLogGroupRequest, void> = (call) =>
    remove(group(call, call.input.logGroupName!), call.input.tags!);
  const listTagsLogGroup: Operation<ListTagsLogGroupRequest, ListTagsLogGroupResponse> = (call) => ({
    tags: { ...group(call, call.input.logGroupName!).tags },
  });

  function resource(call: Call<{ resourceArn: string | undefined }>): Tagged {
    const written = call.input.resourceArn!;
    const [kind, name = ''] = parseArn(written)?.resource.split(/:(.*)/s) ?? [];
    if (kind === 'destination') return destination(call, name);
    if (kind !== 'log-group' || !state.groups.has(scopeOf(call), name.replace(/:\*$/, ''))) {
      throw notFound('The specified resource does not exist.');
    }
    return group(call, written);
  }

  function group(call: Call<unknown>, written: string): Tagged {
    const found = state.group(call, written);
    return { tags: found.tags, write: (tags) => state.groups.put(scopeOf(call), found.name, { ...found, tags }) };
  }

  function destination(call: Call<unknown>, name: string): Tagged {
    const found = state.destinations.get(scopeOf(call), name);
    if (!found) throw notFound('The specified resource does not exist.');
    return { tags: found.tags, write: (tags) => state.destinations.put(scopeOf(call), name, { ...found, tags }) };
  }

  return {
    TagResource: tagResource,
    UntagResource: untagResource,
    ListTagsForResource: listTagsForResource,
    TagLogGroup: tagLogGroup,
    UntagLogGroup: untagLogGroup,
    ListTagsLogGroup: listTagsLogGroup,
  };
}

/** The text is unverified. */
function add(tagged: Tagged, tags: Tags): void {
  const all = { ...tagged.tags, ...tags };
  if (Object.keys(all).length > MOST_TAGS) {
    throw new AwsError('TooManyTagsException', `A resource can have no more than ${MOST_TAGS} tags.`);
  }
  tagged.write(all);
}

function remove(tagged: Tagged, keys: readonly string[]): void {
  tagged.write(Object.fromEntries(Object.entries(tagged.tags).filter(([key]) => !keys.includes(key))));
}
