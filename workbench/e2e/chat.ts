import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished } from 'vitest';

interface Card {
  attachments: { contentType: string; content: { body: { text: string }[]; actions: { url: string }[] } }[];
}

/** What somebody reads in a channel, and where its button leads. */
export interface Post {
  texts: string[];
  link: string;
}

/** A post in the shape of Teams: an adaptive card, whose words have their Markdown escaped. */
function shown(body: string): Post {
  const [{ contentType, content } = { contentType: '', content: { body: [], actions: [] } }] = (JSON.parse(body) as Card).attachments;
  expect(contentType).toBe('application/vnd.microsoft.card.adaptive');
  return { texts: content.body.map(({ text }) => text.replace(/\\(?=[^\w\s])/g, '')), link: content.actions[0]?.url ?? '' };
}

/** A chat service on this machine, which keeps what is posted to it until the test ends. */
export async function chatService(): Promise<{ address: string; post: (words: string) => Promise<Post> }> {
  const posts: Post[] = [];
  const server = createServer((request, answer) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      posts.push(shown(Buffer.concat(parts).toString('utf8')));
      answer.writeHead(202).end();
    });
  });
  await new Promise<void>((begun) => server.listen(0, '127.0.0.1', begun));
  onTestFinished(() => void server.close());
  const holding = (words: string) => posts.filter(({ texts }) => texts.join('\n').includes(words));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    post: async (words) => {
      await expect.poll(() => holding(words).length, { timeout: 30_000, message: 'posts in the channel' }).toBe(1);
      return holding(words)[0] as Post;
    },
  };
}
