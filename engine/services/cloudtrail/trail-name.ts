import { AwsError } from '../../errors.ts';

/** Refuses what cannot be a trail's name, in CloudTrail's words. */
export function checkTrailName(name: string): void {
  const refuse = (message: string) => new AwsError('InvalidTrailNameException', message);
  if (name.length < 3) {
    throw refuse(
      `Trail name too short. Minimum allowed length: 3 characters. Specified name length: ${name.length} characters.`,
    );
  }
  if (name.length > 128) {
    throw refuse(
      `Trail name too long. Maximum allowed length: 128 characters. Specified name length: ${name.length} characters.`,
    );
  }
  if (!/^[A-Za-z0-9]/.test(name)) throw refuse('Trail name must starts with a letter or number.');
  if (!/[A-Za-z0-9]$/.test(name)) throw refuse('Trail name must ends with a letter or number.');
  if (!/^[A-Za-z0-9._-]+$/.test(name)) {
    throw refuse(
      'Trail name or ARN can only contain uppercase letters, lowercase letters, numbers, periods (.), hyphens (-), and underscores (_).',
    );
  }
  if (/[._-]{2}/.test(name)) {
    throw refuse('Trail name or ARN cannot have adjacent periods (.), hyphens (-), or underscores (_).');
  }
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(name)) throw refuse('Trail name cannot be in IP address format.');
}
