import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { typeCommand } from './command-line-runner.ts';
import { field } from './door-support.ts';

/** Parts of the story of the command line, told like the rest to a folder of one's own and to a running Foyer. */
export function tellOfSources(folder: () => string): void {
  const foyer = (args: string[]) => typeCommand(folder(), args);

  it('a folder is followed, looked at, approved and looked at again', async () => {
    const watched = join(folder(), 'suivi');
    await mkdir(watched, { recursive: true });
    await writeFile(join(watched, 'horaires.txt'), 'Ouvert de neuf à dix-huit heures.');
    await utimes(join(watched, 'horaires.txt'), new Date(0), new Date(0));
    await foyer(['bot', 'add', '--name', 'Suivi', '--language', 'fr', '--json']);
    const added = await foyer(['source', 'add', '--bot', 'Suivi', watched, '--json']);
    expect([added.code, field(field(added.json, 'source'), 'condition')]).toEqual([0, 'first']);
    const looked = await foyer(['source', 'look', 'suivi', '--approve']);
    expect([looked.code, looked.stdout]).toEqual([
      0,
      'suivi : À jour\ndocuments : 1 ; attendent un accord : 0 à ajouter, 0 à mettre de côté\n',
    ]);
    await rm(watched, { recursive: true });
    const gone = await foyer(['source', 'look', 'suivi']);
    expect([gone.code, gone.stdout]).toEqual([
      1,
      expect.stringMatching(/^suivi : La source ne répond pas\. /),
    ]);
  });
}

export function tellOfLanguages(folder: () => string): void {
  const foyer = (args: string[], options: Parameters<typeof typeCommand>[2] = {}) =>
    typeCommand(folder(), args, options);

  it('doctor speaks the language of the system, or the one it is told to', async () => {
    const french = await foyer(['doctor']);
    expect(french.stdout).toMatch(/Base de données {2,}intacte/);
    expect(french.stdout).toMatch(/Mémoire {2,}\d+,\d Go/);
    expect(french.stdout).toMatch(/Journal d’activité {2,}\d+ entrées, sans rupture/);
    expect(french.stdout).toContain('Tout va bien.');
    expect(french.stdout).not.toMatch(/ready|unbroken|foreign|under way|free in/);
    for (const english of [
      await foyer(['doctor'], { language: 'en_GB.UTF-8' }),
      await foyer(['doctor', '--lang', 'en']),
      await foyer(['--lang=en', 'doctor']),
    ]) {
      expect(english.stdout).toMatch(/Database {2,}whole/);
      expect(english.stdout).toMatch(/Memory {2,}\d+\.\d GB/);
      expect(english.stdout).not.toMatch(/prêts|intacte|Go libres/);
    }
    const wrong = await foyer(['doctor', '--lang', 'klingon']);
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('fr ou en')]);
  });
}
