import { implement } from '@orpc/server';
import { and, desc, eq } from 'drizzle-orm';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { z } from 'zod';
import { editors } from '#shared/contract/route.ts';
import { FoyerError, type ErrorCode } from '#shared/errors.ts';
import { guard, type Guards } from '#main/features/access/implementer.ts';
import type { RequestContext } from '#main/app/ports.ts';
import { localDay } from '#main/platform/local-day.ts';
import { notificationKind } from '#main/features/notifications/index.ts';
import {
  defineEvent,
  defineMetric,
  eventWork,
  jobKind,
  jobWork,
  newId,
  part,
  rulesOf,
  withinScope,
  type ClientScope,
  type House,
  type ModuleNeeds,
} from '#modules/api.ts';
import { clients, column, OF_ONE_CLIENT, tableRules } from '#modules/table-api.ts';
import type { GardenContract } from './garden-contract.ts';

type Row = { id: string; clientId: string; title: string; tended: boolean; createdAt: string };

/** The main side of what grows sprouts under a name: a table, routes, a job that is due, an event, a figure, a notification. */
export function gardenMain(name: string, contract: GardenContract, { place }: { place: number }) {
  const sprouts = sqliteTable(`${name}_sprouts`, {
    id: text('id').primaryKey(),
    clientId: text('client_id')
      .notNull()
      .references(() => clients.id),
    title: text('title').notNull(),
    tended: integer('tended', { mode: 'boolean' }).notNull(),
    createdAt: text('created_at').notNull(),
  });
  const sproutRules = tableRules(sprouts, {
    client: 'clientId',
    counted: { as: { fr: `Pousses de ${name}`, en: `Sprouts of ${name}` } },
    audit: {
      columns: {
        id: 'ignored',
        clientId: 'ignored',
        title: 'ignored',
        tended: 'watched',
        createdAt: 'ignored',
      },
      targetId: column('id'),
      targetLabel: column('title'),
      events: [
        {
          on: 'insert',
          action: `${name}_sprouts.sown`,
          says: { fr: 'a semé « {{target}} »', en: 'sowed “{{target}}”' },
        },
      ],
      called: { fr: 'Pousses', en: 'Sprouts' },
      fields: { tended: { fr: 'Arrosée', en: 'Watered' } },
    },
    sealed: {},
    export: {
      file: `${name}.json`,
      place,
      about: { fr: 'les pousses', en: 'the sprouts' },
      guide: 'what was sown',
      columns: {
        id: 'id',
        title: 'title',
        tended: 'tended',
        createdAt: 'createdAt',
        clientId: OF_ONE_CLIENT,
      },
    },
    eraseClient: 'delete',
    erasePerson: { stay: 'names nobody' },
    keep: { as: 'conversations', since: 'createdAt' },
  });

  const SOWN = defineEvent(`${name}.sown`, { subject: name, payload: z.object({}), news: 'modules' });
  const SOWN_COUNT = defineMetric({ name: `${name}.sown`, from: [SOWN], by: () => ({}) });
  const WATER_JOB = jobKind(`${name}.water`, z.object({}), {
    called: { fr: `Arrosage de ${name}`, en: `Watering of ${name}` },
  });

  return {
    tables: rulesOf({ sprouts, sproutRules }),
    events: { SOWN },
    metrics: { SOWN_COUNT },

    create(
      { database, events, metrics, clock }: House,
      { reach, clients: allClients }: Pick<ModuleNeeds, 'reach' | 'clients'>,
    ) {
      const heard: string[] = [];
      const rows = (scope: ClientScope, clientId: string): Row[] =>
        database
          .select()
          .from(sprouts)
          .where(and(eq(sprouts.clientId, clientId), withinScope(sprouts.clientId, scope)))
          .orderBy(desc(sprouts.id))
          .all();
      const { [name]: os } = implement({ [name]: contract })
        .$context<RequestContext & { guards: Guards }>()
        .use(guard);
      if (os === undefined) throw new Error(`No routes of ${name}`);
      return {
        module: name,
        ...part({
          routes: {
            [name]: {
              add: os.add.handler(({ input: { clientId, title } }) => {
                if (title === 'withered')
                  // Its codes stand in its definition, which no list names when this is compiled.
                  throw new FoyerError(`${name}.withered` as ErrorCode, 'Nothing grows of it');
                const row = {
                  id: newId(),
                  clientId,
                  title,
                  tended: false,
                  createdAt: clock.now().toISOString(),
                };
                events.atOnce(() => {
                  database.insert(sprouts).values(row).run();
                  events.record(SOWN, { clientId, subjectId: row.id, payload: {} });
                });
                return row;
              }),
              list: os.list.handler(({ input: { clientId }, context: { scope } }) => {
                const today = localDay(clock.now(), allClients.get(scope, clientId).timeZone);
                const sown = metrics
                  .days(SOWN_COUNT, scope, [today])
                  .filter(figure => figure.clientId === clientId);
                const sownToday = sown.reduce((sum, { value }) => sum + value, 0);
                return { items: rows(scope, clientId), sownToday };
              }),
            },
          },
          jobs: [
            jobWork(
              WATER_JOB,
              {
                concurrency: 1,
                async run() {
                  database
                    .update(sprouts)
                    .set({ tended: true })
                    .where(withinScope(sprouts.clientId, reach()))
                    .run();
                },
              },
              {
                name: `${name}.water`,
                about: { fr: 'Arrose ce qui pousse.', en: 'Waters what grows.' },
                when: { dailyAt: '12:50' },
                missed: 'once',
                request: () => ({ payload: {} }),
              },
            ),
          ],
          on: [
            eventWork({
              name: `${name}.heard`,
              called: { fr: `Nouvelles de ${name}`, en: `News of ${name}` },
              to: [SOWN],
              from: 'now',
              handle: ({ subjectId }) => void heard.push(subjectId),
            }),
          ],
          notifications: [
            notificationKind({
              name: `${name}.sown`,
              called: { fr: 'On a semé', en: 'Something was sown' },
              hint: { fr: 'Dans le jardin du bureau.', en: 'In the garden of the office.' },
              icon: 'spark',
              to: [SOWN],
              for: { roles: editors },
              about: ({ clientId, subjectId }) => ({
                clientId,
                subject: { kind: name, id: subjectId },
                payload: {},
              }),
              usual: { app: true, desktop: false, mail: false },
              titleOf: (scope, id) =>
                database
                  .select({ title: sprouts.title })
                  .from(sprouts)
                  .where(and(eq(sprouts.id, id), withinScope(sprouts.clientId, scope)))
                  .get()?.title ?? null,
              leadsTo: () => ({ page: 'module', name }),
            }),
          ],
        }),
        heard,
      };
    },
  };
}

/** What a migration would do. */
export const gardenSql = (name: string): string => `CREATE TABLE IF NOT EXISTS ${name}_sprouts (
  id text PRIMARY KEY, client_id text NOT NULL REFERENCES clients(id), title text NOT NULL,
  tended integer NOT NULL, created_at text NOT NULL)`;
