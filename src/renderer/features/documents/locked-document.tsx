import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Document } from '#shared/contract/document.ts';
import { client, orpc } from '../../rpc/client.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { UnlockDialog } from './unlock-dialog.tsx';
import { UnlockFields, useUnlocking } from './unlock-fields.tsx';

/** A document of which nothing could be read for want of its password: the field stands where its text will. */
export function LockedDocument({ document, mayEdit }: { document: Document; mayEdit: boolean }) {
  const { t } = useTranslation('documents');
  const { fields, error, disabled, submit } = useUnlocking(document, () => undefined);
  return (
    <EmptyState icon="lock" title={t('lockedTitle')}>
      {t(mayEdit ? 'lockedText' : 'lockedForOthers')}
      {mayEdit && (
        <Box
          component="form"
          noValidate
          onSubmit={event => {
            event.preventDefault();
            if (!disabled) submit();
          }}
          sx={{ mt: 2, width: 360, maxWidth: '100%', mx: 'auto', textAlign: 'left', color: 'var(--text)' }}
        >
          <UnlockFields {...fields} />
          {error && (
            <Box sx={{ mt: 1.5 }}>
              <ProblemNote error={error} />
            </Box>
          )}
          <Button type="submit" variant="contained" disabled={disabled} sx={{ mt: 2 }}>
            {t('unlockSubmit')}
          </Button>
        </Box>
      )}
    </EmptyState>
  );
}

/** Which sentence says how a document that was read stands with its password. */
export function lockSentence({
  opened,
  kept,
}: NonNullable<Document['lock']>): 'lockKept' | 'lockOnce' | 'lockInside' {
  if (!opened) return 'lockInside';
  return kept ? 'lockKept' : 'lockOnce';
}

/** Asks for the password of a document that is one of many. */
export function UnlockButton({ document }: { document: Document }) {
  const { t } = useTranslation('documents');
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button
        size="small"
        aria-label={t('unlockNamed', { name: document.title })}
        onClick={() => setAsking(true)}
      >
        {t('unlockShort')}
      </Button>
      {asking && <UnlockDialog document={document} onClose={() => setAsking(false)} />}
    </>
  );
}

/** Asks for the password of a document, or has the one that is kept forgotten. */
export function LockAction({ document }: { document: Document }) {
  const { t } = useTranslation('documents');
  const queries = useQueryClient();
  const toasts = useToasts();
  const [asking, setAsking] = useState(false);
  const forget = useMutation({
    mutationFn: () => client.documents.forgetPassword({ id: document.id }),
    onSuccess: () => toasts.done(t('passwordForgotten')),
    onError: toasts.failed,
    onSettled: () => void queries.invalidateQueries({ queryKey: orpc.documents.key() }),
  });
  return (
    <>
      {document.lock?.kept === true ? (
        <Button size="small" disabled={forget.isPending} onClick={() => forget.mutate()}>
          {t('forgetPassword')}
        </Button>
      ) : (
        <Button size="small" onClick={() => setAsking(true)}>
          {t('unlock')}
        </Button>
      )}
      {asking && <UnlockDialog document={document} onClose={() => setAsking(false)} />}
    </>
  );
}
