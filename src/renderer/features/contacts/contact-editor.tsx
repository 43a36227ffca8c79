import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { contactKind, looksLikeEmail, type Contact, type ContactKind } from '#shared/contract/contacts.ts';
import { CONTACT_NOTE_MAX_LENGTH, CONTACT_TEXT_MAX_LENGTH } from '#shared/contract/limits.ts';
import { language } from '#shared/contract/vocabulary.ts';
import { client as core, orpc } from '../../rpc/client.ts';
import { useOnward } from '../../state/onward.ts';
import { Field } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useToasts } from '../../ui/toasts.tsx';

type Props = { clientId: string; contact: Contact | null; onClose: () => void };
type Draft = Record<'name' | 'email' | 'phone' | 'company' | 'language' | 'note', string> & {
  kind: ContactKind;
};

function draftOf(contact: Contact | null): Draft {
  return {
    kind: contact?.kind ?? 'person',
    name: contact?.name ?? '',
    email: contact?.email ?? '',
    phone: contact?.phone ?? '',
    company: contact?.company?.name ?? '',
    language: contact?.language ?? '',
    note: contact?.note ?? '',
  };
}

/** A new contact, or one that is changed. */
export function ContactEditor({ clientId, contact, onClose }: Props) {
  const { t } = useTranslation('contacts');
  const [draft, setDraft] = useState(() => draftOf(contact));
  const [tried, setTried] = useState(false);
  const saving = useSaving(clientId, contact, onClose);
  const empty = [draft.name, draft.email, draft.phone].every(text => text.trim() === '');
  const emailWrong = draft.email.trim() !== '' && !looksLikeEmail(draft.email.trim());
  const phoneWrong = draft.phone.trim() !== '' && !/\d/u.test(draft.phone);
  const text = (field: 'name' | 'email' | 'phone', problem: string | undefined) => ({
    label: t(`field_${field}`),
    value: draft[field],
    onChange: (event: { target: { value: string } }) => setDraft({ ...draft, [field]: event.target.value }),
    error: tried && problem !== undefined,
    hint: tried ? problem : undefined,
    slotProps: { htmlInput: { maxLength: CONTACT_TEXT_MAX_LENGTH } },
  });
  const save = () => {
    setTried(true);
    if (!empty && !emailWrong && !phoneWrong) saving.mutate(draft);
  };
  return (
    <FormDialog
      title={t(contact === null ? 'editor.addTitle' : 'editor.editTitle')}
      submit={t('editor.save')}
      onSubmit={save}
      onClose={onClose}
      error={saving.error}
      disabled={saving.isPending}
      size="sm"
    >
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        {contact === null && (
          <Field
            select
            label={t('field_kind')}
            value={draft.kind}
            onChange={event => setDraft({ ...draft, kind: contactKind.parse(event.target.value) })}
          >
            {contactKind.options.map(kind => (
              <MenuItem key={kind} value={kind}>
                {t(`kind_${kind}`)}
              </MenuItem>
            ))}
          </Field>
        )}
        <Field {...text('name', empty ? t('editor.needed') : undefined)} autoFocus />
        <Field {...text('email', emailWrong ? t('editor.emailWrong') : undefined)} type="email" />
        <Field {...text('phone', phoneWrong ? t('editor.phoneWrong') : undefined)} type="tel" />
        {draft.kind === 'person' && (
          <CompanyField
            clientId={clientId}
            value={draft.company}
            onChange={company => setDraft({ ...draft, company })}
          />
        )}
        <Field
          select
          label={t('field_language')}
          value={draft.language}
          onChange={event => setDraft({ ...draft, language: event.target.value })}
          slotProps={{ select: { displayEmpty: true } }}
        >
          <MenuItem value="">{t('language_none')}</MenuItem>
          {language.options.map(each => (
            <MenuItem key={each} value={each}>
              {t(`language_${each}`)}
            </MenuItem>
          ))}
        </Field>
        <Field
          label={t('field_note')}
          hint={t('noteHint')}
          multiline
          minRows={3}
          value={draft.note}
          onChange={event => setDraft({ ...draft, note: event.target.value })}
          slotProps={{ htmlInput: { maxLength: CONTACT_NOTE_MAX_LENGTH } }}
        />
      </Box>
    </FormDialog>
  );
}

function useSaving(clientId: string, contact: Contact | null, onClose: () => void) {
  const { t } = useTranslation('contacts');
  const queries = useQueryClient();
  const toasts = useToasts();
  const onward = useOnward();
  return useMutation({
    mutationFn({ kind, ...fields }: Draft) {
      const spoken = language.safeParse(fields.language).data ?? null;
      const { company, ...own } = fields;
      const values = { ...own, language: spoken, ...(kind === 'person' ? { company } : {}) };
      return contact === null
        ? core.contacts.create({ clientId, kind, ...values })
        : core.contacts.update({ id: contact.id, ...values });
    },
    async onSuccess({ id }) {
      await queries.invalidateQueries({ queryKey: orpc.contacts.key() });
      toasts.done(t(contact === null ? 'editor.added' : 'editor.saved'));
      onClose();
      if (contact === null) void onward({ to: '/contacts/$id', params: { id } });
    },
  });
}

type CompanyProps = { clientId: string; value: string; onChange: (name: string) => void };

/** Typed, with those that are there offered. */
function CompanyField({ clientId, value, onChange }: CompanyProps) {
  const { t } = useTranslation('contacts');
  const listId = useId();
  const input = { clientId, kind: 'company', sort: 'name', order: 'asc', limit: 200 } as const;
  const { data } = useQuery(orpc.contacts.list.queryOptions({ input }));
  return (
    <>
      <Field
        label={t('field_company')}
        hint={t('companyHint')}
        value={value}
        onChange={event => onChange(event.target.value)}
        slotProps={{ htmlInput: { maxLength: CONTACT_TEXT_MAX_LENGTH, list: listId } }}
      />
      <datalist id={listId}>
        {data?.items.map(({ id, name }) =>
          name === null ? null : (
            <option key={id} value={name}>
              {name}
            </option>
          ),
        )}
      </datalist>
    </>
  );
}
