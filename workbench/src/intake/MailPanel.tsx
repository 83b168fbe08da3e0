import { useQuery } from '@tanstack/react-query';
import { useAtCert } from '../accounts/session';
import type { Schema } from '../api/client';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Panel } from '../shared/Panel';
import { mailWords } from './mailWords';
import { mailQuery } from './queries';

const KB = 1024;

/** What is known of the mail behind a report; nothing when it came another way. */
export function MailPanel({ report }: { report: Schema<'ReportView'> }) {
  const mail = useQuery({ ...mailQuery(report.id), enabled: report.channel === 'mail' });
  return mail.data?.mail ? <Behind id={report.id} mail={mail.data.mail} /> : null;
}

function Behind({ id, mail }: { id: string; mail: Schema<'MailDetail'> }) {
  const m = useWords(mailWords);
  const atCert = useAtCert();
  const handedOut = mail.scan === '' || mail.scan === 'clean';
  return (
    <Panel title={m.title}>
      <p className={mail.source === 'told' ? 'notice warn small' : 'small'}>{m.sources[mail.source]}</p>
      <dl className="facts">
        <dt>{m.forwarder}</dt>
        <dd>{mail.reporter === '' ? <span className="quiet">{m.nobody}</span> : <Foreign text={mail.reporter} />} <span className="quiet small">{mail.known ? m.known : m.stranger}</span></dd>
        <dt>{m.way}</dt>
        <dd>{m.ways[mail.way]}</dd>
        <dt>{m.receipt}</dt>
        <dd>{m.receipts[mail.receipt]}</dd>
        {mail.scan !== '' && (
          <>
            <dt>{m.scan}</dt>
            <dd className={handedOut ? '' : 'notice warn small'}><Foreign text={m.scans[mail.scan]?.(mail.found) ?? mail.scan} /></dd>
          </>
        )}
      </dl>
      {mail.attachments.length > 0 && (
        <>
          <h3 className="small apart">{m.attachments}</h3>
          <ul className="plain-list">
            {mail.attachments.map(({ name, type, size, sha256, searched }, place) => (
              <li key={place}>
                <Foreign text={name || type} /> <span className="quiet small">{m.size(Math.ceil(size / KB))}</span>
                {searched !== '' && <div className={searched === 'searched' ? 'quiet small' : 'small'}>{m.searched[searched]}</div>}
                <div className="mono small break">{sha256}</div>
              </li>
            ))}
          </ul>
        </>
      )}
      {mail.headers.length > 0 && (
        <details className="apart">
          <summary>{m.headers}</summary>
          <pre className="raw small"><Foreign text={mail.headers.join('\n')} /></pre>
        </details>
      )}
      {atCert && handedOut && <p className="row small links"><a href={`/api/reports/${id}/mail/original`} download>{m.original}</a></p>}
    </Panel>
  );
}
