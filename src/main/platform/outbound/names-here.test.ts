import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../../tests/support/temporary-folder.ts';
import { addressesHere } from './names-here.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const hosts = join(folder.path, 'hosts');
writeFileSync(
  hosts,
  '127.0.1.1\tportable portable.lan # this machine\n192.168.1.9 ollama Serveur\n::1 six\nno-address bad\n# 10.0.0.1 old\n',
);

describe('names that this machine knows', () => {
  it('are its own and those of its hosts file', async () => {
    expect((await addressesHere('localhost', hosts)).map(({ address }) => address)).toEqual([
      '127.0.0.1',
      '::1',
    ]);
    expect(await addressesHere('api.localhost.', hosts)).toHaveLength(2);
    expect(await addressesHere('Portable.LAN', hosts)).toEqual([{ address: '127.0.1.1', family: 4 }]);
    expect(await addressesHere('serveur', hosts)).toEqual([{ address: '192.168.1.9', family: 4 }]);
    expect(await addressesHere('six', hosts)).toEqual([{ address: '::1', family: 6 }]);
  });

  it('are no others, and none without a hosts file', async () => {
    for (const name of ['old', 'bad', 'this', 'exemple.fr', 'lan'])
      expect(await addressesHere(name, hosts), name).toEqual([]);
    expect(await addressesHere('portable', join(folder.path, 'missing'))).toEqual([]);
  });
});
