import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Passage } from '#shared/contract/document.ts';
import { client } from '../../rpc/client.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { piecesOf } from './cut-places.ts';

type Props = { documentId: string; passage: Passage; onDone: () => void; onClose: () => void };

/** Where a passage is to be cut in two: before one of its sentences or rows. */
export function SplitDialog({ documentId, passage, onDone, onClose }: Props) {
  const { t, i18n } = useTranslation('documents');
  const [at, cutAt] = useState<number | null>(null);
  const questionId = useId();
  const [first, ...others] = piecesOf(passage.text, i18n.language);
  const split = useMutation({
    mutationFn: (place: number) =>
      client.passages.split({ id: documentId, chunkId: passage.chunkId, at: place }),
    onSuccess: () => {
      onDone();
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('splitTitle', { number: passage.ordinal + 1 })}
      submit={t('split')}
      error={split.error}
      disabled={split.isPending || at === null}
      size="md"
      onSubmit={() => at !== null && split.mutate(at)}
      onClose={onClose}
    >
      <Box id={questionId} sx={{ color: 'var(--muted)', mb: 1.5 }}>
        {t(others.length === 0 ? 'splitNowhere' : 'splitQuestion')}
      </Box>
      <RadioGroup
        aria-labelledby={questionId}
        value={at ?? ''}
        onChange={(_, value) => cutAt(Number(value))}
        sx={{ flexWrap: 'nowrap', overflowWrap: 'anywhere' }}
      >
        {first !== undefined && <Box sx={{ p: '8px 12px 8px 38px' }}>{first.text}</Box>}
        {others.map(piece => (
          <FormControlLabel
            key={piece.at}
            value={piece.at}
            control={<Radio size="small" sx={{ alignSelf: 'flex-start' }} />}
            label={piece.text}
            slotProps={{ typography: { sx: { py: '8px' } } }}
            sx={{
              m: 0,
              pr: 1.5,
              borderRadius: 0,
              borderTop: '2px dashed',
              borderColor: piece.at === at ? 'var(--accent)' : 'transparent',
              background: at !== null && piece.at >= at ? 'var(--accent-soft)' : 'none',
            }}
          />
        ))}
      </RadioGroup>
    </FormDialog>
  );
}
