import { Children, type ReactNode } from 'react';
import ReactMarkdown from 'react-markdown';
import { Foreign } from '../shared/Foreign';
import { mentioned } from './deciding';
import { Mention } from './Note';

/** Words between the marks, with every invisible character named as in any text from outside. */
function foreign(children: ReactNode): ReactNode {
  return Children.map(children, (child) => (typeof child === 'string' ? <Foreign text={child} /> : child));
}

/** Headings of a text stand below those of the page that it is part of. */
const Heading = ({ children }: { children?: ReactNode }) => <h3>{foreign(children)}</h3>;
const Lower = ({ children }: { children?: ReactNode }) => <h4>{foreign(children)}</h4>;

/**
 * Markdown as people read it: no HTML, no pictures, and no link that leaves the hub: a mention of an object is one, any
 * other address is shown as text.
 */
export default function Markdown({ text }: { text: string }) {
  return (
    <ReactMarkdown
      skipHtml
      urlTransform={(url) => url}
      components={{
        h1: Heading,
        h2: Heading,
        h3: Lower,
        h4: Lower,
        h5: Lower,
        h6: Lower,
        p: ({ children }) => <p>{foreign(children)}</p>,
        li: ({ children }) => <li>{foreign(children)}</li>,
        em: ({ children }) => <em>{foreign(children)}</em>,
        strong: ({ children }) => <strong>{foreign(children)}</strong>,
        code: ({ children }) => <code>{foreign(children)}</code>,
        img: ({ alt }) => <span className="quiet">{alt}</span>,
        a: ({ href, children }) => {
          const id = mentioned(href);
          return id ? (
            <Mention id={id}>{foreign(children)}</Mention>
          ) : (
            <span>
              {foreign(children)} <code><Foreign text={href ?? ''} /></code>
            </span>
          );
        },
      }}
    >
      {text}
    </ReactMarkdown>
  );
}
