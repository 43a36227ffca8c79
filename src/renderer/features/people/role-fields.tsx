import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { roles } from '#shared/contract/route.ts';
import { useCurrentClient } from '../../state/current-client.tsx';
import { useSession } from '../../state/session.tsx';
import { ClientRoles } from './client-roles.tsx';
import { isForEveryClient, withRole, type Assignment } from './person-draft.ts';

type Props = { value: Assignment; onChange: (value: Assignment) => void; disabled?: boolean };

/** A role, each with what it means, and the clients it is for when there are several. */
export function RoleFields({ value, onChange, disabled = false }: Props) {
  const { t } = useTranslation('people');
  const { clients, clientId } = useCurrentClient();
  const own = useSession().role;
  const labelId = useId();
  const offered = roles.filter(role => role !== 'owner' || own === 'owner' || value.role === 'owner');
  return (
    <>
      <div>
        <Box id={labelId} sx={{ fontWeight: 570, mb: '5px' }}>
          {t('role')}
        </Box>
        <RadioGroup
          aria-labelledby={labelId}
          value={value.role}
          onChange={(_, chosen) => {
            const role = offered.find(name => name === chosen);
            if (role) onChange(withRole(value, role, clientId));
          }}
          sx={{ gap: '6px' }}
        >
          {offered.toReversed().map(role => (
            <FormControlLabel
              key={role}
              value={role}
              disabled={disabled}
              control={
                <Radio
                  size="small"
                  sx={{ p: '2px 8px 2px 2px' }}
                  slotProps={{
                    input: {
                      'aria-labelledby': `${labelId}-${role}`,
                      'aria-describedby': `${labelId}-${role}-may`,
                    },
                  }}
                />
              }
              label={
                <>
                  <Box component="span" id={`${labelId}-${role}`} sx={{ display: 'block', fontWeight: 570 }}>
                    {t(`role_${role}`)}
                  </Box>
                  <Box
                    component="span"
                    id={`${labelId}-${role}-may`}
                    sx={{ display: 'block', color: 'var(--muted)', typography: 'small' }}
                  >
                    {t(`may_${role}`)}
                  </Box>
                </>
              }
              sx={optionStyle}
            />
          ))}
        </RadioGroup>
      </div>
      {clients.length > 1 && !isForEveryClient(value.role) && (
        <ClientRoles value={value} onChange={onChange} disabled={disabled} />
      )}
    </>
  );
}

const optionStyle = {
  m: 0,
  p: '8px 12px',
  alignItems: 'flex-start',
  border: '1px solid var(--line)',
  borderRadius: 'var(--r-s)',
  '&:has(input:checked)': { borderColor: 'var(--accent)', background: 'var(--accent-soft)' },
  '&:has(input:focus-visible)': { outline: '2px solid var(--accent)', outlineOffset: 1 },
};
