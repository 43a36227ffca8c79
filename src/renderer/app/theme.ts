import { createTheme } from '@mui/material/styles';
import { typeScale } from '../ui/type-scale.ts';

/** MUI drawn with our tokens: colours are CSS variables, so that light and dark switch without a new theme. */
export const theme = createTheme({
  cssVariables: true,
  palette: {
    primary: { main: '#b24310', contrastText: '#ffffff' },
    error: { main: '#b3261e' },
    background: { default: '#faf8f5', paper: '#ffffff' },
    text: { primary: '#211d18', secondary: '#5f574d' },
  },
  shape: { borderRadius: 8 },
  typography: {
    fontFamily: 'var(--font)',
    fontSize: 14,
    // The six sizes of text: `sx={{ typography: 'small' }}`. `ui/type-scale.test` refuses others.
    ...typeScale,
    button: { textTransform: 'none', fontWeight: 560, letterSpacing: 0 },
  },
  transitions: {
    duration: {
      shortest: 120,
      shorter: 150,
      short: 180,
      standard: 200,
      complex: 200,
      enteringScreen: 180,
      leavingScreen: 150,
    },
  },
  components: {
    MuiButtonBase: {
      defaultProps: { disableRipple: true },
      styleOverrides: { root: { fontFamily: 'inherit' } },
    },
    MuiButton: {
      defaultProps: { variant: 'outlined', disableElevation: true },
      styleOverrides: {
        root: {
          borderRadius: 'var(--r-s)',
          padding: '6px 12px',
          lineHeight: 1.5,
          minWidth: 0,
          color: 'var(--text)',
          '&:focus-visible': { outline: '2px solid var(--accent)', outlineOffset: 2 },
          '&.Mui-disabled': { opacity: 0.5, color: 'inherit' },
          variants: [
            {
              props: { variant: 'outlined' },
              style: {
                borderColor: 'var(--line)',
                background: 'var(--surface)',
                boxShadow: 'var(--shadow-1)',
                '&:hover': { background: 'var(--surface-2)', borderColor: 'var(--line)' },
              },
            },
            {
              props: { variant: 'contained' },
              style: {
                background: 'var(--accent)',
                color: 'var(--on-accent)',
                boxShadow: 'var(--shadow-1)',
                '&:hover': { background: 'var(--accent-hover)' },
                '&.Mui-disabled': { background: 'var(--accent)', color: 'var(--on-accent)' },
              },
            },
            {
              props: { variant: 'text' },
              style: {
                color: 'var(--muted)',
                '&:hover': { background: 'var(--surface-2)', color: 'var(--text)' },
              },
            },
            {
              props: { color: 'error', variant: 'contained' },
              style: {
                background: 'var(--bad)',
                '&:hover': { background: 'var(--bad)', filter: 'brightness(.92)' },
                '&.Mui-disabled': { background: 'var(--bad)' },
              },
            },
          ],
        },
      },
    },
    MuiIconButton: {
      styleOverrides: {
        root: {
          borderRadius: 'var(--r-s)',
          color: 'var(--muted)',
          padding: 6,
          '&:hover': { background: 'var(--surface-2)', color: 'var(--text)' },
          '&:focus-visible': { outline: '2px solid var(--accent)' },
        },
      },
    },
    MuiInputBase: {
      styleOverrides: {
        // 16 px on a phone: below that, its browser zooms into the field.
        root: { ...typeScale.body, '@media (max-width: 640px)': { fontSize: 16 } },
      },
    },
    MuiOutlinedInput: {
      styleOverrides: {
        root: {
          background: 'var(--surface)',
          color: 'var(--text)',
          borderRadius: 'var(--r-s)',
          '& .MuiOutlinedInput-notchedOutline': { borderColor: 'var(--line)' },
          '&:hover .MuiOutlinedInput-notchedOutline': { borderColor: 'var(--faint)' },
          '&.Mui-focused .MuiOutlinedInput-notchedOutline': { borderColor: 'var(--accent)', borderWidth: 2 },
        },
        input: { padding: '9px 12px', '&::placeholder': { color: 'var(--faint)', opacity: 1 } },
        multiline: { padding: 0, '& textarea': { padding: '9px 12px' } },
      },
    },
    MuiFormHelperText: {
      styleOverrides: {
        root: {
          marginLeft: 0,
          color: 'var(--muted)',
          ...typeScale.small,
          '&.Mui-error': { color: 'var(--bad)' },
        },
      },
    },
    MuiFormControlLabel: { styleOverrides: { label: typeScale.body } },
    MuiSelect: { styleOverrides: { icon: { color: 'var(--muted)' } } },
    MuiPaper: {
      styleOverrides: {
        root: { background: 'var(--surface)', color: 'var(--text)', backgroundImage: 'none' },
      },
    },
    MuiDialog: {
      styleOverrides: {
        paper: { borderRadius: 'var(--r-l)', boxShadow: 'var(--shadow-2)', border: '1px solid var(--line)' },
      },
    },
    MuiDialogTitle: {
      styleOverrides: {
        root: { ...typeScale.heading, fontWeight: 640, letterSpacing: '-.01em', padding: '20px 24px 8px' },
      },
    },
    MuiDialogActions: { styleOverrides: { root: { padding: '12px 24px 20px', gap: 4 } } },
    MuiMenu: {
      styleOverrides: {
        paper: { border: '1px solid var(--line)', borderRadius: 'var(--r-m)', boxShadow: 'var(--shadow-2)' },
      },
    },
    MuiMenuItem: {
      styleOverrides: {
        root: {
          ...typeScale.body,
          gap: 10,
          borderRadius: 6,
          margin: '0 6px',
          '&:hover, &.Mui-focusVisible': { background: 'var(--surface-2)' },
          '&.Mui-selected, &.Mui-selected:hover': {
            background: 'var(--accent-soft)',
            color: 'var(--accent)',
          },
        },
      },
    },
    MuiTooltip: {
      defaultProps: { enterDelay: 400 },
      styleOverrides: {
        tooltip: { background: 'var(--text)', color: 'var(--bg)', ...typeScale.small, borderRadius: 6 },
      },
    },
    MuiTabs: {
      styleOverrides: {
        root: { minHeight: 0, borderBottom: '1px solid var(--line)' },
        indicator: { background: 'var(--accent)' },
      },
    },
    MuiTab: {
      styleOverrides: {
        root: {
          minHeight: 0,
          minWidth: 0,
          padding: '8px 2px 10px',
          marginRight: 22,
          color: 'var(--muted)',
          fontWeight: 540,
          '&.Mui-selected': { color: 'var(--text)' },
        },
      },
    },
    MuiToggleButton: {
      styleOverrides: {
        root: {
          padding: '6px 12px',
          color: 'var(--muted)',
          borderColor: 'var(--line)',
          textTransform: 'none',
          '&:hover': { background: 'var(--surface-2)' },
          // One shade further than the accent: words on its own tint have to be read.
          '&.Mui-selected, &.Mui-selected:hover': {
            color: 'var(--accent-hover)',
            background: 'var(--accent-soft)',
          },
          '&.Mui-disabled': { color: 'var(--muted)', borderColor: 'var(--line)', opacity: 0.55 },
        },
      },
    },
    MuiSwitch: {
      styleOverrides: {
        switchBase: {
          '&.Mui-checked': { color: 'var(--accent)' },
          '&.Mui-checked + .MuiSwitch-track': { backgroundColor: 'var(--accent)', opacity: 0.4 },
        },
        track: { backgroundColor: 'var(--faint)' },
      },
    },
    MuiCheckbox: {
      styleOverrides: {
        root: {
          color: 'var(--faint)',
          padding: 6,
          '&.Mui-checked, &.MuiCheckbox-indeterminate': { color: 'var(--accent)' },
        },
      },
    },
    MuiRadio: {
      styleOverrides: { root: { color: 'var(--faint)', '&.Mui-checked': { color: 'var(--accent)' } } },
    },
    MuiSlider: { styleOverrides: { root: { color: 'var(--accent)' } } },
    MuiDivider: { styleOverrides: { root: { borderColor: 'var(--line)' } } },
    MuiSkeleton: {
      defaultProps: { animation: 'wave' },
      styleOverrides: { root: { background: 'var(--surface-2)' } },
    },
    MuiBackdrop: {
      styleOverrides: {
        root: { backgroundColor: 'rgb(20 17 14 / 40%)' },
        invisible: { backgroundColor: 'transparent' },
      },
    },
  },
});
