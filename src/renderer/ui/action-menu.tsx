import IconButton, { type IconButtonProps } from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import { Icon, type IconName } from './icon.tsx';

export type Action = {
  label: string;
  icon: IconName;
  onChoose: () => void;
  /** Takes something away. */
  destructive?: boolean;
};

type ActionMenuProps = Omit<IconButtonProps, 'onClick' | 'children'> & {
  /** What the button is called for those who do not see it. */
  label: string;
  actions: readonly (Action | false)[];
};

/** The three dots: what can be done with one thing, in a menu. */
export function ActionMenu({ label, actions, ...button }: ActionMenuProps) {
  const [anchor, setAnchor] = useState<Element | null>(null);
  return (
    <>
      <IconButton
        {...button}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={event => setAnchor(event.currentTarget)}
      >
        <Icon name="more" />
      </IconButton>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        {actions
          .filter(action => action !== false)
          .map(action => (
            <MenuItem
              key={action.label}
              onClick={() => {
                setAnchor(null);
                action.onChoose();
              }}
              sx={action.destructive ? { color: 'var(--bad)' } : undefined}
            >
              <Icon name={action.icon} size={16} /> {action.label}
            </MenuItem>
          ))}
      </Menu>
    </>
  );
}
