import { isTrue, textAt } from '../read.ts';
import { compliantWhen, defineAccountRule } from '../rule.ts';

const detector = (configuration: Record<string, boolean>) => ({
  resourceType: 'AWS::GuardDuty::Detector',
  configuration,
});

/** Under which account findings come together is not part of a detector's item and not judged. @see AWS Config managed rule "guardduty-enabled-centralized" */
export default defineAccountRule({
  id: 'GUARDDUTY_ENABLED_CENTRALIZED',
  resourceTypes: ['AWS::GuardDuty::Detector'],
  periodic: true,
  parameters: { CentralMonitoringAccount: { type: 'String' } },
  judge: (detectors) =>
    compliantWhen(
      detectors.some(
        ({ configuration }) => isTrue(configuration, 'Enable') || textAt(configuration, 'Status') === 'ENABLED',
      ),
      'GuardDuty is not on.',
    ),
  complies: [[detector({ Enable: true })]],
  violates: [[], [detector({ Enable: false })]],
});
