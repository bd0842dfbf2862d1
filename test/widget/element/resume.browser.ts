import { expect } from '@esm-bundle/chai';
import { ConnectionError, type Attempt } from '../../../src/contract/index.js';
import type { AttemptHandle, CallOptions } from '../../../src/widget/client/index.js';
import { accounts } from '../../../stories/integrations.js';
import { scriptedSource, type Script } from '../../../stories/scripted-source.js';
import {
  aTaskLater,
  cleanUp,
  connectionTo,
  embed,
  eventually,
  frameWindows,
  integrations,
  startUrl,
} from './harness.js';

afterEach(() => {
  cleanUp();
  history.replaceState(null, '', `${location.pathname}${search}`);
});

const { search } = location;

/** What a tab had under way when it was reloaded. */
function underWay(...ids: string[]): void {
  const handles = ids.map((id) => ({ id, poll_secret: `secret-of-${id}` }));
  sessionStorage.setItem(`connection-embed ${startUrl}`, JSON.stringify(handles));
}

const ended = (attempt: Partial<Attempt>) => ({ attempt: () => ({ integration_type: 'northwind-crm', ...attempt }) });

/** A server whose answers to questions about attempts the test gives one by one. */
function answeredLater(script?: Script) {
  const asked: { answer(attempt: Partial<Attempt>): void }[] = [];
  const source = {
    ...scriptedSource({ startUrl, ...script }),
    attempt: ({ id }: AttemptHandle, { signal }: CallOptions = {}) =>
      new Promise<Attempt>((resolve, reject) => {
        const usual = { id, integration_type: 'northwind-crm', expires_at: '2099-01-01T00:00:00Z' };
        const connection = connectionTo('northwind-crm');
        asked.push({ answer: (attempt) => resolve({ ...usual, status: 'started', connection, ...attempt }) });
        signal?.addEventListener('abort', () => reject(signal.reason));
      }),
  };
  return {
    source,
    answer: (attempt: Partial<Attempt>) => asked.at(-1)?.answer(attempt),
    asked: (times: number) => eventually(() => asked.length === times, `question ${times}`),
  };
}

