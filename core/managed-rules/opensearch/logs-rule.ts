import type { Json } from '../../cloudtrail/index.ts';
import { csv } from '../parameters.ts';
import { isTrue, textAt, valueAt } from '../read.ts';
import { compliantWhen, defineResourceRule, type ResourceRule } from '../rule.ts';

const LOGS: Readonly<Record<string, string>> = {
  search: 'SEARCH_SLOW_LOGS',
  index: 'INDEX_SLOW_LOGS',
  error: 'ES_APPLICATION_LOGS',
};

const isSent = (log: Json | undefined): boolean =>
  textAt(log, 'cloudWatchLogsLogGroupArn') !== '' && (valueAt(log, 'enabled') === undefined || isTrue(log, 'enabled'));

const domain = (logs: Readonly<Record<string, boolean>>) => ({
  configuration: {
    logPublishingOptions: Object.fromEntries(
      Object.entries(logs).map(([name, enabled]) => [name, { cloudWatchLogsLogGroupArn: 'arn:g', enabled }]),
    ),
  },
});

/** The rules about logs of search domains, of either service: those asked for are sent, or any. */
export const logsRule = (rule: { readonly id: string; readonly resourceTypes: readonly string[] }): ResourceRule =>
  defineResourceRule({
    ...rule,
    parameters: { logTypes: { type: 'CSV' } },
    evaluate: ({ configuration }, { parameters }) => {
      const options = valueAt(configuration, 'logPublishingOptions');
      const wanted = csv(parameters.logTypes);
      const missing = wanted.filter((type) => !isSent(valueAt(options, LOGS[type.toLowerCase()] ?? type)));
      if (missing.length > 0) return compliantWhen(false, `Not sent to CloudWatch Logs: ${missing.join(', ')}`);
      const isAny = wanted.length > 0 || Object.values(LOGS).some((name) => isSent(valueAt(options, name)));
      return compliantWhen(isAny, 'No log is sent to CloudWatch Logs.');
    },
    complies: [
      domain({ INDEX_SLOW_LOGS: true }),
      { ...domain({ ES_APPLICATION_LOGS: true, SEARCH_SLOW_LOGS: true }), parameters: { logTypes: 'error,search' } },
    ],
    violates: [
      { configuration: {} },
      domain({ INDEX_SLOW_LOGS: false }),
      { ...domain({ INDEX_SLOW_LOGS: true }), parameters: { logTypes: 'error' } },
    ],
  });
