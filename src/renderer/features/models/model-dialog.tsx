import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Model } from '#shared/contract/models.ts';
import { client, orpc } from '../../rpc/client.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import {
  draftOf,
  emptyDraft,
  problemsOf,
  readingSecondsOf,
  settingsOf,
  type ModelDraft,
} from './model-draft.ts';
import { ModelFields } from './model-fields.tsx';
import { firstPreset } from './presets.ts';
import { TestFailure, TestResult } from './test-result.tsx';

type Props = {
  stored: Model | null;
  onClose: () => void;
  /** It is to search in the place of another: what that costs is said first. */
  onTakesOver: (model: Model) => void;
};

/** Adding a model, tried before it is kept; or changing one. */
export function ModelDialog({ stored, onClose, onTakesOver }: Props) {
  const { t } = useTranslation('models');
  const queries = useQueryClient();
  const toasts = useToasts();
  const [draft, setDraft] = useState<ModelDraft>(stored ? draftOf(stored) : emptyDraft(firstPreset));
  const [told, setTold] = useState(false);
  const problems = problemsOf(draft, stored);
  const valid = Object.keys(problems).length === 0;

  const test = useMutation({ mutationFn: () => client.models.testDraft(settingsOf(draft)) });
  const index = useQuery(
    orpc.searchIndexes.get.queryOptions({ input: {}, enabled: draft.purpose === 'embedding' }),
  );
  const inUse = index.data?.inUse ?? null;
  const takesOver =
    draft.purpose === 'embedding' && draft.isDefault && inUse !== null && inUse.id !== stored?.id;
  const settings = () => {
    const { isDefault, ...others } = settingsOf(draft);
    return takesOver || isDefault === undefined ? others : { ...others, isDefault };
  };
  const save = useMutation({
    mutationFn: () =>
      stored ? client.models.update({ id: stored.id, ...settings() }) : client.models.create(settings()),
    onSuccess: saved => {
      const { name } = saved;
      void queries.invalidateQueries({ queryKey: orpc.models.key() });
      void queries.invalidateQueries({ queryKey: orpc.system.key() });
      toasts.done(t(stored ? 'saved' : 'added', { name }));
      onClose();
      if (takesOver && saved.active) onTakesOver(saved);
    },
  });
  const when = (action: () => void) => {
    setTold(true);
    if (valid) action();
  };
  const change = (changed: Partial<ModelDraft>) => {
    setDraft(current => ({ ...current, ...changed }));
    test.reset();
  };
  return (
    <FormDialog
      title={stored ? t('editTitle', { name: stored.name }) : t('addTitle')}
      submit={t(stored ? 'save' : 'addShort')}
      error={save.error}
      disabled={save.isPending}
      size="sm"
      onSubmit={() => when(() => save.mutate())}
      onClose={onClose}
      beside={
        stored ? (
          <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{t('testSavedHint')}</Box>
        ) : (
          <Button
            disabled={test.isPending}
            title={t('testDraftHint')}
            onClick={() => when(() => test.mutate())}
          >
            {t(test.isPending ? 'testing' : 'test')}
          </Button>
        )
      }
    >
      <ModelFields draft={draft} stored={stored} problems={told ? problems : {}} onChange={change} />
      {test.isError && <TestFailure error={test.error} />}
      {test.data && (
        <TestResult result={test.data} purpose={draft.purpose} readingSeconds={readingSecondsOf(draft)} />
      )}
    </FormDialog>
  );
}
