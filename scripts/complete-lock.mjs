// Completes package-lock.json after `npm install`.
//
// Some registries lack the optional binaries other platforms need (@biomejs/cli-darwin-arm64, ...). npm then leaves them out
// of the lock file, and `npm ci` refuses the lock as incomplete. An entry without an address is enough: npm skips an optional
// package of another platform, and fetches it by name on the platform that wants it.
import { readFileSync, writeFileSync } from 'node:fs';

const file = process.argv[2] ?? 'package-lock.json';
const lock = JSON.parse(readFileSync(file, 'utf8'));
const PLATFORM = /(darwin|android|linux|win32|freebsd|openbsd|netbsd|sunos|aix|openharmony)/;
const PROCESSOR = /(arm64|x64|ia32|arm|riscv64|s390x|ppc64|wasm32)/;

const resolved = (owner, name) =>
  `${owner ? `${owner}/` : ''}node_modules/${name}` in lock.packages || `node_modules/${name}` in lock.packages;

function stub(name, version, owner) {
  const os = PLATFORM.exec(name)?.[1];
  const cpu = PROCESSOR.exec(os ? name.slice(name.indexOf(os) + os.length) : name)?.[1];
  return {
    version,
    ...(cpu && { cpu: [cpu] }),
    ...(owner.dev && { dev: true }),
    optional: true,
    ...(os && { os: [os] }),
    ...(/musl/.test(name) && { libc: ['musl'] }),
  };
}

let added = 0;
for (const [path, owner] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(owner.optionalDependencies ?? {})) {
    if (resolved(path, name)) continue;
    if (!/^\d+\.\d+\.\d+/.test(version)) {
      console.error(`complete-lock: ${path} wants ${name}@${version}: not an exact version, left out`);
      continue;
    }
    lock.packages[`node_modules/${name}`] = stub(name, version, owner);
    added++;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`complete-lock: ${added} entries added`);
