import { csv } from '../parameters.ts';
import { listAt, textAt } from '../read.ts';
import { compliantWhen, defineResourceRule, notApplicable } from '../rule.ts';

/** States in which an instance is there to be judged. @see AWS Config managed rule "rds-logging-enabled", note */
export const THERE = ['', 'available', 'backing-up', 'storage-optimization', 'storage-full'];

/** What each engine can export, and so has to. */
const LOGS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(mysql|mariadb)/, ['audit', 'error', 'general', 'slowquery']],
  [/^aurora(-mysql)?$/, ['audit', 'error', 'general', 'slowquery']],
  [/postgres/, ['postgresql', 'upgrade']],
  [/^oracle/, ['alert', 'audit', 'trace', 'listener']],
  [/^sqlserver/, ['error', 'agent']],
];

const instance = (engine: string, ...enabledCloudwatchLogsExports: string[]) => ({
  configuration: { engine, enabledCloudwatchLogsExports },
});

/** Of `oracle: general, slowquery ; aurora: alert` what is said of an engine, or of its family. */
function additionalFor(engine: string, text = ''): string[] {
  return text.split(';').flatMap((part) => {
    const [name = '', logs] = part.split(':').map((each) => each.trim());
    return name !== '' && (engine === name || engine.startsWith(`${name}-`)) ? csv(logs) : [];
  });
}

/** @see AWS Config managed rule "rds-logging-enabled" */
export default defineResourceRule({
  id: 'RDS_LOGGING_ENABLED',
  resourceTypes: ['AWS::RDS::DBInstance'],
  parameters: { additionalLogs: { type: 'String' } },
  evaluate: ({ configuration }, { parameters }) => {
    if (!THERE.includes(textAt(configuration, 'dBInstanceStatus'))) return notApplicable('not available');
    const engine = textAt(configuration, 'engine');
    const exported = listAt(configuration, 'enabledCloudwatchLogsExports');
    const usual = LOGS.find(([pattern]) => pattern.test(engine))?.[1] ?? [];
    const wanted = [...new Set([...usual, ...additionalFor(engine, parameters.additionalLogs)])];
    const missing = wanted.filter((log) => !exported.includes(log));
    return compliantWhen(missing.length === 0, `Not exported: ${missing.join(', ')}`);
  },
  complies: [instance('postgres', 'postgresql', 'upgrade'), instance('sqlserver-se', 'agent', 'error')],
  violates: [
    instance('postgres', 'postgresql'),
    instance('mysql'),
    instance('aurora'),
    {
      ...instance('oracle-ee', 'alert', 'audit', 'trace', 'listener'),
      parameters: { additionalLogs: 'oracle: oemagent ; aurora: error' },
    },
  ],
  exempts: [{ configuration: { engine: 'mysql', dBInstanceStatus: 'creating' } }],
});
