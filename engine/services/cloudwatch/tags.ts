import type {
  ListTagsForResourceInput,
  ListTagsForResourceOutput,
  TagResourceInput,
  UntagResourceInput,
} from '@aws-sdk/client-cloudwatch';
import { parseArn, scopeOf } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import type { CloudWatchState } from './state.ts';

/** The tags of alarms. */
export function tags(state: CloudWatchState) {
  const find = (arn: string) => {
    const parsed = parseArn(arn);
    const name = parsed?.resource.startsWith('alarm:') ? parsed.resource.slice('alarm:'.length) : undefined;
    const scope = parsed ? scopeOf(parsed) : '';
    const alarm = name === undefined ? undefined : state.alarms.get(scope, name);
    return alarm && { scope, alarm };
  };

  const change = (arn: string, edit: (tags: Readonly<Record<string, string>>) => Record<string, string>) => {
    const found = find(arn);
    if (found === undefined) throw notFound(arn);
    state.alarms.put(found.scope, found.alarm.name, { ...found.alarm, tags: edit(found.alarm.tags) });
  };

  const tagResource: Operation<TagResourceInput, void> = ({ input }) =>
    change(input.ResourceARN ?? '', (before) => ({
      ...before,
      ...Object.fromEntries((input.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value])),
    }));

  const untagResource: Operation<UntagResourceInput, void> = ({ input }) =>
    change(input.ResourceARN ?? '', (before) =>
      Object.fromEntries(Object.entries(before).filter(([key]) => !input.TagKeys?.includes(key))),
    );

  /** A resource that is not there has no tags; AWS does not say that it is missing (recorded). */
  const listTagsForResource: Operation<ListTagsForResourceInput, ListTagsForResourceOutput> = ({ input }) => {
    const found = find(input.ResourceARN ?? '');
    return { Tags: Object.entries(found?.alarm.tags ?? {}).map(([Key, Value]) => ({ Key, Value })) };
  };

  return { TagResource: tagResource, UntagResource: untagResource, ListTagsForResource: listTagsForResource };
}

/** AWS sends no more than the word (as its emulators have recorded it). */
const notFound = (arn: string) =>
  new AwsError('ResourceNotFoundException', 'Unknown', {
    status: 404,
    fields: { ResourceType: 'alarm', ResourceId: arn },
  });
