import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { createOutbound, type OutboundOptions } from '../../../src/server/outbound/index.js';
import { isConnectionError } from '../store/errors.js';

const closers: (() => void)[] = [];
after(() => closers.forEach((close) => close()));

const canary = 'canary-in-the-query';
const privateHosts = [
  '127.1',
  '127.0.0.1',
  '0x7f000001',
  '2130706433',
  '017700000001',
  '0',
  '0.0.0.0',
  '10.0.0.1',
  '172.16.0.1',
  '192.168.1.1',
  '100.64.0.1',
  '100.127.255.255',
  '169.254.169.254',
  '192.0.0.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '[::]',
  '[::1]',
  '[::7f00:1]',
  '[::ffff:7f00:1]',
  '[::ffff:169.254.169.254]',
  '[::ffff:0:7f00:1]',
  '[64:ff9b::7f00:1]',
  '[64:ff9b::169.254.169.254]',
  '[64:ff9b:1::1]',
  '[2002:7f00:1::]',
  '[2002:a9fe:a9fe::1]',
  '[2001:0:4136:e378:8000:63bf:3fff:fdd2]',
  '[2001:db8::1]',
  '[fd00::]',
  '[fd00:ec2::254]',
  '[fc00::1]',
  '[fe80::1]',
  '[fec0::1]',
  '[ff02::1]',
  '[100::1]',
  '[5f00::1]',
];

for (const host of privateHosts) {
  test(`B37: the private address ${host} is refused, by number and behind a name`, async () => {
    const listener = await listen((_, response) => response.end());
    const byNumber = createOutbound()(`https://${host}:${listener.port}/path?${canary}`);
    await assert.rejects(byNumber, refusedWithout(canary));
    const address = new URL(`http://${host}`).hostname.replace(/^\[|\]$/g, '');
    const byName = createOutbound({ resolve: async () => [address] });
    await assert.rejects(byName(`https://a.example:${listener.port}/?${canary}`), refusedWithout(canary));
    const mixed = createOutbound({ resolve: async () => ['1.1.1.1', address] });
    await assert.rejects(mixed(`https://a.example:${listener.port}/?${canary}`), refusedWithout(canary));
    assert.equal(listener.connections(), 0);
  });
}

test('B37: names of this machine are refused, whatever a DNS server says of them', async () => {
  const listener = await listen((_, response) => response.end());
  const outbound = createOutbound({ resolve: async () => ['1.1.1.1'] });
  for (const host of ['localhost', 'LOCALHOST', 'localhost.', 'crm.localhost', 'a.b.localhost.']) {
    await assert.rejects(
      outbound(`https://${host}:${listener.port}/`),
      isConnectionError('provider_unreachable', /not a public/),
    );
  }
  assert.equal(listener.connections(), 0);
});

test('B37: other schemes, http, user names and what is no URL are refused without repeating the URL', async () => {
  const outbound = createOutbound();
  for (const url of [
    `file:///etc/passwd?${canary}`,
    `data:text/plain,${canary}`,
    `ftp://a.example/${canary}`,
    `blob:https://a.example/${canary}`,
    `http://a.example/${canary}`,
    `https://${canary}@a.example/`,
    `https://:${canary}@a.example/`,
    `/${canary}`,
    `https://${canary}:port/`,
  ]) {
    await assert.rejects(outbound(url), refusedWithout(canary), url);
  }
});

test('B37: a name that answers public first and private afterwards is never connected to', async () => {
  const listener = await listen((_, response) => response.end());
  // Public by its range, but assigned to nobody.
  const answers = ['3ffe::1'];
  const asked: string[] = [];
  const resolve = async (hostname: string) => {
    asked.push(hostname);
    return [answers.shift() ?? '127.0.0.1'];
  };
  const outbound = createOutbound({ resolve, timeoutMs: 300 });
  await assert.rejects(outbound(`https://rebind.example:${listener.port}/`));
  assert.equal(asked.length, 1, 'the address that is judged is the one connected to');
  await assert.rejects(
    outbound(`https://rebind.example:${listener.port}/`),
    isConnectionError('provider_unreachable', /127\.0\.0\.1/),
  );
  assert.equal(asked.length, 2);
  assert.equal(listener.connections(), 0);
});

