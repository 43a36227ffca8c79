import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import OutlinedInput from '@mui/material/OutlinedInput';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icon.tsx';
import { QUESTION_MAX_LENGTH, SUGGESTIONS_MAX } from './persona.ts';

type Props = { value: readonly string[]; onChange: (value: string[]) => void };

/** Questions offered before the first one is asked, in their order. */
export function SuggestedQuestions({ value, onChange }: Props) {
  const { t } = useTranslation('chatbots');
  return (
    <div>
      <Box id="suggested-questions" sx={{ fontWeight: 570, mb: '5px' }}>
        {t('suggested')}
      </Box>
      <Box
        component="ol"
        aria-labelledby="suggested-questions"
        sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}
      >
        {value.map((question, index) => (
          // Questions have no identity of their own: their place is what a person sees.
          <Box component="li" key={index} sx={{ display: 'flex', gap: 0.5, alignItems: 'center' }}>
            <OutlinedInput
              fullWidth
              size="small"
              autoFocus={question === '' && index === value.length - 1}
              value={question}
              onChange={event => onChange(value.with(index, event.target.value))}
              inputProps={{
                'aria-label': t('suggestedItem', { number: index + 1 }),
                maxLength: QUESTION_MAX_LENGTH,
              }}
            />
            <IconButton
              aria-label={t('suggestedUp', { number: index + 1 })}
              disabled={index === 0}
              onClick={() => onChange(value.with(index - 1, question).with(index, value[index - 1] ?? ''))}
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
        {value.length < SUGGESTIONS_MAX && (
          <Button
            size="small"
            startIcon={<Icon name="plus" size={15} />}
            onClick={() => onChange([...value, ''])}
          >
            {t('suggestedAdd')}
          </Button>
        )}
        <Box component="span" sx={{ color: 'var(--muted)', fontSize: 12.5 }}>
          {t('suggestedHint')}
        </Box>
      </Box>
    </div>
  );
}
