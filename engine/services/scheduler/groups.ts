import type {
  CreateScheduleGroupInput,
  CreateScheduleGroupOutput,
  DeleteScheduleGroupInput,
  GetScheduleGroupInput,
  GetScheduleGroupOutput,
  ListScheduleGroupsInput,
  ListScheduleGroupsOutput,
  ListTagsForResourceInput,
  ListTagsForResourceOutput,
  Tag,
  TagResourceInput,
  UntagResourceInput,
} from '@aws-sdk/client-scheduler';
import { parseArn } from '../../arn.ts';
import { page } from '../../paging.ts';
import type { Operation } from '../../service.ts';
import { DEFAULT_GROUP, type ScheduleGroup } from './model.ts';
import { conflict, groupArn, invalid, notFound, type SchedulerState, scopeOfGroup } from './state.ts';
import type { Timers } from './timers.ts';

/** Groups of schedules, and their tags: only groups have any. */
export function groups(state: SchedulerState, timers: Timers) {
  const { store, clock } = state.parts;

  const createScheduleGroup: Operation<CreateScheduleGroupInput, CreateScheduleGroupOutput> = (call) => {
    const { Name: name = '', Tags } = call.input;
    checkOwn(name);
    if (state.groups(call).some((each) => each.name === name)) {
      throw conflict(`Schedule group ${name} already exists.`);
    }
    const group = { name, arn: groupArn(call, name), tags: tagsOf(Tags), createdAt: clock.now() };
    state.putGroup(call, group);
    return { ScheduleGroupArn: group.arn };
  };

  const getScheduleGroup: Operation<GetScheduleGroupInput, GetScheduleGroupOutput> = (call) =>
    shown(state.group(call, call.input.Name ?? ''));

  const deleteScheduleGroup: Operation<DeleteScheduleGroupInput, object> = (call) => {
    const { name } = state.group(call, call.input.Name ?? '');
    checkOwn(name);
    const scope = scopeOfGroup(call, name);
    store.write(() => {
      for (const schedule of state.schedules.list(scope)) {
        state.schedules.delete(scope, schedule.name);
        timers.changed(scope, schedule.name);
      }
      state.deleteGroup(call, name);
    });
    return {};
  };

  const listScheduleGroups: Operation<ListScheduleGroupsInput, ListScheduleGroupsOutput> = (call) => {
    const { NamePrefix: prefix = '', MaxResults: limit = 100, NextToken } = call.input;
    const found = state.groups(call).filter(({ name }) => name.startsWith(prefix));
    const { items, next } = page(found, limit, NextToken, ({ name }) => name);
    return { ScheduleGroups: items.map(shown), NextToken: next };
  };

  const tagResource: Operation<TagResourceInput, object> = ({ input }) => {
    const { place, group } = tagged(input.ResourceArn);
    state.putGroup(place, { ...group, tags: { ...group.tags, ...tagsOf(input.Tags) } });
    return {};
  };

  const untagResource: Operation<UntagResourceInput, object> = ({ input }) => {
    const { place, group } = tagged(input.ResourceArn);
    const gone = new Set(input.TagKeys);
    const tags = Object.fromEntries(Object.entries(group.tags).filter(([key]) => !gone.has(key)));
    state.putGroup(place, { ...group, tags });
    return {};
  };

  const listTagsForResource: Operation<ListTagsForResourceInput, ListTagsForResourceOutput> = ({ input }) => ({
    Tags: Object.entries(tagged(input.ResourceArn).group.tags).map(([Key, Value]) => ({ Key, Value })),
  });

  function tagged(arn: string | undefined) {
    const place = parseArn(arn ?? '');
    const name = place?.resource.replace(/^schedule-group\//, '');
    if (!place || name === undefined) throw notFound(`Schedule group ${arn} does not exist.`);
    return { place, group: state.group(place, name) };
  }

  return {
    CreateScheduleGroup: createScheduleGroup,
    GetScheduleGroup: getScheduleGroup,
    DeleteScheduleGroup: deleteScheduleGroup,
    ListScheduleGroups: listScheduleGroups,
    TagResource: tagResource,
    UntagResource: untagResource,
    ListTagsForResource: listTagsForResource,
  };
}

/** The group every account has is neither made nor deleted. */
function checkOwn(name: string): void {
  if (name === DEFAULT_GROUP) throw invalid(`This operation cannot be performed on schedule group ${name}.`);
}

const tagsOf = (tags: readonly Tag[] | undefined): Record<string, string> =>
  Object.fromEntries((tags ?? []).map(({ Key, Value }) => [Key ?? '', Value ?? '']));

const shown = ({ name, arn, createdAt }: ScheduleGroup) => ({
  Name: name,
  Arn: arn,
  State: 'ACTIVE' as const,
  CreationDate: new Date(createdAt),
  LastModificationDate: new Date(createdAt),
});
