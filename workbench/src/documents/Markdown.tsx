import ReactMarkdown from 'react-markdown';
import { Foreign } from '../shared/Foreign';
import { mentioned } from './deciding';
import { Mention } from './Note';

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
        img: ({ alt }) => <span className="quiet">{alt}</span>,
        a: ({ href, children }) => {
          const id = mentioned(href);
          return id ? (
            <Mention id={id}>{children}</Mention>
          ) : (
            <span>
              {children} <code><Foreign text={href ?? ''} /></code>
            </span>
          );
        },
      }}
    >
      {text}
    </ReactMarkdown>
  );
}
