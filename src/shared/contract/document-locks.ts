import { z } from 'zod';
import { DOCUMENT_PASSWORD_MAX_LENGTH, document } from './document.ts';
import { editors, route } from './route.ts';
import { id } from './vocabulary.ts';

const tag = 'Documents';

/** Documents that ask for a password, or carry files that do. */
export const documentLocks = {
  unlock: route({
    access: [...editors, 'key:write'],
    method: 'POST',
    path: '/documents/{id}/password',
    summary: 'Give the password of a document, which is then read with it',
    description:
      'Tried at once: `document.wrong_password` when it opens neither the file nor any file within it, and nothing ' +
      'changes. With `keep` it is kept encrypted for later readings; otherwise it is used once and forgotten.',
    tag,
  })
    .input(
      z
        .object({
          id,
          password: z.string().min(1).max(DOCUMENT_PASSWORD_MAX_LENGTH),
          keep: z.boolean().default(false),
        })
        .strict(),
    )
    .output(document),

  forgetPassword: route({
    access: [...editors, 'key:write'],
    method: 'DELETE',
    path: '/documents/{id}/password',
    summary: 'Forget the password of a document; the text that was read with it stays',
    tag,
  })
    .input(z.object({ id }).strict())
    .output(document),
};
