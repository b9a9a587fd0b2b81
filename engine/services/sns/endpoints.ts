import { parseArn } from '../../arn.ts';
import { invalid, invalidBare } from './errors.ts';

/** Protocols whose owner need not be asked: the account's own resources, and phones. */
const itself: ReadonlySet<string> = new Set(['sqs', 'lambda', 'firehose', 'application', 'sms']);

const asked: ReadonlySet<string> = new Set(['email', 'email-json', 'http', 'https']);

export const confirmsItself = (protocol: string): boolean => itself.has(protocol);

/** A phone number as SNS takes it: single dashes, dots, slashes or blanks between digits, at most one plus before. */
export const isPhoneNumber = (text: string): boolean => /^\+?\d+([-./ ]\d+)*$/.test(text);

/** Refuses a protocol SNS does not know, and an endpoint that is none of its protocol. */
export function checkEndpoint(protocol: string, endpoint: string): void {
  if (!itself.has(protocol) && !asked.has(protocol)) {
    throw invalid(`Amazon SNS does not support this protocol string: ${protocol}`);
  }
  const arn = parseArn(endpoint);
  switch (protocol) {
    case 'sqs':
      if (arn?.service !== 'sqs') throw invalid('SQS endpoint ARN');
      return;
    case 'lambda':
      if (arn?.service !== 'lambda') throw invalid('Lambda endpoint ARN');
      return;
    case 'firehose':
      if (arn?.service !== 'firehose') throw invalid('Firehose endpoint ARN');
      return;
    case 'sms':
      if (!isPhoneNumber(endpoint)) throw invalidBare(`Invalid SMS endpoint: ${endpoint}`);
      return;
    case 'email':
    case 'email-json':
      if (!/^[^\s@]+@[^\s@]+$/.test(endpoint)) throw invalid('Email address');
      return;
    case 'http':
    case 'https':
      if (!endpoint.startsWith(`${protocol}://`)) {
        throw invalid(`Endpoint must match the specified protocol`);
      }
  }
}
