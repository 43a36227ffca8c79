import Box from '@mui/material/Box';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CONNECT_SECONDS, SILENCE_SECONDS } from '#shared/contract/limits.ts';
import { Field, TYPED_NUMBER_MAX_LENGTH } from '../../ui/field.tsx';
import type { Persona, PersonaEdits, PersonaProblems } from './persona.ts';

const limitsOf = {
  connectSeconds: CONNECT_SECONDS,
  firstWordSeconds: SILENCE_SECONDS,
  betweenWordsSeconds: SILENCE_SECONDS,
} as const;
const waitFields = ['connectSeconds', 'firstWordSeconds', 'betweenWordsSeconds'] as const;
type WaitField = (typeof waitFields)[number];

type Props = {
  persona: Pick<Persona, WaitField>;
  problems: PersonaProblems;
  onChange: (edits: PersonaEdits) => void;
};

/** How long models may take to be connected to, and be silent; folded away, since what is usual suits nearly everybody. */
export function WaitFields({ persona, problems, onChange }: Props) {
  const { t } = useTranslation('chatbots');
  const [isOpen, setIsOpen] = useState(false);
  const isWrong = waitFields.some(field => problems[field]);
  const seconds = (field: WaitField) => (
    <div key={field}>
      <Field
        label={t(field)}
        inputMode="numeric"
        error={problems[field]}
        hint={problems[field] ? t('invalid_seconds', limitsOf[field]) : t(`${field}Hint`)}
        placeholder={t(`${field}Usual`)}
        value={persona[field] ?? ''}
        onChange={event => onChange({ [field]: secondsIn(event.target.value) })}
        slotProps={{ htmlInput: { maxLength: TYPED_NUMBER_MAX_LENGTH } }}
      />
    </div>
  );
  return (
    <Box
      component="details"
      // What is wrong shows itself; once put right, it does not fold under the hands.
      open={isOpen || isWrong}
      onToggle={event => setIsOpen(event.currentTarget.open)}
      sx={{
        '& > summary': { cursor: 'pointer', fontWeight: 570, color: 'var(--muted)', width: 'fit-content' },
      }}
    >
      <summary>{t('waits')}</summary>
      <Box sx={{ color: 'var(--muted)', typography: 'small', pt: 0.75 }}>{t('waitsHint')}</Box>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { sm: '1fr 1fr 1fr' }, pt: 1.5 }}>
        {waitFields.map(seconds)}
      </Box>
    </Box>
  );
}

/** The digits that were typed; null for none. */
function secondsIn(text: string): number | null {
  const digits = text.replaceAll(/\D/g, '');
  return digits === '' ? null : Number(digits);
}
