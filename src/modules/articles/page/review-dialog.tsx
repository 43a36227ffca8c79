import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  PROPOSED_ANSWER_MAX_LENGTH,
  PROPOSED_QUESTION_MAX_LENGTH,
  PROPOSED_TEXT_MAX_LENGTH,
  PROPOSED_TITLE_MAX_LENGTH,
} from '#shared/contract/limits.ts';
import { client, orpc } from '../../../renderer/rpc/client.ts';
import { Field } from '../../../renderer/ui/field.tsx';
import { FormDialog } from '../../../renderer/ui/form-dialog.tsx';
import { LoadingDialog } from '../../../renderer/ui/loading-dialog.tsx';
import { LongField } from '../../../renderer/ui/long-field.tsx';
import { useToasts } from '../../../renderer/ui/toasts.tsx';
import { kinds, type Opened } from '../contract.ts';
import { AlikeChoice } from './alike-choice.tsx';
import { PersonalValues } from './personal-values.tsx';
import { useOrigin } from './use-origin.ts';

type Props = { id: string; onClose: () => void };

/** A proposed answer is read again, changed, and approved or dropped. */
export function ReviewDialog({ id, onClose }: Props) {
  const { t } = useTranslation('articles');
  // What others change meanwhile is met when it is saved; what is typed here stays.
  const query = useQuery(orpc.articles.get.queryOptions({ input: { id }, staleTime: Infinity, gcTime: 0 }));
  if (query.data) return <Reviewing opened={query.data} onClose={onClose} />;
  const words = { title: t('review.title'), submit: t('review.approve') };
  return <LoadingDialog {...words} query={query} rows={4} onClose={onClose} />;
}

/** The one that the question has already: another beside it would be refused. */
function sameQuestionIn({ alike }: Opened): string | null {
  return alike.find(({ sameQuestion }) => sameQuestion)?.id ?? null;
}

