export { notificationKind, type NotificationKind } from './kind.ts';
export { createNotifications } from './part.ts';
export { TELLING } from './telling.ts';
