import { linkOptions } from '@tanstack/react-router';
import type { Notification, NotificationKindName } from '#shared/contract/notifications.ts';
import type { IconName } from '../../ui/icon.tsx';

/** How each kind is drawn. */
export const iconOf: Record<NotificationKindName, IconName> = {
  'conversation.person_asked': 'message',
  'artifact.proposed': 'check',
  'contact.left': 'phone',
  'document.failed': 'file',
  'job.failed': 'warning',
};

/** Where a notification leads: to the thing itself, or to where it is seen to. */
export function placeOf({ kind, subjectId, payload }: Notification) {
  const conversationId = payload['conversationId'];
  const chatbotId = payload['chatbotId'];
  switch (kind) {
    case 'conversation.person_asked':
      return linkOptions({ to: '/conversations/$id', params: { id: subjectId } });
    case 'artifact.proposed':
      return linkOptions({ to: '/approvals' });
    case 'contact.left':
      return typeof conversationId === 'string'
        ? linkOptions({ to: '/conversations/$id', params: { id: conversationId } })
        : linkOptions({
            to: '/chatbots/$id',
            params: { id: typeof chatbotId === 'string' ? chatbotId : '' },
            search: { tab: 'visitors' },
          });
    case 'document.failed':
      return linkOptions({ to: '/documents/$id', params: { id: subjectId } });
    case 'job.failed':
      return linkOptions({ to: '/settings/$section', params: { section: 'tasks' } });
  }
}
