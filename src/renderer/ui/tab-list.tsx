import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { CountBadge } from './count-badge.tsx';

type Props<Value extends string> = {
  label: string;
  value: Value;
  /** `count`: how many things wait behind it, shown when there are some. */
  tabs: readonly { value: Value; label: string; count?: number }[];
  onChange: (value: Value) => void;
};

/** Tabs over one place of a page. The panel names itself with `tabPanel(value)`. */
export function TabList<Value extends string>({ label, value, tabs, onChange }: Props<Value>) {
  return (
    <Tabs value={value} aria-label={label} onChange={(_, next: Value) => onChange(next)} variant="scrollable">
      {tabs.map(tab => (
        <Tab
          key={tab.value}
          value={tab.value}
          label={
            tab.count ? (
              <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.75 }}>
                {tab.label} <CountBadge count={tab.count} />
              </Box>
            ) : (
              tab.label
            )
          }
          id={`tab-${tab.value}`}
          aria-controls={`panel-${tab.value}`}
          disableRipple
        />
      ))}
    </Tabs>
  );
}

/** Attributes of the panel a tab opens. */
export function tabPanel(value: string) {
  return { role: 'tabpanel', id: `panel-${value}`, 'aria-labelledby': `tab-${value}` } as const;
}
