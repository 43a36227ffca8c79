import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import OutlinedInput from '@mui/material/OutlinedInput';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChatbotPeople } from '#shared/contract/chatbots.ts';
import { plain } from '#shared/lib/plain.ts';
import { Avatar } from '../../ui/avatar.tsx';

const SEARCH_FROM = 9; // members; fewer are seen at a glance

type Props = {
  members: ChatbotPeople['members'];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
};

/** The members of a client, to be ticked. */
export function MemberList({ members, chosen, onChange }: Props) {
  const { t } = useTranslation('chatbots');
  const [typed, setTyped] = useState('');
  const wanted = plain(typed);
  const shown = members.filter(({ fullName, email }) => plain(`${fullName} ${email}`).includes(wanted));
  const turn = (id: string, on: boolean) =>
    onChange(on ? [...chosen, id] : chosen.filter(other => other !== id));
  return (
    <div>
      {members.length >= SEARCH_FROM && (
        <OutlinedInput
          type="search"
          size="small"
          fullWidth
          value={typed}
          placeholder={t('sharingFind')}
          onChange={event => setTyped(event.target.value)}
          inputProps={{ 'aria-label': t('sharingFind') }}
          sx={{ mb: 1 }}
        />
      )}
      <Box
        component="ul"
        aria-label={t('sharingMembers')}
        sx={{
          listStyle: 'none',
          m: 0,
          p: '4px 12px',
          maxHeight: 280,
          overflow: 'auto',
          border: '1px solid var(--line)',
          borderRadius: 'var(--r-s)',
          background: 'var(--surface)',
        }}
      >
        {shown.map(({ id, fullName, initials, email }) => (
          <li key={id}>
            <FormControlLabel
              sx={{ m: 0, py: 0.25, width: '100%' }}
              control={
                <Checkbox
                  size="small"
                  checked={chosen.includes(id)}
                  onChange={event => turn(id, event.target.checked)}
                />
              }
              label={
                <Box component="span" sx={{ display: 'flex', gap: 1.25, alignItems: 'center', minWidth: 0 }}>
                  <Avatar text={initials} />
                  <Box component="span" sx={{ minWidth: 0, overflowWrap: 'anywhere', lineHeight: 1.3 }}>
                    <Box component="span" sx={{ display: 'block', fontWeight: 560 }}>
                      {fullName}
                    </Box>
                    <Box component="span" sx={{ color: 'var(--muted)', typography: 'small' }}>
                      {email}
                    </Box>
                  </Box>
                </Box>
              }
            />
          </li>
        ))}
      </Box>
      {chosen.length === 0 && (
        <Box role="status" sx={{ color: 'var(--warn)', typography: 'small', mt: 0.75 }}>
          {t('sharingNobody')}
        </Box>
      )}
    </div>
  );
}
