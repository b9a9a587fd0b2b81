import type { ParameterStringFilter, ParametersFilter } from '@aws-sdk/client-ssm';
import { AwsError } from '../../errors.ts';
import type { Parameter, SsmState, Version } from './state.ts';

type Values = readonly string[];
type Place = 'describe' | 'byPath';

/** What each key looks at, and which options it takes. */
const KEYS: Record<
  string,
  { readonly options: Values; readonly of: (parameter: Parameter, version: Version) => Values }
> = {
  Name: { options: ['Equals', 'BeginsWith', 'Contains'], of: ({ name }) => [name] },
  Type: { options: ['Equals', 'BeginsWith'], of: (_, { type }) => [type] },
  KeyId: { options: ['Equals', 'BeginsWith'], of: (_, { keyId }) => (keyId === undefined ? [] : [keyId]) },
  Tier: { options: ['Equals'], of: (_, { tier }) => [tier] },
  DataType: { options: ['Equals'], of: (_, { dataType }) => [dataType] },
  Label: { options: ['Equals'], of: (_, { labels }) => labels },
};

const ALLOWED: Record<Place, Values> = {
  describe: ['Name', 'Type', 'KeyId', 'Tier', 'DataType', 'Path'],
  byPath: ['Type', 'KeyId', 'Label', 'DataType'],
};

/** Whether a parameter passes every filter; a filter passes when one of its values does. */
export function matchesFilters(
  state: SsmState,
  parameter: Parameter,
  filters: readonly ParameterStringFilter[] = [],
  place: Place,
): boolean {
  return filters.every((filter) => matches(state, parameter, filter, place));
}

function matches(state: SsmState, parameter: Parameter, filter: ParameterStringFilter, place: Place): boolean {
  const { Key = '', Option = 'Equals', Values = [] } = filter;
  if (Key.startsWith('tag:') && place === 'describe') return matchesTag(parameter, Key.slice('tag:'.length), Values);
  if (!ALLOWED[place].includes(Key)) {
    throw new AwsError(
      'InvalidFilterKey',
      `The following filter key is not valid: ${Key}. Valid filter keys include: [${ALLOWED[place].join(', ')}].`,
    );
  }
  if (Key === 'Path') return matchesPath(parameter, filter.Option ?? 'OneLevel', Values);
  const known = KEYS[Key]!;
  if (!known.options.includes(Option)) {
    throw new AwsError(
      'InvalidFilterOption',
      `The following filter option is not valid: ${Option}. Valid options include: [${known.options.join(', ')}].`,
    );
  }
  const found = known.of(parameter, state.current(parameter));
  return found.some((text) => Values.some((value) => compare(text, Option, value)));
}

function compare(text: string, option: string, value: string): boolean {
  if (option === 'BeginsWith') return text.startsWith(value);
  // Names are compared with and without the slash in front.
  if (option === 'Contains') return text.includes(value);
  return text === value || text === `/${value}`;
}

const matchesTag = ({ tags }: Parameter, key: string, values: Values): boolean =>
  Object.hasOwn(tags, key) && (values.length === 0 || values.includes(tags[key]!));

function matchesPath({ name }: Parameter, option: string, values: Values): boolean {
  if (option !== 'OneLevel' && option !== 'Recursive') {
    throw new AwsError(
      'InvalidFilterOption',
      `The following filter option is not valid: ${option}. Valid options include: [Recursive, OneLevel].`,
    );
  }
  return values.some((value) => {
    const path = value.endsWith('/') ? value : `${value}/`;
    const rest = name.startsWith('/') ? name : `/${name}`;
    return rest.startsWith(path) && (option === 'Recursive' || !rest.slice(path.length).includes('/'));
  });
}

/** The older kind of filter, which only `DescribeParameters` takes. */
export const asStringFilters = (filters: readonly ParametersFilter[] = []): ParameterStringFilter[] =>
  filters.map(({ Key, Values }) => ({ Key, Values, Option: Key === 'Name' ? 'BeginsWith' : 'Equals' }));
