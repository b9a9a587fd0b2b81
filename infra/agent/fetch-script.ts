/**
 * A program for Node that gets one object from S3 with the instance's role, signed by hand: images differ in what they have (AWS CLI,
 * curl), and Node is there by then. Arguments: region, endpoint, bucket, key, file. At an instance's start the role may not be there
 * yet, so it tries for two minutes.
 */
export const FETCH_SCRIPT = `const { createHash, createHmac } = require('node:crypto');
const { writeFileSync } = require('node:fs');
const [region, standard, bucket, key, file] = process.argv.slice(2);
const path = '/' + bucket + '/' + key.split('/').map(encodeURIComponent).join('/');
const { AWS_EC2_METADATA_SERVICE_ENDPOINT, AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL } = process.env;
const metadata = (AWS_EC2_METADATA_SERVICE_ENDPOINT || 'http://169.254.169.254') + '/latest/';
const endpoint = new URL(AWS_ENDPOINT_URL_S3 || AWS_ENDPOINT_URL || standard);

async function get(url, init) {
  const answer = await fetch(url, { signal: AbortSignal.timeout(30000), ...init });
  if (!answer.ok) throw new Error(url + ': ' + answer.status + ' ' + (await answer.text()).slice(0, 300));
  return answer;
}

async function credentials() {
  const lifetime = { 'x-aws-ec2-metadata-token-ttl-seconds': '300' };
  const token = await (await get(metadata + 'api/token', { method: 'PUT', headers: lifetime })).text();
  const ask = async (what) => (await get(metadata + what, { headers: { 'x-aws-ec2-metadata-token': token } })).text();
  const roles = 'meta-data/iam/security-credentials/';
  return JSON.parse(await ask(roles + (await ask(roles)).trim()));
}

async function object() {
  const { AccessKeyId, SecretAccessKey, Token } = await credentials();
  const date = new Date().toISOString().replace(/[-:]|[.][0-9]+/g, '');
  const hash = (text) => createHash('sha256').update(text).digest('hex');
  const hmac = (key, text) => createHmac('sha256', key).update(text).digest();
  const headers = { host: endpoint.host, 'x-amz-content-sha256': hash(''), 'x-amz-date': date, 'x-amz-security-token': Token };
  const names = Object.keys(headers).join(';');
  const canonical = ['GET', path, '', ...Object.entries(headers).map((pair) => pair.join(':')), '', names, hash('')];
  const scope = [date.slice(0, 8), region, 's3', 'aws4_request'];
  const text = ['AWS4-HMAC-SHA256', date, scope.join('/'), hash(canonical.join('\\n'))].join('\\n');
  const signature = createHmac('sha256', scope.reduce(hmac, 'AWS4' + SecretAccessKey)).update(text).digest('hex');
  headers.authorization =
    'AWS4-HMAC-SHA256 Credential=' + AccessKeyId + '/' + scope.join('/') + ', SignedHeaders=' + names + ', Signature=' + signature;
  return Buffer.from(await (await get(new URL(path, endpoint), { headers })).arrayBuffer());
}

(async () => {
  for (let tries = 1; ; tries += 1) {
    try {
      return writeFileSync(file, await object());
    } catch (error) {
      if (tries === 12) throw error;
      await new Promise((resolve) => setTimeout(resolve, 10000));
    }
  }
})().catch((error) => {
  console.error('trailkeeper-agent: ' + error.message);
  process.exit(1);
});`;
