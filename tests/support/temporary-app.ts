import { createApp } from '#main/app/create-app.ts';
import type { App, AppOptions, FoyerClient, RemoteClient, RequestContext } from '#main/app/ports.ts';
import { layEmptyDatabase } from './empty-database.ts';
import { temporaryFolder } from './temporary-folder.ts';

export type TemporaryApp = {
  app: App;
  /** Calls with the rights of the machine's owner. */
  client: FoyerClient;
  dataFolder: string;
  close(): Promise<void>;
};

/** The real core on a folder of its own; `dataFolder` reuses one, and then it is not removed. */
export async function startTemporaryApp(
  options: { dataFolder?: string; mode?: 'desktop' | 'server'; disk?: AppOptions['disk'] } = {},
): Promise<TemporaryApp> {
  const folder = options.dataFolder === undefined ? temporaryFolder() : null;
  const dataFolder = options.dataFolder ?? folder?.path ?? '';
  if (folder !== null) layEmptyDatabase(dataFolder);
  const app = await createApp({
    dataFolder,
    mode: options.mode ?? 'server',
    ...(options.disk === undefined ? {} : { disk: options.disk }),
  });
  return {
    app,
    client: app.client(localContext(app)),
    dataFolder,
    async close() {
      await app.close();
      folder?.remove();
    },
  };
}

export function localContext(app: App): RequestContext {
  return contextOf(app.localPrincipal());
}

export function contextOf(
  principal: RequestContext['principal'],
  address: string | null = null,
): RequestContext {
  return {
    principal,
    correlationId: 'test',
    remote: { address, userAgent: 'test' },
    setSessionCookie: () => undefined,
  };
}

/** Waits until every document of the chatbot is ready or failed, following the change stream. */
export async function untilRead(client: RemoteClient, chatbotId: string): Promise<void> {
  const abort = new AbortController();
  const changes = await client.system.changes({}, { signal: abort.signal });
  try {
    for (;;) {
      const { totals } = await client.documents.list({ chatbotId, limit: 1 });
      if (totals.working === 0) return;
      await changes.next();
    }
  } finally {
    abort.abort();
    await changes.return?.(undefined);
  }
}
