import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fill, pageCopies, pageCopyFor, type PageCopy } from '../../../src/server/http/pages/copy/index.js';
import { KEY, startHarness, SERVER, type Harness } from './harness.js';

let harness: Harness;
before(async () => {
  harness = await startHarness({ links: 'open', redirects: ['https://app.acme.example/done'] });
});
after(() => harness.close());

/** A page in the languages a browser likes. */
async function page(path: string, liked?: string) {
  const response = await harness.ask(path, liked === undefined ? {} : { headers: { 'accept-language': liked } });
  const text = await response.text();
  const [, lang, dir] = /<html lang="([^"]*)" dir="([^"]*)">/.exec(text) ?? [];
  return { response, text, lang, dir };
}

async function link(query: Record<string, string> = {}): Promise<string> {
  const params = new URLSearchParams({ external_xref: 'user-1', scopes: 'crm_contact_read', ...query });
  const response = await harness.ask(`/unified/integration/auth/acme/northwind?${params}`, {
    headers: { authorization: KEY },
  });
  assert.equal(response.status, 200);
  return (await response.text()).slice(SERVER.length);
}

test('a page is in the language the browser likes best of those there are', async () => {
  const cases: [liked: string | undefined, lang: string, words: string][] = [
    [undefined, 'en', 'This link is no longer good'],
    ['de-AT,de;q=0.9,en;q=0.8', 'de', 'Dieser Link gilt nicht mehr'],
    ['en;q=0.3, fr;q=0.9', 'fr', 'Ce lien n’est plus valable'],
    ['tlh, ja;q=0.5', 'ja', 'このリンクは無効になりました'],
    ['de;q=0, pt-PT', 'pt-BR', 'Este link não vale mais'],
    ['*', 'en', 'This link is no longer good'],
    ['tlh', 'en', 'This link is no longer good'],
    [';;,q=,,"<script>"', 'en', 'This link is no longer good'],
    [`${'tlh,'.repeat(19)}de`, 'de', 'Dieser Link gilt nicht mehr'],
  ];
  for (const [liked, lang, words] of cases) {
    const shown = await page('/oauth/link/gone', liked);
    assert.equal(shown.lang, lang, liked);
    assert.equal(shown.dir, 'ltr');
    assert.ok(shown.text.includes(words), `${liked}: ${shown.text}`);
    assert.match(shown.response.headers.get('vary') ?? '', /\bAccept-Language\b/);
  }
});

test('only the first 20 languages that a browser likes are looked at, however many it sends', async () => {
  const shown = await page('/hosted', `${'tlh,'.repeat(20)}de,${'a,'.repeat(7_000)}fr`);
  assert.deepEqual([shown.response.status, shown.lang], [200, 'en']);
});

test('Arabic and Hebrew pages read from right to left', async () => {
  for (const tag of ['ar-EG', 'he', 'iw']) {
    const shown = await page('/oauth/code/northwind?state=unknown', tag);
    assert.equal(shown.dir, 'rtl', tag);
    assert.match(shown.text, /<p class="code" dir="ltr">/);
  }
});

test("a link's own language goes before the browser's, on its page, and on those that follow", async () => {
  const path = await link({ lang: 'ar' });
  const shown = await page(path, 'de');
  assert.equal(shown.lang, 'ar');
  assert.equal(shown.dir, 'rtl');
  assert.ok(shown.text.includes('الاطلاع على البيانات: \u2068إدارة علاقات العملاء\u2069'), shown.text);
  assert.ok(shown.text.includes('<bdi>user-1</bdi>'));
  const pressed = await harness.ask(path, {
    method: 'POST',
    headers: {
      origin: new URL(SERVER).origin,
      'content-type': 'application/x-www-form-urlencoded',
      'accept-language': 'de',
    },
  });
  assert.ok((await pressed.text()).includes('جارٍ فتح صفحة تسجيل الدخول'));
});

test('a language that there is not is passed over, and nothing of it is written into a page', async () => {
  const evil = '"><script>canary</script>';
  const shown = await page(await link({ lang: evil }), `${evil}, de`);
  assert.equal(shown.lang, 'de');
  assert.ok(!shown.text.includes('canary'));
  const hosted = await page(`/hosted?lang=${encodeURIComponent(evil)}`, 'nl');
  assert.equal(hosted.lang, 'nl');
  assert.ok(!hosted.text.includes('canary'));
});

test('the hosted page takes its language from its address, hands its words to its script and holds the tag in it', async () => {
  const shown = await page('/hosted?lang=pl', 'de');
  assert.equal(shown.lang, 'pl');
  const data = /data-words="([^"]*)"/.exec(shown.text)?.[1] ?? '';
  const words = JSON.parse(data.replaceAll('&quot;', '"').replaceAll('&#39;', "'")) as PageCopy;
  assert.equal(words.retry, 'Spróbuj ponownie');
  assert.equal(words.who.split('{user}').length, 2);
});

test('no language lacks a word, leaves out a name or says it in English', () => {
  const [english] = pageCopies;
  const plain = flat(english!);
  assert.equal(pageCopies.length, 13);
  for (const copy of pageCopies.slice(1)) {
    const said = flat(copy);
    assert.deepEqual([...said.keys()], [...plain.keys()], copy.lang);
    for (const [key, words] of said) {
      const holes = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort().join();
      assert.equal(holes(words), holes(plain.get(key)!), `${copy.lang} ${key}`);
      assert.doesNotMatch(words, /[!！]|  /, `${copy.lang} ${key}`);
      if (!key.startsWith('categories.')) assert.notEqual(words, plain.get(key), `${copy.lang} ${key}`);
    }
  }
  assert.equal(pageCopyFor('zh-TW')?.lang, 'zh-Hans');
  assert.equal(pageCopyFor('constructor'), undefined);
});

test('a name of the other direction is isolated', () => {
  assert.equal(fill('ربط {integration}', { integration: 'HubSpot' }), 'ربط \u2068HubSpot\u2069');
  assert.equal(fill('Connect {integration}', { integration: 'HubSpot' }), 'Connect HubSpot');
  assert.equal(fill('{a}', { a: '{b}', b: 'canary' }), '{b}');
});

/** Every word by the path of its key. */
function flat(value: object, path = ''): Map<string, string> {
  return new Map(
    Object.entries(value)
      .flatMap(([key, one]) =>
        typeof one === 'string' ? [[path + key, one] as const] : [...flat(one, `${path}${key}.`)],
      )
      .sort(([a], [b]) => a.localeCompare(b)),
  );
}
