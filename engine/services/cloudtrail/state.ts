import { parseArn, scopeOf } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import type { EngineParts } from '../../service.ts';
import type { Documents } from '../../store/index.ts';
import { History } from './history.ts';
import type { Trail } from './model.ts';
import { checkTrailName } from './trail-name.ts';

export class CloudTrailState {
  readonly parts: EngineParts;
  readonly trails: Documents<Trail>;
  readonly history: History;
  /** Latest deliveries to a trail's log group and bucket, ms since 1970: told by GetTrailStatus, not worth keeping. */
  readonly delivered = new Map<string, number>();
  /** By trail, the code with which its log group refused records last. */
  readonly logFailures = new Map<string, string>();

  /** The same of its bucket. */
  readonly fileFailures = new Map<string, string>();

  constructor(parts: EngineParts) {
    this.parts = parts;
    this.trails = parts.store.documents<Trail>('cloudtrail.trails');
    this.history = new History(parts.store);
  }

  /** The trail a request names, by name in its own region or by ARN. */
  trail(call: { readonly account: string; readonly region: string }, named: string | undefined): Trail {
    if (!named?.startsWith('arn:')) checkTrailName(named ?? '');
    const found = this.find(call, named ?? '');
    if (!found) throw noTrail(named ?? '', call.account);
    return found;
  }

  /** The trail of a request that changes it, which can only be made where the trail is at home. */
  trailAtHome(call: { readonly account: string; readonly region: string }, named: string | undefined): Trail {
    const trail = this.trail(call, named);
    if (trail.homeRegion === call.region) return trail;
    throw new AwsError(
      'InvalidHomeRegionException',
      `The trail ${trail.arn} must be updated or deleted from its home region: ${trail.homeRegion}`,
    );
  }

  find(call: { readonly account: string; readonly region: string }, named: string): Trail | undefined {
    const arn = parseArn(named);
    if (arn) return this.trails.get(scopeOf(arn), arn.resource.replace(/^trail\//, ''));
    return this.seenFrom(call, true).find(({ name }) => name === named);
  }

  /** Trails of the region, and with `shadows` those of other regions that log this one too. */
  seenFrom({ account, region }: { readonly account: string; readonly region: string }, shadows: boolean): Trail[] {
    const own = this.trails.list(scopeOf({ account, region }));
    if (!shadows) return own;
    return [...own, ...this.ofAccount(account).filter((each) => each.multiRegion && each.homeRegion !== region)];
  }

  ofAccount(account: string): Trail[] {
    const scopes = this.trails.scopes().filter((scope) => scope.startsWith(`${account}/`));
    return scopes.sort().flatMap((scope) => this.trails.list(scope));
  }

  /** Does some trail of the account take data events? */
  takesData(account: string): boolean {
    return this.ofAccount(account).some(
      ({ logging, selectors, advancedSelectors }) =>
        logging &&
        (advancedSelectors.length > 0 || selectors.some(({ DataResources = [] }) => DataResources.length > 0)),
    );
  }

  put(trail: Trail): void {
    this.trails.put(`${trail.account}/${trail.homeRegion}`, trail.name, trail);
  }
}

export const noTrail = (name: string, account: string): AwsError =>
  new AwsError('TrailNotFoundException', `Unknown trail: ${name} for the user: ${account}`, { status: 404 });