test('B37: a redirect, to a private address or any other, is returned and not followed', async () => {
  const target = await listen((_, response) => response.end('secret'));
  const { outbound, origin } = await serve((_, response) => {
    response.writeHead(307, { location: `${target.origin}/latest/meta-data` }).end();
  });
  for (const redirect of ['follow', 'manual', undefined] as const) {
    const reply = await outbound(origin, { method: 'POST', body: 'a=1', ...(redirect && { redirect }) });
    assert.equal(reply.status, 307);
    assert.equal(reply.headers.get('location'), `${target.origin}/latest/meta-data`);
  }
  assert.equal(target.connections(), 0);
});

test('B37: an exception holds for its exact origin only', async () => {
  const first = await listen((_, response) => response.end('first'));
  const second = await listen((_, response) => response.end('second'));
  const outbound = createOutbound({ allow: [first.origin] });
  assert.equal(await (await outbound(`${first.origin}/x`)).text(), 'first');
  for (const url of [
    second.origin,
    first.origin.replace('http:', 'https:'),
    first.origin.replace('127.0.0.1', 'localhost'),
  ]) {
    await assert.rejects(outbound(url), isConnectionError('provider_unreachable', /refused/));
  }
  assert.equal(second.connections(), 0);
  for (const allow of ['127.0.0.1', 'http://127.0.0.1/', 'http://127.0.0.1/x', 'ftp://a.example', 'http://*', 'null']) {
    assert.throws(() => createOutbound({ allow: [allow] }), { name: 'TypeError', message: /`allowOrigins\[0\]`/ });
  }
});

test('an excepted name below localhost reaches this machine without a DNS server', async () => {
  const listener = await listen((_, response) => response.end('here'));
  const origin = `http://crm.localhost:${listener.port}`;
  const outbound = createOutbound({ allow: [origin], resolve: async () => assert.fail('asked') });
  assert.equal(await (await outbound(origin)).text(), 'here');
});

test('method, headers and body arrive whole, with a length, and the reply comes back as the platform makes it', async () => {
  const { outbound, origin } = await serve(async (request, response) => {
    const chunks = await request.toArray();
    response.setHeader('set-cookie', ['a=1', 'b=2']);
    response.writeHead(201, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({ method: request.method, headers: request.headers, body: Buffer.concat(chunks).toString() }),
    );
  });
  const init = { method: 'POST', headers: { authorization: 'Basic x' }, body: new URLSearchParams({ code: 'é' }) };
  const calls = [
    () => outbound(`${origin}/token`, init),
    () => outbound(new Request(`${origin}/token`, init)),
    () => outbound(new URL(origin), init),
  ];
  for (const call of calls) {
    const reply = await call();
    assert.ok(reply instanceof Response);
    assert.equal(reply.status, 201);
    assert.deepEqual(reply.headers.getSetCookie(), ['a=1', 'b=2']);
    const seen = (await reply.json()) as { method: string; body: string; headers: Record<string, string> };
    assert.equal(seen.method, 'POST');
    assert.equal(seen.body, 'code=%C3%A9');
    assert.equal(seen.headers['authorization'], 'Basic x');
    assert.equal(seen.headers['content-length'], '11');
    assert.match(seen.headers['content-type'] ?? '', /^application\/x-www-form-urlencoded/);
  }
});

test('replies without a body, and compressed ones, are read as they are meant', async () => {
  const { outbound, origin } = await serve((request, response) => {
    if (request.url === '/204') response.writeHead(204).end();
    else response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('plain'));
  });
  const empty = await outbound(`${origin}/204`);
  assert.equal(empty.status, 204);
  assert.equal(empty.body, null);
  const unpacked = await outbound(`${origin}/gzip`);
  assert.equal(await unpacked.text(), 'plain');
  assert.equal(unpacked.headers.get('content-encoding'), null);
});

test('B41: a body of 10 MB is refused at the limit, and the rest is not read', async () => {
  let sent = 0;
  const closed = signal();
  const { outbound, origin } = await serve((_, response) => {
    const chunk = Buffer.alloc(64 * 1024);
    const push = () => {
      while (sent < 10 * 1024 * 1024 && !response.destroyed) {
        sent += chunk.length;
        if (!response.write(chunk)) return void response.once('drain', push);
      }
    };
    response.once('close', closed.resolve);
    push();
  });
  await assert.rejects(outbound(`${origin}/?${canary}`), isConnectionError('provider_failed', /1048576 bytes/));
  await closed.promise;
  assert.ok(sent < 9 * 1024 * 1024, `${sent} bytes were sent`);
});

