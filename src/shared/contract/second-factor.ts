import { z } from 'zod';
import { oneTimeCode, password } from './auth.ts';
import { empty, instant } from './vocabulary.ts';
import { everyone, route } from './route.ts';

export const secondFactorState = z.object({
  on: z.boolean(),
  since: instant.nullable(),
  recoveryCodesLeft: z.number().int(),
  /** False for an account without a password (the window's owner): there is nothing to be second to. */
  available: z.boolean(),
});
export type SecondFactorState = z.infer<typeof secondFactorState>;

const newCodes = z.object({
  /** Shown this once; only their hashes are kept. */
  recoveryCodes: z.array(z.string()),
});

/** One's own second factor: a code of an authenticator beside the password (RFC 6238). */
export const secondFactor = {
  state: route({
    access: everyone,
    method: 'GET',
    path: '/auth/second-factor',
    summary: "State of one's own second factor",
    tag: 'Accounts',
  })
    .input(empty)
    .output(secondFactorState),

  start: route({
    access: everyone,
    method: 'POST',
    path: '/auth/second-factor/start',
    summary: 'Begin to set up a second factor',
    tag: 'Accounts',
  })
    .input(z.object({ password }).strict())
    .output(
      z.object({
        /** Base32, to type into an authenticator that cannot read the picture. */
        secret: z.string(),
        uri: z.string(),
        /** An SVG picture of `uri`. */
        qrCode: z.string(),
      }),
    ),

  confirm: route({
    access: everyone,
    method: 'POST',
    path: '/auth/second-factor/confirm',
    summary: 'Turn the second factor on with a first code; other sessions end',
    tag: 'Accounts',
  })
    .input(z.object({ code: oneTimeCode }).strict())
    .output(newCodes),

  renewRecoveryCodes: route({
    access: everyone,
    method: 'POST',
    path: '/auth/second-factor/recovery-codes',
    summary: 'Make new recovery codes; the old ones end',
    tag: 'Accounts',
  })
    .input(z.object({ password, code: oneTimeCode }).strict())
    .output(newCodes),

  turnOff: route({
    access: everyone,
    method: 'POST',
    path: '/auth/second-factor/turn-off',
    summary: 'Turn the second factor off',
    tag: 'Accounts',
  })
    .input(z.object({ password, code: oneTimeCode }).strict())
    .output(secondFactorState),
};
