import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import OutlinedInput from '@mui/material/OutlinedInput';
import Select from '@mui/material/Select';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clientRoles, type ClientRole } from '#shared/contract/route.ts';
import { plain } from '#shared/lib/plain.ts';
import { useCurrentClient } from '../../state/current-client.tsx';
import { isForEveryClient, withMembership, type Assignment } from './person-draft.ts';

const SEARCH_FROM = 9; // clients; fewer are seen at a glance

type Props = { value: Assignment; onChange: (value: Assignment) => void; disabled: boolean };

/** Which clients, and the role for each. */
export function ClientRoles({ value, onChange, disabled }: Props) {
  const { t } = useTranslation('people');
  const { clients } = useCurrentClient();
  const [typed, setTyped] = useState('');
  const labelId = useId();
  const wanted = plain(typed);
  const shown = clients.filter(({ name }) => plain(name).includes(wanted));
  const byDefault: ClientRole = isForEveryClient(value.role) ? 'member' : value.role;
  return (
    <div role="group" aria-labelledby={labelId}>
      <Box id={labelId} sx={{ fontWeight: 570 }}>
        {t('clients')}
      </Box>
      <Box sx={{ color: 'var(--muted)', typography: 'small', mb: 1 }}>{t('clientsHint')}</Box>
      {clients.length >= SEARCH_FROM && (
        <OutlinedInput
          type="search"
          size="small"
          fullWidth
          value={typed}
          placeholder={t('findClient')}
          onChange={event => setTyped(event.target.value)}
          inputProps={{ 'aria-label': t('findClient') }}
          sx={{ mb: 1 }}
        />
      )}
      <Box
        component="ul"
        sx={{
          listStyle: 'none',
          m: 0,
          p: '4px 12px',
          maxHeight: 264,
          overflow: 'auto',
          border: '1px solid var(--line)',
          borderRadius: 'var(--r-s)',
        }}
      >
        {shown.map(({ id, name }) => {
          const held = value.memberships.find(({ clientId }) => clientId === id)?.role ?? null;
          return (
            <Box
              component="li"
              key={id}
              sx={{ display: 'flex', alignItems: 'center', gap: 1, minHeight: 42 }}
            >
              <FormControlLabel
                disabled={disabled}
                label={name}
                control={
                  <Checkbox
                    size="small"
                    checked={held !== null}
                    onChange={event =>
                      onChange(withMembership(value, id, event.target.checked ? byDefault : null))
                    }
                  />
                }
                sx={{ m: 0, flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}
              />
              {held !== null && (
                <Select
                  size="small"
                  variant="standard"
                  disableUnderline
                  disabled={disabled}
                  value={held}
                  inputProps={{ 'aria-label': t('roleAt', { client: name }) }}
                  onChange={event => onChange(withMembership(value, id, event.target.value))}
                  sx={{ typography: 'small', color: 'var(--text)' }}
                >
                  {clientRoles.toReversed().map(role => (
                    <MenuItem key={role} value={role}>
                      {t(`role_${role}`)}
                    </MenuItem>
                  ))}
                </Select>
              )}
            </Box>
          );
        })}
      </Box>
      {value.memberships.length === 0 && (
        <Box role="status" sx={{ color: 'var(--warn)', typography: 'small', mt: 0.75 }}>
          {t('noClientWarning')}
        </Box>
      )}
    </div>
  );
}
