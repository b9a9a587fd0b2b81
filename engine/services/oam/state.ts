import { parseArn, scopeOf } from '../../arn.ts';
import type { Call, EngineParts } from '../../service.ts';
import type { Documents } from '../../store/index.ts';
import { notFound } from './errors.ts';
import type { Link, Sink } from './model.ts';

type Place = Pick<Call, 'account' | 'region'>;

/** Sinks by the scope of the monitoring account, links by that of the source. */
export class OamState {
  readonly parts: EngineParts;
  readonly sinks: Documents<Sink>;
  readonly links: Documents<Link>;

  constructor(parts: EngineParts) {
    this.parts = parts;
    this.sinks = parts.store.documents('oam.sinks');
    this.links = parts.store.documents('oam.links');
  }

  /** A sink of the caller's own. @throws AwsError ResourceNotFoundException */
  sink(call: Place, arn: string): Sink {
    return found(this.sinks, call, arn, 'sink');
  }

  /** A link of the caller's own. @throws AwsError ResourceNotFoundException */
  link(call: Place, arn: string): Link {
    return found(this.links, call, arn, 'link');
  }

  /** The links of all accounts to a sink, in the order of their ARNs. */
  attached(sinkArn: string): Link[] {
    return this.links
      .scopes()
      .flatMap((scope) => this.links.list(scope))
      .filter((link) => link.sinkArn === sinkArn)
      .sort((a, b) => (a.arn < b.arn ? -1 : 1));
  }

  /** What the sinks of a monitoring account are shared, each with the account it comes from. */
  sharedWith(monitoring: Place): { readonly source: string; readonly link: Link }[] {
    return this.sinks
      .list(scopeOf(monitoring))
      .flatMap(({ arn }) => this.attached(arn))
      .map((link) => ({ source: parseArn(link.arn)?.account ?? '', link }));
  }
}

export const arnOf = ({ account, region }: Place, kind: 'sink' | 'link', id: string): string =>
  `arn:aws:oam:${region}:${account}:${kind}/${id}`;

/** The id in an ARN of that kind; undefined for any other text. */
export function idIn(arn: string, kind: 'sink' | 'link'): string | undefined {
  const { service, resource = '' } = parseArn(arn) ?? {};
  return service === 'oam' && resource.startsWith(`${kind}/`) ? resource.slice(kind.length + 1) : undefined;
}

function found<T extends { readonly arn: string }>(
  kept: Documents<T>,
  call: Place,
  arn: string,
  kind: 'sink' | 'link',
): T {
  const one = kept.get(scopeOf(call), idIn(arn, kind) ?? '');
  if (one?.arn !== arn) throw notFound(arn);
  return one;
}
