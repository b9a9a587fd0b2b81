import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../core/cloudtrail/index.ts';
import { ConfigQueryError, parseConfigQuery, runConfigQuery, selectFields } from '../../../core/config-query/index.ts';

const items: JsonObject[] = [
  {
    resourceId: 'sg-1',
    resourceType: 'AWS::EC2::SecurityGroup',
    tags: [{ key: 'env', value: 'prod', tag: 'env=prod' }],
    configuration: { ports: [22, 443], ipRanges: ['10.0.0.0/24', '192.168.0.2/32'], open: true, size: 3 },
  },
  {
    resourceId: 'sg-2',
    resourceType: 'AWS::EC2::SecurityGroup',
    configuration: { ports: [3389], ipRanges: ['10.0.0.0/8'], ipv6: ['2001:db8::/32'], open: false, size: 5 },
  },
  { resourceId: 'gone', resourceType: 'AWS::S3::Bucket', configurationItemStatus: 'ResourceDeleted' },
  { resourceId: 'b', resourceType: 'AWS::S3::Bucket', configuration: { rules: [{ id: 'x', on: 1 }, { id: 'y' }] } },
];
const run = (expression: string) => runConfigQuery(parseConfigQuery(expression), items);
const ids = (condition: string) => run(`SELECT resourceId WHERE ${condition}`).map(({ resourceId }) => resourceId);

