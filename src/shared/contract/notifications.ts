import { z } from 'zod';

/** `HH:MM` by the clock of the time zone. */
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** How a person wants to be told of one kind of thing. The list of the application has all that is wanted at all. */
export const notificationWish = z
  .object({ app: z.boolean(), desktop: z.boolean(), mail: z.boolean() })
  .strict();
export type NotificationWish = z.infer<typeof notificationWish>;

export const notificationPreferences = z
  .object({
    /** By kind; a kind that is missing is told as is usual. */
    wishes: z.record(z.string(), notificationWish),
    /** Between these times nothing rings and no mail goes: it waits until they are over. Null: never quiet. */
    quiet: z.object({ from: timeOfDay, until: timeOfDay }).strict().nullable(),
    timeZone: z.string(),
  })
  .strict();
export type NotificationPreferences = z.infer<typeof notificationPreferences>;
