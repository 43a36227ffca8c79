const paths = {
  flame: 'M12 3c1 3.5 5 5 5 10a5 5 0 0 1-10 0c0-2 1-3.2 2-4 .3 1.3 1 2 1.8 2.2C10.5 8.5 10.5 5.5 12 3Z',
  home: 'M4 11l8-7 8 7v8a1 1 0 0 1-1 1h-4v-6H9v6H5a1 1 0 0 1-1-1z',
  message: 'M4 5h16v11H9l-5 4z',
  bot: 'M8 8h8a3 3 0 0 1 3 3v5a3 3 0 0 1-3 3H8a3 3 0 0 1-3-3v-5a3 3 0 0 1 3-3zM12 8V4M9 13v1M15 13v1',
  book: 'M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3zM5 17a3 3 0 0 1 3-3h11',
  inbox: 'M4 13l3-8h10l3 8v6H4zM4 13h5l1 2h4l1-2h5',
  building: 'M5 20V5h9v15M14 10h5v10M3 20h18M8 8.500h3M8 12h3M8 15.500h3M16.500 13.500h.01M16.500 16.500h.01',
  archive: 'M4 5h16v4H4zM6 9v10h12V9M10 13h4',
  print: 'M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z',
  chip: 'M9 7h6a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H9a2 2 0 0 1-2-2V9a2 2 0 0 1 2-2zM10 3v4M14 3v4M10 17v4M14 17v4M3 10h4M3 14h4M17 10h4M17 14h4',
  settings:
    'M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.1 2.1M16.3 16.3l2.1 2.1M5.6 18.4l2.1-2.1M16.3 7.700l2.1-2.1',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4',
  folder: 'M3 6h6l2 2h10v11H3z',
  up: 'M12 19V6M6 11l6-6 6 6',
  down: 'M6 9l6 6 6-6',
  left: 'M14 6l-6 6 6 6',
  right: 'M10 6l6 6-6 6',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  split: 'M4 12h16M12 9V3M12 15v6M9 6l3-3 3 3M9 18l3 3 3-3',
  merge: 'M4 12h16M12 3v6M12 21v-6M9 6l3 3 3-3M9 18l3-3 3 3',
  close: 'M6 6l12 12M18 6L6 18',
  check: 'M5 12.5l4.500 4.500L19 7',
  tag: 'M4 4h8l8 8-8 8-8-8zM8.500 8.500h.01',
  search: 'M11 5a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM15.500 15.500L20 20',
  eye: 'M3 12s3.300-6.500 9-6.500S21 12 21 12s-3.300 6.500-9 6.500S3 12 3 12zM12 9.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5z',
  eyeOff:
    'M4 4l16 16M10 5.700a8.600 8.600 0 0 1 2-.2c5.700 0 9 6.500 9 6.500a16 16 0 0 1-2.700 3.500M6.500 7.600A15.500 15.500 0 0 0 3 12s3.300 6.500 9 6.500a8.800 8.800 0 0 0 4-.9M10.200 10.300a2.500 2.500 0 0 0 3.500 3.500',
  trash: 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10 11v5M14 11v5',
  edit: 'M5 19h4L19 9l-4-4L5 15zM13 7l4 4',
  copy: 'M9 9h10v11H9zM5 15V4h10',
  refresh: 'M19 12a7 7 0 1 1-2-5l2 2M19 4v5h-5',
  stop: 'M7 7h10v10H7z',
  send: 'M12 19V6M6 11l6-6 6 6',
  more: 'M4.500 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0zM11 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0zM17.500 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0z',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.500 1.500M17.500 17.500L19 19M5 19l1.500-1.500M17.500 6.500L19 5',
  moon: 'M20 14A8 8 0 1 1 10 4a6.500 6.500 0 0 0 10 10z',
  help: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM9.800 9.500a2.300 2.300 0 1 1 3.300 2.200c-.7.4-1.100.9-1.100 1.800M12 16.500h.01',
  warning: 'M12 4l9 16H3zM12 10v4M12 17h.01',
  info: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 11v5M12 8h.01',
  lock: 'M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3',
  shield:
    'M12 3l7 3v5.500c0 4.300-2.900 7.600-7 9.500-4.100-1.900-7-5.200-7-9.500V6zM9 12l2.200 2.200L15.200 10',
  key: 'M8 9.500a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM11 10.800L19.500 4M16.500 6.400l2.600 3.200',
  phone:
    'M8 3h8a1.500 1.500 0 0 1 1.500 1.500v15A1.500 1.500 0 0 1 16 21H8a1.500 1.500 0 0 1-1.500-1.500v-15A1.500 1.500 0 0 1 8 3zM11 17.800h2',
  screen: 'M4 5h16v11H4zM9 20h6M12 16v4',
  download: 'M12 5v11M6 12l6 6 6-6M5 20h14',
  external: 'M14 5h5v5M19 5l-8 8M17 14v5H5V7h5',
  sidebar: 'M4 5h16v14H4zM10 5v14',
  menu: 'M4 7h16M4 12h16M4 17h16',
  user: 'M12 5a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7zM5 20c0-3.500 3-6 7-6s7 2.500 7 6',
  people:
    'M9 6a3.200 3.200 0 1 0 0 6.400A3.200 3.200 0 0 0 9 6zM2.500 19.500c0-3.200 2.900-5.300 6.500-5.300s6.500 2.100 6.500 5.300M15.500 6.300a3 3 0 0 1 0 5.900M17.500 14.700c2.400.6 4 2.300 4 4.800',
  globe: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM4 12h16M12 4c3 3 3 13 0 16M12 4c-3 3-3 13 0 16',
  history: 'M5 8a8 8 0 1 1-1 4M4 4v5h5M12 8v4l3 2',
  clock: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4l3 2',
  feed: 'M5 11a8 8 0 0 1 8 8M5 5a14 14 0 0 1 14 14M6 17.500a.5.5 0 1 0 0 1 .5.5 0 0 0 0-1',
  mail: 'M4 6h16v12H4zM4 7l8 6 8-6',
  spark: 'M12 4l1.800 6.200L20 12l-6.200 1.800L12 20l-1.800-6.200L4 12l6.200-1.800z',
  wifi: 'M3.500 10c5-4.700 12-4.700 17 0M6.500 13.500c3.200-3 7.800-3 11 0M9.500 17c1.500-1.400 3.500-1.400 5 0M12 20h.01',
  bell: 'M6 16v-5a6 6 0 0 1 12 0v5l1.500 2h-15zM10 20.500h4',
  cable: 'M8 3v4M16 3v4M6 7h12v4a6 6 0 0 1-12 0zM12 17v4',
  chart: 'M4 20h16M7 16v-4M12 16V6M17 16v-7',
} as const;

export type IconName = keyof typeof paths;
export const iconNames = Object.keys(paths) as IconName[];

/** A stroke icon of the set. Decoration only: the control that holds it carries the words. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      aria-hidden="true"
      focusable="false"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.7}
      strokeLinecap="round"
      strokeLinejoin="round"
      style={{ flex: 'none' }}
    >
      <path d={paths[name]} />
    </svg>
  );
}
