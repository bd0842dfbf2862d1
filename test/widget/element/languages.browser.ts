import { expect } from '@esm-bundle/chai';
import { ConnectionError } from '../../../src/contract/index.js';
import { cleanUp, connectionTo, embed, eventually, frameWindows, type Embed } from './harness.js';

describe('the language of the tag', () => {
  afterEach(() => {
    cleanUp();
    document.documentElement.lang = 'en';
    document.querySelector('#around')?.remove();
  });

  const panel = ({ element }: Embed) => element.renderRoot.querySelector<HTMLElement>('[part=panel]')!;
  const speaks = (tag: Embed, title: string) => eventually(() => tag.has('heading', title), title);

  function around(lang: string): HTMLElement {
    const box = document.createElement('div');
    box.id = 'around';
    box.lang = lang;
    document.body.append(box);
    return box;
  }

  it('is English on a page that says nothing else', async () => {
    const tag = await embed();
    await tag.at('picking');
    await speaks(tag, 'Connect an account');
    expect(panel(tag).lang).to.equal('en');
    expect(panel(tag).dir).to.equal('ltr');
  });

  it("is the tag's own lang first, the nearest ancestor's else", async () => {
    const box = around('fr');
    const own = await embed({ into: box, set: { lang: 'de-AT' } });
    await speaks(own, 'Konto verbinden');
    const nearest = await embed({ into: box });
    await speaks(nearest, 'Connecter un compte');
    expect(panel(nearest).lang).to.equal('fr');
  });

  it('is found through shadow roots', async () => {
    const root = around('nl').attachShadow({ mode: 'open' });
    const inner = document.createElement('section');
    root.append(inner);
    const tag = await embed({ into: inner });
    await speaks(tag, 'Een account koppelen');
  });

  it('reads from right to left in Arabic and Hebrew, whatever the page does', async () => {
    const tag = await embed({ set: { lang: 'he' } });
    await speaks(tag, 'חיבור חשבון');
    expect(panel(tag).dir).to.equal('rtl');
    expect(getComputedStyle(panel(tag)).direction).to.equal('rtl');
  });

  it('follows what decides on it as that changes, and no longer than it is in the page', async () => {
    const box = around('it');
    const tag = await embed({ into: box });
    await speaks(tag, 'Collega un account');
    box.lang = 'es';
    await speaks(tag, 'Conectar una cuenta');
    tag.element.lang = 'pl';
    await speaks(tag, 'Połącz konto');
    tag.element.removeAttribute('lang');
    await speaks(tag, 'Conectar una cuenta');
    box.removeAttribute('lang');
    document.documentElement.lang = 'pt';
    await speaks(tag, 'Conectar uma conta');
    tag.remove();
    document.documentElement.lang = 'ja';
    document.body.append(tag.element);
    await speaks(tag, 'アカウントを接続');
  });

  it('follows what is said nearer than what decided before', async () => {
    const box = around('fr');
    const inner = document.createElement('section');
    box.append(inner);
    const tag = await embed({ into: inner });
    await speaks(tag, 'Connecter un compte');
    inner.lang = 'de';
    await speaks(tag, 'Konto verbinden');
    inner.removeAttribute('lang');
    await speaks(tag, 'Connecter un compte');
  });

  it('breaks a line between words where they are parted by spaces, Korean too', async () => {
    const wordBreak = async (lang: string) => {
      const tag = await embed({ set: { lang } });
      await tag.choose('Lumen Mail');
      await eventually(() => panel(tag).lang === lang && panel(tag).querySelector('#form-title'));
      return getComputedStyle(panel(tag).querySelector('#form-title')!).wordBreak;
    };
    expect([await wordBreak('ko'), await wordBreak('ja')]).to.deep.equal(['keep-all', 'normal']);
  });

  it('keeps what was typed when it changes', async () => {
    const tag = await embed({ set: { lang: 'de' } });
    await speaks(tag, 'Konto verbinden');
    await tag.choose('Lumen Mail');
    await tag.at('filling-form');
    await eventually(() => tag.has('button', 'Verbinden'), 'the German form');
    const input = tag.all('textbox').find((one) => one instanceof HTMLInputElement) as HTMLInputElement;
    input.value = 'canary-typed';
    tag.element.lang = 'ar';
    await eventually(() => tag.has('button', 'ربط'), 'the Arabic form');
    expect(input.isConnected).to.equal(true);
    expect(input.value).to.equal('canary-typed');
    expect(panel(tag).dir).to.equal('rtl');
  });

  it('has categories found by its words, also once it has changed', async () => {
    const tag = await embed({ set: { lang: 'de' } });
    await tag.at('picking');
    await tag.search('Buchhalt');
    await eventually(() => tag.has('option', /^Quill Books/), 'found in German');
    tag.element.lang = 'fr';
    await speaks(tag, 'Connecter un compte');
    await tag.search('Comptab');
    await eventually(() => tag.has('option', /^Quill Books/), 'found in French');
  });

  it('is that of an empty list as well', async () => {
    const tag = await embed({ set: { lang: 'ko' }, script: { integrations: () => [] } });
    await speaks(tag, '계정 연결');
    await eventually(() => tag.text().includes('아직 연결할 항목이 없습니다'), 'nothing offered, in Korean');
  });

  for (const { lang, dir, title, text, retry, other } of [
    {
      lang: 'de',
      dir: 'ltr',
      title: 'Northwind CRM antwortet nicht',
      text: 'Es wurde nichts verbunden. Versuchen Sie es in einigen Minuten erneut.',
      retry: 'Erneut versuchen',
      other: 'Andere Integration wählen',
    },
    {
      lang: 'ar',
      dir: 'rtl',
      title: 'لا استجابة من Northwind CRM',
      text: 'لم يُربط شيء. حاول مجددًا بعد بضع دقائق.',
      retry: 'إعادة المحاولة',
      other: 'اختيار تكامل آخر',
    },
  ]) {
    it(`is that of a problem, of the ways on and of what is read out: ${lang}`, async () => {
      frameWindows();
      const script = { createAttempt: () => new ConnectionError('provider_unreachable') };
      const tag = await embed({ set: { lang }, script });
      await tag.choose('Northwind CRM');
      await tag.at('problem');
      const plain = (words: string | null | undefined) => words?.replace(/[\u2066-\u2069]/g, '').trim();
      expect(plain(tag.find('heading').textContent)).to.equal(title);
      expect(plain(tag.text())).to.include(text);
      expect(tag.all('button').map((one) => plain(one.textContent))).to.deep.equal([
        retry,
        other,
        'provider_unreachable',
      ]);
      expect(plain(tag.find('status').textContent)).to.include(title);
      expect(getComputedStyle(panel(tag)).direction).to.equal(dir);
    });
  }

  it('keeps an address in a question on a line of its own, with the mark that belongs to it', async () => {
    const script = { connections: () => [connectionTo('northwind-crm')] };
    const tag = await embed({ set: { lang: 'ar' }, script });
    tag.element.style.setProperty('--connection-embed-width', '26rem');
    await tag.choose('Northwind CRM');
    await tag.at('managing');
    await tag.press('إزالة');
    await tag.at('removing');
    const address = tag.find('heading').querySelector('bdi');
    expect(address?.textContent).to.equal('ada@northwind.example');
    const lines = new Set([...(address?.getClientRects() ?? [])].map(({ top }) => top));
    expect(lines.size).to.equal(1);
    expect(address?.parentElement?.textContent).to.match(/؟$/);
  });

  it('leaves the direction of what an integration says to that', async () => {
    const tag = await embed({ set: { lang: 'ar', integration: 'harbor-ats' } });
    await tag.at('filling-form');
    const said = [...tag.element.renderRoot.querySelectorAll('[part=instructions],[part=field-help] bdi')];
    expect(said.map((one) => getComputedStyle(one).direction)).to.deep.equal(['ltr', 'ltr']);
    const [, hint] = said;
    const label = tag.find('textbox', 'Domain').closest('[part=field]')?.querySelector('[part=field-label] bdi');
    const right = label?.getBoundingClientRect().right ?? NaN;
    expect(hint?.getBoundingClientRect().right, 'below its label').to.be.closeTo(right, 1);
  });

  it("lays the page's own words over any language", async () => {
    const tag = await embed({ set: { lang: 'de', copy: { product: 'Acme', title: 'Werkzeuge anschließen' } } });
    await speaks(tag, 'Werkzeuge anschließen');
    expect(tag.text()).to.include('Server von Acme');
  });

  it('shows no English first where another language is on its way', async () => {
    const seen: string[] = [];
    const tag = await embed({ set: { lang: 'zh-CN' } });
    const watch = new MutationObserver(() => seen.push(tag.text()));
    watch.observe(tag.element.renderRoot, { childList: true, subtree: true, characterData: true });
    await speaks(tag, '连接账号');
    watch.disconnect();
    expect(seen.join(' ')).to.not.match(/Connect an account|Sent straight/);
  });
});
