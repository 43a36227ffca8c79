import { os } from '#main/features/access/implementer.ts';
import type { createPreferences } from './preferences.ts';
import type { NotificationService } from './service.ts';

type Preferences = Pick<ReturnType<typeof createPreferences>, 'get' | 'update'>;

export function createNotificationRoutes(notifications: NotificationService, preferences: Preferences) {
  return {
    list: os.notifications.list.handler(({ input, context }) => notifications.list(context.principal, input)),
    unreadCount: os.notifications.unreadCount.handler(({ context }) =>
      notifications.unreadCount(context.principal),
    ),
    markRead: os.notifications.markRead.handler(({ input, context }) =>
      notifications.markRead(context.principal, input),
    ),
    preferences: os.notifications.preferences.handler(({ context }) => preferences.get(context.principal)),
    updatePreferences: os.notifications.updatePreferences.handler(({ input, context }) =>
      preferences.update(context.principal, input),
    ),
  };
}
