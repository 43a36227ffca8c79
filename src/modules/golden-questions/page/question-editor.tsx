import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client as core } from '../../../renderer/rpc/client.ts';
import { Field } from '../../../renderer/ui/field.tsx';
import { FormDialog } from '../../../renderer/ui/form-dialog.tsx';
import { useToasts } from '../../../renderer/ui/toasts.tsx';
import { QUESTION_MAX_LENGTH } from '../contract.ts';
import { PassageChoice, type Chosen } from './passage-choice.tsx';
import { useReadAgain } from './status.ts';

/** What the editor begins with; without an id, a new question. */
export type Draft = {
  id: string | null;
  question?: string;
  /** Null: no answer is known. Left out: nobody has said. */
  anchor?: {
    documentId: string | null;
    title: string;
    quote: string;
    start: number;
    end: number;
  } | null;
  origin?: 'hand' | 'feedback' | 'conversation';
};

type Props = { chatbotId: string; draft: Draft; onClose: () => void };

/** A question, and the words that answer it. */
export function QuestionEditor({ chatbotId, draft, onClose }: Props) {
  const { t } = useTranslation('goldenQuestions');
  const toasts = useToasts();
  const readAgain = useReadAgain();
  const groupId = useId();
  const [question, type] = useState(draft.question ?? '');
  const [expects, expect] = useState<Expected>(expectedOf(draft));
  const [chosen, choose] = useState<Chosen | null>(chosenFrom(draft.anchor ?? null));
  const save = useMutation({
    mutationFn: () => {
      const anchor =
        expects !== 'passage' || chosen === null
          ? null
          : {
              documentId: chosen.documentId,
              start: chosen.start + chosen.from,
              end: chosen.start + chosen.to,
            };
      const { id, origin } = draft;
      const given = { question: question.trim(), anchor };
      if (id === null)
        return core.goldenQuestions.create({ chatbotId, ...given, ...(origin ? { origin } : {}) });
      // What answers is left alone where nobody chose anew: its words may have moved meanwhile.
      const untouched = expects === 'answer' || (expects === 'passage' && chosen?.isNew === false);
      return core.goldenQuestions.update({ id, ...(untouched ? { question: given.question } : given) });
    },
    onSuccess: async () => {
      await readAgain();
      toasts.done(t('editor.saved'));
      onClose();
    },
  });
  const whole = question.trim() !== '' && (expects !== 'passage' || chosen !== null);
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
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
        <Field
          label={t('editor.question')}
          hint={t('editor.questionHint')}
          autoFocus
          required
          value={question}
          onChange={event => type(event.target.value)}
          slotProps={{ htmlInput: { maxLength: QUESTION_MAX_LENGTH } }}
        />
        <div>
          <Box id={groupId} sx={{ fontWeight: 570 }}>
            {t('editor.what')}
          </Box>
          <RadioGroup
            aria-labelledby={groupId}
            value={expects}
            onChange={(_, value) => expect(value as Expected)}
          >
            {expectedOf(draft) === 'answer' && (
              <FormControlLabel value="answer" control={<Radio />} label={t('editor.byOffice')} />
            )}
            <FormControlLabel value="passage" control={<Radio />} label={t('editor.inDocuments')} />
            <FormControlLabel value="nothing" control={<Radio />} label={t('editor.nowhere')} />
          </RadioGroup>
        </div>
        {expects === 'passage' && (
          <PassageChoice chatbotId={chatbotId} question={question} chosen={chosen} onChoose={choose} />
        )}
      </Box>
    </FormDialog>
  );
}

/** A passage, a frequent answer, or nothing. */
type Expected = 'passage' | 'answer' | 'nothing';

function expectedOf({ anchor }: Draft): Expected {
  if (anchor === null) return 'nothing';
  return anchor?.documentId === null ? 'answer' : 'passage';
}

function chosenFrom(anchor: Draft['anchor'] | null): Chosen | null {
  if (anchor == null || anchor.documentId === null) return null;
  const { documentId, title, quote, start } = anchor;
  return { documentId, title, text: quote, start, from: 0, to: quote.length, isNew: false };
}
