import { useTranslation } from 'react-i18next';
import type { Document } from '#shared/contract/document.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { UnlockFields, useUnlocking } from './unlock-fields.tsx';

/** Asks for the password of a document, which is read with it. */
export function UnlockDialog({ document, onClose }: { document: Document; onClose: () => void }) {
  const { t } = useTranslation('documents');
  const { fields, error, disabled, submit } = useUnlocking(document, onClose);
  return (
    <FormDialog
      title={t('unlockTitle', { name: document.title })}
      submit={t('unlockSubmit')}
      error={error}
      disabled={disabled}
      onSubmit={submit}
      onClose={onClose}
    >
      <UnlockFields {...fields} autoFocus />
    </FormDialog>
  );
}
