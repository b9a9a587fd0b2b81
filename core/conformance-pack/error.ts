/** Thrown when a template is no conformance pack; the message names what is wrong and where. */
export class PackError extends Error {
  override readonly name = 'PackError';
}
