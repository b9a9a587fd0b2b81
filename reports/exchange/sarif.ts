import { type SarifResult, type SarifRule, sarifLog } from '../../core/exchange/index.ts';
import { annotationIn } from '../annotations.ts';
import type { Assessment, SuppressionFinding } from '../assess.ts';
import { type Language, suppressionFindingText, textIn } from '../texts.ts';
import { type Finding, findingsOf, resourceName } from './findings.ts';

const LEVELS = { critical: 'error', high: 'error', medium: 'warning', low: 'note' } as const;
/** GitHub's scale of CVSS: 9 critical, 7 high, 4 medium. */
const SCORES = { critical: '9.0', high: '7.0', medium: '4.0', low: '2.0' } as const;

/** What does not comply; what somebody answers for is there as suppressed. */
export function sarifReport(assessment: Assessment, language: Language): string {
  const failing = findingsOf(assessment).filter(({ status }) => status === 'failed' || status === 'suppressed');
  const controls = new Map(failing.map(({ control }) => [control.id, control]));
  const rules = [...controls.values()].map(
    ({ id, title, todo, severity }): SarifRule => ({
      id,
      shortDescription: { text: title[language] },
      help: { text: todo[language] },
      properties: { 'security-severity': SCORES[severity], tags: ['security', assessment.framework] },
    }),
  );
  const log = sarifLog({
    tool: 'trailkeeper report',
    rules,
    results: [
      ...failing.map((finding) => resultOf(finding, language)),
      ...assessment.suppressionFindings.map((finding) => suppressionResult(finding, language)),
    ],
  });
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function resultOf({ control, resource, id }: Finding, language: Language): SarifResult {
  const name = resource ? resourceName(resource) : control.id;
  const decided = resource?.annotation ? `: ${annotationIn(language, resource.annotation)}` : '';
  const suppression = resource?.suppression;
  return {
    ruleId: control.id,
    level: LEVELS[control.severity],
    message: { text: `${control.title[language]}: ${name}${decided}` },
    locations: [
      {
        logicalLocations: [
          {
            name: resource?.resourceId ?? control.id,
            fullyQualifiedName: name,
            kind: resource?.resourceType ?? 'control',
          },
        ],
      },
    ],
    partialFingerprints: { 'trailkeeper/v1': id },
    ...(suppression && {
      suppressions: [
        {
          kind: 'external',
          status: 'accepted',
          justification: `${suppression.owner}: ${suppression.reason} (until ${suppression.expires})`,
        },
      ],
    }),
  };
}

const suppressionResult = ({ kind, suppression }: SuppressionFinding, language: Language): SarifResult => ({
  ruleId: `suppression-${kind}`,
  level: 'warning',
  message: {
    text: `${textIn(language, 'suppressionOf', { ...suppression, t: suppression.expires })}: ${suppressionFindingText[kind][language]}`,
  },
  locations: [{ logicalLocations: [{ name: suppression.resource, kind: 'suppression' }] }],
});
