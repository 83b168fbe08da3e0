/** A TLP 2.0 label in the colours that the standard fixes. */
export function Tlp({ label }: { label: string }) {
  const text = label.toUpperCase().startsWith('TLP:') ? label.toUpperCase() : `TLP:${label.toUpperCase()}`;
  const colour = /^TLP:(RED|AMBER|GREEN|CLEAR)/.exec(text)?.[1]?.toLowerCase() ?? 'clear';
  return <span className={`tlp tlp-${colour}`}>{text}</span>;
}
