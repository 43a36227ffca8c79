import { useTranslation } from 'react-i18next';
import type { Job } from '#shared/contract/operations.ts';
import type { Catalogue } from '#shared/i18n/index.ts';

type NameKey = Extract<keyof Catalogue['tasks'], `name_${string}`>;

/** Tasks that have no name of their own, by their type. */
const names: Readonly<Record<string, NameKey | undefined>> = {
  'index.embed': 'name_vectorIndex',
  'index.keywords': 'name_wordIndex',
  'document.naming': 'name_nameIndex',
  'client.erase': 'name_erasure',
  'person.erase': 'name_erasure',
  'client.retention': 'name_retention',
  'retention.look': 'name_retention',
  'client.export': 'name_export',
  'database.copy': 'name_databaseCopy',
  'database.check': 'name_databaseCheck',
  'visitors.upkeep': 'name_visitors',
  'accounts.upkeep': 'name_accounts',
  'deliver.mail.password_changed': 'name_passwordNews',
  'deliver.database.copies': 'name_copiesOutdated',
  'notifications.mail': 'name_notificationMail',
  'notifications.upkeep': 'name_notificationUpkeep',
  'deliver.contacts.visitors': 'name_contacts',
  'deliver.contacts.seen': 'name_contacts',
  'deliver.search.embedder': 'name_vectorIndex',
  'deliver.search.embed': 'name_vectorIndex',
  'deliver.notifications': 'name_notifications',
  'deliver.metrics': 'name_figures',
};

/** What a task is about, in the person's language where it has no name of its own. */
export function useTaskName(): (job: Pick<Job, 'type' | 'label'>) => string {
  const { t } = useTranslation('tasks');
  return ({ type, label }) => {
    const key = names[type];
    return key === undefined ? label : t(key, { name: label });
  };
}
