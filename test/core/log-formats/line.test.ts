import { describe, expect, it } from 'vitest';
import { allFields, discoverFields, MessageFields, parseFlowLog } from '../../../core/log-formats/index.ts';

const id = '0f1e2d3c-aaaa-4bbb-8ccc-1234567890ab';

describe('VPC flow logs', () => {
  it('are read in the default format', () => {
    const line =
      '2 123456789010 eni-1235b8ca123456789 172.31.16.139 172.31.16.21 20641 22 6 20 4249 1418530010 1418530070 ACCEPT OK';

    expect(discoverFields(line)).toEqual({
      version: '2',
      accountId: '123456789010',
      interfaceId: 'eni-1235b8ca123456789',
      srcAddr: '172.31.16.139',
      dstAddr: '172.31.16.21',
      srcPort: '20641',
      dstPort: '22',
      protocol: '6',
      packets: '20',
      bytes: '4249',
      startTime: '1418530010',
      endTime: '1418530070',
      action: 'ACCEPT',
      logStatus: 'OK',
    });
  });

  it('are read where there is no data', () => {
    const line = '2 123456789010 eni-1235b8ca123456789 - - - - - - - 1431280876 1431280934 - NODATA';

    expect(discoverFields(line)).toMatchObject({ srcAddr: '-', logStatus: 'NODATA' });
  });

  it('are read in a format of their own', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: AWS writes formats so.
    const format = '${version} ${vpc-id} ${srcaddr} ${tcp-flags} ${pkt-dst-aws-service} ${start}';

    expect(parseFlowLog('5 vpc-1a2b 10.0.0.1 19 S3 1418530010', format)).toEqual({
      version: '5',
      vpcId: 'vpc-1a2b',
      srcAddr: '10.0.0.1',
      tcpFlags: '19',
      pktDstAwsService: 'S3',
      startTime: '1418530010',
    });
    expect(parseFlowLog('5 vpc-1a2b', format)).toBeUndefined();
  });
});

describe('Lambda logs', () => {
  it('tell the figures of a REPORT line, memory in bytes', () => {
    const line = `REPORT RequestId: ${id}\tDuration: 12.34 ms\tBilled Duration: 13 ms\tMemory Size: 128 MB\tMax Memory Used: 70 MB\tInit Duration: 150.5 ms\t\nXRAY TraceId: 1-5e34a614-10bdeb\tSegmentId: 3b1f\tSampled: true`;

    expect(discoverFields(line)).toEqual({
      '@type': 'REPORT',
      '@requestId': id,
      '@duration': '12.34',
      '@billedDuration': '13',
      '@memorySize': '128000000',
      '@maxMemoryUsed': '70000000',
      '@initDuration': '150.5',
      '@xrayTraceId': '1-5e34a614-10bdeb',
      '@xraySegmentId': '3b1f',
    });
  });

  it.each([
    [`START RequestId: ${id} Version: $LATEST`, { '@type': 'START', '@requestId': id }],
    [`END RequestId: ${id}`, { '@type': 'END', '@requestId': id }],
    ['INIT_START Runtime Version: nodejs:24.v1', { '@type': 'INIT_START' }],
    [
      `2026-01-05T08:36:16.123Z\t${id}\tERROR\tno such user\n`,
      { '@requestId': id, level: 'ERROR', text: 'no such user' },
    ],
    [`[WARNING]\t2026-01-05T08:36:16.123Z\t${id}\tslow`, { '@requestId': id, level: 'WARNING', text: 'slow' }],
  ])('%j', (line, expected) => expect(discoverFields(line)).toEqual(expected));

  it('have the fields of the JSON document a function wrote', () => {
    const line = `2026-01-05T08:36:16.123Z\t${id}\tINFO\t{"user":{"name":"ann"},"ms":12} and {"more":1}`;
    const fields = new MessageFields(['user.name', 'ms', '@requestId', 'more']);

    fields.read(line);

    expect([0, 1, 2, 3].map((index) => fields.value(index))).toEqual(['ann', '12', id, undefined]);
  });
});

