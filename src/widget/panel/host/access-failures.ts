import type { AccessFailure } from '../../protocol.ts';
import { ApiFailure } from '../api/visitor-api.ts';

/** A token is renewed when it ends sooner than this: no call meets an old one on the way. */
export const RENEW_BEFORE_MS = 45_000;

/** Why there is no token, as the failure of the call that needed it. */
export function failureOfAccess({ reason, message, retryAfterSeconds }: AccessFailure): ApiFailure {
  const kind = reason === 'refused' || reason === 'gone' ? 'ended' : reason;
  return new ApiFailure(kind, { words: message, retryAfterSeconds });
}
