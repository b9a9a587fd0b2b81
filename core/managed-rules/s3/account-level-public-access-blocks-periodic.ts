import { accountBlocksRule } from './account-blocks.ts';

/** @see AWS Config managed rule "s3-account-level-public-access-blocks-periodic" */
export default accountBlocksRule({ id: 'S3_ACCOUNT_LEVEL_PUBLIC_ACCESS_BLOCKS_PERIODIC', periodic: true });
