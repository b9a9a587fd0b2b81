import type {
  DocumentFormat,
  DocumentParameter,
  DocumentParameterType,
  DocumentType,
  PlatformType,
} from '@aws-sdk/client-ssm';
import { LineCounter, parse, parseDocument, stringify, YAMLParseError } from 'yaml';
import { AwsError } from '../../../errors.ts';

type Content = Readonly<Record<string, unknown>>;

/** Which schema versions each type of document may have; of other types nothing is said. */
const SCHEMA_VERSIONS: Partial<Record<DocumentType, readonly string[]>> = {
  Command: ['1.2', '2.0', '2.2'],
  Automation: ['0.3'],
  Policy: ['2.0'],
  Session: ['1.0'],
};

/** What the parser warns of is nothing a caller would read. */
const QUIET = { logLevel: 'error' } as const;

/** In bytes. */
const LARGEST = 64 * 1024;

/**
 * Refuses what cannot be a document's content.
 * @throws AwsError InvalidDocumentContent, InvalidDocumentSchemaVersion, MaxDocumentSizeExceeded
 */
export function assertContent(text: string, format: DocumentFormat, type: DocumentType): void {
  if (Buffer.byteLength(text) > LARGEST) {
    throw new AwsError('MaxDocumentSizeExceeded', 'The size limit of a document is 64 KB.');
  }
  if (format === 'TEXT') return;
  const { schemaVersion } = readWhole(text, format);
  const allowed = SCHEMA_VERSIONS[type];
  if (!allowed) return;
  if (schemaVersion === undefined) {
    throw invalidContent(
      '[message: "object has missing required properties ([\\"schemaVersion\\"])" - parent node: /]',
    );
  }
  if (!allowed.includes(versionText(schemaVersion) ?? '')) {
    throw new AwsError(
      'InvalidDocumentSchemaVersion',
      `${versionText(schemaVersion)} is not a valid schema version for ${type} document type`,
    );
  }
}

/** A document's text in the wanted format: as it was written when that is its own. */
export function inFormat(text: string, from: DocumentFormat, to: DocumentFormat): string {
  if (from === to || from === 'TEXT' || to === 'TEXT') return text;
  return to === 'JSON' ? JSON.stringify(parse(text, QUIET), null, 2) : stringify(JSON.parse(text));
}

/** What a description shows of a content. */
export function summary(text: string, format: DocumentFormat) {
  if (format === 'TEXT') return { Parameters: [], PlatformTypes: [] };
  const content = readWhole(text, format);
  return {
    Description: textOf(content.description),
    SchemaVersion: versionText(content.schemaVersion),
    Parameters: Object.entries(objectOf(content.parameters)).map(parameter),
    PlatformTypes: platforms(content),
  };
}

function parameter([Name, value]: [string, unknown]): DocumentParameter {
  const { type, description, default: standard } = objectOf(value);
  return {
    Name,
    Type: textOf(type) as DocumentParameterType | undefined,
    Description: textOf(description),
    DefaultValue: standard === undefined || typeof standard === 'string' ? standard : JSON.stringify(standard),
  };
}

/** The platforms that some step can run on: those its precondition asks for, else those of its action. */
function platforms(content: Content): PlatformType[] {
  const steps = Array.isArray(content.mainSteps) ? content.mainSteps.map(objectOf) : [];
  const found = new Set(steps.flatMap(platformsOfStep));
  const all: PlatformType[] = ['Windows', 'Linux', 'MacOS'];
  return found.size === 0 ? all : all.filter((platform) => found.has(platform));
}

function platformsOfStep({ action, precondition }: Content): PlatformType[] {
  const { StringEquals: equal } = objectOf(precondition);
  if (Array.isArray(equal) && equal.includes('platformType')) {
    return equal.filter((each) => each !== 'platformType') as PlatformType[];
  }
  return action === 'aws:runShellScript' ? ['Linux', 'MacOS'] : ['Windows', 'Linux', 'MacOS'];
}

function readWhole(text: string, format: 'JSON' | 'YAML' | DocumentFormat): Content {
  const value = format === 'YAML' ? readYaml(text) : readJson(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalidContent(`${format} not well-formed. at Line: 1, Column: 1`);
  }
  return value as Content;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    // YAML holds JSON: its parser knows where a fault is, which `JSON.parse` says only for some.
    const { line, col } = firstFault(text) ?? { line: 1, col: 1 };
    throw invalidContent(`JSON not well-formed. at Line: ${line}, Column: ${col}`, cause);
  }
}

function firstFault(text: string): { line: number; col: number } | undefined {
  const lineCounter = new LineCounter();
  const [first] = parseDocument(text, { lineCounter, prettyErrors: false }).errors;
  return first && lineCounter.linePos(first.pos[0]);
}

function readYaml(text: string): unknown {
  try {
    return parse(text, QUIET);
  } catch (cause) {
    const [at] = cause instanceof YAMLParseError ? (cause.linePos ?? []) : [];
    throw invalidContent(`YAML not well-formed. at Line: ${at?.line ?? 1}, Column: ${at?.col ?? 1}`, cause);
  }
}

const objectOf = (value: unknown): Content =>
  typeof value === 'object' && value !== null ? (value as Content) : Object.freeze({});

const textOf = (value: unknown): string | undefined =>
  value === undefined || value === null ? undefined : String(value);

/** Written without quotes, `2.0` is a number whose fraction is lost. */
const versionText = (value: unknown): string | undefined => (Number.isInteger(value) ? `${value}.0` : textOf(value));

const invalidContent = (message: string, cause?: unknown): AwsError =>
  new AwsError('InvalidDocumentContent', message, { cause });
