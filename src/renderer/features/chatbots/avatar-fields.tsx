import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../../ui/avatar.tsx';
import { Field } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { AVATAR_MAX_LENGTH, type Persona, type PersonaEdits } from './persona.ts';

/** Colours that stay legible under white text and on both themes. */
const colours = ['#bf4a16', '#a3336b', '#6b4fbb', '#2f6699', '#1f7a6d', '#2a6f4b', '#8a5d00', '#4a4640'];

type Props = {
  persona: Pick<Persona, 'avatar' | 'color'>;
  invalid: boolean;
  onChange: (edits: PersonaEdits) => void;
};

/** Initials or an emoji on the chatbot's colour. */
export function AvatarFields({ persona: { avatar, color }, invalid, onChange }: Props) {
  const { t } = useTranslation('chatbots');
  const own = colours.every(colour => colour !== color.toLowerCase());
  return (
    <Box sx={{ display: 'flex', gap: 2.5, flexWrap: 'wrap', alignItems: 'flex-start' }}>
      <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'flex-end' }}>
        <Avatar text={avatar} color={color} size={40} square />
        <Field
          label={t('avatar')}
          error={invalid}
          hint={invalid ? t('invalid_avatar') : undefined}
          value={avatar}
          onChange={event => onChange({ avatar: event.target.value })}
          slotProps={{ htmlInput: { maxLength: AVATAR_MAX_LENGTH } }}
          sx={{ width: 150 }}
        />
      </Box>
      <div>
        <Box id="chatbot-colour" sx={{ fontWeight: 570, mb: '5px' }}>
          {t('color')}
        </Box>
        <Box
          role="radiogroup"
          aria-labelledby="chatbot-colour"
          sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', minHeight: 40, alignItems: 'center' }}
        >
          {colours.map(colour => (
            <Box
              key={colour}
              component="button"
              type="button"
              role="radio"
              aria-checked={colour === color.toLowerCase()}
              aria-label={t('colorChoice', { color: colour })}
              onClick={() => onChange({ color: colour })}
              sx={{ ...swatch, background: colour }}
            >
              {colour === color.toLowerCase() && <Icon name="check" size={15} />}
            </Box>
          ))}
          <Tooltip title={t('colorOwn')}>
            <Box
              component="input"
              type="color"
              aria-label={t('colorOwn')}
              value={color}
              onChange={(event: { target: { value: string } }) => onChange({ color: event.target.value })}
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
          </Tooltip>
        </Box>
      </div>
    </Box>
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
