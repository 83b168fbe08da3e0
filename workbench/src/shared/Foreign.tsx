import { pieces } from './hostile';

/** Text from outside: shown as text, in its own direction, with every invisible character named. */
export function Foreign({ text }: { text: string }) {
  return (
    <bdi className="foreign">
      {pieces(text).map((piece, i) =>
        piece.invisible ? (
          <span key={i} className="invisible" title={piece.invisible}>
            {piece.invisible}
          </span>
        ) : (
          piece.text
        ),
      )}
    </bdi>
  );
}