describe('an advanced query', () => {
  it('lets another element of an array satisfy each condition', () => {
    expect(ids('configuration.ports = 22 AND configuration.ports = 443')).toEqual(['sg-1']);
    expect(ids('configuration.ports > 3000')).toEqual(['sg-2']);
  });

  it('takes an address to equal every range it lies in', () => {
    expect(ids("configuration.ipRanges = '10.0.0.7'")).toEqual(['sg-1', 'sg-2']);
    expect(ids("configuration.ipRanges = '10.0.0.0/16'")).toEqual(['sg-2']);
    expect(ids("configuration.ipv6 = '2001:DB8:0::9'")).toEqual(['sg-2']);
  });

  it('finds exactly one range as the guide shows it', () => {
    const range = 'configuration.ipRanges';
    expect(
      ids(
        `${range} BETWEEN '10.0.0.0' AND '10.255.255.255' AND NOT ${range} < '10.0.0.0' AND NOT ${range} > '10.255.255.255'`,
      ),
    ).toEqual(['sg-2']);
    expect(ids(`${range} BETWEEN '10.0.0.0' AND '10.0.255.255'`)).toEqual(['sg-2']);
  });

  it('denies with NOT, before AND, before OR, inside parentheses first', () => {
    expect(ids("NOT resourceId = 'sg-1' AND resourceType LIKE 'AWS::EC2%'")).toEqual(['sg-2']);
    expect(ids("resourceId = 'b' OR resourceId = 'sg-1' AND configuration.open = false")).toEqual(['b']);
    expect(ids("(resourceId = 'b' OR resourceId = 'sg-2') AND configuration.open = false")).toEqual(['sg-2']);
    expect(ids("resourceId NOT IN ('b', 'sg-2')")).toEqual(['sg-1']);
  });

  it('finds a plain state under `value`, as the example of volumes that are not in use has it', () => {
    const volumes: JsonObject[] = [
      { resourceId: 'vol-1', configuration: { state: 'available', attachments: [] } },
      { resourceId: 'vol-2', configuration: { state: { value: 'available' } } },
      { resourceId: 'vol-3', configuration: { state: 'in-use' } },
      { resourceId: 'i-1', configuration: { state: { code: 16, name: 'available' } } },
    ];
    const query = "SELECT resourceId, configuration.state.value WHERE configuration.state.value = 'available'";
    expect(runConfigQuery(parseConfigQuery(query), volumes)).toEqual([
      { resourceId: 'vol-1', configuration: { state: { value: 'available' } } },
      { resourceId: 'vol-2', configuration: { state: { value: 'available' } } },
    ]);
  });

  it('compares dates as moments, however they are spelled', () => {
    const dated: JsonObject[] = [
      { resourceId: 'before', resourceCreationTime: '2024-05-01T23:59:59.999Z' },
      { resourceId: 'at', resourceCreationTime: '2024-05-02T00:00:00.000Z' },
      { resourceId: 'after', resourceCreationTime: '2024-05-02T09:30:00.000Z' },
    ];
    const found = (condition: string) =>
      runConfigQuery(parseConfigQuery(`SELECT resourceId WHERE resourceCreationTime ${condition}`), dated).map(
        ({ resourceId }) => resourceId,
      );
    expect(found("= '2024-05-02T00:00:00Z'")).toEqual(['at']);
    expect(found(">= '2024-05-02'")).toEqual(['at', 'after']);
    expect(found("BETWEEN '2024-05-01T00:00:00' AND '2024-05-02T02:00:00+02:00'")).toEqual(['before', 'at']);
    expect(found("> '2024-05-02T18:00:00+09:00'")).toEqual(['after']);
  });

  it('does not see what is gone', () => {
    expect(ids("resourceType = 'AWS::S3::Bucket'")).toEqual(['b']);
  });

  it('gives selected properties nested, arrays element by element', () => {
    expect(run("SELECT configuration.rules.id, resourceId WHERE resourceId = 'b'")).toEqual([
      { resourceId: 'b', configuration: { rules: [{ id: 'x' }, { id: 'y' }] } },
    ]);
    expect(run("SELECT configuration.absent WHERE resourceId = 'sg-1'")).toEqual([{ configuration: {} }]);
  });

  it('groups, aggregates and orders', () => {
    expect(run('SELECT resourceType, COUNT(*) GROUP BY resourceType ORDER BY COUNT(*) DESC')).toEqual([
      { resourceType: 'AWS::EC2::SecurityGroup', 'COUNT(*)': 2 },
      { resourceType: 'AWS::S3::Bucket', 'COUNT(*)': 1 },
    ]);
    expect(run('SELECT AVG(configuration.size), MIN(configuration.size), COUNT(configuration.size)')).toEqual([
      { 'AVG(configuration.size)': 4, 'MIN(configuration.size)': 3, 'COUNT(configuration.size)': 2 },
    ]);
    expect(run('SELECT resourceId ORDER BY configuration.size DESC, resourceId')).toEqual([
      { resourceId: 'sg-2' },
      { resourceId: 'sg-1' },
      { resourceId: 'b' },
    ]);
  });

  it('names its columns', () => {
    expect(selectFields(parseConfigQuery('select count(*), accountId group by accountId'))).toEqual([
      'COUNT(*)',
      'accountId',
    ]);
  });

  it.each([
    '',
    'SELECT',
    'SELECT resourceId FROM resources',
    'SELECT DISTINCT resourceId',
    'SELECT resourceId AS id',
    'SELECT ALL resourceId',
    "SELECT a WHERE b = 'x' JOIN c",
    'SELECT a WHERE b IS NULL',
    "SELECT a WHERE 'x' = b",
    'SELECT a WHERE b = c',
    'SELECT a WHERE b IN ()',
    "SELECT a WHERE b LIKE 'ab%'",
    "SELECT a WHERE b LIKE 'abc%d'",
    "SELECT a WHERE b = 'unclosed",
    'SELECT a WHERE COUNT(*) > 2',
    'SELECT a WHERE (b = 1',
    'SELECT SUM(*)',
    'SELECT SUM(COUNT(a))',
    'SELECT FLOOR(a)',
    'SELECT a, COUNT(*)',
    'SELECT a, COUNT(*) GROUP BY b',
    'SELECT * GROUP BY a',
    'SELECT *, a',
    'SELECT COUNT(*) GROUP BY a, b, c, d',
    'SELECT a, b, COUNT(*) GROUP BY a, b ORDER BY COUNT(*)',
    'SELECT resourceid, resourceId',
    'SELECT configuration.ipAddress, configuration.ipaddressPermissions',
    "SELECT resourceId WHERE configuration.dbclusterIdentifier = 'a' OR configuration.dBClusterIdentifier = 'a'",
    'SELECT a ORDER a',
    'SELECT a WHERE b == 1',
    'SELECT a; SELECT b',
  ])('is refused: %s', (expression) => {
    expect(() => parseConfigQuery(expression)).toThrow(ConfigQueryError);
  });
});
