import type { Clause, Exclusion, NumericRange } from './clause.ts';

/** A clause as a person would say it: `starts with "a"`, `> 0 and <= 5`. */
export function describeClause(clause: Clause): string {
  switch (clause.kind) {
    case 'string':
    case 'address':
      return JSON.stringify(clause.text);
    case 'word':
    case 'number':
      return clause.text;
    case 'prefix':
      return `starts with ${JSON.stringify(clause.text)}`;
    case 'suffix':
      return `ends with ${JSON.stringify(clause.text)}`;
    case 'prefix-ignore-case':
      return `starts with ${JSON.stringify(clause.text)} in any case`;
    case 'suffix-ignore-case':
      return `ends with ${JSON.stringify(clause.text)} in any case`;
    case 'equals-ignore-case':
      return `${JSON.stringify(clause.text)} in any case`;
    case 'wildcard':
      return `like ${JSON.stringify(clause.text)}`;
    case 'numeric':
      return describeRange(clause.range);
    case 'cidr':
      return `an address in ${clause.text}`;
    case 'present':
      return 'present';
    case 'absent':
      return 'absent';
    case 'anything-but':
      return `anything but ${describeExclusion(clause.but)}`;
  }
}

function describeRange({ low, lowOpen, high, highOpen }: NumericRange): string {
  if (low === high) return `= ${low}`;
  const bounds: string[] = [];
  if (low > -Number.MAX_VALUE || lowOpen) bounds.push(`${lowOpen ? '>' : '>='} ${low}`);
  if (high < Number.MAX_VALUE || highOpen) bounds.push(`${highOpen ? '<' : '<='} ${high}`);
  return bounds.join(' and ') || 'any number';
}

function describeExclusion(but: Exclusion): string {
  const texts = but.texts.map((text) => (but.of === 'numbers' ? text : JSON.stringify(text))).join(' or ');
  switch (but.of) {
    case 'prefix':
      return `what starts with ${texts}`;
    case 'suffix':
      return `what ends with ${texts}`;
    case 'wildcard':
      return `what is like ${texts}`;
    case 'equals-ignore-case':
      return `${texts} in any case`;
    default:
      return texts;
  }
}
