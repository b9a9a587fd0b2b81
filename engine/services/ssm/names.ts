import { scopeOf } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import type { Parameter, Place, SsmState, Version } from './state.ts';

const DEEPEST = 15;

/** Refuses what cannot be a new parameter's name. */
export function assertName(name: string): void {
  if (/^\/aws/i.test(name)) {
    throw new AwsError('AccessDeniedException', `No access to reserved parameter name: ${name}.`);
  }
  if (/^(aws|ssm)/i.test(name)) {
    throw invalid('Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive).');
  }
  if (name.includes('/') && !name.startsWith('/')) throw invalid('Parameter name must be a fully qualified name.');
  if (/^\/ssm/i.test(name) || !/^\/?[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)*$/.test(name)) {
    throw invalid(
      'Parameter name: can\'t be prefixed with "ssm" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_',
    );
  }
  if (name.split('/').length - 1 > DEEPEST) {
    throw new AwsError(
      'HierarchyLevelLimitExceededException',
      `The hierarchy depth of the parameter name must not exceed ${DEEPEST} levels.`,
    );
  }
}

/** The path with the slash behind it that every name under it goes on with. */
export function pathOf(path: string): string {
  if (/^\/([A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)*\/?)?$/.test(path)) return path.endsWith('/') ? path : `${path}/`;
  throw invalid(
    'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/". It can\'t be prefixed with "aws" or "ssm" (case-insensitive). It must use only letters, numbers, or the following symbols: . (period), - (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, if specified, must use the forward slash symbol "/". Valid example: /get/parameters2-/by1./path0_.',
  );
}

/** Whether a parameter lies under a path, directly or at any depth. */
export function isUnder(name: string, path: string, recursive: boolean): boolean {
  const full = name.startsWith('/') ? name : `/${name}`;
  return full.startsWith(path) && (recursive || !full.slice(path.length).includes('/'));
}

export const arnOfName = ({ account, region }: Place, name: string): string =>
  `arn:aws:ssm:${region}:${account}:parameter${name.startsWith('/') ? '' : '/'}${name}`;

export interface Selected {
  readonly parameter: Parameter;
  readonly version: Version;
  /** `:3` or `:label`, when the request had one. */
  readonly selector: string | undefined;
}

/**
 * A parameter by its name or ARN, at the newest version or at the one a selector names (`name:3`, `name:label`).
 * @throws AwsError ParameterNotFound, ParameterVersionNotFound
 */
export function select(state: SsmState, place: Place, reference: string): Selected {
  const { scope, name, selector, rest } = split(place, reference);
  const parameter = rest === undefined ? state.find(scope, name) : undefined;
  if (!parameter) throw parameterNotFound();
  if (selector === undefined) return { parameter, version: state.current(parameter), selector };
  const version = /^\d+$/.test(selector)
    ? state.version(parameter, Number(selector))
    : state.versions(parameter).find(({ labels }) => labels.includes(selector));
  if (!version) throw versionNotFound(selector, parameter.name);
  return { parameter, version, selector: `:${selector}` };
}

interface Reference {
  readonly scope: string;
  readonly name: string;
  readonly selector: string | undefined;
  /** What no reference has: a second selector. */
  readonly rest: string | undefined;
}

function split(place: Place, reference: string): Reference {
  if (!reference.startsWith('arn:')) {
    const [name = '', selector, rest] = reference.split(':');
    return { scope: scopeOf(place), name, selector, rest };
  }
  const [, , , region = '', account = '', resource = '', selector, rest] = reference.split(':');
  return { scope: scopeOf({ account, region }), name: resource.replace(/^parameter/, ''), selector, rest };
}

/**
 * Names under `/aws/reference/secretsmanager/` stand for secrets of Secrets Manager, of which there are none here.
 * @throws AwsError ValidationException, ParameterNotFound
 */
export function assertNoSecret(name: string, decrypted: boolean | undefined): void {
  if (!name.startsWith('/aws/reference/secretsmanager/')) return;
  if (!decrypted) throw invalid('WithDecryption flag must be True for retrieving a Secret Manager secret.');
  throw new AwsError(
    'ParameterNotFound',
    `An error occurred (ParameterNotFound) when referencing Secrets Manager: Secret ${name} not found.`,
  );
}

export const parameterNotFound = (): AwsError => new AwsError('ParameterNotFound', '');

export const versionNotFound = (selector: string | number, name: string): AwsError =>
  new AwsError(
    'ParameterVersionNotFound',
    `Systems Manager could not find version ${selector} of ${name}. Verify the version and try again.`,
  );

export const invalid = (message: string): AwsError => new AwsError('ValidationException', message);
