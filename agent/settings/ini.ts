import { AgentSettingsError } from '../errors.ts';

export interface IniSection {
  readonly name: string;
  readonly line: number;
  readonly options: ReadonlyMap<string, IniOption>;
}

export interface IniOption {
  readonly line: number;
  readonly value: string;
}

const HEADER = /^\[([^\]]+)\]/;
const OPTION = /^([^:=\s][^:=]*?)\s*[:=]\s*(.*)$/;

/**
 * Reads an ini file as Python 2's ConfigParser does: `=` or `:`, comments by `#`, `;` or `rem` at the start of a line and by ` ;`
 * behind a value, lines that begin with white space continue the value before. Sections written twice are one.
 * @throws AgentSettingsError for a line that is none of these
 */
export function parseIni(text: string, file: string): IniSection[] {
  const sections = new Map<string, { name: string; line: number; options: Map<string, IniOption> }>();
  let section: { name: string; line: number; options: Map<string, IniOption> } | undefined;
  let open: string | undefined;
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  for (const [index, raw] of lines.entries()) {
    const line = index + 1;
    if (raw.trim() === '' || /^[#;]/.test(raw) || /^rem(\s|$)/i.test(raw)) continue;
    if (/^\s/.test(raw) && section && open !== undefined) {
      const before = section.options.get(open)!;
      section.options.set(open, { line: before.line, value: `${before.value}\n${raw.trim()}` });
      continue;
    }
    const stripped = raw.trim();
    if (/^[#;]/.test(stripped)) continue;
    const header = HEADER.exec(stripped)?.[1];
    if (header !== undefined) {
      section = sections.get(header) ?? { name: header, line, options: new Map() };
      sections.set(header, section);
      open = undefined;
      continue;
    }
    const option = OPTION.exec(stripped);
    if (!option) throw fault(file, line, `neither [section] nor key = value: ${JSON.stringify(stripped.slice(0, 60))}`);
    if (!section) throw fault(file, line, 'a key stands before the first [section]');
    open = option[1]!.trim().toLowerCase();
    section.options.set(open, { line, value: withoutComment(option[2]!) });
  }
  return [...sections.values()];
}

/** A comment behind a value begins with a semicolon after white space. */
const withoutComment = (value: string): string => value.replace(/\s+;.*$/, '').trim();

const fault = (file: string, line: number, message: string) => new AgentSettingsError([{ file, line, message }]);
