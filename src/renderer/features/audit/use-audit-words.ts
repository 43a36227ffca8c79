import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Catalogue } from '#shared/i18n/index.ts';
import type { Words } from '#shared/i18n/words.ts';
import { orpc } from '../../rpc/client.ts';
import { shownLanguage } from '../../state/i18n.ts';
import { auditWordsOf, type AuditWords } from './entry-words.ts';

/** The words of the log in the person's language, those that modules declare of theirs too. */
export function useAuditWords(): AuditWords {
  const { i18n } = useTranslation(['audit', 'auditDeeds', 'auditFields']);
  const { data: known } = useQuery(orpc.audit.actions.queryOptions({ input: {} }));
  const words = (namespace: keyof Catalogue): unknown => i18n.getResourceBundle(i18n.language, namespace);
  const said = {
    audit: words('audit'),
    auditDeeds: words('auditDeeds'),
    auditFields: words('auditFields'),
  } as Words<Catalogue>;
  return auditWordsOf(said, shownLanguage(), known?.words);
}
