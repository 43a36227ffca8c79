import { Secret, TOTP } from 'otpauth';
import { renderSVG } from 'uqr';
import { FoyerError, isFoyerError } from '#shared/errors.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Log } from '#main/platform/log.ts';
import type { Secrets } from '#main/platform/secrets/index.ts';
import { createRecoveryCodes, recoveryCodeHash } from './recovery-codes.ts';
import type { SecondFactorStore } from './second-factor-store.ts';
import type { UserRow } from './store.ts';

const ISSUER = 'Foyer';
const SECRET_BYTES = 20; // 160 bits, what RFC 4226 recommends
const STEP_SECONDS = 30;
const DIGITS = 6;
/** Steps before and after the present one: a telephone's clock may be half a minute off (RFC 6238, 5.2). */
const STEPS_AROUND = 1;

type Dependencies = {
  store: SecondFactorStore;
  secrets: Secrets;
  /** The time of day, which is what the telephone goes by too. */
  clock: Clock;
  log: Log;
};

export type SecondFactorState = { on: boolean; since: string | null; recoveryCodesLeft: number };
/** What a person needs to add Foyer to an authenticator: the picture, or the key to type. */
export type SecondFactorOffer = { secret: string; uri: string; qrCode: string };
/** How a code was right, or that it was not. */
export type CodeVerdict = 'code' | 'recovery' | 'wrong';

export type SecondFactor = ReturnType<typeof createSecondFactor>;

export function isSecondFactorOn(user: UserRow): boolean {
  return user.secondFactorSince !== null;
}

/** One-time codes of an authenticator (RFC 6238), and recovery codes that stand in for it. */
export function createSecondFactor({ store, secrets, clock, log }: Dependencies) {
  const totpOf = (user: Pick<UserRow, 'email'>, secret: string) =>
    new TOTP({
      issuer: ISSUER,
      label: user.email,
      algorithm: 'SHA1', // the one that every authenticator knows
      digits: DIGITS,
      period: STEP_SECONDS,
      secret: Secret.fromBase32(secret),
    });

  /** The time step a code is right for; null when it is wrong, or the secret cannot be read. */
  function stepOf(user: UserRow, code: string): number | null {
    const secret = openSecret(user);
    if (secret === null) return null;
    const timestamp = clock.now().getTime();
    const offset = totpOf(user, secret).validate({ token: code, timestamp, window: STEPS_AROUND });
    return offset === null ? null : TOTP.counter({ period: STEP_SECONDS, timestamp }) + offset;
  }

  function openSecret(user: UserRow): string | null {
    if (user.sealedSecondFactor === null) return null;
    try {
      return secrets.open(user.sealedSecondFactor);
    } catch (error) {
      if (!isFoyerError(error)) throw error;
      // The key of the installation is gone: recovery codes still work, and an administrator can reset it.
      log.error({ err: error, user: user.id }, 'the second factor cannot be read');
      return null;
    }
  }

  function freshCodes(userId: string): { codes: string[]; hashes: string[] } {
    const codes = createRecoveryCodes();
    return { codes, hashes: codes.map(code => recoveryCodeHash(userId, code)) };
  }

  return {
    state: (user: UserRow): SecondFactorState => ({
      on: isSecondFactorOn(user),
      since: user.secondFactorSince,
      recoveryCodesLeft: isSecondFactorOn(user) ? store.codesLeft(user.id) : 0,
    }),

    /** Whether a code lets in. It is used up by that: a step or a recovery code is never accepted twice. */
    check(user: UserRow, typed: string): CodeVerdict {
      const digits = typed.replaceAll(/\s/g, '');
      if (/^\d{6}$/.test(digits)) {
        const step = stepOf(user, digits);
        return step !== null && store.useStep(user.id, step) ? 'code' : 'wrong';
      }
      const usedAt = clock.now().toISOString();
      return store.useCode(user.id, recoveryCodeHash(user.id, typed), usedAt) ? 'recovery' : 'wrong';
    },

    /** Throws `auth.second_factor_changed` when it is on already. */
    start(user: UserRow): SecondFactorOffer {
      if (isSecondFactorOn(user)) throw changed('The second factor is on already');
      const secret = new Secret({ size: SECRET_BYTES }).base32;
      store.begin(user.id, secrets.seal(secret));
      const uri = totpOf(user, secret).toString();
      return { secret, uri, qrCode: renderSVG(uri, { ecc: 'M', border: 2 }) };
    },

    /**
     * Turns it on once a first code proves that the authenticator is set up. @returns the recovery codes, which are
     * never shown again. Throws `auth.second_factor_wrong`, `auth.second_factor_changed`.
     */
    confirm(user: UserRow, typed: string): string[] {
      if (isSecondFactorOn(user) || user.sealedSecondFactor === null) {
        throw changed('No second factor is being set up');
      }
      const step = stepOf(user, typed.replaceAll(/\s/g, ''));
      if (step === null) throw wrongCode();
      const { codes, hashes } = freshCodes(user.id);
      if (!store.turnOn(user, clock.now().toISOString(), step, hashes)) {
        throw changed('The second factor was changed meanwhile');
      }
      return codes;
    },

    /** New recovery codes in the place of all others. Throws `auth.second_factor_changed` when it is off. */
    renewCodes(user: UserRow): string[] {
      if (!isSecondFactorOn(user)) throw changed('The second factor is off');
      const { codes, hashes } = freshCodes(user.id);
      store.replaceCodes(user.id, hashes);
      return codes;
    },

    turnOff: (user: UserRow): void => store.turnOff(user.id, clock.now().toISOString()),
  };
}

export function wrongCode(): FoyerError {
  return new FoyerError('auth.second_factor_wrong', 'The code is wrong, or was used before');
}

function changed(message: string): FoyerError {
  return new FoyerError('auth.second_factor_changed', message);
}
