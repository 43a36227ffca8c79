import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { shownLanguage } from '../../state/i18n.ts';
import { client, orpc } from '../../rpc/client.ts';
import { uploadFiles } from '../../rpc/uploads.ts';
import { Field } from '../../ui/field.tsx';
import { FileChooser } from '../../ui/file-chooser.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { filesUnder } from '../knowledge/index.ts';
import { StepHeading } from './step-heading.tsx';

type Chosen = { chatbotId: string; sample: boolean };

/** A first chatbot and something for it to read: one's own files, or the sample. */
export function DocumentsStep({ onBack, onNext }: { onBack: () => void; onNext: (chosen: Chosen) => void }) {
  const { t } = useTranslation('firstRun');
  const { t: common } = useTranslation('common');
  const toasts = useToasts();
  const [over, setOver] = useState(false);
  const [name, setName] = useState<string | null>(null);
  const existing = useQuery(orpc.chatbots.list.queryOptions({ input: {} }));
  const botName = name ?? existing.data?.[0]?.name ?? t('botDefaultName');

  const give = useMutation({
    async mutationFn(files: readonly File[] | 'sample'): Promise<Chosen> {
      const language = shownLanguage();
      const chatbot =
        existing.data?.[0] ??
        (await client.chatbots.create({ name: botName.trim() || t('botDefaultName'), language }));
      if (files === 'sample') await client.documents.addSample({ chatbotId: chatbot.id, language });
      else await uploadFiles(files, { chatbotIds: [chatbot.id] });
      return { chatbotId: chatbot.id, sample: files === 'sample' };
    },
    onSuccess: onNext,
    onError: error => toasts.failed(error),
  });
  const take = (files: readonly File[]) => {
    if (files.length > 0) give.mutate(files);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    // The entries are only readable during the event itself.
    const entries = [...event.dataTransfer.items].flatMap(item => item.webkitGetAsEntry() ?? []);
    void filesUnder(entries).then(
      ({ files }) => take(files),
      (error: unknown) => toasts.failed(error),
    );
  };

  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <StepHeading title={t('botTitle')} text={t('botText')} />
      <Field
        label={t('botName')}
        value={botName}
        disabled={(existing.data?.length ?? 0) > 0}
        onChange={event => setName(event.target.value)}
      />
      <Box
        onDragOver={event => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
        sx={{
          display: 'grid',
          justifyItems: 'center',
          textAlign: 'center',
          gap: 1,
          p: 3,
          border: '1.5px dashed',
          borderColor: over ? 'var(--accent)' : 'var(--line)',
          background: over ? 'var(--accent-soft)' : 'var(--surface-2)',
          borderRadius: 'var(--r-m)',
        }}
      >
        <Box
          sx={{
            width: 40,
            height: 40,
            borderRadius: '12px',
            display: 'grid',
            placeItems: 'center',
            background: 'var(--accent-soft)',
            color: 'var(--accent)',
          }}
        >
          <Icon name="up" />
        </Box>
        <Box sx={{ fontWeight: 600 }}>{t('drop')}</Box>
        <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{t('dropText')}</Box>
        <FileChooser multiple label={t('chooseFiles')} disabled={give.isPending} onChosen={take} />
      </Box>
      <Box
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 1.5,
          p: '12px 14px',
          border: '1px solid var(--line)',
          borderRadius: 'var(--r-m)',
        }}
      >
        <Icon name="book" />
        <Box sx={{ flex: 1, color: 'var(--muted)' }}>{t('sampleText')}</Box>
        <Button disabled={give.isPending} onClick={() => give.mutate('sample')}>
          {t('takeSample')}
        </Button>
      </Box>
      <Box>
        <Button variant="text" onClick={onBack}>
          {common('back')}
        </Button>
      </Box>
    </Box>
  );
}
