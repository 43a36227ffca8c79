import Box from '@mui/material/Box';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WebInterfaceSettings } from '#shared/contract/web-interface.ts';
import { isThisComputer, ownAddress } from '../../../rpc/own-address.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { EncryptionChoice } from './encryption-choice.tsx';
import { useInterfaceChange } from './use-interface-change.ts';

/** What opening means, and with which encryption. */
export function OpenInterfaceDialog({
  https,
  onClose,
}: {
  https: WebInterfaceSettings['https'];
  onClose: () => void;
}) {
  const { t } = useTranslation('webInterface');
  // Encrypted unless somebody wants otherwise: passwords travel here.
  const [chosen, choose] = useState<WebInterfaceSettings['https']>(https === 'off' ? 'generated' : https);
  const change = useInterfaceChange({ onSettled: onClose });
  return (
    <ConfirmDialog
      open
      title={t('openTitle')}
      confirm={t('openConfirm')}
      busy={change.pending}
      onConfirm={() => change.save({ open: true, https: chosen }, t('opened'))}
      onClose={onClose}
    >
      <Box sx={{ display: 'grid', gap: 2, color: 'var(--text)' }}>
        <Box>{t('openText')}</Box>
        <EncryptionChoice value={chosen} onChange={choose} />
      </Box>
    </ConfirmDialog>
  );
}

export function CloseInterfaceDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('webInterface');
  const change = useInterfaceChange({ onSettled: onClose });
  return (
    <ConfirmDialog
      open
      title={t('closeTitle')}
      confirm={t('closeConfirm')}
      busy={change.pending}
      onConfirm={() => change.save({ open: false }, t('closed'))}
      onClose={onClose}
    >
      {t('closeText')}
      {!isThisComputer(ownAddress) && <Box sx={{ mt: 1, color: 'var(--warn)' }}>{t('closeFromAfar')}</Box>}
    </ConfirmDialog>
  );
}
