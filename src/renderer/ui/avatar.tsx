import Box from '@mui/material/Box';

type AvatarProps = { text: string; color?: string | undefined; size?: number; square?: boolean };

/** Two or three letters, or an emoji, in a circle. A colour given by a person is a tint, of which little enough for any to be read. */
export function Avatar({ text, color, size = 28, square = false }: AvatarProps) {
  const tint = color ?? 'var(--accent)';
  return (
    <Box
      aria-hidden="true"
      sx={{
        width: size,
        height: size,
        flex: 'none',
        display: 'grid',
        placeItems: 'center',
        borderRadius: square ? `${Math.round(size / 3.2)}px` : '99px',
        background: `color-mix(in srgb, ${tint} 16%, var(--surface))`,
        color: `color-mix(in srgb, ${tint} 45%, var(--text))`, // any colour reads on its own tint, by night too
        fontWeight: 660,
        // Three letters are wider than two.
        fontSize: Math.round(size * (text.length > 2 ? 0.34 : 0.39)),
        lineHeight: 1,
      }}
    >
      {text}
    </Box>
  );
}
