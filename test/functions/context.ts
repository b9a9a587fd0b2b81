import type { Context } from 'aws-lambda';

/** What Lambda tells a handler of its invocation. */
export const context: Context = {
  awsRequestId: 'a1',
  functionName: 'f',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:f',
  memoryLimitInMB: '256',
  logGroupName: '/aws/lambda/f',
  logStreamName: 's',
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: () => 30_000,
  done() {},
  fail() {},
  succeed() {},
};
