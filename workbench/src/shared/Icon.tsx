/** Small drawings of one line weight, 20 by 20. */
const PATHS: Record<string, string> = {
  today: 'M10 3v2.5M10 14.5V17M3 10h2.5M14.5 10H17M10 7a3 3 0 1 1 0 6 3 3 0 0 1 0-6z',
  world: 'M10 2.5a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15zM2.5 10h15M10 2.5c2.2 2 3.2 4.5 3.2 7.5s-1 5.5-3.2 7.5c-2.2-2-3.2-4.5-3.2-7.5s1-5.5 3.2-7.5',
  send: 'M3 9.5 17 3l-4.5 14-3-5.5zM9.5 11.5 17 3',
  desk: 'M3 11.5 5 4h10l2 7.5V16H3zM3 11.5h4l1 2h4l1-2h4',
  report: 'M4 4h12v9H9l-4 3.5V13H4zM10 6.5v4M8 8.5h4',
  objects: 'M10 2.5 16.5 6v8L10 17.5 3.5 14V6zM3.5 6 10 9.5 16.5 6M10 9.5v8',
  lookup: 'M4 4h9M4 8h6M4 12h4M13 10a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM15.2 15.2 17.5 17.5',
  matrix: 'M3 3.5h14M4 6.5h3v3H4zM8.5 6.5h3v3h-3zM13 6.5h3v3h-3zM4 11.5h3v3H4zM8.5 11.5h3v3h-3z',
  sources: 'M4 5c0-1.1 2.7-2 6-2s6 .9 6 2-2.7 2-6 2-6-.9-6-2zM4 5v10c0 1.1 2.7 2 6 2s6-.9 6-2V5M4 10c0 1.1 2.7 2 6 2s6-.9 6-2',
  members: 'M7.5 4.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5zM2.5 16c0-2.8 2.2-4.5 5-4.5s5 1.7 5 4.5M13 5a2.2 2.2 0 1 1 .5 4.3M14 11.6c2 .3 3.5 1.9 3.5 4.4',
  scouts: 'M10 3a7 7 0 1 1-7 7M10 6.5a3.5 3.5 0 1 1-3.5 3.5M10 10 4.5 4.5',
  keys: 'M7 6.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7zM10.5 10H17.5M14.5 10v3M17.5 10v2.5',
  exports: 'M4 4h8M4 8h8M4 12h5M14 9v7M11.5 13.5 14 16l2.5-2.5',
  settings: 'M3 6h7M14 6h3M3 14h3M10 14h7M12 4a2 2 0 1 1 0 4 2 2 0 0 1 0-4zM8 12a2 2 0 1 1 0 4 2 2 0 0 1 0-4z',
  audit: 'M5 2.5h7l3.5 3.5v11.5H5zM12 2.5V6h3.5M7.5 10h5M7.5 13h5',
  folder: 'M3 5.5h5l1.5 2H17V16H3zM6.5 12h7',
  search: 'M9 3.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zM13 13l4 4',
  menu: 'M3 5.5h14M3 10h14M3 14.5h14',
  document: 'M5 2.5h7l3.5 3.5v11.5H5zM12 2.5V6h3.5M7.5 9.5h5M7.5 12h2.5M11 12h1.5M7.5 14.5h4',
  check: 'M4 10.5 8 14.5 16 5.5',
  cross: 'M5 5l10 10M15 5 5 15',
};

export function Icon({ name }: { name: string }) {
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true" className="icon">
      <path d={PATHS[name] ?? ''} fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinejoin="round" strokeLinecap="round" />
    </svg>
  );
}
