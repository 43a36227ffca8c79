import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { RequestContext } from '#main/features/access/principal.ts';

const ID_BYTES = 16;
const SEPARATOR = '.';
const BETWEEN = '~';
/** People who share a browser; the one who signed in longest ago makes room. */
const ACCOUNTS_A_BROWSER = 5;
const LONGEST_SHOWN = 1_000;

export type KnownDevices = ReturnType<typeof createKnownDevices>;

/**
 * Which browsers an account signed in on before, told by what they keep: an id, and our proof that it was given to this
 * account. It opens nothing. It only gives the tries of that browser a count of their own, so that the wrong
 * passwords of strangers do not keep its person waiting.
 */
export function createKnownDevices(key: Uint8Array) {
  const proofOf = (userId: string, id: string) =>
    createHmac('sha256', key).update(`${userId}\n${id}`).digest('base64url');

  const entriesOf = ({ devices }: Pick<RequestContext, 'devices'>) =>
    (devices?.shown ?? '')
      .slice(0, LONGEST_SHOWN)
      .split(BETWEEN)
      .map(entry => {
        const [id = '', proof = ''] = entry.split(SEPARATOR);
        return { id, proof };
      });

  const isProof = (userId: string, { id, proof }: { id: string; proof: string }): boolean => {
    const [given, right] = [Buffer.from(proof), Buffer.from(proofOf(userId, id))];
    return given.length === right.length && timingSafeEqual(given, right);
  };

  return {
    /** The id under which the account knows the browser that asks; null when it does not. */
    find(userId: string, context: RequestContext): string | null {
      return entriesOf(context).find(entry => isProof(userId, entry))?.id ?? null;
    },

    /** For an account that has just proved who it is. */
    remember(userId: string, context: RequestContext): void {
      const entries = entriesOf(context);
      const own = entries.find(entry => isProof(userId, entry));
      const id = own?.id ?? randomBytes(ID_BYTES).toString('base64url');
      const others = entries.filter(entry => entry !== own && entry.proof !== '');
      const kept = [{ id, proof: proofOf(userId, id) }, ...others].slice(0, ACCOUNTS_A_BROWSER);
      context.devices?.remember(kept.map(entry => `${entry.id}${SEPARATOR}${entry.proof}`).join(BETWEEN));
    },
  };
}