describe('other logs', () => {
  it.each<[name: string, line: string, expected: object]>([
    [
      'Route 53 query log',
      '1.0 2026-01-05T08:16:02.130Z Z123412341234 example.com A NOERROR UDP FRA6 2001:db8::1234 192.168.222.0/24',
      {
        version: '1.0',
        hostZoneId: 'Z123412341234',
        queryName: 'example.com',
        responseCode: 'NOERROR',
        edgeLocation: 'FRA6',
      },
    ],
    [
      'Apache common format',
      '127.0.0.1 - frank [05/Jan/2026:08:36:16 +0000] "GET /apache_pb.gif HTTP/1.0" 200 2326',
      { clientIp: '127.0.0.1', user: 'frank', method: 'GET', path: '/apache_pb.gif', status: '200', bytes: '2326' },
    ],
    [
      'Nginx combined format',
      '203.0.113.9 - - [05/Jan/2026:08:36:16 +0000] "POST /login HTTP/2.0" 302 0 "https://example.com/" "Mozilla/5.0 (X11)"',
      { status: '302', referer: 'https://example.com/', userAgent: 'Mozilla/5.0 (X11)' },
    ],
    [
      'Nginx error log',
      '2026/01/05 08:36:16 [error] 12#12: *7 open() "/x" failed (2: No such file), client: 203.0.113.9, server: _',
      { level: 'error', pid: '12', clientIp: '203.0.113.9' },
    ],
    [
      'Apache error log',
      '[Mon Jan 05 08:36:16.123456 2026] [core:error] [pid 35708:tid 43] [client 203.0.113.9:51234] File not found',
      { level: 'error', pid: '35708', clientIp: '203.0.113.9:51234', text: 'File not found' },
    ],
    [
      'API Gateway access log',
      '203.0.113.9 - - [05/Jan/2026:08:36:16 +0000]"GET /pets HTTP/1.1" 200 14 JKJaXmPLvHcESHA=',
      { path: '/pets', status: '200', requestId: 'JKJaXmPLvHcESHA=' },
    ],
    [
      'API Gateway execution log',
      `(${id}) Method completed with status: 403`,
      { requestId: id, status: '403', text: 'Method completed with status: 403' },
    ],
    [
      'ECS agent',
      'level=info time=2026-01-05T08:36:16Z msg="Task \\"web\\" started" module=engine.go',
      { level: 'info', msg: 'Task "web" started' },
    ],
    ['ECS agent, older', '2026-01-05T08:36:16Z [WARN] disk is full', { level: 'WARN', text: 'disk is full' }],
    [
      'Beanstalk engine',
      '2026/01/05 08:36:16.123456 [INFO] Executing instruction: Deploy',
      { level: 'INFO', text: 'Executing instruction: Deploy' },
    ],
    ['Beanstalk activity', '[2026-01-05T08:36:16.123Z] INFO  [2345] - done', { level: 'INFO' }],
    [
      'Beanstalk web log',
      'Jan  5 08:36:16 ip-10-0-0-1 web[321]: listening',
      { host: 'ip-10-0-0-1', program: 'web', pid: '321', text: 'listening' },
    ],
    ['anything else', 'just words', {}],
  ])('%s', (_, line, expected) => {
    expect(discoverFields(line)).toMatchObject(expected);
  });
});

describe('JSON documents', () => {
  const names = ['a.b', 'list.1.x', 'dotted.key.c', 'none', 'flag', 'nothing', 'part', '0'];

  it('are read by flattened names', () => {
    const fields = new MessageFields(names);

    fields.read(
      '{"a":{"b":"x\\ny"},"list":[{"x":1},{"x":2.50}],"dotted.key":{"c":3},"flag":true,"nothing":null,"part":{"z":[1]}}',
    );

    expect(names.map((_, index) => fields.value(index))).toEqual([
      'x\ny',
      '2.50',
      '3',
      undefined,
      true,
      undefined,
      { z: [1] },
      undefined,
    ]);
  });

  it('have no fields where they are broken', () => {
    const fields = new MessageFields(['a.b']);

    fields.read('{"a":{"b":1}');

    expect(fields.value(0)).toBeUndefined();
  });

  it('are listed with all their fields', () => {
    expect(allFields('{"a":{"b":1},"list":[true,"x"],"nothing":null}')).toEqual({
      'a.b': '1',
      'list.0': '1',
      'list.1': 'x',
    });
  });

  it('have a second @ before a name that begins with one, as the fields CloudWatch Logs makes begin so', () => {
    const message = '{"@version":"1","@type":"REPORT","a":{"@id":"x"}}';
    const fields = new MessageFields(['@@version', '@version', '@@type', '@type', 'a.@id']);

    fields.read(message);

    expect([0, 1, 2, 3, 4].map((index) => fields.value(index))).toEqual(['1', undefined, 'REPORT', undefined, 'x']);
    expect(allFields(message)).toEqual({ '@@version': '1', '@@type': 'REPORT', 'a.@id': 'x' });
  });
});
