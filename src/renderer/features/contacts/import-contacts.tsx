import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { CONTACT_FILE_MAX_BYTES } from '#shared/contract/limits.ts';
import { orpc } from '../../rpc/client.ts';
import { sendFiles } from '../../rpc/files.ts';
import { useFormat } from '../../ui/format.ts';
import { ImportDialog } from '../../ui/import-dialog.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { ImportPreview } from './import-preview.tsx';

/** A file of contacts, from another program or another office. */
export function ImportContacts({ clientId, onClose }: { clientId: string; onClose: () => void }) {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const queries = useQueryClient();
  const toasts = useToasts();
  return (
    <ImportDialog
      title={t('importing.title')}
      hint={t('importing.hint')}
      choose={t('importing.choose')}
      accept=".csv,.tsv,.txt,.vcf,.vcard,text/csv,text/vcard"
      maxBytes={CONTACT_FILE_MAX_BYTES}
      tooLarge={t('importing.tooLarge')}
      confirm={t('importing.confirm')}
      look={file => sendFiles('/contacts/import/preview', { clientId }, [file])}
      take={file => sendFiles('/contacts/import', { clientId }, [file])}
      onTaken={async ({ added, changed }) => {
        await queries.invalidateQueries({ queryKey: orpc.contacts.key() });
        const count = added + changed;
        toasts.done(t('importing.done', { count, formatted: format.number(count) }));
        onClose();
      }}
      onClose={onClose}
    >
      {result => <ImportPreview result={result} />}
    </ImportDialog>
  );
}
