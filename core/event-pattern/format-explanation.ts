import type { BranchExplanation, Explanation, FieldExplanation } from './explain.ts';

const MAX_SHOWN = 5;

/**
 * An explanation as text for a terminal, without a line break at its end:
 *
 * ```
 * no match: detail.eventName is "DeleteUser"
 *   yes  source            "aws.iam"     "aws.iam"
 *   NO   detail.eventName  "DeleteUser"  wanted "CreateUser" or starts with "Put"
 * ```
 */
export function formatExplanation(explanation: Explanation): string {
  const lines = [headline(explanation)];
  const many = explanation.branches.length > 1;
  explanation.branches.forEach((branch, index) => {
    if (many)
      lines.push(
        `  alternative ${index + 1} of ${explanation.branches.length}: ${branch.matches ? 'match' : 'no match'}`,
      );
    lines.push(...branchLines(branch, many ? '    ' : '  '));
  });
  return lines.join('\n');
}

function headline({ matches, branches, decided }: Explanation): string {
  if (matches) return 'match';
  if (branches.length === 0) return 'no match: the event is not a JSON object';
  if (branches.some((branch) => branch.differentElements)) {
    return 'no match: every field matches, but not with values from the same array element';
  }
  return decided === undefined ? 'no match' : `no match: ${decided.path} is ${seen(decided)}`;
}

function branchLines(branch: BranchExplanation, indent: string): string[] {
  const pathWidth = Math.max(...branch.fields.map(({ path }) => path.length));
  const seenWidth = Math.max(...branch.fields.map((field) => seen(field).length));
  return branch.fields.map((field) =>
    `${indent}${field.matches ? 'yes' : 'NO '}  ${field.path.padEnd(pathWidth)}  ${seen(field).padEnd(seenWidth)}  ${verdict(field)}`.trimEnd(),
  );
}

function seen({ held, saw }: FieldExplanation): string {
  if (held?.value !== undefined) return held.value;
  const more = saw.length - MAX_SHOWN;
  return saw.slice(0, MAX_SHOWN).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function verdict({ held, wanted }: FieldExplanation): string {
  return held === undefined ? `wanted ${wanted.join(' or ')}` : `is ${held.clause}`;
}
