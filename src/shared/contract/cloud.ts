import { z } from 'zod';
import { QUESTION_MAX_LENGTH } from './conversations.ts';
import { cloudConsent } from './cloud-consent.ts';
import { editors, route } from './route.ts';
import { id } from './vocabulary.ts';

/** As an address has it, with its port where that is not the usual one. */
const host = z
  .string()
  .max(300)
  .regex(/^[\p{L}\p{N}[][^\s/]*$/u);

/** A place outside this machine and this network, and whether texts of a chatbot may leave for it. */
export const cloudPlace = z.object({
  host,
  /** The models of the chatbot that are reached there; none where only the consent is left. */
  models: z.array(z.object({ id, name: z.string() })),
  consent: cloudConsent.nullable(),
});
export type CloudPlace = z.infer<typeof cloudPlace>;

/** What would leave for one question, word for word. */
export const cloudExample = z.object({
  question: z.string(),
  instructions: z.string(),
  turns: z.array(z.object({ role: z.enum(['user', 'assistant']), content: z.string() })),
  /** Of documents, in what would leave. */
  passages: z.number().int(),
  /** Values that would be hidden. */
  hidden: z.number().int(),
});
export type CloudExample = z.infer<typeof cloudExample>;

const tag = 'Chatbots';

export const cloud = {
  places: route({
    access: editors,
    method: 'GET',
    path: '/chatbots/{id}/cloud',
    summary: 'Places outside that the models of a chatbot are at, and whether texts may leave for them',
    tag,
  })
    .input(z.object({ id }).strict())
    .output(z.array(cloudPlace)),

  /** Nothing leaves for it. */
  example: route({
    access: editors,
    method: 'POST',
    path: '/chatbots/{id}/cloud/example',
    needs: 'nothing',
    summary: 'What would leave for a question; without one, for a question that this chatbot is asked',
    tag,
  })
    .input(
      z.object({ id, host, question: z.string().trim().min(1).max(QUESTION_MAX_LENGTH).optional() }).strict(),
    )
    .output(cloudExample),

  allow: route({
    access: editors,
    method: 'PUT',
    path: '/chatbots/{id}/cloud/{host}',
    summary: 'Agree that texts of a chatbot leave for a place outside',
    tag,
  })
    .input(z.object({ id, host }).strict())
    .output(z.array(cloudPlace)),

  withdraw: route({
    access: editors,
    method: 'DELETE',
    path: '/chatbots/{id}/cloud/{host}',
    summary: 'Let nothing of a chatbot leave for a place outside any more',
    tag,
  })
    .input(z.object({ id, host }).strict())
    .output(z.array(cloudPlace)),
};
