import type { LogGroup } from './state.ts';

/** A tag of a log group that says the fields of its VPC flow logs in their order: `version vpc-id srcaddr`. Tags take no dollar signs and braces. */
const TAG = 'trailkeeper:vpc-flow-format';

export const flowLogFormatOf = ({ tags }: LogGroup): string | undefined => tags[TAG];
