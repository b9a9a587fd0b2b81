import type { AlertRule } from '../../rules/kit/index.ts';
import { arnOf, type Resource, type Value } from '../resource.ts';
import type { Settings } from '../settings.ts';
import { toDeadLetters } from './dead-letters.ts';
import { pascal } from './names.ts';

/** The name of an alert's rule on the bus. */
export const ruleName = (alert: Pick<AlertRule, 'id'>): string => `trailkeeper-${alert.id}`;

/**
 * A rule for each alert, all on the home region's bus, all to one handler. The handler is told which rule matched, so what it
 * writes is what the deployed rule found, whatever its own bundle's catalogue would say.
 */
export const alertRules = (alerts: readonly AlertRule[], { homeRegion: region }: Settings): Resource[] =>
  alerts.map((alert) => ({
    id: `${pascal(alert.id)}Rule`,
    type: 'AWS::Events::Rule',
    region,
    properties: {
      Name: ruleName(alert),
      Description: alert.title.en,
      EventPattern: alert.pattern as Value,
      State: 'ENABLED',
      Targets: [
        {
          Id: 'alert',
          Arn: arnOf('AlertFunction'),
          ...toDeadLetters,
          InputTransformer: { InputTemplate: `{"rule":${JSON.stringify(alert.id)},"event":<aws.events.event.json>}` },
        },
      ],
    },
    dependsOn: ['AlertPermission'],
  }));
