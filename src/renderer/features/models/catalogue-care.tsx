import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CatalogueProblem } from '#shared/contract/model-catalogue.ts';
import { jsonOrText } from '#shared/lib/json-or-text.ts';
import { client, orpc } from '../../rpc/client.ts';
import { FileChooser } from '../../ui/file-chooser.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useToasts } from '../../ui/toasts.tsx';

/** Which list of models is offered; another one in its place, and back. */
export function CatalogueCare() {
  const { t } = useTranslation('models');
  const queries = useQueryClient();
  const toasts = useToasts();
  const catalogue = useQuery(orpc.models.catalogue.queryOptions({ input: {} }));
  const refresh = () => void queries.invalidateQueries({ queryKey: orpc.models.catalogue.key() });
  const replace = useMutation({
    mutationFn: async (file: File) =>
      await client.models.replaceCatalogue({ catalogue: jsonOrText(await file.text()) }),
    onSuccess: ({ problems }) => {
      if (problems.length > 0) return;
      refresh();
      toasts.done(t('catalogueReplaced'));
    },
    onError: toasts.failed,
  });
  const restore = useMutation({
    mutationFn: () => client.models.restoreCatalogue({}),
    onSuccess: () => {
      replace.reset();
      refresh();
      toasts.done(t('catalogueRestored'));
    },
    onError: toasts.failed,
  });
  if (!catalogue.data) return null;
  const isGiven = catalogue.data.source === 'given';
  const problems = replace.data?.problems ?? [];
  return (
    <Box sx={{ mt: 1, display: 'grid', gap: 1 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
        <Box sx={{ color: 'var(--muted)', typography: 'small' }}>
          {t(isGiven ? 'catalogueGiven' : 'catalogueShipped')}
        </Box>
        <FileChooser
          label={t('catalogueReplace')}
          accept=".json,application/json"
          disabled={replace.isPending}
          onChosen={([file]) => {
            if (file !== undefined) replace.mutate(file);
          }}
        />
        {isGiven && (
          <Button disabled={restore.isPending} onClick={() => restore.mutate()}>
            {t('catalogueRestore')}
          </Button>
        )}
      </Box>
      {problems.length > 0 && (
        <Notice tone="bad" icon="warning" title={t('catalogueRefused')}>
          {problems.map(problem => (
            <Problem key={JSON.stringify(problem)} problem={problem} />
          ))}
        </Notice>
      )}
    </Box>
  );
}

function Problem({ problem }: { problem: CatalogueProblem }) {
  const { t } = useTranslation('models');
  const { what, model, field } = problem;
  return (
    <Box>
      {model === null ? null : `${t('catalogueAt', { model })} `}
      {t(`catalogueProblem_${what}`, { field: field ?? '' })}
    </Box>
  );
}
