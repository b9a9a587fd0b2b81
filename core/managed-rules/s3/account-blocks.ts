import { isTrue } from '../read.ts';
import { compliantWhen, defineResourceRule, type ResourceRule } from '../rule.ts';

const BLOCKS = ['IgnorePublicAcls', 'BlockPublicPolicy', 'BlockPublicAcls', 'RestrictPublicBuckets'];

const all = { ignorePublicAcls: true, blockPublicPolicy: true, blockPublicAcls: true, restrictPublicBuckets: true };

/** Both rules about the account's public access block: one judges its changes, the other now and then. */
export const accountBlocksRule = (rule: { readonly id: string; readonly periodic?: true }): ResourceRule =>
  defineResourceRule({
    ...rule,
    resourceTypes: ['AWS::S3::AccountPublicAccessBlock'],
    parameters: Object.fromEntries(BLOCKS.map((name) => [name, { type: 'boolean', default: 'true' }])),
    evaluate: ({ configuration }, { parameters }) => {
      const open = BLOCKS.filter((name) => parameters[name]?.toLowerCase() === 'true' && !isTrue(configuration, name));
      return compliantWhen(open.length === 0, `Not set for the account: ${open.join(', ')}`);
    },
    complies: [
      { configuration: all },
      { configuration: { ...all, blockPublicAcls: false }, parameters: { BlockPublicAcls: 'False' } },
    ],
    violates: [{ configuration: {} }, { configuration: { ...all, restrictPublicBuckets: false } }],
  });
