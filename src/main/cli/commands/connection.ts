import { connectionOutcomes, connectionPlaces as places } from '#shared/contract/connections.ts';
import { purposeWords } from '#shared/lib/connection-purposes.ts';
import type { Command } from '../command.ts';
import { table } from '../output.ts';
import { choice, optional } from '../values.ts';

const CONNECTIONS_SHOWN = 50;
const KB = 1_000;

const kilobytes = (bytes: number): string => `${(bytes / KB).toFixed(1)} kB`;
const addressOf = ({ host, port }: { host: string; port: number }): string =>
  `${host.includes(':') ? `[${host}]` : host}:${port}`;

export const connectionPlaces: Command = {
  name: 'connection places',
  summary: 'connectionPlaces',
  usage: '',
  options: {},
  positionals: [0, 0],
  needs: 'client',
  async run({ client, output, words, language }) {
    const found = await client.connections.places({});
    const { columns } = words;
    output.result(found, () =>
      found.places.length === 0
        ? [words.empty]
        : table([
            [columns.place, columns.host, columns.why, columns.times, columns.sent, columns.received],
            ...found.places.map(one => [
              words.connectionPlaces[one.place],
              addressOf(one),
              one.kinds.map(kind => purposeWords(kind, language)).join(', '),
              String(one.count),
              kilobytes(one.sentBytes),
              kilobytes(one.receivedBytes),
            ]),
          ]),
    );
    return 0;
  },
};

export const connectionList: Command = {
  name: 'connection list',
  summary: 'connectionList',
  usage: '[--place P] [--outcome O]',
  options: { place: { type: 'string' }, outcome: { type: 'string' } },
  positionals: [0, 0],
  needs: 'client',
  async run({ client, values, output, words, language }) {
    const place = optional(values, 'place');
    const outcome = optional(values, 'outcome');
    const { items: connections } = await client.connections.list({
      limit: CONNECTIONS_SHOWN,
      ...(place === undefined ? {} : { place: choice(place, 'place', places, words) }),
      ...(outcome === undefined ? {} : { outcome: choice(outcome, 'outcome', connectionOutcomes, words) }),
    });
    const { columns } = words;
    output.result({ connections }, () =>
      connections.length === 0
        ? [words.empty]
        : table([
            [
              columns.when,
              columns.host,
              columns.place,
              columns.why,
              columns.end,
              columns.sent,
              columns.received,
            ],
            ...connections.map(one => [
              one.lastAt.slice(0, 19).replace('T', ' '),
              addressOf(one),
              words.connectionPlaces[one.place],
              `${purposeWords(one.kind, language)}${one.count === 1 ? '' : ` (${one.count})`}`,
              words.connectionOutcomes[one.outcome],
              kilobytes(one.sentBytes),
              kilobytes(one.receivedBytes),
            ]),
          ]),
    );
    return 0;
  },
};
