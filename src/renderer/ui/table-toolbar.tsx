import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import type { ReactNode } from 'react';

type ToolbarProps = {
  /** A field in a line of its own, where there are more choices than fit beside it. */
  search?: ReactNode;
  children?: ReactNode;
  end?: ReactNode;
};

/** Above a table: what narrows it, and at the end what can be done with all of it. */
export function TableToolbar({ search, children, end }: ToolbarProps) {
  const atEnd = end !== undefined && <Box sx={{ ml: 'auto', display: 'flex', gap: 1 }}>{end}</Box>;
  if (search === undefined)
    return (
      <Line>
        {children}
        {atEnd}
      </Line>
    );
  return (
    <>
      <Line>
        {search}
        {atEnd}
      </Line>
      <Line>{children}</Line>
    </>
  );
}

function Line({ children }: { children: ReactNode }) {
  return (
    <Box
      sx={{
        display: 'flex',
        gap: 1,
        flexWrap: 'wrap',
        alignItems: 'center',
        mb: 1.5,
        '&:has(+ &)': { mb: 1 },
      }}
    >
      {children}
    </Box>
  );
}

type FilterProps<Value extends string> = {
  label: string;
  /** What no choice is called; left out where there is always one. */
  any?: string;
  value: Value | undefined;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value | undefined) => void;
};

/** One choice that narrows a table. */
export function FilterSelect<Value extends string>(props: FilterProps<Value>) {
  const { label, any, value, options, onChange } = props;
  const known = options.find(option => option.value === value)?.value; // of another list, or not known yet
  return (
    <Select
      size="small"
      displayEmpty
      value={known ?? ''}
      inputProps={{ 'aria-label': label }}
      onChange={event => onChange(options.find(option => option.value === event.target.value)?.value)}
      sx={{ maxWidth: 220 }}
    >
      {any !== undefined && <MenuItem value="">{any}</MenuItem>}
      {options.map(option => (
        <MenuItem key={option.value} value={option.value}>
          {option.label}
        </MenuItem>
      ))}
    </Select>
  );
}
