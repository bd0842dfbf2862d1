import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { problems } from '../../../src/contract/index.js';
import { createApp, type Deps } from '../../../src/server/http/index.js';
import { openapiDocument, routeGroups } from '../../../src/server/http/openapi/document.js';
import { registeredPath } from '../../../src/server/http/openapi/route-doc.js';
import { startHarness, type Harness } from './harness.js';

type Json = Record<string, any>;

const url = 'https://app.example.com/connect';
const document = openapiDocument({ url, version: '1.2.3' }) as Json;
const routes = routeGroups.flatMap((group) => group.routes);

describe('the OpenAPI document', () => {
  test('names every route that is registered, and no other', () => {
    // Routes are only registered here; nothing of what they work with is asked for.
    const app = createApp({ url: new URL(url), version: '1.2.3' } as Deps);
    const registered = app.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path.slice('/connect'.length)}`);
    const told = routes.map((route) => `${route.method.toUpperCase()} ${registeredPath(route)}`);
    assert.deepEqual([...new Set(told)].sort(), [...new Set(registered)].sort());
  });

  test('refers to nothing that it does not hold, and holds nothing that is not referred to', () => {
    const refs = new Set<string>();
    walk(document, (value) => typeof value['$ref'] === 'string' && refs.add(value['$ref']));
    for (const ref of refs) assert.ok(resolved(ref), `${ref} leads nowhere`);
    for (const kind of ['schemas', 'parameters']) {
      for (const name of Object.keys(document['components'][kind])) {
        assert.ok(refs.has(`#/components/${kind}/${name}`), `nothing refers to the ${kind} ${name}`);
      }
    }
  });

  test('keeps to what OpenAPI 3.1 asks of its parts', () => {
    assert.match(document['openapi'], /^3\.1\./);
    assert.deepEqual([document['info'].title, document['info'].version], ['connection-embed', '1.2.3']);
    assert.deepEqual(document['servers'], [{ url }]);
    for (const kind of Object.keys(document['components'])) {
      for (const name of Object.keys(document['components'][kind])) assert.match(name, /^[\w.-]+$/);
    }
    const ids = new Set<string>();
    const tags = document['tags'].map((tag: Json) => tag['name']);
    for (const [path, item] of Object.entries<Json>(document['paths'])) {
      assert.match(path, /^\//);
      for (const [method, operation] of Object.entries<Json>(item)) {
        const where = `${method} ${path}`;
        assert.match(method, /^(get|put|post|patch|delete)$/);
        assert.ok(!ids.has(operation['operationId']), `${where}: operationId is used twice`);
        ids.add(operation['operationId']);
        assert.ok(tags.includes(operation['tags'][0]), where);
        const parameters = operation['parameters'].map((one: Json) => (one['$ref'] ? resolved(one['$ref']) : one));
        const keys = parameters.map((one: Json) => `${one['in']} ${one['name']}`);
        assert.equal(new Set(keys).size, keys.length, `${where}: a parameter is given twice`);
        const inPath = parameters.filter((one: Json) => one['in'] === 'path');
        const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
        assert.deepEqual(inPath.map((one: Json) => one['name']).sort(), names.sort(), where);
        for (const one of inPath) assert.equal(one['required'], true, where);
        assert.ok(
          parameters.every((one: Json) => one['schema'] && /^(path|query|header)$/.test(one['in'])),
          where,
        );
        if (method === 'get' || method === 'delete') assert.equal(operation['requestBody'], undefined, where);
        for (const way of operation['security']) {
          for (const scheme of Object.keys(way)) assert.ok(document['components']['securitySchemes'][scheme], where);
        }
        for (const [status, response] of Object.entries<Json>(operation['responses'])) {
          assert.match(status, /^[2-5]\d\d$/, where);
          assert.equal(typeof response['description'], 'string', where);
        }
      }
    }
  });

  test('fails with statuses of the problem table only', () => {
    const statuses = new Set(Object.values(problems).map(({ status }) => String(status)));
    for (const item of Object.values<Json>(document['paths'])) {
      for (const operation of Object.values<Json>(item)) {
        for (const status of Object.keys(operation['responses']).filter((one) => /^[45]/.test(one))) {
          assert.ok(statuses.has(status), `${operation['operationId']} answers ${status}`);
        }
      }
    }
  });

  describe('as it is served', () => {
    let house: Harness;
    before(async () => (house = await startHarness()));
    after(() => house.close());

    test('answers anybody, with this server’s address and this package’s version', async () => {
      const response = await house.ask('/openapi.json', { headers: { origin: 'https://anywhere.example' } });
      assert.equal(response.status, 200);
      assert.equal(response.headers.get('access-control-allow-origin'), '*');
      const served = (await response.json()) as Json;
      assert.equal(served['servers'][0].url, 'http://127.0.0.1:4001/connect');
      const manifest = await readFile(new URL('../../../package.json', import.meta.url), 'utf8');
      assert.equal(served['info'].version, (JSON.parse(manifest) as Json)['version']);
      assert.deepEqual(served['paths'], document['paths']);
    });

    test('is a page to be read as well, which runs no script and loads nothing', async () => {
      const response = await house.ask('/openapi');
      const html = await response.text();
      assert.equal(response.status, 200);
      assert.match(response.headers.get('content-security-policy') ?? '', /default-src 'none'/);
      assert.doesNotMatch(html, /<script|<link|<img|javascript:|style="/);
      for (const { path, method } of routes) {
        assert.ok(html.includes(`<b>${method.toUpperCase()}</b><code>${path}</code>`), `${method} ${path}`);
      }
      assert.doesNotMatch(house.everythingSaid(), /canary/);
    });
  });
});

function walk(value: unknown, visit: (value: Json) => unknown): void {
  if (typeof value !== 'object' || value === null) return;
  visit(value as Json);
  for (const one of Object.values(value)) walk(one, visit);
}

function resolved(ref: string): Json | undefined {
  const steps = ref.replace(/^#\//, '').split('/');
  return steps.reduce<Json | undefined>((at, step) => at?.[step] as Json | undefined, document);
}
