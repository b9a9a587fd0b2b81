import { parseTargetPath, valueAt } from './path.ts';

/** A target's InputTransformer. */
export interface Transformer {
  readonly paths: Readonly<Record<string, string>>;
  readonly template: string;
}

/** What a template may name beside its own paths. */
export interface TransformContext {
  /** The event as text, whole. */
  readonly event: string;
  readonly ruleArn: string;
  readonly ruleName: string;
  /** ISO 8601 */
  readonly ingestionTime: string;
}

const PLACEHOLDER = /<([A-Za-z0-9_.-]+)>/g;

const predefined: ReadonlySet<string> = new Set([
  'aws.events.rule-arn',
  'aws.events.rule-name',
  'aws.events.event.ingestion-time',
  'aws.events.event',
  'aws.events.event.json',
]);

/**
 * The placeholder for which a template is refused, in AWS's words: one that neither its paths nor EventBridge define, or the whole event in a
 * template that is no JSON object (measured by users).
 */
export function templateFault({ paths, template }: Transformer): string | undefined {
  for (const [, name] of template.matchAll(PLACEHOLDER)) {
    if (name === undefined) continue;
    if (!predefined.has(name) && !Object.hasOwn(paths, name)) return `invalid placeholder ${name}`;
    if (name === 'aws.events.event.json' && !template.trimStart().startsWith('{')) {
      return `placeholder ${name} valid only for JSON template`;
    }
  }
  return undefined;
}

/**
 * The text a target receives: the template with its placeholders filled. Inside quotes a value goes in bare (an object or list
 * without its quotes), outside them as JSON; what a path does not find is an empty text.
 * @see the input-transformer cases recorded from AWS; AWS, "Amazon EventBridge input transformation"
 */
export function transform(transformer: Transformer, context: TransformContext): string {
  const event: unknown = JSON.parse(context.event);
  const quoted = quotedRanges(transformer.template);
  return transformer.template.replace(PLACEHOLDER, (written, name: string, at: number) => {
    const value = valueNamed(name, transformer, context, event);
    if (value === unknown) return written;
    return quoted(at) ? bare(value) : JSON.stringify(value === undefined ? '' : value);
  });
}

const unknown = Symbol('not a placeholder');

function valueNamed(name: string, { paths }: Transformer, context: TransformContext, event: unknown): unknown {
  switch (name) {
    case 'aws.events.rule-arn':
      return context.ruleArn;
    case 'aws.events.rule-name':
      return context.ruleName;
    case 'aws.events.event.ingestion-time':
      return context.ingestionTime;
    case 'aws.events.event.json':
      return event;
    case 'aws.events.event':
      return withoutDetail(event);
  }
  const path = Object.hasOwn(paths, name) ? paths[name] : undefined;
  return path === undefined ? unknown : valueAt(event, parseTargetPath(path));
}

/** The event's envelope as `<aws.events.event>` shows it: no detail, and the one name with a dash in camel case. */
function withoutDetail(event: unknown): unknown {
  const { detail: _detail, 'detail-type': detailType, ...rest } = event as Record<string, unknown>;
  return { ...rest, detailType };
}

function bare(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return JSON.stringify(value).slice(1, -1);
  return JSON.stringify(value).replaceAll('"', '');
}

/** Tells whether a place in the template is inside a JSON string. */
function quotedRanges(template: string): (at: number) => boolean {
  const ranges: [from: number, to: number][] = [];
  for (const found of template.matchAll(/"(?:[^"\\]|\\.)*"/gs))
    ranges.push([found.index, found.index + found[0].length]);
  return (at) => ranges.some(([from, to]) => at > from && at < to);
}
