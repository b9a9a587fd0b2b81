/** The two calls of STS that reach every rule although their names begin with Get. */
const exceptions: ReadonlySet<string> = new Set(['GetFederationToken', 'GetSessionToken']);

/**
 * Does a management call of this name only read, in EventBridge's sense? Names that begin with Describe, Get or List; of the two that
 * are STS's exceptions no other service has one.
 * @see AWS, "Receiving read-only management events from AWS services"
 */
export const isReadOnlyName = (eventName: string): boolean =>
  /^(Describe|Get|List)/.test(eventName) && !exceptions.has(eventName);

/** The same of a call whose service is known. */
export const isReadOnlyCall = (eventSource: string, eventName: string): boolean =>
  isReadOnlyName(eventName) || (exceptions.has(eventName) && eventSource !== 'sts.amazonaws.com');
