import Box from '@mui/material/Box';
import Drawer from '@mui/material/Drawer';
import IconButton from '@mui/material/IconButton';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '#shared/contract/people.ts';
import { useSession } from '../../state/session.tsx';
import { orpc } from '../../rpc/client.ts';
import { problemOf } from '../../rpc/errors.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { ErasePerson } from '../clients/index.ts';
import { AccessPreview } from './access-preview.tsx';
import { PersonForm } from './person-form.tsx';
import { PersonSignIn } from './person-sign-in.tsx';
import { PersonState } from './person-state.tsx';

type Props = { id: string; onClose: () => void };

/** One person beside the list: who they are, their roles, how they sign in, what they see. */
export function PersonPanel({ id, onClose }: Props) {
  const { t } = useTranslation('people');
  const titleId = useId();
  const person = useQuery(orpc.people.get.queryOptions({ input: { id } }));
  const [edited, setEdited] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const close = () => (edited ? setLeaving(true) : onClose());
  const body = () => {
    if (person.data) return <OnePerson person={person.data} titleId={titleId} onEdited={setEdited} />;
    if (!person.isError) return <LoadingState rows={6} />;
    const gone = ['resource.not_found', 'request.invalid'].includes(problemOf(person.error));
    return gone ? (
      <EmptyState icon="user" title={t('personMissing')} />
    ) : (
      <ErrorState error={person.error} onRetry={() => void person.refetch()} />
    );
  };
  return (
    <Drawer
      open
      anchor="right"
      onClose={close}
      slotProps={{
        paper: {
          role: 'dialog',
          'aria-modal': true,
          ...(person.data ? { 'aria-labelledby': titleId } : { 'aria-label': t('title') }),
          sx: { width: 'min(540px, 100vw)', background: 'var(--bg)' },
        },
      }}
    >
      <Box sx={{ position: 'absolute', top: 14, right: 14, zIndex: 1 }}>
        <IconButton aria-label={t('closePanel')} onClick={close}>
          <Icon name="close" />
        </IconButton>
      </Box>
      <Box sx={{ p: { xs: 2, sm: 3 }, display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2.5 }}>
        {body()}
      </Box>
      <ConfirmDialog
        open={leaving}
        title={t('discardTitle')}
        confirm={t('discard')}
        destructive
        onConfirm={onClose}
        onClose={() => setLeaving(false)}
      >
        {t('discardText')}
      </ConfirmDialog>
    </Drawer>
  );
}

type OnePersonProps = { person: Person; titleId: string; onEdited: (edited: boolean) => void };

function OnePerson({ person, titleId, onEdited }: OnePersonProps) {
  const { t } = useTranslation('people');
  const session = useSession();
  const own = session.user?.id === person.id;
  const untouchable = person.role === 'owner' && session.role !== 'owner';
  return (
    <>
      <Box sx={{ display: 'flex', gap: 1.75, alignItems: 'center', pr: 5 }}>
        <Avatar text={person.initials} size={48} />
        <Box sx={{ minWidth: 0 }}>
          <Box
            component="h2"
            id={titleId}
            sx={{
              typography: 'heading',
              fontWeight: 640,
              letterSpacing: '-.015em',
              overflowWrap: 'anywhere',
            }}
          >
            {person.fullName}
          </Box>
          <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', color: 'var(--muted)' }}>
            <Box component="span" sx={{ overflowWrap: 'anywhere' }}>
              {person.email}
            </Box>
            <PersonState person={person} />
          </Box>
        </Box>
      </Box>
      {(untouchable || own) && (
        <Box sx={{ p: '10px 14px', borderRadius: 'var(--r-s)', background: 'var(--info-soft)' }}>
          {t(untouchable ? 'ownersOnly' : 'ownAccount')}
        </Box>
      )}
      <PersonForm person={person} own={own} locked={untouchable} onEdited={onEdited} />
      {!untouchable && !own && <PersonSignIn person={person} />}
      <AccessPreview person={person} />
      {!untouchable && !own && (
        <Box sx={{ justifySelf: 'start' }}>
          <ErasePerson person={person} />
        </Box>
      )}
    </>
  );
}
