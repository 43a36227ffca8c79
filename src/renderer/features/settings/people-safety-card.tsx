import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { administrators } from '#shared/contract/route.ts';
import type { SecuredPerson } from '#shared/contract/security.ts';
import { client, orpc } from '../../rpc/client.ts';
import { useSession } from '../../state/session.tsx';
import { ActionMenu } from '../../ui/action-menu.tsx';
import { Avatar } from '../../ui/avatar.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useFormat } from '../../ui/format.ts';
import { listLineStyle } from '../../ui/list-line.ts';
import { StateChip } from '../../ui/state-chip.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { PersonSessions } from './person-sessions.tsx';
import { SettingCard } from '../../ui/setting-card.tsx';

const administers = ({ role }: SecuredPerson) => administrators.some(one => one === role);

/** How each person signs in: those who administer first, for theirs opens all the others. */
export function PeopleSafetyCard() {
  const { t } = useTranslation('security');
  const people = useQuery(orpc.security.people.queryOptions({ input: {} }));
  const [all, setAll] = useState(false);
  if (people.isError) return <ErrorState error={people.error} onRetry={() => void people.refetch()} />;
  const leading = people.data?.filter(administers) ?? [];
  const others = people.data?.filter(person => !administers(person)) ?? [];
  const missing = leading.filter(person => !person.secondFactor).length;
  return (
    <SettingCard title={t('admin.people')} hint={t('admin.peopleHint')}>
      {!people.data ? (
        <LoadingState rows={2} />
      ) : (
        <Box sx={{ display: 'grid', gap: 1.5 }}>
          {leading.length > 0 && (
            <Box sx={{ fontWeight: 560, color: missing > 0 ? 'var(--warn)' : 'var(--ok)' }}>
              {missing > 0 ? t('admin.missing', { count: missing }) : t('admin.allProtected')}
            </Box>
          )}
          <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
            {[...leading, ...(all ? others : [])].map(person => (
              <PersonLine key={person.id} person={person} />
            ))}
          </Box>
          {others.length > 0 && !all && (
            <Button sx={{ justifySelf: 'start' }} onClick={() => setAll(true)}>
              {t('admin.showOthers', { count: others.length })}
            </Button>
          )}
        </Box>
      )}
    </SettingCard>
  );
}

function PersonLine({ person }: { person: SecuredPerson }) {
  const { t } = useTranslation(['security', 'people']);
  const format = useFormat();
  const toasts = useToasts();
  const queries = useQueryClient();
  const { user, role } = useSession();
  const [open, setOpen] = useState<'sessions' | 'reset' | null>(null);
  const reset = useMutation({
    mutationFn: () => client.security.resetSecondFactor({ id: person.id }),
    onSuccess: () => {
      toasts.done(t('admin.resetDone'), { text: person.fullName });
      void queries.invalidateQueries({ queryKey: orpc.security.key() });
    },
    onError: toasts.failed,
    onSettled: () => setOpen(null),
  });
  const mayAct = person.role !== 'owner' || role === 'owner';
  const isSelf = person.id === user?.id;
  const close = () => setOpen(null);
  return (
    <Box component="li" sx={listLineStyle}>
      <Avatar text={person.initials} size={34} />
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Box sx={{ display: 'flex', columnGap: 1, flexWrap: 'wrap', alignItems: 'center', fontWeight: 560 }}>
          <Box component="span" sx={{ overflowWrap: 'anywhere' }}>
            {person.fullName}
          </Box>
          <StateChip tone={person.secondFactor ? 'ok' : administers(person) ? 'warn' : 'quiet'}>
            {t(person.secondFactor ? 'admin.with' : 'admin.without')}
          </StateChip>
        </Box>
        <Box sx={{ color: 'var(--muted)', typography: 'small', overflowWrap: 'anywhere' }}>
          {[
            person.email,
            t(`people:role_${person.role}`),
            person.lastSignInAt === null
              ? t('admin.neverSignedIn')
              : t('admin.lastSignIn', { ago: format.ago(person.lastSignInAt) }),
          ].join(' · ')}
        </Box>
      </Box>
      {mayAct && (
        <ActionMenu
          label={t('admin.actionsOf', { name: person.fullName })}
          actions={[
            { label: t('admin.seeSessions'), icon: 'screen', onChoose: () => setOpen('sessions') },
            person.secondFactor &&
              !isSelf && {
                label: t('admin.reset'),
                icon: 'shield',
                destructive: true,
                onChoose: () => setOpen('reset'),
              },
          ]}
        />
      )}
      {open === 'sessions' && <PersonSessions person={person} onClose={close} />}
      <ConfirmDialog
        open={open === 'reset'}
        title={t('admin.resetTitle', { name: person.fullName })}
        confirm={t('admin.resetButton')}
        destructive
        busy={reset.isPending}
        onConfirm={() => reset.mutate()}
        onClose={close}
      >
        {t('admin.resetText')}
      </ConfirmDialog>
    </Box>
  );
}
