import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import type { Page } from 'playwright-core';
import { ask } from './people';

const WAIT_MS = 30_000;

/** A picture with a QR code, one of the vectors of the hub's own tests. */
export const QR_PICTURE = fileURLToPath(new URL('../../hub/src/test/resources/theriac/hub/intake/codes/parcel.png', import.meta.url));

/** Sends a mail to the demo's desk by SMTP, as a mail server does. */
async function smtp(from: string, mail: string): Promise<void> {
  const lines = ['HELO browser.example', `MAIL FROM:<${from}>`, 'RCPT TO:<meld@cert.example>', 'DATA', `${mail.replaceAll('\n', '\r\n')}\r\n.`, 'QUIT'];
  await new Promise<void>((done, failed) => {
    const socket = connect(inject('deskPort'), '127.0.0.1');
    socket.setTimeout(WAIT_MS, () => socket.destroy(new Error('The desk does not answer.')));
    socket.on('error', failed);
    socket.on('close', () => done());
    socket.on('data', (answer) => {
      if (!/^[23]/.test(answer.toString())) {
        socket.destroy(new Error(`The desk said ${answer.toString()}`));
        return;
      }
      const next = lines.shift();
      if (next === undefined) {
        socket.end();
      } else {
        socket.write(`${next}\r\n`);
      }
    });
  });
}

/** A member forwards a false mail as an attachment, with a picture in it. */
function forwarded(subject: string): string {
  const picture = (readFileSync(QR_PICTURE).toString('base64').match(/.{1,76}/g) ?? []).join('\n');
  return `From: Noor <soc@ziekenhuis-noord.example>
To: meld@cert.example
Subject: FW: ${subject}
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=utf-8

Is dit echt?
--b
Content-Type: message/rfc822

Received: from mail.alert-pay.example (192.0.2.9)
From: "Pakketdienst" <post@alert-pay.example>
Subject: ${subject}
Content-Type: multipart/mixed; boundary=c

--c
Content-Type: text/plain; charset=utf-8

Scan de code om uw pakket te krijgen.
--c
Content-Type: image/png; name="pakket.png"
Content-Disposition: attachment; filename="pakket.png"
Content-Transfer-Encoding: base64

${picture}
--c
Content-Type: application/zip; name="factuur.zip"
Content-Disposition: attachment; filename="factuur.zip"
Content-Transfer-Encoding: base64

UEsDBBQ=
--c--
--b--`;
}

/** The address of the report that a forwarded mail became; the mail is sent when it is not there yet. */
export async function mailAtTheDesk(page: Page, subject: string): Promise<string> {
  const find = async () => (await ask<{ reports: { id: string; excerpt: string }[] }>(page, '/api/reports')).reports.find(({ excerpt }) => excerpt.startsWith(subject));
  if (!(await find())) {
    await smtp('soc@ziekenhuis-noord.example', forwarded(subject));
  }
  const end = Date.now() + WAIT_MS;
  for (;;) {
    const found = await find();
    if (found) {
      return `/desk/${found.id}`;
    }
    if (Date.now() > end) {
      throw new Error('The mail became no report in time.');
    }
    await new Promise((soon) => setTimeout(soon, 250));
  }
}
