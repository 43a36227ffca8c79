import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missingDeclared, type Declared } from '../support/architecture/declared-words.ts';
import { join } from '../support/people.ts';
import { startTemporaryApp, type TemporaryApp } from '../support/temporary-app.ts';

describe('what parts declare with words beside it', () => {
  let foyer: TemporaryApp;
  beforeAll(async () => {
    foyer = await startTemporaryApp();
  });
  afterAll(() => foyer.close());

  it('is said in both languages: schedules, tasks, deeds and fields of the log, notifications', async () => {
    const { client } = foyer;
    const schedules = await client.jobs.schedules({});
    const { words } = await client.audit.actions({});
    const admin = await join(foyer, 'admin@exemple.fr', 'admin');
    const { kinds } = await admin.client.notifications.preferences({});
    expect(Math.min(schedules.length, kinds.length, Object.keys(words.tasks).length)).toBeGreaterThan(3);
    const declared: Declared[] = [
      ...schedules.flatMap(({ name, called, about }) => [
        { where: `the schedule ${name}: say what its kind of job is called: called`, words: called },
        { where: `the schedule ${name}: say what becomes of it: about`, words: about },
      ]),
      ...kinds.flatMap(({ name, called, hint }) => [
        { where: `the notification ${name}: say what it is called: called`, words: called },
        { where: `the notification ${name}: say what it is: hint`, words: hint },
      ]),
      ...Object.entries(words).flatMap(([family, entries]) =>
        Object.entries(entries).map(([name, said]) => ({
          where: `${family} of the log: say ${name}`,
          words: said,
        })),
      ),
    ];
    expect(missingDeclared(declared)).toEqual([]);
  });

  it('is asked for when it is missing, or in the other language', () => {
    const where = 'the schedule notes.tidy: say what becomes of it: about';
    expect(missingDeclared([{ where, words: { fr: 'Range les notes.', en: '' } }])).toEqual([`${where}.en`]);
    expect(missingDeclared([{ where, words: null }])).toEqual([`${where}.fr`, `${where}.en`]);
    const [said] = missingDeclared([{ where, words: { fr: 'Tidies what is in the notes.', en: 'Tidies.' } }]);
    expect(said).toContain(`${where}.fr, without: `);
  });
});
