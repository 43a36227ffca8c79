import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import OutlinedInput from '@mui/material/OutlinedInput';
import { useId, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SUGGESTED_QUESTIONS_MAX, SUGGESTED_QUESTION_MAX_LENGTH } from '#shared/contract/limits.ts';
import { Icon } from '../../ui/icon.tsx';

type Props = {
  value: readonly string[];
  onChange: (value: string[]) => void;
  label?: string;
  hint?: string;
  /** Beside the name. */
  action?: ReactNode;
};

/** Questions offered before the first one is asked, in their order. */
export function SuggestedQuestions({ value, onChange, label, hint, action }: Props) {
  const { t } = useTranslation('chatbots');
  const titleId = useId();
  const list = useRef<HTMLOListElement>(null);

  /** The question goes up or down, and the focus with it: pressing again moves it further. */
  const move = (index: number, by: -1 | 1) => {
    const to = index + by;
    onChange(value.with(to, value[index] ?? '').with(index, value[to] ?? ''));
    requestAnimationFrame(() => {
      const [up, down] = list.current?.children[to]?.querySelectorAll('button') ?? [];
      const same = by < 0 ? up : down;
      (same?.disabled ? (by < 0 ? down : up) : same)?.focus();
    });
  };

  return (
    <div>
      <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 1, mb: '5px' }}>
        <Box id={titleId} sx={{ fontWeight: 570, flex: 1 }}>
          {label ?? t('suggested')}
        </Box>
        {action}
      </Box>
      <Box
        component="ol"
        ref={list}
        aria-labelledby={titleId}
        sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}
      >
        {value.map((question, index) => (
          // Questions have no identity of their own: their place is what a person sees.
          <Box component="li" key={index} sx={{ display: 'flex', gap: 0.25, alignItems: 'center' }}>
            <OutlinedInput
              fullWidth
              size="small"
              autoFocus={question === '' && index === value.length - 1}
              value={question}
              onChange={event => onChange(value.with(index, event.target.value))}
              inputProps={{
                'aria-label': t('suggestedItem', { number: index + 1 }),
                maxLength: SUGGESTED_QUESTION_MAX_LENGTH,
              }}
            />
            <IconButton
              aria-label={t('suggestedUp', { number: index + 1 })}
              disabled={index === 0}
              onClick={() => move(index, -1)}
              sx={{ '&.Mui-disabled': { opacity: 0.35 } }}
            >
              <Icon name="up" size={16} />
            </IconButton>
            <IconButton
              aria-label={t('suggestedDown', { number: index + 1 })}
              disabled={index === value.length - 1}
              onClick={() => move(index, 1)}
              sx={{ transform: 'rotate(180deg)', '&.Mui-disabled': { opacity: 0.35 } }}
            >
              <Icon name="up" size={16} />
            </IconButton>
            <IconButton
              aria-label={t('suggestedRemove', { number: index + 1 })}
              onClick={() => onChange(value.toSpliced(index, 1))}
            >
              <Icon name="close" size={16} />
            </IconButton>
          </Box>
        ))}
      </Box>
      <Box
        sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap', mt: value.length > 0 ? 1 : 0 }}
      >
        {value.length < SUGGESTED_QUESTIONS_MAX && (
          <Button
            size="small"
            startIcon={<Icon name="plus" size={15} />}
            onClick={() => onChange([...value, ''])}
          >
            {t('suggestedAdd')}
          </Button>
        )}
        <Box component="span" sx={{ color: 'var(--muted)', typography: 'small' }}>
          {hint ?? t('suggestedHint')}
        </Box>
      </Box>
    </div>
  );
}
