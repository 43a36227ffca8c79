import Box from '@mui/material/Box';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CLIENT_NAME_MAX_LENGTH } from '#shared/contract/clients.ts';
import { shownLanguage } from '../../state/i18n.ts';
import { client, orpc } from '../../rpc/client.ts';
import { Field } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { fieldsOf, problemsOf, type ClientDraft } from './client-draft.ts';
import { LanguageField } from '../../ui/language-field.tsx';
import { ClientTimeZone } from './client-time-zone.tsx';

type Props = { onClose: () => void; onCreated: (id: string) => void };

const blank = (): ClientDraft => ({
  name: '',
  domain: '',
  contactName: '',
  contactEmail: '',
  contactPhone: '',
  notes: '',
  language: shownLanguage(),
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  active: true,
});

/** The least a client needs; the rest is filled in on its page. */
export function CreateClient({ onClose, onCreated }: Props) {
  const { t } = useTranslation('clients');
  const queries = useQueryClient();
  const toasts = useToasts();
  const [draft, setDraft] = useState(blank);
  const [told, setTold] = useState(false);
  const change = (changed: Partial<ClientDraft>) => setDraft(before => ({ ...before, ...changed }));
  const create = useMutation({
    mutationFn: () => client.clients.create(fieldsOf(draft)),
    onSuccess: ({ id, name }) => {
      void queries.invalidateQueries({ queryKey: orpc.clients.key() });
      toasts.done(t('created', { name }));
      onCreated(id);
    },
  });
  const problems = problemsOf(draft);
  const wrong = (field: 'name' | 'domain') => told && problems[field];
  const submit = () => {
    setTold(true);
    if (!problems.name && !problems.domain) create.mutate();
  };
  return (
    <FormDialog
      title={t('createTitle')}
      submit={t('createNow')}
      error={create.error}
      disabled={create.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      <Box sx={{ display: 'grid', gap: 2, pt: 0.5 }}>
        <Field
          autoFocus
          required
          label={t('name')}
          hint={t(wrong('name') ? 'invalid_name' : 'nameHint')}
          error={wrong('name')}
          placeholder={t('namePlaceholder')}
          value={draft.name}
          onChange={event => change({ name: event.target.value })}
          slotProps={{ htmlInput: { maxLength: CLIENT_NAME_MAX_LENGTH } }}
        />
        <Field
          label={t('domain')}
          hint={t(wrong('domain') ? 'invalid_domain' : 'domainHint')}
          error={wrong('domain')}
          placeholder={t('domainPlaceholder')}
          value={draft.domain}
          onChange={event => change({ domain: event.target.value })}
          slotProps={{ htmlInput: { inputMode: 'url', autoCapitalize: 'none', spellCheck: false } }}
        />
        <LanguageField
          label={t('language')}
          hint={t('languageHint')}
          value={draft.language}
          onChange={language => change({ language })}
        />
        <ClientTimeZone value={draft.timeZone} onChange={timeZone => change({ timeZone })} />
      </Box>
    </FormDialog>
  );
}