test('B41: 10 MB that come compressed are refused too', async () => {
  const packed = gzipSync(Buffer.alloc(10 * 1024 * 1024));
  const { outbound, origin } = await serve((_, response) => response.setHeader('content-encoding', 'gzip').end(packed));
  await assert.rejects(outbound(origin), isConnectionError('provider_failed', /1048576 bytes/));
});

test('a body of exactly the limit is let through', async () => {
  const { outbound, origin } = await serve((_, response) => response.end(Buffer.alloc(1000)), { maxBytes: 1000 });
  assert.equal((await (await outbound(origin)).arrayBuffer()).byteLength, 1000);
});

test(
  'B41: a server that says nothing, or drips its body byte by byte, is hung up on in time',
  { timeout: 5000 },
  async () => {
    let closed = 0;
    const bothClosed = signal();
    const { outbound, origin } = await serve(
      (request, response) => {
        const drip = request.url === '/drip' ? setInterval(() => response.write('x'), 10) : undefined;
        response.once('close', () => {
          clearInterval(drip);
          closed += 1;
          if (closed === 2) bothClosed.resolve();
        });
      },
      { timeoutMs: 200 },
    );
    for (const path of ['/silent', '/drip']) {
      const start = performance.now();
      await assert.rejects(outbound(`${origin}${path}?${canary}`), (error: unknown) => {
        assert.ok(isConnectionError('provider_timeout', /200 ms/)(error));
        assert.doesNotMatch(String(error), new RegExp(canary));
        return true;
      });
      assert.ok(performance.now() - start < 2000);
    }
    await bothClosed.promise;
  },
);

test(
  "the caller's signal ends the exchange with its own reason, before and while the body comes",
  { timeout: 5000 },
  async () => {
    const headers = signal();
    const { outbound, origin } = await serve((_, response) => {
      response.write('x');
      headers.resolve();
    });
    const reason = new Error('the user left');
    const caller = new AbortController();
    const running = outbound(origin, { signal: caller.signal });
    await headers.promise;
    caller.abort(reason);
    await assert.rejects(running, reason);
    await assert.rejects(outbound(origin, { signal: caller.signal }), reason);
  },
);

test('a server that is not there, hangs up or speaks no HTTP is a problem that names the host and nothing it sent', async () => {
  const gone = await listen((_, response) => response.end());
  gone.close();
  await assert.rejects(
    createOutbound({ allow: [gone.origin] })(`${gone.origin}/?${canary}`),
    refusedWithout(canary, /ECONNREFUSED/),
  );
  const { outbound, origin } = await serve((request, response) => {
    if (request.url === '/hangup') return void request.socket.destroy();
    if (request.url === '/status') return void request.socket.end('HTTP/1.1 999 No\r\ncontent-length: 0\r\n\r\n');
    if (request.url === '/short')
      return void response.writeHead(200, { 'content-length': 9 }).write('x', () => response.destroy());
    request.socket.end(`${canary}\r\n\r\n`);
  });
  for (const path of ['/hangup', '/short', '/garbage']) {
    await assert.rejects(outbound(origin + path), (error: unknown) => {
      assert.ok(isConnectionError('provider_unreachable', /127\.0\.0\.1/)(error), String(error));
      assert.doesNotMatch(String(error), new RegExp(canary));
      assert.equal(error instanceof Error ? error.cause : error, undefined);
      return true;
    });
  }
  await assert.rejects(outbound(`${origin}/status`), isConnectionError('provider_failed', /999/));
});

/** A promise that is settled from outside. */
function signal() {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}

function refusedWithout(secret: string, message = /refused to call/): (error: unknown) => boolean {
  return (error) => isConnectionError('provider_unreachable', message)(error) && !String(error).includes(secret);
}

async function serve(listener: RequestListener, options: OutboundOptions = {}) {
  const { origin } = await listen(listener);
  return { origin, outbound: createOutbound({ allow: [origin], ...options }) };
}

async function listen(listener: RequestListener) {
  let connections = 0;
  const server = createServer(listener).on('connection', () => (connections += 1));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  closers.push(close);
  return { port, origin: `http://127.0.0.1:${port}`, connections: () => connections, close };
}
