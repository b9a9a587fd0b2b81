/** The two STS calls that reach every rule although their names begin with Get. */
const exceptions: ReadonlySet<string> = new Set(['GetFederationToken', 'GetSessionToken']);

/**
 * Does a management call of this name only read, in EventBridge's sense? Names that begin with Describe, Get or List, but two of STS.
 * @see AWS, "Receiving read-only management events from AWS services"
 */
export const isReadOnlyName = (eventName: string): boolean =>
  /^(Describe|Get|List)/.test(eventName) && !exceptions.has(eventName);
