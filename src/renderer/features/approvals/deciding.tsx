import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Artifact } from '#shared/contract/artifacts.ts';
import { editors } from '#shared/contract/route.ts';
import { useRights } from '../../state/rights.ts';
import { EditDialog } from './edit-dialog.tsx';
import { RefuseDialog } from './refuse-dialog.tsx';
import { useArtifacts } from './use-artifacts.ts';

type Props = {
  artifact: Artifact;
  /** It is not what was read: it is read again before anything is decided. */
  isChanged: boolean;
  onEdited: (hash: string) => void;
};

/** The buttons of what is not decided yet; what one may not do is told, or absent. */
export function Deciding({ artifact, isChanged, onEdited }: Props) {
  const { t } = useTranslation('approvals');
  const { may } = useRights(artifact.clientId);
  const { approve, submit } = useArtifacts();
  const [open, setOpen] = useState<'edit' | 'refuse' | null>(null);
  const { id, hash, title, state, effect, mayApprove, isOwn, lines } = artifact;
  const isDraft = state === 'draft';
  const mayDecide = may(...editors);
  const close = () => setOpen(null);
  if (!mayDecide && !(isDraft && isOwn))
    return <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{t('onlyEditors')}</Box>;
  return (
    <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>
      {isDraft && isOwn && effect !== null && (
        <Button variant="contained" disabled={submit.isPending} onClick={() => submit.mutate({ id })}>
          {t('submit')}
        </Button>
      )}
      {!isDraft && effect !== null && mayApprove && (
        <Button
          variant="contained"
          aria-label={t('approveNamed', { action: t(`approve_${effect}`), title })}
          disabled={isChanged || approve.isPending}
          onClick={() => approve.mutate({ id, hash })}
        >
          {t(`approve_${effect}`)}
        </Button>
      )}
      {mayDecide && effect !== null && lines.some(({ field }) => field !== null) && (
        <Button
          aria-label={t('approveNamed', { action: t('edit'), title })}
          disabled={isChanged}
          onClick={() => setOpen('edit')}
        >
          {t('edit')}
        </Button>
      )}
      {mayDecide && (
        <Button
          variant="text"
          color="error"
          aria-label={t('approveNamed', { action: t('refuse'), title })}
          onClick={() => setOpen('refuse')}
        >
          {t('refuse')}
        </Button>
      )}
      {!isDraft && effect !== null && !mayApprove && (
        <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{t('needsAnother')}</Box>
      )}
      {open === 'edit' && <EditDialog artifact={artifact} onEdited={onEdited} onClose={close} />}
      {open === 'refuse' && <RefuseDialog artifact={artifact} onClose={close} />}
    </Box>
  );
}
