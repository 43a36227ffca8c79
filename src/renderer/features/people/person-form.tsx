import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { FULL_NAME_MAX_LENGTH } from '#shared/contract/auth.ts';
import type { Person } from '#shared/contract/people.ts';
import { client, orpc } from '../../rpc/client.ts';
import { problemOf, type ProblemCode } from '../../rpc/errors.ts';
import { Card } from '../../ui/card.tsx';
import { Field } from '../../ui/field.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { EmailField } from './email-field.tsx';
import { InitialsField } from '../../ui/initials-field.tsx';
import { LanguageField } from '../../ui/language-field.tsx';
import { changesOf, draftOf, problemsOf, type PersonDraft } from './person-draft.ts';
import { RoleFields } from './role-fields.tsx';

const besideTheirField: readonly ProblemCode[] = ['account.email_taken', 'account.initials_taken'];

type Props = {
  person: Person;
  /** It is one's own account: the role is for someone else to change. */
  own: boolean;
  /** Shown, not changed. */
  locked: boolean;
  onEdited: (edited: boolean) => void;
};

/** Name, address, initials, language and roles, saved together. */
export function PersonForm({ person, own, locked, onEdited }: Props) {
  const { t } = useTranslation(['people', 'common']);
  const queries = useQueryClient();
  const toasts = useToasts();
  // Only what was touched: the rest follows the person as stored.
  const [edits, setEdits] = useState<Partial<PersonDraft>>({});
  const draft: PersonDraft = { ...draftOf(person), ...edits };
  const problems = problemsOf(draft);
  // The owner at the machine has an address of the machine's until they choose one.
  const emailWrong = problems.email && draft.email !== person.email;
  const changes = changesOf(person, draft);
  const wrong = problems.fullName || emailWrong || problems.initials;
  const edited = changes !== null;
  useEffect(() => onEdited(edited), [edited, onEdited]);

  const save = useMutation({
    mutationFn: (changed: Partial<PersonDraft>) => {
      const { memberships, ...rest } = changed;
      return client.people.update({
        id: person.id,
        ...rest,
        ...(memberships === undefined ? {} : { memberships: [...memberships] }),
      });
    },
    onSuccess: saved => {
      queries.setQueryData(orpc.people.get.queryKey({ input: { id: person.id } }), saved);
      void queries.invalidateQueries({ queryKey: orpc.people.key() });
      if (own) void queries.invalidateQueries({ queryKey: orpc.auth.state.key() });
      setEdits({});
      toasts.done(t('saved'));
    },
  });
  const code = save.isError ? problemOf(save.error) : null;
  const edit = (changed: Partial<PersonDraft>) => {
    setEdits(before => ({ ...before, ...changed }));
    save.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (changes !== null && !wrong && !save.isPending) save.mutate(changes);
  };
  return (
    <Card sx={{ p: 2.5 }}>
      <Box component="form" noValidate onSubmit={submit} sx={{ display: 'grid', gap: 2.25 }}>
        {code !== null && !besideTheirField.includes(code) && <ProblemNote error={save.error} />}
        <Field
          required
          label={t('fullName')}
          disabled={locked}
          error={problems.fullName}
          hint={problems.fullName ? t('fullNameMissing') : undefined}
          autoComplete="off"
          value={draft.fullName}
          onChange={event => edit({ fullName: event.target.value })}
          slotProps={{ htmlInput: { maxLength: FULL_NAME_MAX_LENGTH } }}
        />
        <EmailField
          value={draft.email}
          wrong={emailWrong}
          taken={code === 'account.email_taken'}
          hint={t(person.link === null ? 'emailHint' : 'emailChangeHint')}
          disabled={locked}
          onChange={email => edit({ email })}
        />
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { sm: '1fr 1fr' } }}>
          <InitialsField
            value={draft.initials}
            wrong={problems.initials}
            taken={code === 'account.initials_taken'}
            disabled={locked}
            onChange={initials => edit({ initials })}
          />
          <LanguageField
            label={t('language')}
            value={draft.language}
            disabled={locked}
            onChange={language => edit({ language })}
          />
        </Box>
        <RoleFields value={draft} disabled={locked || own} onChange={edit} />
        {own && <Box sx={{ color: 'var(--muted)', typography: 'small', mt: -1 }}>{t('ownRole')}</Box>}
        {!locked && (
          <Box sx={{ display: 'flex', gap: 1, justifyContent: 'flex-end' }}>
            {edited && (
              <Button variant="text" onClick={() => setEdits({})}>
                {t('common:cancel')}
              </Button>
            )}
            <Button type="submit" variant="contained" disabled={!edited || wrong || save.isPending}>
              {t('common:save')}
            </Button>
          </Box>
        )}
      </Box>
    </Card>
  );
}
