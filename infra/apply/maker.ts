import { isDeepStrictEqual } from 'node:util';
import type { Value } from '../resource.ts';
import type { RegionClients } from './clients.ts';
import type { Made, Resolver } from './resolve.ts';

export interface Making {
  /** The resource's properties, references resolved. */
  readonly properties: Readonly<Record<string, Value>>;
  /** The zip of a Lambda function. */
  readonly code: Uint8Array | undefined;
  /** The file of an object. */
  readonly file: Uint8Array | undefined;
  readonly clients: RegionClients;
  readonly resolver: Resolver;
}

/** Makes one resource, or brings it in line where it is there already. */
export type Maker = (making: Making) => Promise<Made>;

/**
 * A maker from one that takes its properties as the SDK's input types have them. The plan is written in CloudFormation's
 * properties, whose members have the inputs' types: this is the one place that says so.
 */
export const maker =
  <Properties>(make: (properties: Properties, making: Making) => Promise<Made>): Maker =>
  (making) =>
    make(making.properties as Properties, making);

/**
 * Whether what is there has all that is wanted already. What is left as it is makes no event, and so no alert, of a second apply.
 */
export const has = (found: object | undefined, wanted: object): boolean =>
  found !== undefined &&
  Object.entries(wanted).every(
    ([key, value]) => value === undefined || isDeepStrictEqual((found as Record<string, unknown>)[key], value),
  );

/** Runs `attempt`, taking one named error as meant: the thing is there (or gone) already. */
export async function unless<T>(errorName: string, attempt: () => Promise<T>): Promise<T | undefined> {
  try {
    return await attempt();
  } catch (error) {
    if (error instanceof Error && error.name === errorName) return undefined;
    throw error;
  }
}

/** A text of JSON says the same as an object, whatever the spaces and the order of its keys. */
export const saysTheSame = (text: string | undefined, wanted: object): boolean => {
  try {
    return isDeepStrictEqual(JSON.parse(text ?? ''), wanted);
  } catch {
    return false;
  }
};

/** Names as the SDK of Config and Logs has them: `LogGroupName` is `logGroupName` there, in all depth. */
export function lowerCamel(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowerCamel);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key.charAt(0).toLowerCase() + key.slice(1), lowerCamel(each)]),
  );
}
