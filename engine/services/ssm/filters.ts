import type { ParameterStringFilter, ParametersFilter } from '@aws-sdk/client-ssm';
import { AwsError } from '../../errors.ts';
import { isUnder, pathOf } from './names.ts';
import type { Parameter, SsmState, Version } from './state.ts';

type Values = readonly string[];
type Place = 'describe' | 'byPath';

interface FilterKey {
  readonly options: Values;
  /** The values it may be asked for; any when absent. */
  readonly values?: Values;
  readonly of: (parameter: Parameter, version: Version) => Values;
}

/** What each key looks at, and which options it takes. */
const KEYS: Record<string, FilterKey> = {
  Name: { options: ['BeginsWith', 'Equals', 'Contains'], of: ({ name }) => [name] },
  Type: {
    options: ['BeginsWith', 'Equals'],
    values: ['String', 'StringList', 'SecureString'],
    of: (_, { type }) => [type],
  },
  KeyId: { options: ['BeginsWith', 'Equals'], of: (_, { keyId }) => (keyId === undefined ? [] : [keyId]) },
  Tier: { options: ['Equals'], values: ['Standard', 'Advanced', 'Intelligent-Tiering'], of: (_, { tier }) => [tier] },
  DataType: { options: ['Equals'], of: (_, { dataType }) => [dataType] },
  Label: { options: ['Equals'], of: (_, { labels }) => labels },
};

const PATH_OPTIONS = ['Recursive', 'OneLevel'];
const TAG_OPTIONS = ['BeginsWith', 'Equals'];

/** @see AWS, API reference, "ParameterStringFilter" */
const ALLOWED: Record<Place, Values> = {
  describe: ['Path', 'Name', 'Type', 'KeyId', 'Tier', 'DataType'],
  byPath: ['Type', 'KeyId', 'Label'],
};

/** What a refusal names, as moto has it from AWS: less than is taken, and with a full stop or without. Unverified. */
const NAMED: Record<Place, string> = {
  describe: '[Path, Name, Type, KeyId, Tier]',
  byPath: '[Type, KeyId].',
};

/**
 * Whether a parameter passes every filter; a filter passes when one of its values does.
 * @throws AwsError InvalidFilterKey, InvalidFilterOption, InvalidFilterValue, ValidationException
 */
export function filterOf(
  state: SsmState,
  filters: readonly ParameterStringFilter[] = [],
  place: Place,
): (parameter: Parameter) => boolean {
  const tests = filters.map((filter, at) => {
    if (filters.findIndex(({ Key }) => Key === filter.Key) < at) {
      throw new AwsError(
        'InvalidFilterKey',
        `The following filter is duplicated in the request: ${filter.Key}. A request can contain only one occurrence of a specific filter.`,
      );
    }
    return testOf(state, filter, place);
  });
  return (parameter) => tests.every((test) => test(parameter));
}

function testOf(
  state: SsmState,
  { Key = '', Option, Values = [] }: ParameterStringFilter,
  place: Place,
): (parameter: Parameter) => boolean {
  if (Key.startsWith('tag:') && place === 'describe') return tagTest(Key.slice('tag:'.length), Option, Values);
  if (!ALLOWED[place].includes(Key)) {
    throw new AwsError(
      'InvalidFilterKey',
      `The following filter key is not valid: ${Key}. Valid filter keys include: ${NAMED[place]}`,
    );
  }
  if (Values.length === 0) {
    throw new AwsError('InvalidFilterValue', `The following filter values are missing : null for filter key ${Key}`);
  }
  if (Key === 'Path') return pathTest(Option ?? 'OneLevel', Values);
  const { options, values, of } = KEYS[Key]!;
  const option = Option ?? 'Equals';
  assertOption(option, options);
  const strange = values && Values.find((value) => !values.includes(value));
  if (strange !== undefined) {
    throw new AwsError(
      'InvalidFilterOption',
      `The following filter value is not valid: ${strange}. Valid values include: [${values?.join(', ')}]`,
    );
  }
  if (Key === 'Name') return nameTest(option, Values);
  return (parameter) =>
    of(parameter, state.current(parameter)).some((text) => Values.some((value) => compare(text, option, value)));
}

/** What the message of a wrong option lists is shorter than what is taken: `Contains` is not named. */
function assertOption(option: string, options: Values): void {
  if (options.includes(option)) return;
  throw new AwsError(
    'InvalidFilterOption',
    `The following filter option is not valid: ${option}. Valid options include: [${options.filter((one) => one !== 'Contains').join(', ')}].`,
  );
}

function compare(text: string, option: string, value: string): boolean {
  if (option === 'BeginsWith') return text.startsWith(value);
  return option === 'Contains' ? text.includes(value) : text === value;
}

/** `/name` and `name` are the same: as a part of a name either is looked for in the one with the slash. */
function nameTest(option: string, values: Values): (parameter: Parameter) => boolean {
  if (option === 'Contains') return ({ name }) => values.some((value) => `/${withoutSlash(name)}`.includes(value));
  return ({ name }) => values.some((value) => compare(withoutSlash(name), option, withoutSlash(value)));
}

const withoutSlash = (name: string): string => (name.startsWith('/') ? name.slice(1) : name);

function tagTest(key: string, option = 'Equals', values: Values): (parameter: Parameter) => boolean {
  assertOption(option, TAG_OPTIONS);
  return ({ tags }) =>
    Object.hasOwn(tags, key) && (values.length === 0 || values.some((value) => compare(tags[key]!, option, value)));
}

function pathTest(option: string, values: Values): (parameter: Parameter) => boolean {
  if (!PATH_OPTIONS.includes(option)) {
    throw new AwsError(
      'InvalidFilterOption',
      `The following filter option is not valid: ${option}. Valid options include: [${PATH_OPTIONS.join(', ')}]`,
    );
  }
  if (values.some((value) => /^\/(aws|ssm)/i.test(value))) {
    throw new AwsError(
      'ValidationException',
      'Filters for common parameters can\'t be prefixed with "aws" or "ssm" (case-insensitive). When using global parameters, please specify within a global namespace.',
    );
  }
  const paths = values.map(pathOf);
  return ({ name }) => paths.some((path) => isUnder(name, path, option === 'Recursive'));
}

/** The older kind of filter, which only `DescribeParameters` takes. */
export const asStringFilters = (filters: readonly ParametersFilter[] = []): ParameterStringFilter[] =>
  filters.map(({ Key, Values }) => ({ Key, Values, Option: Key === 'Name' ? 'BeginsWith' : 'Equals' }));
