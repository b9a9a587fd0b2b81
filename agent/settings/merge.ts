import { AgentSettingsError, type Fault } from '../errors.ts';
import type { JsonNode } from './json-text.ts';
import type { Sourced } from './reader.ts';

/** Lists that grow when a file is appended; any other key may be said twice only with the same value. */
const GROWING = new Set(['collect_list', 'procstat']);

/**
 * One configuration from several, as the unified agent makes it of the files of its folder: sections are put together, lists of
 * log files and of processes are joined, and a key given two values is refused.
 * @throws AgentSettingsError naming both places
 */
export function mergeUnified(roots: readonly { readonly file: string; readonly node: JsonNode }[]): Sourced {
  const faults: Fault[] = [];
  const [first, ...more] = roots.map(({ file, node }) => sourced(node, file));
  if (!first) throw new AgentSettingsError([{ file: 'settings', line: 1, message: 'no file was given' }]);
  const merged = more.reduce((into, next) => merge(into, next, '', faults), first);
  if (faults.length > 0) throw new AgentSettingsError(faults);
  return merged;
}

function merge(into: Sourced, next: Sourced, path: string, faults: Fault[]): Sourced {
  if (into.kind === 'object' && next.kind === 'object') {
    const members = new Map(into.members);
    for (const [key, value] of next.members) {
      const there = members.get(key);
      members.set(key, there ? merge(there, value, path ? `${path}.${key}` : key, faults) : value);
    }
    return { kind: 'object', place: into.place, members };
  }
  if (into.kind === 'array' && next.kind === 'array') {
    const there = new Set(into.items.map(written));
    const fresh = next.items.filter((item) => !there.has(written(item)));
    if (fresh.length === 0 && next.items.length === into.items.length) return into;
    if (GROWING.has(path.split('.').at(-1)!)) return { ...into, items: [...into.items, ...fresh] };
  }
  if (written(into) === written(next)) return into;
  faults.push({
    ...next.place,
    message: `${path} is ${brief(next)} here and ${brief(into)} in ${into.place.file}:${into.place.line}`,
  });
  return into;
}

function sourced(node: JsonNode, file: string): Sourced {
  const place = { file, line: node.line };
  if (node.kind === 'scalar') return { kind: 'scalar', place, value: node.value };
  if (node.kind === 'array') return { kind: 'array', place, items: node.items.map((item) => sourced(item, file)) };
  const members = new Map([...node.members].map(([key, { value }]) => [key, sourced(value, file)]));
  return { kind: 'object', place, members };
}

const written = (node: Sourced): string => JSON.stringify(bare(node));

function bare(node: Sourced): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'array') return node.items.map(bare);
  return [...node.members].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [key, bare(value)]);
}

const brief = (node: Sourced): string => (node.kind === 'scalar' ? JSON.stringify(node.value) : `another ${node.kind}`);
