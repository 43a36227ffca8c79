import Box from '@mui/material/Box';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client as core, orpc } from '../../../renderer/rpc/client.ts';
import { Field } from '../../../renderer/ui/field.tsx';
import { FormDialog } from '../../../renderer/ui/form-dialog.tsx';
import { useToasts } from '../../../renderer/ui/toasts.tsx';
import {
  ANSWER_MAX_LENGTH,
  QUESTION_MAX_LENGTH,
  SYNONYM_MAX_LENGTH,
  SYNONYMS_MAX,
  URL_MAX_LENGTH,
  type FrequentAnswer,
} from '../contract.ts';

type Fields = Pick<
  FrequentAnswer,
  'question' | 'answer' | 'synonyms' | 'validFrom' | 'validUntil' | 'sourceUrl'
>;
/** What the editor begins with; without an id, a new answer. */
export type Draft = { id: string | null } & Partial<Fields>;

type Props = { chatbotId: string; draft: Draft; onClose: () => void };

/** A question and what the office answers to it. */
export function AnswerEditor({ chatbotId, draft, onClose }: Props) {
  const { t } = useTranslation('frequentAnswers');
  const queries = useQueryClient();
  const toasts = useToasts();
  const [typed, setTyped] = useState({
    question: draft.question ?? '',
    answer: draft.answer ?? '',
    synonyms: (draft.synonyms ?? []).join('\n'),
    validFrom: draft.validFrom ?? '',
    validUntil: draft.validUntil ?? '',
    sourceUrl: draft.sourceUrl ?? '',
  });
  const bind = (name: keyof typeof typed) => ({
    value: typed[name],
    onChange: (event: { target: { value: string } }) =>
      setTyped(before => ({ ...before, [name]: event.target.value })),
  });
  const reversed = typed.validFrom !== '' && typed.validUntil !== '' && typed.validFrom > typed.validUntil;
  const wrongAddress = typed.sourceUrl.trim() !== '' && !isWebAddress(typed.sourceUrl.trim());
  const whole = typed.question.trim() !== '' && typed.answer.trim() !== '' && !reversed && !wrongAddress;
  const save = useMutation({
    mutationFn: () => {
      const fields = fieldsOf(typed);
      return draft.id === null
        ? core.frequentAnswers.create({ chatbotId, ...fields })
        : core.frequentAnswers.update({ id: draft.id, ...fields });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: orpc.frequentAnswers.key() });
      toasts.done(t('saved'));
      onClose();
    },
  });
  const shrunk = { inputLabel: { shrink: true } };
  return (
    <FormDialog
      title={t(draft.id === null ? 'editor.new' : 'editor.existing')}
      submit={t('editor.save')}
      onSubmit={() => save.mutate()}
      onClose={onClose}
      error={save.error}
      disabled={!whole || save.isPending}
      size="sm"
    >
      <Box sx={{ display: 'grid', gap: 2 }}>
        <Field
          label={t('editor.question')}
          autoFocus
          required
          {...bind('question')}
          slotProps={{ htmlInput: { maxLength: QUESTION_MAX_LENGTH } }}
        />
        <Field
          label={t('editor.answer')}
          hint={t('editor.answerHint')}
          required
          multiline
          minRows={4}
          maxRows={12}
          {...bind('answer')}
          slotProps={{ htmlInput: { maxLength: ANSWER_MAX_LENGTH } }}
        />
        <Field
          label={t('editor.synonyms')}
          hint={t('editor.synonymsHint')}
          multiline
          minRows={2}
          maxRows={8}
          {...bind('synonyms')}
          slotProps={{ htmlInput: { maxLength: SYNONYMS_MAX * SYNONYM_MAX_LENGTH } }}
        />
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { sm: '1fr 1fr' } }}>
          <Field type="date" label={t('editor.validFrom')} {...bind('validFrom')} slotProps={shrunk} />
          <Field
            type="date"
            label={t('editor.validUntil')}
            hint={t(reversed ? 'editor.reversed' : 'editor.datesHint')}
            error={reversed}
            {...bind('validUntil')}
            slotProps={shrunk}
          />
        </Box>
        <Field
          type="url"
          label={t('editor.sourceUrl')}
          hint={wrongAddress ? t('editor.urlInvalid') : undefined}
          error={wrongAddress}
          {...bind('sourceUrl')}
          slotProps={{ htmlInput: { maxLength: URL_MAX_LENGTH, inputMode: 'url' } }}
        />
      </Box>
    </FormDialog>
  );
}

function fieldsOf(typed: Record<keyof Fields, string>): Fields {
  return {
    question: typed.question.trim(),
    answer: typed.answer.trim(),
    synonyms: typed.synonyms
      .split('\n')
      .map(line => line.trim())
      .filter(line => line !== ''),
    validFrom: typed.validFrom === '' ? null : typed.validFrom,
    validUntil: typed.validUntil === '' ? null : typed.validUntil,
    sourceUrl: typed.sourceUrl.trim() === '' ? null : typed.sourceUrl.trim(),
  };
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}
