import { type JunitCase, junitXml } from '../../core/exchange/index.ts';
import { annotationIn } from '../annotations.ts';
import type { Assessment } from '../assess.ts';
import { type Language, statusText, suppressionFindingText, textIn } from '../texts.ts';
import { type Finding, findingsOf, resourceName } from './findings.ts';

/** A section is a suite, a verdict on a resource a test; what is undecided or answered for is skipped. */
export function junitReport(assessment: Assessment, language: Language): string {
  const findings = findingsOf(assessment);
  const suites = assessment.sections.map(({ title }) => ({
    name: `${assessment.title}: ${title[language]}`,
    cases: findings
      .filter(({ section }) => section === title)
      .map((finding) => caseOf(finding, assessment.framework, language)),
  }));
  const needy = assessment.suppressionFindings.map(({ kind, suppression }) => ({
    classname: 'suppressions',
    name: textIn(language, 'suppressionOf', { ...suppression, t: suppression.expires }),
    failure: { message: suppressionFindingText[kind][language], type: kind },
  }));
  return junitXml([...suites, ...(needy.length > 0 ? [{ name: textIn(language, 'suppressions'), cases: needy }] : [])]);
}

function caseOf({ control, resource, status }: Finding, framework: string, language: Language): JunitCase {
  const classname = `${framework}.${control.id}`;
  const title = `${control.id} ${control.title[language]}`;
  const name = resource ? `${title}: ${resourceName(resource)}` : title;
  const decided = resource?.annotation && annotationIn(language, resource.annotation);
  switch (status) {
    case 'failed':
      return {
        classname,
        name,
        failure: {
          message: decided ?? statusText.failed[language],
          type: control.severity,
          details: `${resource?.rule ?? ''}\n${control.todo[language]}`.trim(),
        },
      };
    case 'suppressed': {
      const suppression = resource?.suppression;
      const said = suppression && textIn(language, 'answersFor', { ...suppression, t: suppression.expires });
      return { classname, name, skipped: said ?? statusText.suppressed[language] };
    }
    case 'passed':
      return { classname, name };
    default:
      return { classname, name, skipped: statusText[status][language] };
  }
}
