import type {
  ListTagsOfResourceInput,
  ListTagsOfResourceOutput,
  TagResourceInput,
  UntagResourceInput,
} from '@aws-sdk/client-dynamodb';
import { scopeOf, scopeOfArn } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import type { Table } from './model.ts';
import { type DynamoState, nameOf } from './state.ts';

/** Tags of tables. */
export function tags(state: DynamoState) {
  function tableOf(arn: string): Table {
    const found = state.tables.get(scopeOfArn(arn), nameOf(arn));
    if (found) return found;
    throw new AwsError('ResourceNotFoundException', `Requested resource not found: ResourceArn: ${arn} not found`);
  }

  const keep = (table: Table, kept: Record<string, string>): void =>
    state.tables.put(scopeOf(table), table.name, { ...table, tags: kept });

  const tagResource: Operation<TagResourceInput, void> = ({ input }) => {
    const table = tableOf(input.ResourceArn!);
    keep(table, { ...table.tags, ...Object.fromEntries(input.Tags!.map(({ Key, Value }) => [Key, Value])) });
  };

  const untagResource: Operation<UntagResourceInput, void> = ({ input }) => {
    const table = tableOf(input.ResourceArn!);
    keep(table, Object.fromEntries(Object.entries(table.tags).filter(([key]) => !input.TagKeys!.includes(key))));
  };

  const listTagsOfResource: Operation<ListTagsOfResourceInput, ListTagsOfResourceOutput> = ({ input }) => ({
    Tags: Object.entries(tableOf(input.ResourceArn!).tags).map(([Key, Value]) => ({ Key, Value })),
  });

  return { TagResource: tagResource, UntagResource: untagResource, ListTagsOfResource: listTagsOfResource };
}
