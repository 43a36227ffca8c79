import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '#shared/contract/people.ts';
import { client, orpc } from '../../rpc/client.ts';
import { Card } from '../../ui/card.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useFormat } from '../../ui/format.ts';
import { OnceShown } from '../../ui/once-shown.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { LinkOpensHere, LinkPlace } from './link-reach.tsx';
import { MailChoice, useSendsMail } from './mail-choice.tsx';
import { OneTimeLink } from './one-time-link.tsx';

/** How a person gets in: a link to choose a password, or not at all. */
export function PersonSignIn({ person }: { person: Person }) {
  const { t } = useTranslation('people');
  const queries = useQueryClient();
  const toasts = useToasts();
  const [disabling, setDisabling] = useState(false);
  const [byMail, setByMail] = useState(true);
  const sendMail = useSendsMail(byMail);
  const keep = (saved: Person) => {
    queries.setQueryData(orpc.people.get.queryKey({ input: { id: person.id } }), saved);
    void queries.invalidateQueries({ queryKey: orpc.people.key() });
  };
  const link = useMutation({
    mutationFn: (asMail: boolean) => client.people.link({ id: person.id, sendMail: asMail }),
    onSuccess: made => keep(made.person),
    onError: toasts.failed,
  });
  const turn = useMutation({
    mutationFn: (active: boolean) => client.people.update({ id: person.id, active }),
    onSuccess: (saved, active) => {
      keep(saved);
      link.reset();
      if (active) toasts.done(t('enabled'), saved.state === 'active' ? { text: t('enabledText') } : {});
      else toasts.done(t('disabled'));
    },
    onError: toasts.failed,
    onSettled: () => setDisabling(false),
  });
  const { state } = person;
  return (
    <Card component="section" aria-label={t('access')} sx={{ p: 2.5, display: 'grid', gap: 1.75 }}>
      <Box component="h3" sx={{ typography: 'lead', fontWeight: 640 }}>
        {t('access')}
      </Box>
      <LinkState person={person} />
      {link.data && (
        <OnceShown secret={link.data.link.token} handedOver={link.data.mailed}>
          <OneTimeLink
            link={link.data.link}
            address={link.data.address}
            name={person.fullName}
            mail={link.variables ? { email: person.email, mailed: link.data.mailed } : null}
          />
        </OnceShown>
      )}
      {state !== 'disabled' && !link.data && (
        <>
          <LinkOpensHere />
          <LinkPlace />
        </>
      )}
      {state !== 'disabled' && <MailChoice checked={byMail} onChange={setByMail} />}
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
        {state === 'disabled' ? (
          <Button variant="contained" disabled={turn.isPending} onClick={() => turn.mutate(true)}>
            {t('enable')}
          </Button>
        ) : (
          <>
            <Button disabled={link.isPending} onClick={() => link.mutate(sendMail)}>
              {t(state === 'invited' ? 'newInvitation' : 'newReset')}
            </Button>
            <Button onClick={() => setDisabling(true)} sx={{ color: 'var(--bad)' }}>
              {t('disable')}
            </Button>
          </>
        )}
      </Box>
      <ConfirmDialog
        open={disabling}
        title={t('disableTitle', { name: person.fullName })}
        confirm={t('disable')}
        destructive
        busy={turn.isPending}
        onConfirm={() => turn.mutate(false)}
        onClose={() => setDisabling(false)}
      >
        {t('disableText')}
      </ConfirmDialog>
    </Card>
  );
}

/** What is known of the link that is out. */
function LinkState({ person: { state, link } }: { person: Person }) {
  const { t } = useTranslation('people');
  const format = useFormat();
  const words = () => {
    if (state === 'disabled') return t('disabledHint');
    if (state === 'invited')
      return link === null || link.expired
        ? t('joinExpired')
        : t('joinPending', { date: format.dateTime(link.expiresAt) });
    return link === null ? t('newLinkHint') : t('resetPending', { date: format.dateTime(link.expiresAt) });
  };
  return <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{words()}</Box>;
}
