import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useTranslation } from 'react-i18next';
import type { PassageEdit } from '#shared/contract/passages.ts';
import { Notice } from '../../ui/notice.tsx';

type Act = (edit: PassageEdit, deed: 'keep' | 'undo' | 'takeBack') => void;

/** What people made of passages and is in no answer: conflicts with what is read now, and what was excluded. */
export function MendedPassages({ edits, onAct }: { edits: readonly PassageEdit[]; onAct: Act }) {
  const { t } = useTranslation('documents');
  return (
    <>
      {edits.map(edit =>
        edit.state === 'conflict' ? (
          <Notice key={edit.id} tone="warn" icon="warning" title={t('conflictTitle')}>
            <Words label={t('conflictOld')} text={edit.original} />
            <Words label={t('conflictNew')} text={edit.now ?? t('conflictGone')} />
            <Words
              label={t('conflictMine')}
              text={edit.excluded ? t('excluded') : (edit.text ?? edit.questions.join('\n'))}
            />
            <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mt: 1 }}>
              {edit.now !== null && (
                <Button size="small" onClick={() => onAct(edit, 'keep')}>
                  {t('keepMine')}
                </Button>
              )}
              <Button size="small" onClick={() => onAct(edit, 'undo')}>
                {t('takeNew')}
              </Button>
            </Box>
          </Notice>
        ) : (
          edit.excluded && (
            <Notice key={edit.id} tone="info" icon="info" title={t('excluded')}>
              <Words label={null} text={edit.text ?? edit.original} />
              <Button size="small" onClick={() => onAct(edit, 'takeBack')} sx={{ mt: 1 }}>
                {t('takeBack')}
              </Button>
            </Notice>
          )
        ),
      )}
    </>
  );
}

function Words({ label, text }: { label: string | null; text: string }) {
  return (
    <Box sx={{ mt: 0.5, overflowWrap: 'anywhere', whiteSpace: 'pre-line' }}>
      {label !== null && <strong>{label} </strong>}
      {text}
    </Box>
  );
}