function Reviewing({ opened, onClose }: { opened: Opened; onClose: () => void }) {
  const { t } = useTranslation('articles');
  const queries = useQueryClient();
  const toasts = useToasts();
  const originOf = useOrigin();
  const [shown, show] = useState(opened);
  const [question, setQuestion] = useState(opened.question);
  const [text, setText] = useState(opened.text);
  const [kind, setKind] = useState(opened.kind);
  const [title, setTitle] = useState(opened.title ?? '');
  const [test, setTest] = useState(true);
  const [kept, keep] = useState<readonly string[]>([]);
  const [insteadOf, setInsteadOf] = useState(sameQuestionIn(opened));
  const { id, said, origin, chatbotName, alike } = shown;
  // Of the kind that is chosen now.
  const changeable = alike.filter(({ what }) => what === kind).map(one => one.id);
  const instead = insteadOf !== null && changeable.includes(insteadOf) ? insteadOf : null;
  const draft = {
    kind,
    question: question.trim(),
    title: kind === 'article' && title.trim() !== '' ? title.trim() : null,
    text: text.trim(),
  };
  const changed =
    draft.kind !== shown.kind ||
    draft.question !== shown.question ||
    draft.title !== shown.title ||
    draft.text !== shown.text;
  const tooLong = kind === 'answer' && draft.text.length > PROPOSED_ANSWER_MAX_LENGTH;
  const whole = draft.question !== '' && draft.text !== '' && !tooLong;
  const unseen = shown.personal.filter(({ value, theirs }) => theirs || !kept.includes(value));
  const readAgain = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: orpc.articles.list.key() }),
      queries.invalidateQueries({ queryKey: orpc.articles.waiting.key() }),
      queries.invalidateQueries({ queryKey: orpc.frequentAnswers.key() }),
      queries.invalidateQueries({ queryKey: orpc.goldenQuestions.key() }),
    ]);

  /** @returns whether it was approved: a text that changed may hold what nobody has seen yet */
  async function approve(): Promise<boolean> {
    if (changed) {
      const saved = await client.articles.update({ id, ...draft });
      show(saved);
      const isNew = ({ value, theirs }: Opened['personal'][number]) => theirs || !kept.includes(value);
      const sameAsBefore = (one: Opened['alike'][number]) => shown.alike.some(other => other.id === one.id);
      if (saved.personal.some(isNew) || !saved.alike.every(sameAsBefore)) return false;
    }
    await client.articles.approve({
      id,
      kept: [...new Set(kept)],
      test,
      ...(instead === null ? {} : { insteadOf: instead }),
    });
    return true;
  }
  const approving = useMutation({
    mutationFn: approve,
    onSuccess: done => {
      if (!done) return;
      toasts.done(t(kind === 'article' ? 'review.approvedArticle' : 'review.approved'));
      onClose();
    },
    onSettled: readAgain,
  });
  const dropping = useMutation({
    mutationFn: () => client.articles.drop({ id }),
    onSuccess: () => {
      toasts.done(t('review.dropped'), { undo: () => void client.articles.reopen({ id }).then(readAgain) });
      onClose();
    },
    onSettled: readAgain,
  });
  const busy = approving.isPending || dropping.isPending;
  return (
    <FormDialog
      title={t('review.title')}
      submit={t('review.approve')}
      onSubmit={() => approving.mutate()}
      onClose={onClose}
      disabled={!whole || busy || (!changed && unseen.length > 0)}
      error={approving.error ?? dropping.error}
      size="sm"
      beside={
        <Button variant="text" color="error" disabled={busy} onClick={() => dropping.mutate()}>
          {t('review.drop')}
        </Button>
      }
    >
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
        <Box sx={{ color: 'var(--muted)', typography: 'small', overflowWrap: 'anywhere' }}>
          {[chatbotName, originOf(origin)].join(' · ')}
        </Box>
        <LongField
          label={t('review.question')}
          hint={t('review.questionHint')}
          lines={[2, 4]}
          value={question}
          onText={setQuestion}
          maxLength={PROPOSED_QUESTION_MAX_LENGTH}
        />
        <Field
          select
          label={t('review.kind')}
          hint={t(`review.kindHint_${kind}`)}
          value={kind}
          onChange={event => setKind(event.target.value === 'article' ? 'article' : 'answer')}
        >
          {kinds.map(value => (
            <MenuItem key={value} value={value}>
              {t(`kind_${value}`)}
            </MenuItem>
          ))}
        </Field>
        {kind === 'article' && (
          <Field
            label={t('review.articleTitle')}
            hint={t('review.articleTitleHint')}
            value={title}
            placeholder={draft.question.slice(0, PROPOSED_TITLE_MAX_LENGTH)}
            onChange={event => setTitle(event.target.value)}
            slotProps={{ htmlInput: { maxLength: PROPOSED_TITLE_MAX_LENGTH } }}
          />
        )}
        <LongField
          label={t(`review.text_${kind}`)}
          hint={tooLong ? t('review.tooLong') : t(`review.textHint_${kind}`)}
          error={tooLong}
          lines={[4, 12]}
          value={text}
          onText={setText}
          maxLength={PROPOSED_TEXT_MAX_LENGTH}
        />
        <PersonalValues opened={shown} kept={kept} onKeep={keep} />
        <AlikeChoice alike={alike} kind={kind} chosen={instead} onChoose={setInsteadOf} />
        <FormControlLabel
          control={<Checkbox size="small" checked={test} onChange={(_, checked) => setTest(checked)} />}
          label={
            <>
              {t('review.test')}
              <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{t('review.testHint')}</Box>
            </>
          }
          sx={{ alignItems: 'flex-start', '& .MuiCheckbox-root': { mt: '-6px' } }}
        />
        {said !== null && (
          <Box component="section">
            <Box sx={{ fontWeight: 570, mb: '5px' }}>{t('review.said')}</Box>
            <Box
              sx={{
                color: 'var(--muted)',
                typography: 'small',
                whiteSpace: 'pre-line',
                overflowWrap: 'anywhere',
                maxHeight: 140,
                overflow: 'auto',
                pl: 1.25,
                borderLeft: '2px solid var(--line)',
              }}
            >
              {said}
            </Box>
          </Box>
        )}
      </Box>
    </FormDialog>
  );
}
