import assert from 'node:assert/strict';
import type { ConnectionServer } from '../../../src/server/index.js';

/** None of `secrets` stands in any of `texts`, plain or in an encoding that anybody could undo. `kind` names them. */
export function nothingIn(texts: readonly string[], kind: string, secrets: readonly string[]): void {
  assert.ok(secrets.length > 0 && secrets.every((one) => one.length > 10), `there are ${kind}`);
  for (const form of secrets.flatMap(encodings)) {
    const text = texts.find((one) => one.includes(form));
    const before = text
      ?.slice(0, text.indexOf(form))
      .slice(-200)
      .replace(/[^ -~]+/g, ' ');
    assert.ok(text === undefined, `one of ${kind} stands after: ${before}`);
  }
}

function encodings(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [
    secret,
    encodeURIComponent(secret),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
    bytes.toString('hex'),
  ];
}

/** One answer of the connection server. `text` is its headers and body, without the cookies. */
export interface Reply {
  path: string;
  text: string;
  cookies: string;
}

/** The connection server, with every reply but the widget's own files written down in `replies`. */
export function recording(server: ConnectionServer, replies: Reply[]): ConnectionServer {
  return {
    ...server,
    async fetch(request, context) {
      const response = await server.fetch(request, context);
      const { pathname } = new URL(request.url);
      if (!pathname.endsWith('.js')) {
        const { 'set-cookie': cookies = '', ...headers } = Object.fromEntries(response.headers);
        replies.push({ path: pathname, text: `${JSON.stringify(headers)} ${await response.clone().text()}`, cookies });
      }
      return response;
    },
  };
}

/** Keeps in `output` what this process prints, and lets it through, until the answer is called. */
export function watchOutput(output: string[]): () => void {
  const streams = [process.stdout, process.stderr].map((stream) => ({ stream, write: stream.write.bind(stream) }));
  for (const { stream, write } of streams) {
    stream.write = ((chunk: string | Uint8Array, ...rest: []) => {
      output.push(String(chunk));
      return write(chunk, ...rest);
    }) as typeof stream.write;
  }
  return () => {
    for (const { stream, write } of streams) stream.write = write;
  };
}
