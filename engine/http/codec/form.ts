import type { Member, Shape, StructureShape } from '../schemas.ts';
import { readText, TextError } from './text.ts';

/** `MetricData.member.1.Value=3` as a tree by the parts between the dots. */
interface Branch {
  text: string | undefined;
  readonly branches: Map<string, Branch>;
}

/** Nothing AWS takes is nested deeper. */
const DEEPEST = 100;

/** How one of the two query protocols writes a form. */
export interface FormDialect {
  readonly nameOf: (member: Member) => string;
  /** Every list is flat, whatever the model says. */
  readonly flat: boolean;
}

const awsQueryDialect: FormDialect = { nameOf: ({ name, traits }) => traits.xmlName ?? name, flat: false };

/** Reads a form of the query protocols by the model. */
export function readForm(
  shape: StructureShape,
  form: Iterable<[string, string]>,
  dialect = awsQueryDialect,
): Record<string, unknown> {
  const root = newBranch();
  for (const [name, text] of form) {
    let branch = root;
    const parts = name.split('.');
    if (parts.length > DEEPEST) throw new TextError('The request is nested too deeply.');
    for (const part of parts) {
      let next = branch.branches.get(part);
      if (!next) {
        next = newBranch();
        branch.branches.set(part, next);
      }
      branch = next;
    }
    branch.text ??= text;
  }
  return readStructure(shape, root, dialect);
}

const newBranch = (): Branch => ({ text: undefined, branches: new Map() });

function readStructure(shape: StructureShape, branch: Branch, dialect: FormDialect): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  for (const member of shape.members) {
    const found = branch.branches.get(dialect.nameOf(member));
    const value = found && readMember(member, found, dialect);
    if (value !== undefined) read[member.name] = value;
  }
  return read;
}

function readMember({ shape, traits }: Member, branch: Branch, dialect: FormDialect): unknown {
  const flattened = dialect.flat || Boolean(traits.xmlFlattened);
  if (shape.kind === 'list') {
    // SDKs write an empty list as the list's name with nothing behind it.
    const name = shape.value.traits.xmlName ?? 'member';
    const items = flattened ? branch : (branch.branches.get(name) ?? branch.branches.get('member'));
    return items ? numbered(items).map((item) => readValue(shape.value.shape, item, dialect)) : [];
  }
  if (shape.kind === 'map') {
    const entries = flattened ? branch : branch.branches.get('entry');
    const read: Record<string, unknown> = {};
    for (const entry of entries ? numbered(entries) : []) {
      const key = entry.branches.get(shape.key.traits.xmlName ?? 'key')?.text;
      const value = entry.branches.get(shape.value.traits.xmlName ?? 'value');
      if (key !== undefined && value) read[key] = readValue(shape.value.shape, value, dialect);
    }
    return read;
  }
  return readValue(shape, branch, dialect);
}

function readValue(shape: Shape, branch: Branch, dialect: FormDialect): unknown {
  if (shape.kind === 'structure') return readStructure(shape, branch, dialect);
  if (shape.kind === 'list' || shape.kind === 'map')
    return readMember({ name: '', shape, traits: {} }, branch, dialect);
  return branch.text === undefined ? undefined : readText(shape, branch.text);
}

/** The branches `1`, `2`, ... in the order of their numbers; gaps close. */
function numbered({ branches }: Branch): Branch[] {
  return [...branches]
    .filter(([name]) => /^\d{1,9}$/.test(name))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, branch]) => branch);
}
