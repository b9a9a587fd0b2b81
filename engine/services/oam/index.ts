import { type Call, defineService } from '../../service.ts';
import { refusalOf } from './errors.ts';
import { links } from './links.ts';
import type { Link } from './model.ts';
import { parseShareFilter } from './share-filter.ts';
import { sinks } from './sinks.ts';
import { OamState } from './state.ts';
import { tags } from './tags.ts';

const LOG_GROUPS = 'AWS::Logs::LogGroup';

type Place = Pick<Call, 'account' | 'region'>;

/**
 * CloudWatch Observability Access Manager: which accounts (sources) share what with which others (monitoring accounts). `sharing` is for
 * the services whose resources are shared.
 * @see CloudWatch guide, "CloudWatch cross-account observability"
 */
export const oam = defineService({
  // The SDK's client for it has no schemas where the others have them.
  sdk: () => import('./schemas.generated.ts'),
  signingName: 'oam',
  validationCode: 'InvalidParameterException',
  refusal: refusalOf,
  create(parts) {
    const state = new OamState(parts);
    const sharingGroups = (monitoring: Place) =>
      state.sharedWith(monitoring).filter(({ link }) => link.resourceTypes.includes(LOG_GROUPS));
    return {
      operations: { ...sinks(state), ...links(state), ...tags(state) },
      ports: {
        /** The accounts of which a monitoring account sees log groups. */
        sources: (monitoring: Place): string[] => sharingGroups(monitoring).map(({ source }) => source),
        /** Whether a log group of a source account is shared with a monitoring account. */
        shares: (monitoring: Place, source: string, group: string): boolean =>
          sharingGroups(monitoring).some((shared) => shared.source === source && isShared(shared.link, group)),
      },
    };
  },
});

function isShared({ configuration }: Link, group: string): boolean {
  const filter = configuration.LogGroupConfiguration?.Filter;
  return filter === undefined || parseShareFilter(filter, 'LogGroupName')(group);
}
