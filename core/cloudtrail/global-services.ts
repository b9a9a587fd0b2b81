/** The region in which a service without regions records its calls and puts its events on the bus. */
export const globalRegion = 'us-east-1';

/**
 * Services whose calls CloudTrail records, and EventBridge sees, in us-east-1 alone, wherever the caller is. STS is not
 * one: only its global endpoint records there, each regional one at home. Global Accelerator is not either: it records in us-west-2.
 * @see AWS, "Global service events" (CloudTrail) and the EventBridge service pages
 */
const globalServices: ReadonlySet<string> = new Set([
  'account.amazonaws.com',
  'billingconsole.amazonaws.com',
  'budgets.amazonaws.com',
  'ce.amazonaws.com',
  'cloudfront.amazonaws.com',
  'health.amazonaws.com',
  'iam.amazonaws.com',
  'organizations.amazonaws.com',
  'route53.amazonaws.com',
  'route53domains.amazonaws.com',
  'shield.amazonaws.com',
  'support.amazonaws.com',
  'waf.amazonaws.com',
]);

/** Does this service (an eventSource) record its calls in us-east-1 alone? */
export const isGlobal = (eventSource: string): boolean => globalServices.has(eventSource);
