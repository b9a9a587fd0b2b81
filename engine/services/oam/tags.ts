import { scopeOf } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import type { Call, Operation } from '../../service.ts';
import type { TagResourceInput, Tags, UntagResourceInput } from './model.ts';
import { idIn, type OamState } from './state.ts';

const MOST_TAGS = 50;

/** The tags of sinks and links. */
export function tags(state: OamState) {
  const tagResource: Operation<TagResourceInput> = (call) =>
    change(call, (before) => ({ ...before, ...call.input.Tags }));

  const untagResource: Operation<UntagResourceInput> = (call) =>
    change(call, (before) =>
      Object.fromEntries(Object.entries(before).filter(([key]) => !call.input.TagKeys.includes(key))),
    );

  const listTagsForResource: Operation<{ readonly ResourceArn: string }> = (call) => {
    const { ResourceArn: arn } = call.input;
    return { Tags: (idIn(arn, 'link') === undefined ? state.sink(call, arn) : state.link(call, arn)).tags };
  };

  function change(call: Call<{ readonly ResourceArn: string }>, edit: (before: Tags) => Tags): object {
    const { ResourceArn: arn } = call.input;
    const scope = scopeOf(call);
    if (idIn(arn, 'link') === undefined) {
      const sink = state.sink(call, arn);
      state.sinks.put(scope, sink.id, { ...sink, tags: fitting(edit(sink.tags)) });
    } else {
      const link = state.link(call, arn);
      state.links.put(scope, link.id, { ...link, tags: fitting(edit(link.tags)) });
    }
    return {};
  }

  return { TagResource: tagResource, UntagResource: untagResource, ListTagsForResource: listTagsForResource };
}

function fitting(tags: Tags): Tags {
  if (Object.keys(tags).length <= MOST_TAGS) return tags;
  throw new AwsError('TooManyTagsException', `A resource can have no more than ${MOST_TAGS} tags.`);
}
