import { randomUUID } from 'node:crypto';
import type {
  DeleteQueryDefinitionRequest,
  DeleteQueryDefinitionResponse,
  DescribeQueryDefinitionsRequest,
  DescribeQueryDefinitionsResponse,
  PutQueryDefinitionRequest,
  PutQueryDefinitionResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import { scopeOf } from '../../arn.ts';
import { page } from '../../paging.ts';
import type { Operation } from '../../service.ts';
import { notFound } from './errors.ts';
import type { LogsState } from './state.ts';

const DEFAULT_PAGE = 1000;

/** Saved queries. */
export function queryDefinitions(state: LogsState) {
  const kept = state.queryDefinitions;

  const putQueryDefinition: Operation<PutQueryDefinitionRequest, PutQueryDefinitionResponse> = (call) => {
    const { queryDefinitionId, name, queryString, logGroupNames = [] } = call.input;
    const scope = scopeOf(call);
    if (queryDefinitionId !== undefined && !kept.has(scope, queryDefinitionId)) throw noSuchDefinition();
    const id = queryDefinitionId ?? randomUUID();
    kept.put(scope, id, {
      id,
      name: name!,
      query: queryString!,
      groups: logGroupNames,
      modifiedAt: state.parts.clock.now(),
    });
    return { queryDefinitionId: id };
  };

  const describeQueryDefinitions: Operation<DescribeQueryDefinitionsRequest, DescribeQueryDefinitionsResponse> = (
    call,
  ) => {
    const { queryDefinitionNamePrefix: prefix = '', maxResults, nextToken } = call.input;
    const keyOf = ({ name, id }: { readonly name: string; readonly id: string }) => `${name}\n${id}`;
    const found = kept
      .list(scopeOf(call))
      .filter(({ name }) => name.startsWith(prefix))
      .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    const { items, next } = page(found, maxResults ?? DEFAULT_PAGE, nextToken, keyOf);
    return {
      queryDefinitions: items.map(({ id, name, query, groups, modifiedAt }) => ({
        queryLanguage: 'CWLI' as const,
        queryDefinitionId: id,
        name,
        queryString: query,
        lastModified: modifiedAt,
        logGroupNames: [...groups],
      })),
      nextToken: next,
    };
  };

  const deleteQueryDefinition: Operation<DeleteQueryDefinitionRequest, DeleteQueryDefinitionResponse> = (call) => {
    if (!kept.delete(scopeOf(call), call.input.queryDefinitionId!)) throw noSuchDefinition();
    return { success: true };
  };

  return {
    PutQueryDefinition: putQueryDefinition,
    DescribeQueryDefinitions: describeQueryDefinitions,
    DeleteQueryDefinition: deleteQueryDefinition,
  };
}

const noSuchDefinition = () => notFound('The specified query definition does not exist.');
