import { createHash } from 'node:crypto';
import type { HttpRequest } from '../exchange.ts';

/** What a signature of version 4 is made over, beside date, scope and secret. */
export interface Signed {
  readonly request: HttpRequest;
  /** Names of the signed headers, in lower case. */
  readonly headers: readonly string[];
  /** Hash of the body, or the word that stands for it. */
  readonly payload: string;
  /** S3 signs the path as it is sent; all others encode it once more. */
  readonly pathAsSent: boolean;
}

/** @see AWS, "Create a signed AWS API request", step 1 */
export function canonicalRequest({ request, headers, payload, pathAsSent }: Signed): string {
  const lines = headers.map((name) => `${name}:${headerValue(request, name)}`);
  const path = pathAsSent ? request.path : encodePath(request.path);
  return [request.method, path, canonicalQuery(request.query), ...lines, '', headers.join(';'), payload].join('\n');
}

export const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

function headerValue({ headers }: HttpRequest, name: string): string {
  const value = headers[name] ?? (name === 'host' ? headers[':authority'] : undefined) ?? '';
  return (Array.isArray(value) ? value.join(',') : value).trim().replaceAll(/ +/g, ' ');
}

/** Parameters by name and value, each encoded anew; the signature itself is none of them. */
function canonicalQuery(query: string): string {
  if (query === '') return '';
  return [...new URLSearchParams(query)]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function encodePath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  const end = path.endsWith('/') && parts.length > 0 ? '/' : '';
  return `/${parts.map(encode).join('/')}${end}`;
}

const encode = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`);
