import { isTrue, textAt } from '../read.ts';
import { compliantWhen, defineAccountRule } from '../rule.ts';
import { isLogging, trail } from './trail.ts';

const secure = {
  isMultiRegionTrail: true,
  includeGlobalServiceEvents: true,
  logFileValidationEnabled: true,
  kmsKeyId: 'k',
};

/** @see AWS Config managed rule "cloudtrail-security-trail-enabled" */
export default defineAccountRule({
  id: 'CLOUDTRAIL_SECURITY_TRAIL_ENABLED',
  resourceTypes: ['AWS::CloudTrail::Trail'],
  periodic: true,
  judge: (trails) =>
    compliantWhen(
      trails.some(
        (each) =>
          isLogging(each) &&
          textAt(each.configuration, 'kmsKeyId') !== '' &&
          ['isMultiRegionTrail', 'includeGlobalServiceEvents', 'logFileValidationEnabled'].every((name) =>
            isTrue(each.configuration, name),
          ),
      ),
      'No trail is multi-region, validated, encrypted and with global events at once.',
    ),
  complies: [[trail(secure)]],
  violates: [[], [trail({ ...secure, kmsKeyId: null })], [trail({ ...secure, isMultiRegionTrail: false })]],
});
