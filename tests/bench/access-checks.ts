import { contract } from '#shared/contract/index.ts';
import { isAdmitted, scopeOf } from '#main/features/access/principal.ts';
import { contextOf, startTemporaryApp } from '../support/temporary-app.ts';
import { timings, type Timings } from './measures.ts';

const CLIENTS = 20;
const CHATBOTS_EACH = 5;
const CHECKS = 5_000;
const WARM_UPS = 500;
const PASSWORD = 'une phrase pour mesurer';

export type AccessChecks = {
  /** Milliseconds of one request's checks for a member of many clients, the dearest caller there is. */
  member: Timings;
  owner: Timings;
  apiKey: Timings;
};

/**
 * What access costs a request: the token or key is verified, its session and person looked up, what they hold
 * read, the route's rule applied, and the part of the data within reach worked out.
 */
export async function measureAccessChecks(): Promise<AccessChecks> {
  const { app, client, close } = await startTemporaryApp();
  try {
    const clientIds: string[] = [];
    for (let index = 0; index < CLIENTS; index += 1) {
      const { id } = await client.clients.create({ name: `Client ${index}` });
      clientIds.push(id);
      for (let bot = 0; bot < CHATBOTS_EACH; bot += 1)
        await client.chatbots.create({ name: `Assistant ${bot}`, clientId: id });
    }
    const { access } = contract.documents.get['~orpc'].meta;
    const check = async (bearer: string) => {
      const principal = await app.authenticate({ bearer, sessionCookie: null });
      if (!isAdmitted(principal, access)) throw new Error('The caller should be admitted');
      return scopeOf(principal, access);
    };
    const tokenOf = async (role: 'member' | 'owner') => {
      const email = `${role}@example.org`;
      await client.auth.register({ email, password: PASSWORD, fullName: 'Mesure', role, clientIds });
      const tokens = await app
        .client(contextOf({ kind: 'anonymous' }))
        .auth.token({ email, password: PASSWORD });
      return tokens.accessToken;
    };
    const { key } = await client.keys.create({
      clientId: clientIds[0] ?? '',
      name: 'Mesure',
      scopes: ['read'],
    });
    return {
      member: await timed(check, await tokenOf('member')),
      owner: await timed(check, await tokenOf('owner')),
      apiKey: await timed(check, key),
    };
  } finally {
    await close();
  }
}

async function timed(check: (bearer: string) => Promise<unknown>, bearer: string): Promise<Timings> {
  const samples: number[] = [];
  for (let index = 0; index < CHECKS + WARM_UPS; index += 1) {
    const startedAt = performance.now();
    await check(bearer);
    if (index >= WARM_UPS) samples.push(performance.now() - startedAt);
  }
  return timings(samples);
}
