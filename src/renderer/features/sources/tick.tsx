import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';

type Props = { label: string; checked: boolean; onChange: (checked: boolean) => void };

/** Yes or no, with its words beside it. */
export function Tick({ label, checked, onChange }: Props) {
  return (
    <FormControlLabel
      sx={{ display: 'flex', ml: '-9px', mr: 0 }}
      control={<Checkbox checked={checked} onChange={(_, next) => onChange(next)} />}
      label={label}
    />
  );
}
