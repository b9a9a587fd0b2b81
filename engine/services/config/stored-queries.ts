import { createHash } from 'node:crypto';
import type {
  DeleteStoredQueryRequest,
  GetStoredQueryRequest,
  GetStoredQueryResponse,
  ListStoredQueriesRequest,
  ListStoredQueriesResponse,
  PutStoredQueryRequest,
  PutStoredQueryResponse,
} from '@aws-sdk/client-config-service';
import { scopeOf } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { pageByName } from './paging.ts';
import { parsedQuery } from './queries.ts';
import type { ConfigState, KeptQuery } from './state.ts';
import { addTags } from './tags.ts';

const MOST_QUERIES = 300;
const PAGE = 100;

/** Advanced queries kept by name. */
export function storedQueries(state: ConfigState) {
  const kept = state.storedQueries;

  const put: Operation<PutStoredQueryRequest, PutStoredQueryResponse> = (call) => {
    const { QueryName: name = '', Expression: expression, Description: description } = call.input.StoredQuery!;
    const scope = scopeOf(call);
    if (expression) parsedQuery(expression);
    if (!kept.has(scope, name) && kept.count(scope) >= MOST_QUERIES) {
      throw new AwsError('ValidationException', `You have reached the limit of stored queries: ${MOST_QUERIES}.`);
    }
    const id = createHash('sha256').update(`${scope}/${name}`).digest('hex').slice(0, 36);
    const arn = `arn:aws:config:${call.region}:${call.account}:stored-query/${name}/query-${id}`;
    state.parts.store.write(() => {
      kept.put(scope, name, { name, id: `query-${id}`, arn, description, expression });
      addTags(state, scope, arn, call.input.Tags);
    });
    return { QueryArn: arn };
  };

  const get: Operation<GetStoredQueryRequest, GetStoredQueryResponse> = (call) => {
    const { expression, ...found } = find(scopeOf(call), call.input.QueryName!);
    return { StoredQuery: { ...metadataOf(found), Expression: expression } };
  };

  const list: Operation<ListStoredQueriesRequest, ListStoredQueriesResponse> = (call) => {
    const { MaxResults, NextToken } = call.input;
    const { items, next } = pageByName(kept.list(scopeOf(call)), MaxResults || PAGE, NextToken, ({ name }) => name);
    return { StoredQueryMetadata: items.map(metadataOf), NextToken: next };
  };

  const remove: Operation<DeleteStoredQueryRequest, object> = (call) => {
    const { name, arn } = find(scopeOf(call), call.input.QueryName!);
    state.parts.store.write(() => {
      kept.delete(scopeOf(call), name);
      state.tags.delete(scopeOf(call), arn);
    });
    return {};
  };

  function find(scope: string, name: string): KeptQuery {
    const found = kept.get(scope, name);
    if (!found) throw new AwsError('ResourceNotFoundException', `The query ${name} does not exist.`);
    return found;
  }

  return { PutStoredQuery: put, GetStoredQuery: get, ListStoredQueries: list, DeleteStoredQuery: remove };
}

const metadataOf = ({ name, id, arn, description }: Omit<KeptQuery, 'expression'>) => ({
  QueryId: id,
  QueryArn: arn,
  QueryName: name,
  Description: description,
});
