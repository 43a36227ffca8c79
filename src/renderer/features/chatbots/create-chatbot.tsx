import Box from '@mui/material/Box';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '#shared/contract/vocabulary.ts';
import { CHATBOT_DESCRIPTION_MAX_LENGTH, CHATBOT_NAME_MAX_LENGTH } from '#shared/contract/limits.ts';
import { shownLanguage } from '../../state/i18n.ts';
import { client, orpc } from '../../rpc/client.ts';
import { Field } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { LanguageField } from '../../ui/language-field.tsx';

type Props = { clientId: string; onClose: () => void; onCreated: (id: string) => void };

/** The least a chatbot needs; everything else has a sensible start and is changed on its page. */
export function CreateChatbot({ clientId, onClose, onCreated }: Props) {
  const { t } = useTranslation('chatbots');
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [language, setLanguage] = useState<Language>(shownLanguage());
  const [told, setTold] = useState(false);
  const create = useMutation({
    mutationFn: () =>
      client.chatbots.create({
        clientId,
        name: name.trim(),
        description: description.trim(),
        language,
      }),
    onSuccess: ({ id }) => {
      void queries.invalidateQueries({ queryKey: orpc.chatbots.key() });
      onCreated(id);
    },
  });
  const nameless = name.trim() === '';
  const submit = () => {
    setTold(true);
    if (!nameless) create.mutate();
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
          hint={told && nameless ? t('invalid_name') : t('nameHint')}
          error={told && nameless}
          placeholder={t('namePlaceholder')}
          value={name}
          onChange={event => setName(event.target.value)}
          slotProps={{ htmlInput: { maxLength: CHATBOT_NAME_MAX_LENGTH } }}
        />
        <Field
          label={t('description')}
          hint={t('descriptionHint')}
          placeholder={t('descriptionPlaceholder')}
          value={description}
          onChange={event => setDescription(event.target.value)}
          slotProps={{ htmlInput: { maxLength: CHATBOT_DESCRIPTION_MAX_LENGTH } }}
        />
        <LanguageField
          label={t('language')}
          hint={t('languageHint')}
          value={language}
          onChange={setLanguage}
        />
      </Box>
    </FormDialog>
  );
}
