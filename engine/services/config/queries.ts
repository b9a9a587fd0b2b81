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
import { COMPLIANCE_TYPE, complianceRows } from './compliance-rows.ts';
import { pageByPlace } from './paging.ts';
import type { ConfigState } from './state.ts';

const DEFAULT_ROWS = 25;
const MOST_ROWS = 100;

/** Advanced queries over the current items of an account and region, and over what rules found. */
export function queries(state: ConfigState) {
  const selectResourceConfig: Operation<SelectResourceConfigRequest, SelectResourceConfigResponse> = (call) => {
    const { Expression, Limit, NextToken } = call.input;
    const query = parsed(Expression!);
    const rows = runConfigQuery(query, rowsOf(scopeOf(call), query));
    const { items, next } = pageByPlace(rows, Math.min(Limit || DEFAULT_ROWS, MOST_ROWS), NextToken);
    return {
      Results: items.map((row) => JSON.stringify(row)),
      QueryInfo: { SelectFields: selectFields(query).map((Name) => ({ Name })) },
      NextToken: next,
    };
  };

  function* rowsOf(scope: string, query: ConfigQuery): Generator<JsonObject> {
    const types = typesAsked(query);
    const kept = state.items.counts(scope).filter(({ type }) => types?.has(type) ?? true);
    for (const { type } of kept) yield* state.items.rows.of(scope, type);
    if (types?.has(COMPLIANCE_TYPE) ?? true) yield* complianceRows(state, scope);
  }

  return { SelectResourceConfig: selectResourceConfig };
}

function parsed(expression: string): ConfigQuery {
  try {
    return parseConfigQuery(expression);
  } catch (error) {
    if (error instanceof ConfigQueryError) throw new AwsError('InvalidExpressionException', error.message);
    throw error;
  }
}
