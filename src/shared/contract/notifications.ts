import { z } from 'zod';
import { everyone, route } from './route.ts';
import { empty, id, instant, named, pageOf, pageQuery, timeZone } from './vocabulary.ts';

/** Pictures that the interface has for what people are told of: a list of its own, since a picture must be there to be shown. */
export const notificationIcon = z.enum(['message', 'check', 'phone', 'file', 'warning', 'bell', 'spark']);
export type NotificationIcon = z.infer<typeof notificationIcon>;

/** Where what people are told of leads: pages of the interface, which alone knows their addresses. */
export const notificationPlace = z.discriminatedUnion('page', [
  z.object({ page: z.literal('conversation'), id }),
  z.object({ page: z.literal('document'), id }),
  z.object({ page: z.literal('visitorsOfChatbot'), id }),
  z.object({ page: z.literal('source'), id }),
  z.object({ page: z.literal('approvals') }),
  z.object({ page: z.literal('tasks') }),
  z.object({ page: z.literal('models') }),
  z.object({ page: z.literal('quotaOfClient'), id }),
  z.object({ page: z.literal('module'), name: z.string() }),
]);
export type NotificationPlace = z.infer<typeof notificationPlace>;

/** `HH:MM` by the clock of the time zone. */
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** How a person wants to be told of one kind of thing. The list of the application has all that is wanted at all. */
export const notificationWish = z
  .object({
    /** Counted at the bell. */
    app: z.boolean(),
    desktop: z.boolean(),
    mail: z.boolean(),
  })
  .strict();
export type NotificationWish = z.infer<typeof notificationWish>;

const quietHours = z.object({ from: timeOfDay, until: timeOfDay }).strict();
export type QuietHours = z.infer<typeof quietHours>;

export const notificationPreferences = z
  .object({
    /** By kind; a kind that is missing is told as is usual. */
    wishes: z.record(z.string(), notificationWish),
    /** Between these times nothing rings and no mail goes: it waits until they are over. Null: never quiet. */
    quiet: quietHours.nullable(),
    timeZone: z.string(),
  })
  .strict();
export type NotificationPreferences = z.infer<typeof notificationPreferences>;

const tag = 'Notifications';

export const notification = z.object({
  id,
  /** As the part whose fact it is declares it: modules bring theirs, so that no list of all is part of the contract. */
  kind: z.string(),
  called: named,
  icon: notificationIcon,
  place: notificationPlace,
  clientId: id.nullable(),
  clientName: z.string().nullable(),
  subjectKind: z.string(),
  subjectId: z.string(),
  /** What it is called now, to whoever reads; null when it has no name or is gone. */
  title: z.union([z.string(), named]).nullable(),
  /** Ids, numbers and choices. */
  payload: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  createdAt: instant,
  readAt: instant.nullable(),
  /** Whether the system should tell of it now: wished, not read, and outside quiet hours. */
  rings: z.boolean(),
});
export type Notification = z.infer<typeof notification>;

/** How one kind is told to whoever asks. */
export const toldKind = z.object({
  name: z.string(),
  called: named,
  /** What it is, in a sentence. */
  hint: named,
  wish: notificationWish,
  usual: notificationWish,
});
export type ToldKind = z.infer<typeof toldKind>;

export const toldPreferences = z.object({
  /** Those that may concern whoever asks. */
  kinds: z.array(toldKind),
  quiet: quietHours.nullable(),
  timeZone: z.string(),
  /** `not_set_up`: mail leaves for nobody. `no_address`: the account has no address that mail could reach. */
  mail: z.enum(['ready', 'not_set_up', 'no_address']),
});
export type ToldPreferences = z.infer<typeof toldPreferences>;

/** What each person is told, and how: always of the person who asks. */
export const notifications = {
  list: route({
    access: everyone,
    method: 'GET',
    path: '/notifications',
    summary: 'What one is told, newest first',
    tag,
  })
    .input(pageQuery.strict())
    .output(pageOf(notification)),

  unreadCount: route({
    access: everyone,
    method: 'GET',
    path: '/notifications/unread',
    summary: 'How many are not read, of those that count at the bell',
    tag,
  })
    .input(empty)
    .output(
      z.object({
        count: z.number().int(),
        /** The newest of all that is not read, whether it counts or not; null without any. */
        latestId: id.nullable(),
      }),
    ),

  markRead: route({
    access: everyone,
    method: 'POST',
    path: '/notifications/read',
    needs: 'writing',
    summary: 'Mark as read: those named, or all',
    description:
      'Without `ids`, all are marked up to `until`, the newest that was seen; without either, all there are.',
    tag,
  })
    .input(z.object({ ids: z.array(id).max(200).optional(), until: id.optional() }).strict())
    .output(z.object({ marked: z.number().int() })),

  preferences: route({
    access: everyone,
    method: 'GET',
    path: '/notifications/preferences',
    summary: 'How one is told',
    tag,
  })
    .input(empty)
    .output(toldPreferences),

  updatePreferences: route({
    access: everyone,
    method: 'PATCH',
    path: '/notifications/preferences',
    needs: 'writing',
    summary: 'Change how one is told',
    tag,
  })
    .input(
      z
        .object({
          wishes: z.record(z.string().max(100), notificationWish).optional(),
          quiet: quietHours
            .refine(({ from, until }) => from !== until, 'Quiet hours end at another time than they begin')
            .nullable()
            .optional(),
          timeZone: timeZone.optional(),
        })
        .strict(),
    )
    .output(toldPreferences),
};
