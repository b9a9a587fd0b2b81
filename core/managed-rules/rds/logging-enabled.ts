import { listAt, textAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

/** What each engine can export, and so has to. */
const LOGS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(mysql|mariadb)/, ['audit', 'error', 'general', 'slowquery']],
  [/^aurora-mysql/, ['audit', 'error', 'general', 'slowquery']],
  [/postgres/, ['postgresql', 'upgrade']],
  [/^oracle/, ['alert', 'audit', 'trace', 'listener']],
  [/^sqlserver/, ['error', 'agent']],
];

const instance = (engine: string, ...enabledCloudwatchLogsExports: string[]) => ({
  configuration: { engine, enabledCloudwatchLogsExports },
});

/** @see AWS Config managed rule "rds-logging-enabled" */
export default defineResourceRule({
  id: 'RDS_LOGGING_ENABLED',
  resourceTypes: ['AWS::RDS::DBInstance'],
  parameters: { additionalLogs: { type: 'String' } },
  evaluate: ({ configuration }) => {
    const engine = textAt(configuration, 'engine');
    const exported = listAt(configuration, 'enabledCloudwatchLogsExports');
    const wanted = LOGS.find(([pattern]) => pattern.test(engine))?.[1] ?? [];
    const missing = wanted.filter((log) => !exported.includes(log));
    return compliantWhen(missing.length === 0, `Not exported: ${missing.join(', ')}`);
  },
  complies: [instance('postgres', 'postgresql', 'upgrade'), instance('sqlserver-se', 'agent', 'error')],
  violates: [instance('postgres', 'postgresql'), instance('mysql')],
});
