/** Thrown for what is no configuration item, or none that can be used; the message says what is missing or wrong. */
export class ItemError extends Error {
  override readonly name = 'ItemError';
}
