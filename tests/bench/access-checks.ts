import { contract } from '#shared/contract/index.ts';
import { isAdmitted, scopeOf } from '#main/features/access/principal.ts';
import { contextOf, startTemporaryApp } from '../support/temporary-app.ts';
import { atMost, timings, type Measure, type Timings } from './measures.ts';

const CLIENTS = 20;
const CHATBOTS_EACH = 5;
const CHECKS = 5_000;
const WARM_UPS = 500;
const PASSWORD = 'une phrase pour mesurer';
const LIMIT_MS = 0.2;

/**
 * What access costs a request: the token or key is verified, its session and person looked up, what they hold
 * read, the route's rule applied, and the part of the data within reach worked out. A member of many clients is the
 * dearest caller there is.
 */
export async function measureAccessChecks(): Promise<Measure> {
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
    const member = await timed(check, await tokenOf('member'));
    const owner = await timed(check, await tokenOf('owner'));
    const apiKey = await timed(check, key);
    return atMost(
      'Access checks of a request, p50',
      Math.max(member.p50, owner.p50, apiKey.p50),
      LIMIT_MS,
      value => `${value.toFixed(2)} ms`,
      `member of 20 clients ${member.p50.toFixed(2)} (p95 ${member.p95.toFixed(2)}), owner ${owner.p50.toFixed(2)}, key ${apiKey.p50.toFixed(2)}`,
    );
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
