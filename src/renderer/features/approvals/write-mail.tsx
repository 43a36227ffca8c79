import Box from '@mui/material/Box';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MAIL_SUBJECT_MAX_LENGTH, MAIL_TEXT_MAX_LENGTH } from '#shared/contract/limits.ts';
import { administrators } from '#shared/contract/route.ts';
import { orpc } from '../../rpc/client.ts';
import { useSession, useSessionQuery } from '../../state/session.tsx';
import { Field } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useToasts } from '../../ui/toasts.tsx';

type Draft = {
  /** Null until it is typed. */
  to: string | null;
  subject: string;
  text: string;
};

const nothing: Draft = { to: null, subject: '', text: '' };

type Props = {
  clientId: string;
  /** Whom it is for, where it is somebody known. */
  contactId?: string | undefined;
  onClose: () => void;
};

/** A mail that a person writes: it waits for a yes like any other. */
export function WriteMail({ clientId, contactId, onClose }: Props) {
  const { t } = useTranslation('approvals');
  const queries = useQueryClient();
  const toasts = useToasts();
  const isReady = useSessionQuery().data?.mailConfigured ?? true;
  const contact = useQuery(
    orpc.contacts.get.queryOptions({ input: { id: contactId ?? '' }, enabled: contactId !== undefined }),
  );
  const [typed, setTyped] = useState(nothing);
  const draft = { ...typed, to: typed.to ?? contact.data?.email ?? '' };
  const propose = useMutation(
    orpc.mail.propose.mutationOptions({
      onSuccess: () => {
        void queries.invalidateQueries({ queryKey: orpc.artifacts.key() });
        toasts.done(t('written'), { text: draft.subject });
        onClose();
      },
    }),
  );
  const field = (name: keyof Draft, maxLength?: number) => ({
    label: t(name),
    value: draft[name],
    required: true,
    onChange: (event: { target: { value: string } }) =>
      setTyped(before => ({ ...before, [name]: event.target.value })),
    ...(maxLength === undefined ? {} : { slotProps: { htmlInput: { maxLength } } }),
  });
  const isEmpty = Object.values(draft).some(value => value.trim() === '');
  return (
    <FormDialog
      title={t('writeTitle')}
      submit={t('writeNow')}
      error={propose.error}
      disabled={propose.isPending || isEmpty || !isReady}
      onSubmit={() =>
        propose.mutate({ clientId, ...draft, ...(contactId === undefined ? {} : { contactId }) })
      }
      onClose={onClose}
      size="sm"
    >
      <Box sx={{ display: 'grid', gap: 2 }}>
        {isReady ? <Box sx={{ color: 'var(--muted)' }}>{t('writeHint')}</Box> : <NoMail />}
        <Field autoFocus type="email" hint={t('toHint')} {...field('to')} />
        <Field {...field('subject', MAIL_SUBJECT_MAX_LENGTH)} />
        <Field multiline minRows={6} maxRows={14} {...field('text', MAIL_TEXT_MAX_LENGTH)} />
      </Box>
    </FormDialog>
  );
}

function NoMail() {
  const { t } = useTranslation('approvals');
  const mayChange = useSession().may(...administrators);
  return (
    <Notice tone="warn" icon="warning" title={t('noMail')} live>
      {t(mayChange ? 'noMailText' : 'noMailAsk')}
      {mayChange && (
        <Box sx={{ mt: 1 }}>
          <LinkButton size="small" to="/settings/$section" params={{ section: 'mail' }}>
            {t('mailSettings')}
          </LinkButton>
        </Box>
      )}
    </Notice>
  );
}