describe('after a reload', () => {
  it('F11, F16: announces what was finished meanwhile, once, after load, and keeps it', async () => {
    underWay('att_7');
    let loaded = false;
    void aTaskLater().then(() => (loaded = true));
    const page = await embed({ script: ended({ status: 'connected' }) });
    await page.at('connected');
    expect(loaded).to.equal(true);
    expect(page.created.length).to.equal(1);
    expect(page.element.connection?.integration_type).to.equal('northwind-crm');
    expect(sessionStorage.length).to.equal(0);
    const again = await embed({ script: ended({ status: 'connected' }) });
    await again.at('picking');
    expect(again.created.length).to.equal(0);
  });

  it('F11: goes on waiting for what is still open', async () => {
    underWay('att_7');
    let said: Partial<Attempt> | undefined;
    const page = await embed({ script: { attempt: () => said } });
    await page.at('waiting', 'closed');
    said = { status: 'connected' };
    await eventually(() => {
      window.dispatchEvent(new Event('focus'));
      return page.created.length === 1;
    });
    expect(page.created[0]?.detail.connection.integration_type).to.equal('northwind-crm');
  });

  it('speaks of no other window where the page itself had left', async () => {
    underWay('att_7');
    const page = await embed({ script: { attempt: () => undefined }, set: { authMode: 'redirect' } });
    await page.at('waiting', 'closed');
    expect(page.has('heading', 'Sign-in is not finished')).to.equal(true);
    expect(page.text()).not.to.contain('window');
    expect(page.has('button', 'Continue to Northwind CRM')).to.equal(true);
  });

  it('goes on renewing the connection that was to be renewed, in any further window too', async () => {
    const windows = frameWindows();
    const [account] = accounts();
    const connections = () => accounts().slice(0, 1);
    const page = await embed({ script: { connections } });
    await page.choose('Northwind CRM');
    await page.at('managing');
    await page.press(/^Sign in again/);
    await page.at('waiting', 'open');
    page.remove();
    expect(sessionStorage.getItem(`connection-embed ${startUrl}`)).to.contain(account?.id);
    const again = await embed({ script: { connections, attempt: () => undefined } });
    await again.at('waiting', 'closed');
    await again.press(/^Reopen/);
    await eventually(() => windows.opened.length === 2);
    await again.at('waiting', 'open');
    const asked = again.source.calls.find((call) => call.method === 'createAttempt');
    expect(asked?.args[0]).to.have.property('connection_id', account?.id);
  });

  it('shows how it ended when it ended badly', async () => {
    underWay('att_7');
    const page = await embed({ script: ended({ status: 'denied' }) });
    await page.at('problem');
    expect(page.has('heading', 'Access was not given')).to.equal(true);
    expect(page.failed[0]?.detail).to.deep.include({ code: 'access_denied', integration_type: 'northwind-crm' });
    expect(sessionStorage.length).to.equal(0);
  });

  it('F16: is told of also where the page has chosen the integration, however it ended', async () => {
    for (const [integration, authMode] of [
      ['northwind-crm', 'redirect'],
      ['northwind-crm', 'auto'],
      ['harbor-ats', 'redirect'],
    ] as const) {
      underWay('att_7');
      const page = await embed({ set: { integration, authMode }, script: ended({ status: 'connected' }) });
      await page.at('connected');
      expect(page.created.length).to.equal(1);
      page.remove();
      underWay('att_7');
      const other = await embed({ set: { integration, authMode }, script: ended({ status: 'denied' }) });
      await other.at('problem');
      expect(other.failed[0]?.detail).to.deep.include({ code: 'access_denied', integration_type: 'northwind-crm' });
      expect(sessionStorage.length).to.equal(0);
      other.remove();
    }
  });

  it('F11: goes on waiting for what the page has chosen', async () => {
    underWay('att_7');
    const { source, answer, asked } = answeredLater();
    const page = await embed({ set: { integration: 'northwind-crm', source } });
    await asked(1);
    answer({ status: 'started' });
    await page.at('waiting', 'closed');
    await asked(2);
    answer({ status: 'connected' });
    await page.at('connected');
    expect(page.created.length).to.equal(1);
  });

  it('takes no form away that the user is filling in, and is told all the same', async () => {
    for (const status of ['started', 'denied', 'connected'] as const) {
      underWay('att_7');
      const { source, answer, asked } = answeredLater();
      const page = await embed({ set: { integration: 'lumen-mail', source } });
      await page.at('filling-form');
      await asked(1);
      page.find('textbox', 'API Key').focus();
      answer({ status });
      await aTaskLater();
      await page.settled();
      expect(page.element.flow.step).to.equal('filling-form');
      expect([page.created.length, page.failed.length]).to.deep.equal([status === 'connected' ? 1 : 0, 0]);
      expect(sessionStorage.length).to.equal(status === 'connected' ? 0 : 1);
      page.remove();
    }
  });

  it('of an integration that is not offered here ends nothing else', async () => {
    underWay('att_7');
    const { source, answer, asked } = answeredLater({
      integrations: () => integrations.filter(({ type }) => type !== 'northwind-crm'),
    });
    const page = await embed({ set: { integration: 'lumen-mail', source } });
    await page.at('filling-form');
    await asked(1);
    answer({ status: 'denied' });
    await aTaskLater();
    await page.settled();
    expect(page.element.flow.step).to.equal('filling-form');
    expect(page.failed.length).to.equal(0);
  });

  it('does not take the place of a question about something else', async () => {
    underWay('att_7');
    const { source, answer, asked } = answeredLater({ connections: () => [connectionTo('harbor-ats')] });
    const page = await embed({ set: { source } });
    await page.choose('Harbor ATS');
    await page.at('managing');
    await page.press('Remove');
    await page.at('removing');
    await asked(1);
    answer({ status: 'started' });
    await aTaskLater();
    await page.settled();
    expect(page.element.flow.step).to.equal('removing');
  });

  it('B57: drops the record silently when the attempt is gone or another user’s', async () => {
    underWay('att_7');
    const page = await embed({ script: { attempt: () => new ConnectionError('not_found') } });
    await page.at('picking');
    await eventually(() => sessionStorage.length === 0);
    expect(page.element.flow.step).to.equal('picking');
    expect([page.created.length, page.failed.length]).to.deep.equal([0, 0]);
  });

  it('keeps the record while the server cannot be asked', async () => {
    underWay('att_7');
    const page = await embed({ script: { attempt: () => new ConnectionError('network_failed') } });
    await page.at('picking');
    await eventually(() => page.source.calls.some((call) => call.method === 'attempt'));
    await page.settled();
    expect(sessionStorage.length).to.equal(1);
    expect(page.failed.length).to.equal(0);
  });

  it('B57: asks in a session that is good now, which alone says who is here', async () => {
    underWay('att_7');
    const page = await embed({ script: ended({ status: 'connected' }) });
    await page.at('connected');
    const asked = page.source.calls.filter((call) => call.method === 'attempt').map((call) => call.args[1]);
    expect(asked).to.deep.equal([true]);
  });

  it('F16: what was connected is told also when the user has chosen another by the time it is found', async () => {
    underWay('att_7', 'att_6');
    const late = answeredLater();
    const page = await embed({ set: { source: late.source } });
    await page.at('picking');
    await late.asked(1);
    await page.choose('Lumen Mail');
    await page.at('filling-form');
    late.answer({ status: 'connected' });
    await late.asked(2);
    late.answer({ status: 'started' });
    await eventually(() => page.created.length === 1);
    await page.settled();
    expect(page.element.flow.step).to.equal('filling-form');
    expect(page.created[0]?.detail.connection.integration_type).to.equal('northwind-crm');
    expect(page.element.connection?.integration_type).to.equal('northwind-crm');
    expect(late.source.calls.some((call) => call.method === 'cancelAttempt')).to.equal(false);
    expect(sessionStorage.getItem(`connection-embed ${startUrl}`))
      .to.contain('att_7')
      .and.not.to.contain('att_6');
    // By then what is still open is let go, for whoever asks next.
    await aTaskLater();
    page.remove();
    const again = await embed({ script: ended({ status: 'connected' }) });
    await again.at('connected');
    expect(again.created.length).to.equal(1);
  });

  it('W19: what is found once the tag has left the page is left to the next load', async () => {
    underWay('att_7');
    const late = answeredLater();
    const page = await embed({ set: { source: late.source } });
    await page.at('picking');
    await late.asked(1);
    await page.choose('Lumen Mail');
    await page.at('filling-form');
    page.remove();
    late.answer({ status: 'connected' });
    await aTaskLater();
    expect(page.created.length).to.equal(0);
    const again = await embed({ script: ended({ status: 'connected' }) });
    await again.at('connected');
    expect(again.created.length).to.equal(1);
  });

  it('B57: finds the attempt that is genuine below what was put on top of it', async () => {
    const genuine = { id: 'att_7', poll_secret: 'secret-of-att_7' };
    const junk = [
      { id: 'att_gone', poll_secret: 'x' },
      { id: 'att_unsure', poll_secret: 'x' },
      { id: 'att_8', poll_secret: 'a\nb' },
      { id: '..', poll_secret: 'x' },
      { id: '../x', poll_secret: 'x' },
      { id: 'x'.repeat(1e6), poll_secret: 'x' },
    ];
    sessionStorage.setItem(`connection-embed ${startUrl}`, JSON.stringify([genuine, ...junk]));
    const asked: string[] = [];
    const page = await embed({
      script: {
        attempt: (id) => {
          asked.push(id);
          if (id === 'att_7') return { status: 'connected', integration_type: 'northwind-crm' };
          return new ConnectionError(id === 'att_gone' ? 'not_found' : 'network_failed');
        },
      },
    });
    await page.at('connected');
    expect(page.created.length).to.equal(1);
    expect(asked).to.deep.equal(['att_unsure', 'att_gone', 'att_7']);
    expect(sessionStorage.getItem(`connection-embed ${startUrl}`)).to.equal(
      JSON.stringify([{ id: 'att_unsure', poll_secret: 'x' }]),
    );
  });

  it('B57: asks about no more of a flood than a tab may have under way, the newest first, and drops the rest', async () => {
    underWay(...Array.from({ length: 20_000 }, (_, at) => `att_${at}`));
    const asked: string[] = [];
    const page = await embed({
      script: {
        attempt: (id) => {
          asked.push(id);
          return new ConnectionError('not_found');
        },
      },
    });
    await page.at('picking');
    await eventually(() => sessionStorage.length === 0, 'all forgotten');
    expect(asked.length).to.equal(24);
    expect(asked[0]).to.equal('att_19999');
  });

  it('F10: two tags take one record each', async () => {
    underWay('att_7', 'att_8');
    const asked: string[] = [];
    const attempt = (id: string) => {
      asked.push(id);
      return { status: 'connected', integration_type: 'northwind-crm' } as const;
    };
    const [one, other] = await Promise.all([embed({ script: { attempt } }), embed({ script: { attempt } })]);
    await one.at('connected');
    await other.at('connected');
    expect(asked.sort()).to.deep.equal(['att_7', 'att_8']);
    expect([one.created.length, other.created.length]).to.deep.equal([1, 1]);
  });

  it('W9, W10, F16: an attempt named by the address is ignored, its parameter goes, the rest stays as it was', async () => {
    history.replaceState(
      { kept: true },
      '',
      `${location.pathname}?a=b%20c&connection_attempt=att_evil&flag#/route?x=1`,
    );
    const page = await embed({ script: ended({ status: 'connected' }) });
    await page.at('picking');
    expect(location.search + location.hash).to.equal('?a=b%20c&flag#/route?x=1');
    expect(history.state).to.deep.equal({ kept: true });
    expect(page.source.calls.some((call) => call.method === 'attempt')).to.equal(false);
    expect(page.created.length).to.equal(0);
  });

  it('finds its own address also where the page says that addresses are relative to another', async () => {
    history.replaceState(null, '', `${location.pathname}?connection_attempt=att_evil`);
    const base = document.createElement('base');
    base.href = 'https://cdn.example/';
    document.head.append(base);
    try {
      const page = await embed();
      await page.at('picking');
      expect(location.search).to.equal('');
    } finally {
      base.remove();
    }
  });

  it('ignores a record that is not one', async () => {
    for (const junk of ['{', '"att_7"', '[{"id":7}]', '{"__proto__":{"id":"x"}}']) {
      sessionStorage.setItem(`connection-embed ${startUrl}`, junk);
      const page = await embed({ script: ended({ status: 'connected' }) });
      await page.at('picking');
      expect(page.source.calls.some((call) => call.method === 'attempt')).to.equal(false);
      page.remove();
    }
  });
});

