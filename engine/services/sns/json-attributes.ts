import { invalid } from './errors.ts';

/** Refuses a delivery policy that is no JSON object. Words as recorded of other attributes, but for those of the JSON parser. */
export function checkDeliveryPolicy(text: string | undefined, before: string): void {
  if (text && !object(text)) throw invalid(`${before}DeliveryPolicy: failed to parse JSON.`);
}

/**
 * A topic's policy as it is kept and shown, without blanks (as moto has it). What is no policy is refused in the words AWS's users report.
 */
export function policyText(text: string): string {
  const policy = object(text);
  if (typeof policy?.Statement !== 'object' || policy.Statement === null) throw invalid('Policy Error: null');
  return JSON.stringify(policy);
}

function object(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
