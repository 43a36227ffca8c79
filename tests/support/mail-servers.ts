import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { MailReplacement } from '#shared/contract/mail.ts';
import { startMailStandIn, type MailStandIn, type MailStandInOptions } from './mail-stand-in/index.ts';
import type { TemporaryApp } from './temporary-app.ts';

export const MAIL_PASSWORD = 'le secret de la poste';
export const account = { user: 'foyer@atelier.fr', password: MAIL_PASSWORD };

/** Mail servers of the tests of the `describe` around; they close after each, once the office has. */
export function useMailServers(office: () => TemporaryApp) {
  const servers: MailStandIn[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close();
  });

  async function standIn(options: MailStandInOptions = { account }): Promise<MailStandIn> {
    const server = await startMailStandIn(options);
    servers.push(server);
    return server;
  }

  const settingsFor = (server: Pick<MailStandIn, 'host' | 'port'>): MailReplacement => ({
    host: server.host,
    port: server.port,
    security: 'none',
    username: account.user,
    password: MAIL_PASSWORD,
    fromName: 'Foyer de l’atelier',
    fromAddress: 'foyer@atelier.fr',
    replyTo: null,
    linkBase: 'http://foyer.lan:4280',
    certificateAuthority: null,
  });

  return {
    standIn,
    settingsFor,
    /** A server that the office sends through. */
    async configured(options?: MailStandInOptions): Promise<MailStandIn> {
      const server = await standIn(options);
      await office().client.mail.replace(settingsFor(server));
      return server;
    },
    /** The test has closed this one. */
    forget: (server: MailStandIn) => void servers.splice(servers.indexOf(server), 1),
  };
}

/** Every byte of a data folder but the key: database, journals, logs. */
export function bytesOnDisk(dataFolder: string): string {
  return readdirSync(dataFolder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name !== 'secrets.key')
    .map(entry => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}
