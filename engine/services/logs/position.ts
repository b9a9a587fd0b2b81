import { refusals } from './errors.ts';

/**
 * An event's place in the order of all: its time, then the request that brought it, then its place in that. AWS's event ids are
 * numbers of 56 digits whose upper part is the time; so are these.
 */
export interface Position {
  /** ms since 1970 */
  readonly timestamp: number;
  readonly chunk: number;
  readonly index: number;
}

const TIME_BITS = 144n;
const CHUNK_BITS = 64n;
const DIGITS = 56;
const CHUNK_MASK = (1n << (TIME_BITS - CHUNK_BITS)) - 1n;
const INDEX_MASK = (1n << CHUNK_BITS) - 1n;

export const eventId = ({ timestamp, chunk, index }: Position): string =>
  ((BigInt(timestamp) << TIME_BITS) | (BigInt(chunk) << CHUNK_BITS) | BigInt(index)).toString().padStart(DIGITS, '0');

export function positionOf(id: string): Position {
  const value = BigInt(id);
  return {
    timestamp: Number(value >> TIME_BITS),
    chunk: Number((value >> CHUNK_BITS) & CHUNK_MASK),
    index: Number(value & INDEX_MASK),
  };
}

export const compare = (a: Position, b: Position): number =>
  a.timestamp - b.timestamp || a.chunk - b.chunk || a.index - b.index;

/** The place just behind another: nothing lies between the two. */
export const behind = (position: Position): Position => ({ ...position, index: position.index + 1 });

export const earlier = (a: Position, b: Position): Position => (compare(a, b) <= 0 ? a : b);

export const later = (a: Position, b: Position): Position => (compare(a, b) >= 0 ? a : b);

/**
 * A token of GetLogEvents names a place between two events and the way to go on from it: `f/<id>/s` all from there on,
 * `b/<id>/s` all before. It stays good while events come and go around it.
 */
export interface StreamToken {
  readonly forward: boolean;
  readonly at: Position;
}

export const streamToken = ({ forward, at }: StreamToken): string => `${forward ? 'f' : 'b'}/${eventId(at)}/s`;

export function parseStreamToken(text: string): StreamToken {
  const [, way, id] = /^([fb])\/(\d{56})\/s$/.exec(text) ?? [];
  if (!way || !id) throw refusals.badToken();
  return { forward: way === 'f', at: positionOf(id) };
}

/** FilterLogEvents' token is opaque: the place of the next event to look at. */
export const searchToken = (at: Position): string => Buffer.from(`at:${eventId(at)}`).toString('base64url');

export function parseSearchToken(text: string): Position {
  const [, id] = /^at:(\d{56})$/.exec(Buffer.from(text, 'base64url').toString('latin1')) ?? [];
  if (!id) throw refusals.badToken();
  return positionOf(id);
}
