import { z } from 'zod';
import { administrators, route } from './route.ts';
import { empty, instant } from './vocabulary.ts';

export const PASSPHRASE_MIN_LENGTH = 12; // it alone stands between a stolen folder and every key in it
export const PASSPHRASE_MAX_LENGTH = 1_000;

/** Where the key that opens the stored secrets is kept. */
export const protection = z.enum(['keychain', 'keyfile', 'passphrase']);
export type Protection = z.infer<typeof protection>;

export const secretsStatus = z.object({
  protection,
  /**
   * Why it is kept so. `keychain_pretend`: the system's keychain only pretends to protect. `keychain_unavailable`:
   * there is none, or it is locked. `keychain_unused`: there is one, and a file was chosen. `no_keychain`: a server
   * has none.
   */
  reason: z.enum([
    'keychain',
    'keychain_pretend',
    'keychain_unavailable',
    'keychain_unused',
    'no_keychain',
    'passphrase',
  ]),
  since: instant,
  /** When the key was last changed for a new one; null when never. */
  rotatedAt: instant.nullable(),
  /** The other ways there are here. */
  choices: z.array(protection),
  /** What must be given again, because the key it was sealed with is gone. */
  lost: z.array(
    z.object({
      kind: z.enum(['model', 'mail', 'certificate', 'second_factor']),
      /** Of the model or the person; empty for what there is only one of. */
      name: z.string(),
    }),
  ),
});
export type SecretsStatus = z.infer<typeof secretsStatus>;

export const secrets = {
  status: route({
    access: administrators,
    method: 'GET',
    path: '/secrets',
    summary: 'How stored keys and passwords are protected',
    tag: 'Secrets',
  })
    .input(empty)
    .output(secretsStatus),

  rotate: route({
    access: ['owner', 'local'],
    method: 'POST',
    path: '/secrets/rotate',
    summary: 'Encrypt every secret anew, under a new key',
    tag: 'Secrets',
  })
    .input(empty)
    .output(secretsStatus.extend({ resealed: z.number().int() })),

  protect: route({
    access: ['owner', 'local'],
    method: 'POST',
    path: '/secrets/protect',
    summary: 'Keep the key of the secrets in another way',
    tag: 'Secrets',
  })
    .input(
      z.discriminatedUnion('with', [
        z.object({ with: z.literal('keychain') }).strict(),
        z.object({ with: z.literal('keyfile') }).strict(),
        z
          .object({
            with: z.literal('passphrase'),
            passphrase: z.string().min(PASSPHRASE_MIN_LENGTH).max(PASSPHRASE_MAX_LENGTH),
          })
          .strict(),
      ]),
    )
    .output(secretsStatus),
};
