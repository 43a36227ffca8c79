import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { plainInkOn } from '#shared/lib/colours.ts';
import { Icon } from './icon.tsx';

/** Colours that stay legible under white text and on both themes. */
const colours = ['#bf4a16', '#a3336b', '#6b4fbb', '#2f6699', '#1f7a6d', '#2a6f4b', '#8a5d00', '#4a4640'];

type Props = {
  /** Of the chatbot's colour when it is left out. */
  label?: string;
  value: string;
  onChange: (color: string) => void;
  /** Beside the name: what it stands for, or a way back. */
  action?: ReactNode;
  hint?: ReactNode;
};

/** One of a few good colours, or any other. */
export function ColourField({ label, value, onChange, action, hint }: Props) {
  const { t } = useTranslation('chatbots');
  const titleId = useId();
  const own = colours.every(colour => colour !== value.toLowerCase());
  return (
    <div>
      <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 1, mb: '5px' }}>
        <Box id={titleId} sx={{ fontWeight: 570, flex: 1 }}>
          {label ?? t('color')}
        </Box>
        {action}
      </Box>
      <Box
        role="radiogroup"
        aria-labelledby={titleId}
        sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', minHeight: 40, alignItems: 'center' }}
      >
        {colours.map(colour => (
          <Box
            key={colour}
            component="button"
            type="button"
            role="radio"
            aria-checked={colour === value.toLowerCase()}
            aria-label={t('colorChoice', { color: colour })}
            onClick={() => onChange(colour)}
            sx={{ ...swatch, background: colour }}
          >
            {colour === value.toLowerCase() && <Icon name="check" size={15} />}
          </Box>
        ))}
        <Tooltip title={t('colorOwn')}>
          <Box sx={{ position: 'relative', display: 'grid', color: plainInkOn(value) }}>
            <Box
              component="input"
              type="color"
              aria-label={t('colorOwn')}
              value={value}
              onChange={(event: { target: { value: string } }) => onChange(event.target.value)}
              sx={{
                ...swatch,
                border: '1px solid var(--line)',
                p: 0,
                outline: own ? '2px solid var(--accent)' : 'none',
                outlineOffset: '2px',
                '&::-webkit-color-swatch-wrapper': { p: 0 },
                '&::-webkit-color-swatch': { border: 0, borderRadius: '7px' },
              }}
            />
            <Box
              sx={{
                position: 'absolute',
                inset: 0,
                display: 'grid',
                placeItems: 'center',
                pointerEvents: 'none',
              }}
            >
              <Icon name="edit" size={14} />
            </Box>
          </Box>
        </Tooltip>
      </Box>
      {hint && <Box sx={{ color: 'var(--muted)', typography: 'small', mt: 0.5 }}>{hint}</Box>}
    </div>
  );
}

const swatch = {
  width: 28,
  height: 28,
  borderRadius: '8px',
  border: 0,
  display: 'grid',
  placeItems: 'center',
  color: '#ffffff',
  cursor: 'pointer',
};
