import type { RequestContext } from '#main/features/access/principal.ts';
import { isAtTheMachine } from './at-the-machine.ts';

/**
 * Where an attempt comes from, as far as it can be believed. Each has failures of its own, so that nobody locks out
 * the person who sits at the machine, is signed in, or signed in on this device before.
 */
export type AttemptOrigin = 'elsewhere' | 'here' | `device ${string}` | `session ${string}`;

/** @param device the id of a device that the account is known on; null for any other */
export function originOf(context: RequestContext, device: string | null): AttemptOrigin {
  const { principal } = context;
  if (principal.kind === 'user') return `session ${principal.sessionId}`;
  if (device !== null) return `device ${device}`;
  return isAtTheMachine(context) ? 'here' : 'elsewhere';
}
