import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { classifyAddress } from './address.ts';
import type { ResolvedAddress } from './policy.ts';

const LOOPBACK: readonly ResolvedAddress[] = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
];

/** Where the system keeps the names that it knows by itself. */
const HOSTS_FILE =
  process.platform === 'win32'
    ? join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'drivers', 'etc', 'hosts')
    : '/etc/hosts';

/**
 * The addresses of a name that this machine knows without asking anybody: `localhost` and what its hosts file says.
 * Empty for any other: the system's resolver would ask a server for it.
 */
export async function addressesHere(name: string, hostsFile = HOSTS_FILE): Promise<ResolvedAddress[]> {
  const wanted = name.toLowerCase().replace(/\.$/, '');
  if (wanted === 'localhost' || wanted.endsWith('.localhost')) return [...LOOPBACK];
  return (await readHosts(hostsFile)).flatMap(line => {
    const [address = '', ...names] = line.replace(/#.*$/, '').trim().split(/\s+/);
    if (!names.some(own => own.toLowerCase() === wanted) || classifyAddress(address) === null) return [];
    return [{ address, family: address.includes(':') ? 6 : 4 }];
  });
}

async function readHosts(file: string): Promise<string[]> {
  try {
    return (await readFile(file, 'utf8')).split(/\r?\n/);
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EACCES'))
      return [];
    throw error;
  }
}
