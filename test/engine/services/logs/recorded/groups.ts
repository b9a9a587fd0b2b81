import {
  DescribeLogGroupsCommand,
  ListLogGroupsCommand,
  ListTagsForResourceCommand,
  ListTagsLogGroupCommand,
  TagLogGroupCommand,
  TagResourceCommand,
  UntagLogGroupCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { GROUP, group, groupArn, refused, type Scenario, type Stage } from './stage.ts';

const describeGroups = ({ logs }: Stage, input: object) => logs.send(new DescribeLogGroupsCommand(input));
const tagsOfGroup = ({ logs }: Stage) => logs.send(new ListTagsLogGroupCommand({ logGroupName: GROUP }));
const tagsOfArn = ({ logs }: Stage) => logs.send(new ListTagsForResourceCommand({ resourceArn: groupArn }));
const tagGroup = ({ logs }: Stage, tags: Record<string, string>) =>
  logs.send(new TagLogGroupCommand({ logGroupName: GROUP, tags }));
const untagGroup = ({ logs }: Stage, tags: string[]) =>
  logs.send(new UntagLogGroupCommand({ logGroupName: GROUP, tags }));

export const groups: Record<string, Scenario> = {
  test_create_log_group_with_kms_key: async (stage) => {
    await group(stage, GROUP, { kmsKeyId: stage.keyArn });
    return { 'describe-log-groups-with-kms': await describeGroups(stage, { logGroupNamePrefix: GROUP }) };
  },
  test_create_log_group_duplicate_error: async (stage) => {
    await group(stage);
    return { 'error-duplicate-log-group': await refused(group(stage)) };
  },
  test_create_log_group_invalid_name_length: async (stage) => ({
    'error-invalid-name-length': await refused(group(stage, 'a'.repeat(513))),
  }),
  test_describe_log_groups_with_prefix: async (stage) => {
    for (const number of [0, 1, 2]) await group(stage, `prefix-group-${number}`);
    return { 'describe-log-groups-prefix': await describeGroups(stage, { logGroupNamePrefix: 'prefix' }) };
  },
  test_describe_log_groups_with_pattern: async (stage) => {
    await group(stage);
    return { 'describe-log-groups-pattern': await describeGroups(stage, { logGroupNamePattern: 'log-group' }) };
  },
  test_describe_log_groups_prefix_and_pattern_error: async (stage) => {
    await group(stage);
    const both = { logGroupNamePattern: GROUP, logGroupNamePrefix: GROUP };
    return { 'error-prefix-and-pattern': await refused(describeGroups(stage, both)) };
  },
  test_list_log_groups_with_pattern: async (stage) => {
    await group(stage);
    const none = await stage.logs.send(new ListLogGroupsCommand({ logGroupNamePattern: 'no-such-group' }));
    const { logGroups } = await describeGroups(stage, { logGroupNamePattern: 'log-group' });
    return { 'list-log-groups-no-match': none, 'list-log-groups-match': logGroups };
  },
  test_create_log_group_with_tags: async (stage) => {
    await group(stage, GROUP, { tags: { env: 'testing' } });
    return { 'list-tags-after-create': await tagsOfGroup(stage) };
  },
  test_tag_log_group: async (stage) => {
    await group(stage);
    await tagGroup(stage, { tag_key_1: 'tag_value_1' });
    return { 'list-tags-after-tag': await tagsOfGroup(stage) };
  },
  test_untag_log_group: async (stage) => {
    await group(stage);
    await tagGroup(stage, { tag_key_1: 'tag_value_1', tag_key_2: 'tag_value_2' });
    await untagGroup(stage, ['tag_key_1']);
    return { 'list-tags-after-untag': await tagsOfGroup(stage) };
  },
  test_tag_resource_api: async (stage) => {
    await group(stage, GROUP, { tags: { env: 'testing1' } });
    const created = await tagsOfGroup(stage);
    await stage.logs.send(new TagResourceCommand({ resourceArn: groupArn, tags: { test1: 'val1', test2: 'val2' } }));
    const tagged = [await tagsOfGroup(stage), await tagsOfArn(stage)];
    await tagGroup(stage, { test3: 'val3' });
    const taggedByName = [await tagsOfGroup(stage), await tagsOfArn(stage)];
    await untagGroup(stage, ['test3']);
    await stage.logs.send(new UntagResourceCommand({ resourceArn: groupArn, tagKeys: ['env', 'test1'] }));
    return {
      'list-tags-after-create': created,
      'list-tags-log-group-after-tag-resource': tagged[0],
      'list-tags-for-resource-after-tag-resource': tagged[1],
      'list-tags-log-group-after-tag-log-group': taggedByName[0],
      'list-tags-for-resource-after-tag-log-group': taggedByName[1],
      'list-tags-log-group-after-untag': await tagsOfGroup(stage),
      'list-tags-for-resource-after-untag': await tagsOfArn(stage),
    };
  },
};
