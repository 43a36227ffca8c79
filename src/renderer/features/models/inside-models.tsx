import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelFile } from '#shared/contract/model-sources.ts';
import { client, orpc } from '../../rpc/client.ts';
import { Card } from '../../ui/card.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { FileChooser } from '../../ui/file-chooser.tsx';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { StateChip } from '../../ui/state-chip.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { CatalogueCare } from './catalogue-care.tsx';
import { CatalogueModels } from './catalogue-models.tsx';
import { FoundFiles } from './found-files.tsx';
import { ImportPlaceDialog } from './import-place-dialog.tsx';
import { MachineLine } from './machine-line.tsx';
import { PullRow } from './pull-row.tsx';
import { RowLayout } from './row-layout.tsx';
import { TestFailure } from './test-result.tsx';
import { useImportModel } from './use-import-model.ts';

/** Models that Foyer runs itself: how they come, and the list that is offered. */
export function InsideModels() {
  const { t } = useTranslation('models');
  return (
    <section>
      <Box component="h2" sx={{ typography: 'lead', fontWeight: 640 }}>
        {t('inside')}
      </Box>
      <Box sx={{ color: 'var(--muted)', mb: 1.25 }}>{t('insideHint')}</Box>
      <MachineLine />
      <ModelWays />
      <CatalogueCare />
    </section>
  );
}

/** The ways to a model that Foyer runs itself, the least costly first: what is there, a download, a file. */
export function ModelWays() {
  const { t } = useTranslation('models');
  const files = useQuery(orpc.models.files.queryOptions({ input: {} }));
  const pulls = useQuery(orpc.models.pulls.queryOptions({ input: {} }));
  const servers = useQuery(orpc.models.detect.queryOptions({ input: {} }));
  const importing = useImportModel();
  const [given, setGiven] = useState<File | null>(null);
  const [isOver, setIsOver] = useState(false);
  const ollama = servers.data?.find(({ product }) => product === 'ollama');
  /** One file; others dropped with it wait for another time. */
  const take = ([file]: readonly File[]) => {
    if (file === undefined) return;
    if (ollama === undefined) importing.add(file, null);
    else setGiven(file);
  };
  const waiting = (files.data ?? []).filter(({ usedAs }) => usedAs.length === 0);
  return (
    <Card
      sx={{
        overflow: 'hidden',
        '& > * + *': { borderTop: '1px solid var(--line)' },
        ...(isOver ? { outline: '2px solid var(--accent)' } : {}),
      }}
      onDragOver={event => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={event => {
        event.preventDefault();
        setIsOver(false);
        take([...event.dataTransfer.files]);
      }}
    >
      {(pulls.data ?? [])
        .filter(({ source }) => source === 'file')
        .map(pull => (
          <PullRow key={pull.id} pull={pull} />
        ))}
      {waiting.map(file => (
        <UnusedFile key={file.hash} file={file} />
      ))}
      <FoundFiles />
      <CatalogueModels />
      <Box sx={{ p: '12px 12px 12px 16px' }}>
        <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'center', flexWrap: 'wrap' }}>
          <Box
            sx={{ flex: '1 1 240px', color: 'var(--muted)', typography: 'small', overflowWrap: 'anywhere' }}
          >
            {importing.isBusy ? t('importing', { name: importing.name }) : t('importHint')}
          </Box>
          <FileChooser
            label={t('import')}
            accept=".gguf"
            variant="outlined"
            disabled={importing.isBusy}
            startIcon={<Icon name="up" size={16} />}
            onChosen={take}
          />
        </Box>
        {importing.isBusy && (
          <Box sx={{ mt: 1.25 }}>
            <ProgressBar label={t('importing', { name: importing.name })} value={importing.progress} />
          </Box>
        )}
        {importing.error !== null && <TestFailure error={importing.error} />}
      </Box>
      {given !== null && ollama !== undefined && (
        <ImportPlaceDialog
          file={given}
          server={ollama}
          onChosen={target => {
            importing.add(given, target);
            setGiven(null);
          }}
          onClose={() => setGiven(null)}
        />
      )}
    </Card>
  );
}

/** A file whose model was removed by itself, or that came without one. */
function UnusedFile({ file }: { file: ModelFile }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const queries = useQueryClient();
  const toasts = useToasts();
  const [asking, setAsking] = useState(false);
  const { hash, name, purpose, contextTokens, sizeBytes, memoryBytes } = file;
  const refresh = () => void queries.invalidateQueries({ queryKey: orpc.models.key() });
  const use = useMutation({
    mutationFn: () => client.models.create({ name, provider: 'inside', model: name, purpose, contextTokens }),
    onSuccess: () => {
      refresh();
      toasts.done(t('added', { name }));
    },
    onError: toasts.failed,
  });
  const remove = useMutation({
    mutationFn: () => client.models.removeFile({ hash }),
    onSuccess: () => {
      setAsking(false);
      refresh();
      toasts.done(t('uninstalled', { name }));
    },
    onError: toasts.failed,
  });
  return (
    <RowLayout
      icon={purpose === 'chat' ? 'chip' : 'search'}
      name={name}
      text={t('insideFacts', { size: format.bytes(sizeBytes), memory: format.bytes(memoryBytes) })}
      chips={<StateChip tone="quiet">{t(`purpose_${purpose}`)}</StateChip>}
      actions={
        <>
          <IconButton size="small" aria-label={t('uninstallNamed', { name })} onClick={() => setAsking(true)}>
            <Icon name="trash" size={16} />
          </IconButton>
          <Button
            size="small"
            disabled={use.isPending}
            aria-label={t('foundAdd', { name })}
            onClick={() => use.mutate()}
          >
            {t('addShort')}
          </Button>
          <ConfirmDialog
            open={asking}
            destructive
            title={t('insideRemoveTitle', { name })}
            confirm={t('uninstall')}
            busy={remove.isPending}
            onConfirm={() => remove.mutate()}
            onClose={() => setAsking(false)}
          >
            {t('insideRemoveBody')}
          </ConfirmDialog>
        </>
      }
    />
  );
}
