import type { RunningFoyer } from './foyer.ts';
import { timings, type Timings } from './measures.ts';

const PAIRS = 100;

/**
 * How long a wrong password is refused, for an account that exists and for one that does not, in milliseconds. They
 * are asked in pairs, whose median difference says what is left when the machine's own moods cancel out.
 */
export async function measureRefusals(
  { address, client }: Pick<RunningFoyer, 'address' | 'client'>,
  knownEmail: string,
): Promise<{ known: Timings; unknown: Timings; difference: number }> {
  const known: number[] = [];
  const unknown: number[] = [];
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const nobody = `nobody${pair}@example.org`;
    if (pair % 2 === 0) known.push(await refusalMs(knownEmail));
    unknown.push(await refusalMs(nobody));
    if (pair % 2 === 1) known.push(await refusalMs(knownEmail));
  }
  const differences = known.map((ms, pair) => ms - (unknown[pair] ?? NaN));
  return { known: timings(known), unknown: timings(unknown), difference: timings(differences).p50 };

  async function refusalMs(email: string): Promise<number> {
    const startedAt = performance.now();
    const { status } = await fetch(`${address}/api/auth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password: 'une devinette pour mesurer' }),
    });
    const elapsed = performance.now() - startedAt;
    if (status === 401) return elapsed;
    if (status !== 429) throw new Error(`A wrong password was answered with ${status}`);
    // The throttle did its work; it is not what is measured here.
    for (const { id } of await client.security.lockouts({})) await client.security.liftLockout({ id });
    return refusalMs(email);
  }
}
