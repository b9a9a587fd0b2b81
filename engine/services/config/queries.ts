import type { SelectResourceConfigRequest, SelectResourceConfigResponse } from '@aws-sdk/client-config-service';
import type { JsonObject } from '../../../core/cloudtrail/index.ts';
import {
  type ConfigQuery,
  ConfigQueryError,
  parseConfigQuery,
  runConfigQuery,
  selectFields,
  typesAsked,
} from '../../../core/config-query/index.ts';
import { scopeOf } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { VERDICT_ROWS } from './compliance-rows.ts';
import { pageByPlace } from './paging.ts';
import type { ConfigState } from './state.ts';

const DEFAULT_ROWS = 25;
const MOST_ROWS = 100;

/** Advanced queries over the current items of an account and region, and over what rules found. */
export function queries(state: ConfigState) {
  const selectResourceConfig: Operation<SelectResourceConfigRequest, SelectResourceConfigResponse> = (call) => {
    const { Expression, Limit, NextToken } = call.input;
    const query = parsedQuery(Expression!);
    return answerTo(query, rowsOf(state, scopeOf(call), query), { limit: Limit, token: NextToken });
  };

  return { SelectResourceConfig: selectResourceConfig };
}

/** The rows of an account and region a query may be about. */
export function* rowsOf(state: ConfigState, scope: string, query: ConfigQuery): Generator<JsonObject> {
  const types = typesAsked(query);
  const kept = state.items.counts(scope).filter(({ type }) => types?.has(type) ?? true);
  for (const { type } of kept) yield* state.items.rows.of(scope, type);
  for (const [type, rowsOfType] of Object.entries(VERDICT_ROWS)) {
    if (types?.has(type) ?? true) yield* rowsOfType(state, scope);
  }
}

/** A page of what a query finds. */
export function answerTo(
  query: ConfigQuery,
  rows: Iterable<JsonObject>,
  { limit, token }: { readonly limit: number | undefined; readonly token: string | undefined },
): SelectResourceConfigResponse {
  const { items, next } = pageByPlace(runConfigQuery(query, rows), Math.min(limit || DEFAULT_ROWS, MOST_ROWS), token);
  return {
    Results: items.map((row) => JSON.stringify(row)),
    QueryInfo: { SelectFields: selectFields(query).map((Name) => ({ Name })) },
    NextToken: next,
  };
}

/** @throws AwsError InvalidExpressionException with the position */
export function parsedQuery(expression: string): ConfigQuery {
  try {
    return parseConfigQuery(expression);
  } catch (error) {
    if (error instanceof ConfigQueryError) throw new AwsError('InvalidExpressionException', error.message);
    throw error;
  }
}
