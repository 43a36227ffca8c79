import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { typeCommand } from './command-line-runner.ts';
import { field, temporaryFolder } from './door-support.ts';
import { removeFolder } from '../support/temporary-folder.ts';

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => removeFolder(folder));

const foyer = (args: string[], options: Parameters<typeof typeCommand>[2] = {}) =>
  typeCommand(folder, args, options);

describe('how a command is written', () => {
  it.each([
    [['nonsense'], 'Commande inconnue : nonsense'],
    [['bot', 'add'], '--name'],
    [['bot', 'add', '--name', 'x', '--language', 'de'], 'fr, en'],
    [['ask', '--bot', 'x'], 'QUESTION'],
    [['search', '--bot', 'x', 'y', '--k', '0'], '--k'],
    [['client', 'list', '--nope'], '--nope'],
    [['connection', 'list', '--place', 'moon'], 'machine, network, internet, unknown'],
    [['user', 'add', '--email', 'a@b.fr', '--name', 'A', '--role', 'king', '--password-stdin'], 'owner'],
    [['user', 'add', '--email', 'a@b.fr', '--name', 'A', '--role', 'owner'], 'password-stdin'],
    [['serve', '--port', '99999'], '99999'],
  ])('%j is exit 2 and says why', async (args, why) => {
    const run = await foyer(args);
    expect(run.code).toBe(2);
    expect(run.stdout).toBe('');
    expect(run.stderr).toContain(why);
    const asJson = await foyer([...args, '--json']);
    expect(asJson.code).toBe(2);
    expect(field(field(asJson.json, 'error'), 'code')).toBe('request.invalid');
  });

  it('is explained in the language of the terminal', async () => {
    expect((await foyer([])).stdout).toContain('Commandes');
    expect((await foyer(['help', 'ask'], { language: 'en_GB.UTF-8' })).stdout).toContain('ask a question');
    expect((await foyer(['bot', 'add', '--help'])).code).toBe(0);
  });
});