describe('W19: taken out of the page', () => {
  it('gives up every call, and leaves the attempt to be resumed', async () => {
    const windows = frameWindows();
    const page = await embed();
    await page.choose('Northwind CRM');
    await page.at('waiting', 'open');
    page.remove();
    const calls = page.source.calls.length;
    window.dispatchEvent(new Event('focus'));
    window.dispatchEvent(new Event('online'));
    await aTaskLater();
    expect(page.source.calls.length).to.equal(calls);
    expect(page.source.calls.some((call) => call.method === 'cancelAttempt')).to.equal(false);
    expect(windows.opened[0]?.isConnected).to.equal(true);
    expect(sessionStorage.length).to.equal(1);
  });

  it('F56: put back, it goes on where it was', async () => {
    frameWindows();
    let said: Partial<Attempt> | undefined;
    const page = await embed({ script: { attempt: () => said } });
    await page.choose('Northwind CRM');
    await page.at('waiting', 'open');
    page.remove();
    said = { status: 'connected' };
    document.body.append(page.element);
    await page.at('connected');
    expect(page.created.length).to.equal(1);
  });

  it('leaves no listener behind, however often it comes and goes', async () => {
    frameWindows();
    let listeners = 0;
    const undo = [window, document].map((target) => {
      const { addEventListener, removeEventListener } = target;
      target.addEventListener = (...args: Parameters<typeof addEventListener>) => {
        listeners++;
        const options = args[2];
        if (typeof options === 'object' && options?.signal) {
          options.signal.addEventListener('abort', () => listeners--, { once: true });
        }
        addEventListener.apply(target, args);
      };
      target.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
        listeners--;
        removeEventListener.apply(target, args);
      };
      return () => Object.assign(target, { addEventListener, removeEventListener });
    });
    const page = await embed();
    await page.choose('Northwind CRM');
    await page.at('waiting', 'open');
    for (let cycle = 0; cycle < 200; cycle++) {
      page.remove();
      document.body.append(page.element);
    }
    page.remove();
    await aTaskLater();
    for (const one of undo) one();
    expect(listeners).to.equal(0);
  });
});
