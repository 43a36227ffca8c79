import type { Person } from '#shared/contract/people.ts';
import type { ClientRole } from '#shared/contract/route.ts';
import type { App, FoyerClient, Principal, RequestContext } from '#main/app/ports.ts';
import { contextOf, startTemporaryApp, type TemporaryApp } from './temporary-app.ts';

export const PASSWORD = 'un cheval mange la batterie';

/** Someone signed in, as a browser is: `client` asks with the rights they have at the moment of each call. */
export type Colleague = { id: string; email: string; client: FoyerClient; principal(): Promise<Principal> };

/** Calls that begin by asking who the cookie is, as the HTTP door does. */
export function browserOf(
  app: App,
  cookie: string,
): { client: FoyerClient; principal(): Promise<Principal> } {
  const principal = () => app.authenticate({ bearer: null, sessionCookie: cookie });
  const client = new Proxy(app.client(contextOf({ kind: 'anonymous' })), {
    get: (_, feature: string) =>
      new Proxy(
        {},
        {
          get: (_target, name: string) => async (input: unknown, options: unknown) => {
            const asking = app.client(contextOf(await principal()));
            const call = Reflect.get(Reflect.get(asking, feature) as object, name) as (
              ...given: unknown[]
            ) => unknown;
            return call(input, options);
          },
        },
      ),
  });
  return { client, principal };
}

/** A context that keeps the cookie the core sets. */
export function visitor(): { context: RequestContext; cookie(): string | null } {
  let cookie: string | null = null;
  const context = contextOf({ kind: 'anonymous' });
  context.setSessionCookie = given => {
    cookie = given?.value ?? null;
  };
  return { context, cookie: () => cookie };
}

type Role = 'owner' | 'admin' | ClientRole;

/** Invites someone, and joins by the link as they would. */
export async function join(
  { app, client }: Pick<TemporaryApp, 'app' | 'client'>,
  email: string,
  role: Role,
  clientIds: readonly string[] = [],
): Promise<Colleague> {
  const memberships =
    role === 'owner' || role === 'admin' ? [] : clientIds.map(clientId => ({ clientId, role }));
  const fullName = email.split('@')[0] ?? email;
  const { person, link } = await client.people.invite({ email, fullName, language: 'fr', role, memberships });
  const browser = visitor();
  await app.client(browser.context).people.acceptLink({ token: link.token, password: PASSWORD });
  return { id: person.id, email, ...browserOf(app, browser.cookie() ?? '') };
}

/** An application with two clients, and nobody but its owner. */
export async function startTwoClients(): Promise<{ office: TemporaryApp; north: string; south: string }> {
  const office = await startTemporaryApp();
  const north = (await office.client.clients.list({}))[0]?.id ?? '';
  const south = (await office.client.clients.create({ name: 'Sud' })).id;
  return { office, north, south };
}

export async function personNamed({ client }: TemporaryApp, email: string): Promise<Person | undefined> {
  return (await client.people.list({ q: email })).items[0];
}

export function acceptLink({ app }: TemporaryApp, token: string, password = PASSWORD) {
  return app.client(visitor().context).people.acceptLink({ token, password });
}
