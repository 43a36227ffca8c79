import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import { AVATAR_MAX_LENGTH } from '#shared/contract/limits.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Field } from '../../ui/field.tsx';
import { ColourField } from '../../ui/colour-field.tsx';
import { type Persona, type PersonaEdits } from './persona.ts';

type Props = {
  persona: Pick<Persona, 'avatar' | 'color'>;
  invalid: boolean;
  onChange: (edits: PersonaEdits) => void;
};

/** Initials or an emoji on the chatbot's colour. */
export function AvatarFields({ persona: { avatar, color }, invalid, onChange }: Props) {
  const { t } = useTranslation('chatbots');
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
      <ColourField value={color} onChange={chosen => onChange({ color: chosen })} />
    </Box>
  );
}
