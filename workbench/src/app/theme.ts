import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

// Verdigris: the colour of the apothecary's copper, and here of "immune". The only loud colour of the workbench.
const verdigris: MantineColorsTuple = [
  '#e8f3ef', '#d2e7df', '#a8d3c5', '#7fc4ae', '#5cc9a7', '#2f9c7d', '#178068', '#0f6b57', '#0b5848', '#074236',
];

// What cannot be undone. The kit's own red carries white text at 3.8 to 1 only.
const red: MantineColorsTuple = [
  '#fbeceb', '#f5d5d3', '#eaa9a5', '#df7b75', '#d4544c', '#c93a32', '#c0312a', '#b12a24', '#96221d', '#7a1a16',
];

export const theme = createTheme({
  colors: { verdigris, red },
  primaryColor: 'verdigris',
  primaryShade: { light: 7, dark: 6 }, // both carry white text at 4.5 to 1
  autoContrast: true,
  luminanceThreshold: 0.3,
  fontFamily: "'IBM Plex Sans', system-ui, sans-serif",
  fontFamilyMonospace: "'IBM Plex Mono', ui-monospace, monospace",
  headings: { fontFamily: "'IBM Plex Serif', Georgia, serif", fontWeight: '500' },
  defaultRadius: 3,
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Modal: { defaultProps: { radius: 4, overlayProps: { backgroundOpacity: 0.4 } } },
  },
});

/** The kit's own surfaces follow the palette of palette.css; it sets these per scheme, so they are set per scheme. */
const SURFACES = {
  '--mantine-color-body': 'var(--card)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--quiet)',
  '--mantine-color-placeholder': 'var(--quiet)',
  '--mantine-color-default': 'var(--card)',
  '--mantine-color-default-border': 'var(--edge)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-anchor': 'var(--sign)',
};

export const variables: CSSVariablesResolver = () => ({ variables: {}, light: SURFACES, dark: SURFACES });
