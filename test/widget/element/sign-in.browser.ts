import { expect } from '@esm-bundle/chai';
import { ConnectionError, type Attempt } from '../../../src/contract/index.js';
import { aTaskLater, cleanUp, embed, eventually, frameWindows, noWindows, offline, startUrl } from './harness.js';

afterEach(cleanUp);

/** A server whose answer to the poll the test gives when it likes; a hint only makes the question come again. */
function attempts() {
  let said: Partial<Attempt> | undefined;
  return {
    answer: (attempt: Partial<Attempt>) => (said = attempt),
    script: { attempt: () => said },
    hint: (id: string, payload: unknown = 'done') => {
      const channel = new BroadcastChannel(`connection-attempt-${id}`);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no target
      channel.postMessage(payload);
      channel.close();
    },
    focus: () => window.dispatchEvent(new Event('focus')),
  };
}

/** Asks the poll again, as often as it takes for a question that is not too fresh to be asked anew. */
async function kickUntil(condition: () => boolean): Promise<void> {
  await eventually(() => {
    window.dispatchEvent(new Event('focus'));
    return condition();
  });
}

const calls = (page: Awaited<ReturnType<typeof embed>>, method: string) =>
  page.source.calls.filter((call) => call.method === method);

describe('signing in', () => {
  it('connects: the ticket is posted from the window itself, the poll brings the result', async () => {
    const windows = frameWindows();
    const server = attempts();
    const page = await embed({ script: server.script });
    await page.choose('Northwind CRM');
    await page.at('waiting', 'open');
    const arrived = await windows.arrived();
    expect(arrived).to.deep.equal({
      method: 'POST',
      ticket: 'ticket-of-att_1',
      origin: location.origin,
      url: '/oauth/start',
    });
    expect(page.has('heading', 'Finish in the other window')).to.equal(true);
    server.answer({ status: 'connected' });
    await kickUntil(() => page.element.flow.step === 'connected');
    await page.at('connected');
    expect(page.has('heading', 'Northwind CRM is connected')).to.equal(true);
    expect(page.text()).to.contain('Signed in as ada@northwind.example');
    expect(page.created.length).to.equal(1);
    expect(page.element.connection).to.equal(page.created[0]?.detail.connection);
    expect(sessionStorage.length).to.equal(0);
  });

  it('W8: opens the window in the click, before anything is asked, under a name nobody can guess', async () => {
    const order: string[] = [];
    const windows = frameWindows({ onOpen: () => order.push('open') });
    const page = await embed({
      script: {
        createAttempt: () => {
          order.push('attempt');
          return { id: 'att_1' };
        },
      },
    });
    await page.at('picking');
    page.find('option', /^Northwind CRM/).click();
    expect(order).to.deep.equal(['open']);
    await page.at('waiting', 'open');
    expect(order).to.deep.equal(['open', 'attempt']);
    expect(windows.names[0]).to.match(
      /^connection-embed-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  it('puts a strict-origin referrer into the window and not into the page', async () => {
    const seen: unknown[] = [];
    const windows = frameWindows({
      onOpen: ({ HTMLFormElement: { prototype } }) => {
        const { submit } = prototype;
        prototype.submit = function () {
          const { method, action, ownerDocument } = this;
          seen.push(method, action, ownerDocument.querySelector<HTMLMetaElement>('meta[name=referrer]')?.content);
          submit.call(this);
        };
      },
    });
    const page = await embed();
    await page.choose('Northwind CRM');
    await windows.arrived();
    expect(seen).to.deep.equal(['post', startUrl, 'strict-origin']);
    expect(document.querySelector('meta[name=referrer]')).to.equal(null);
  });

  it('W1, W3: no message, however perfect, produces a connection; only the server does', async () => {
    const windows = frameWindows();
    const server = attempts();
    const page = await embed({ script: server.script });
    await page.choose('Northwind CRM');
    await windows.arrived();
    const forged = { type: 'connected', status: 'connected', id: 'att_1', connection: { id: 'con_evil' } };
    window.postMessage(forged, location.origin);
    windows.opened[0]?.contentWindow?.parent.postMessage(forged, location.origin);
    server.hint('att_1', forged);
    server.hint('att_2', forged);
    server.focus();
    for (let task = 0; task < 20; task++) await aTaskLater();
    expect(page.element.flow.step).to.equal('waiting');
    expect(page.created.length).to.equal(0);
  });

  it('W4: a flood of hints neither freezes the page nor floods the server', async function () {
    this.timeout(30_000);
    const windows = frameWindows();
    const server = attempts();
    const page = await embed({ script: server.script });
    await page.choose('Northwind CRM');
    await windows.arrived();
    const before = calls(page, 'attempt').length;
    const channel = new BroadcastChannel('connection-attempt-att_1');
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no target
    for (let hint = 0; hint < 100_000; hint++) channel.postMessage(hint);
    channel.close();
    for (let task = 0; task < 20; task++) await aTaskLater();
    expect(calls(page, 'attempt').length - before).to.be.lessThan(10);
    expect(page.created.length).to.equal(0);
    server.answer({ status: 'connected' });
    await kickUntil(() => page.created.length === 1);
  });

  it('W5, W6, F5: a window that seems closed changes the words only, and the result still arrives', async () => {
    const windows = frameWindows();
    const server = attempts();
    const page = await embed({ script: server.script });
    await page.choose('Northwind CRM');
    await windows.arrived();
    windows.opened[0]?.remove();
    await page.at('waiting', 'closed');
    expect(page.text()).not.to.match(/cancel+ed|failed/i);
    expect(page.text()).to.contain('If you closed it before signing in');
    server.answer({ status: 'connected' });
    await kickUntil(() => page.created.length === 1);
    expect(page.failed.length).to.equal(0);
  });

  it('F5: opening it again cancels the first attempt and starts another, in the click', async () => {
    const windows = frameWindows();
    const page = await embed();
    await page.choose('Northwind CRM');
    await page.at('waiting', 'open');
    await page.press('Reopen window');
    expect(windows.opened.length).to.equal(2);
    await page.at('waiting', 'open');
    expect((await windows.arrived(1)).ticket).to.equal('ticket-of-att_2');
    expect(calls(page, 'cancelAttempt').map((call) => call.args)).to.deep.equal([
      [{ id: 'att_1', poll_secret: 'secret-of-att_1' }],
    ]);
    const keys = calls(page, 'createAttempt').map((call) => call.args[1]);
    expect(new Set(keys).size).to.equal(2);
  });

  it('cancels at the server, closes the window, and is back in the list at the same row', async () => {
    const windows = frameWindows();
    const page = await embed();
    await page.choose('Northwind CRM');
    await page.at('waiting', 'open');
    await page.press('Cancel');
    await page.at('picking');
    expect(windows.opened[0]?.isConnected).to.equal(false);
    expect(calls(page, 'cancelAttempt').length).to.equal(1);
    expect(sessionStorage.length).to.equal(0);
    expect(page.element.shadowRoot?.activeElement).to.equal(page.find('combobox'));
  });

  const refusals: Record<string, () => Window | null> = {
    'W7, F4: is refused': () => null,
    'W7: throws': () => {
      throw new DOMException('no');
    },
    'W7: comes closed': () => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const inside = frame.contentWindow;
      frame.remove();
      return inside;
    },
  };
  for (const [how, open] of Object.entries(refusals)) {
    it(`${how}: the user is offered a link to open it, and to go on in this page`, async () => {
      noWindows(open);
      const page = await embed();
      await page.choose('Northwind CRM');
      await page.at('waiting', 'blocked');
      expect(calls(page, 'createAttempt').length).to.equal(0);
      expect(page.has('button', 'Continue in this page instead')).to.equal(true);
      const windows = frameWindows();
      await page.press('Open sign-in window');
      await page.at('waiting', 'open');
      expect((await windows.arrived()).ticket).to.equal('ticket-of-att_1');
    });
  }

  it('offers no way in this page where the host page wants a window', async () => {
    noWindows();
    const page = await embed({ set: { authMode: 'popup' } });
    await page.choose('Northwind CRM');
    await page.at('waiting', 'blocked');
    expect(page.has('button', 'Continue in this page instead')).to.equal(false);
  });

  it('speaks of no window where this page is to leave, from the first moment on', async () => {
    const counted = noWindows();
    const page = await embed({ set: { authMode: 'redirect' }, script: { createAttempt: () => undefined } });
    const heard: (string | null)[] = [];
    const status = page.find('status');
    const watch = new MutationObserver(() => heard.push(status.textContent));
    watch.observe(status, { childList: true, characterData: true, subtree: true });
    await page.choose('Northwind CRM');
    await page.at('waiting', 'here');
    await eventually(() => page.has('heading', 'Taking you to Northwind CRM'));
    await eventually(() => heard.length, 'an announcement');
    watch.disconnect();
    expect(page.text() + heard.join()).not.to.match(/window/i);
    expect(counted.asked).to.equal(0);
  });

  it('offers another try to a user who had been signed out of the page', async () => {
    frameWindows();
    let signedIn = false;
    const refused = new ConnectionError('unauthorized');
    const page = await embed({ script: { createAttempt: () => (signedIn ? { id: 'att_1' } : refused) } });
    await page.choose('Northwind CRM');
    await page.at('problem');
    expect(page.find('heading').textContent?.trim()).to.equal('You are signed out');
    expect(
      page
        .all('button')
        .map((one) => one.textContent?.trim())
        .slice(0, 2),
    ).to.deep.equal(['Try again', 'Choose another integration']);
    expect(page.failed[0]?.detail.recoverable).to.equal(true);
    signedIn = true;
    await page.press('Try again');
    await page.at('waiting', 'open');
  });

  it('F4: goes on in this page by a form in this page, and leaves a record to resume by', async () => {
    const counted = noWindows();
    const submitted: { action: string; ticket: string | undefined; referrer: string | undefined }[] = [];
    const submit = HTMLFormElement.prototype.submit;
    HTMLFormElement.prototype.submit = function () {
      submitted.push({
        action: this.action,
        ticket: this.querySelector('input')?.value,
        referrer: document.querySelector<HTMLMetaElement>('meta[name=referrer]')?.content,
      });
    };
    const page = await embed({ set: { authMode: 'redirect' } });
    await page.choose('Northwind CRM');
    await page.at('waiting', 'here');
    await eventually(() => submitted.length, 'leaving');
    HTMLFormElement.prototype.submit = submit;
    expect(counted.asked).to.equal(0);
    expect(submitted).to.deep.equal([{ action: startUrl, ticket: 'ticket-of-att_1', referrer: 'strict-origin' }]);
    expect(calls(page, 'createAttempt')[0]?.args[0]).to.deep.include({ mode: 'redirect', return_to: location.href });
    expect(JSON.parse(sessionStorage.getItem(sessionStorage.key(0) ?? '') ?? '')).to.deep.equal([
      { id: 'att_1', poll_secret: 'secret-of-att_1' },
    ]);
    // shown again from the back-forward cache
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await page.at('waiting', 'returned');
    expect(page.has('heading', 'Sign-in is not finished')).to.equal(true);
    expect(page.text()).not.to.contain('window');
    expect(document.querySelector('meta[name=referrer]')).to.equal(null);
    expect(document.querySelector('form[action$="/oauth/start"]')).to.equal(null);
    expect(page.has('button', 'Continue to Northwind CRM')).to.equal(true);
  });

  it('W14: a form that the page’s policy refused leaves nothing of it in the page', async () => {
    const { submit } = HTMLFormElement.prototype;
    HTMLFormElement.prototype.submit = () => undefined;
    const page = await embed({ set: { authMode: 'redirect' } });
    await page.choose('Northwind CRM');
    await eventually(() => document.querySelector('input[name=ticket]'), 'the form');
    HTMLFormElement.prototype.submit = submit;
    const refused = { disposition: 'enforce', effectiveDirective: 'form-action', blockedURI: startUrl } as const;
    const about = { documentURI: location.href, originalPolicy: '', statusCode: 200, violatedDirective: 'form-action' };
    document.dispatchEvent(new SecurityPolicyViolationEvent('securitypolicyviolation', { ...about, ...refused }));
    await page.at('problem');
    expect(page.failed[0]?.detail.code).to.equal('blocked_by_csp');
    expect(document.querySelector('input[name=ticket], meta[name=referrer]')).to.equal(null);
  });

  it('W19: a window that still says that it opens goes with the tag', async () => {
    const windows = frameWindows();
    const page = await embed({ script: { createAttempt: () => undefined } });
    await page.choose('Northwind CRM');
    await page.at('waiting', 'opening');
    expect(windows.opened[0]?.isConnected).to.equal(true);
    page.remove();
    expect(windows.opened[0]?.isConnected).to.equal(false);
  });

  for (const url of [
    'http://connect.example/oauth/start',
    'https://user:pw@connect.example/oauth/start',
    'javascript:1',
  ]) {
    it(`W14: no ticket is asked for or sent to ${url}`, async () => {
      const windows = frameWindows();
      const page = await embed({ script: { startUrl: url } });
      await page.choose('Northwind CRM');
      await page.at('problem');
      expect(page.failed[0]?.detail.code).to.equal('endpoint_mismatch');
      expect(calls(page, 'createAttempt').length).to.equal(0);
      expect(windows.opened[0]?.isConnected).to.equal(false);
    });
  }

  it('W15, F8: two clicks are one flow and one window', async () => {
    const windows = frameWindows();
    const page = await embed();
    await page.at('picking');
    const row = page.find('option', /^Northwind CRM/);
    row.click();
    row.click();
    row.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true }));
    await page.at('waiting', 'open');
    expect(windows.opened.length).to.equal(1);
    expect(calls(page, 'createAttempt').length).to.equal(1);
    expect(page.selected.length).to.equal(1);
  });

  it('F8: the second half of a double click does not press what the first half brought there', async () => {
    frameWindows();
    const page = await embed();
    await eventually(() => page.text().includes('Acme will read'));
    // Both halves in one task, so that no more time lies between them than a hand takes.
    await page.choose('Northwind CRM');
    page
      .find('button', 'Cancel')
      .dispatchEvent(new MouseEvent('click', { detail: 2, bubbles: true, composed: true, cancelable: true }));
    await page.settled();
    expect(page.element.flow.step).to.equal('waiting');
  });

  it('W15, F10: two tags on one page have a flow each', async () => {
    const windows = frameWindows();
    const one = attempts();
    const other = attempts();
    const first = await embed({ script: { ...one.script, createAttempt: () => ({ id: 'att_one' }) } });
    const second = await embed({ script: { ...other.script, createAttempt: () => ({ id: 'att_other' }) } });
    await first.choose('Northwind CRM');
    await second.choose('Northwind CRM');
    await windows.arrived(0);
    await windows.arrived(1);
    other.answer({ status: 'connected' });
    await kickUntil(() => second.created.length === 1);
    expect(first.created.length).to.equal(0);
    expect(first.element.flow.step).to.equal('waiting');
    one.answer({ status: 'connected' });
    await kickUntil(() => first.created.length === 1);
    expect(second.created.length).to.equal(1);
  });

  it('F7: a user who denies is told so, and a new try is a new attempt', async () => {
    const windows = frameWindows();
    const server = attempts();
    server.answer({ status: 'denied', code: 'access_denied' });
    const page = await embed({ script: server.script });
    await page.choose('Northwind CRM');
    await page.at('problem');
    expect(page.has('heading', 'Access was not given')).to.equal(true);
    expect(page.failed.map((event) => event.detail.code)).to.deep.equal(['access_denied']);
    expect(windows.opened[0]?.isConnected).to.equal(false);
    server.answer({ status: 'connected' });
    await page.press('Try again');
    await page.at('connected');
    expect(windows.opened.length).to.equal(2);
    expect(page.created.length).to.equal(1);
  });

  it('names a start that the server refused, which has ended the attempt there: nothing is left to cancel', async () => {
    frameWindows();
    const page = await embed({ script: { attempt: () => ({ status: 'failed', code: 'origin_refused' }) } });
    await page.choose('Northwind CRM');
    await page.at('problem');
    expect(page.failed[0]?.detail.code).to.equal('origin_refused');
    expect(calls(page, 'cancelAttempt').length).to.equal(0);
  });

  it('F19: an attempt that cannot be created closes the window, and can be tried again', async () => {
    const windows = frameWindows();
    let online = false;
    const page = await embed({
      script: { createAttempt: () => (online ? { id: 'att_1' } : new ConnectionError('network_failed')) },
    });
    await page.choose('Northwind CRM');
    await page.at('problem');
    expect(windows.opened[0]?.isConnected).to.equal(false);
    expect(page.failed[0]?.detail).to.deep.include({ code: 'network_failed', integration_type: 'northwind-crm' });
    online = true;
    await page.press('Try again');
    await page.at('waiting', 'open');
  });

  it('opens no window by itself when the connection is back', async () => {
    const windows = frameWindows();
    const online = offline();
    const page = await embed({ script: { createAttempt: () => new ConnectionError('network_failed') } });
    await page.choose('Northwind CRM');
    await page.at('problem');
    online();
    await page.settled();
    expect(page.element.flow.step).to.equal('problem');
    expect(windows.opened.length).to.equal(1);
  });

  it('F57: a policy of the page that keeps the form from going out becomes a named problem', async () => {
    // What a browser does instead of sending a form that form-action does not list.
    const refuse = function (this: HTMLFormElement): void {
      const violation = {
        effectiveDirective: 'form-action',
        violatedDirective: 'form-action',
        disposition: 'enforce',
        blockedURI: this.action,
        documentURI: location.href,
        originalPolicy: "form-action 'self'",
        statusCode: 200,
      } as const;
      this.ownerDocument.dispatchEvent(new SecurityPolicyViolationEvent('securitypolicyviolation', violation));
    };
    const windows = frameWindows({ onOpen: (opened) => (opened.HTMLFormElement.prototype.submit = refuse) });
    const page = await embed();
    await page.choose('Northwind CRM');
    await page.at('problem');
    expect(page.failed[0]?.detail.code).to.equal('blocked_by_csp');
    expect(windows.opened[0]?.isConnected).to.equal(false);
    expect(calls(page, 'cancelAttempt').length).to.equal(1);
  });

  it('is not ended by what the policy refuses another form of the page', async () => {
    frameWindows();
    const page = await embed();
    await page.choose('Northwind CRM');
    await page.at('waiting', 'open');
    const violation = {
      effectiveDirective: 'form-action',
      violatedDirective: 'form-action',
      blockedURI: 'https://newsletter.example/join',
      disposition: 'enforce',
      documentURI: location.href,
      originalPolicy: '',
      statusCode: 200,
    } as const;
    document.dispatchEvent(new SecurityPolicyViolationEvent('securitypolicyviolation', violation));
    await aTaskLater();
    expect([page.element.flow.step, page.failed.length]).to.deep.equal(['waiting', 0]);
  });

  it('F7, F17, F18: every way it can fail has words of its own, and a way on', async () => {
    frameWindows();
    let answer: ConnectionError | undefined;
    let ended: Partial<Attempt> = {};
    const page = await embed({ script: { createAttempt: () => answer ?? { id: 'att_1' }, attempt: () => ended } });
    const seen = new Set<string>();
    const fails = async (words: RegExp): Promise<void> => {
      await page.choose('Northwind CRM');
      await page.at('problem');
      const title = page.find('heading').textContent ?? '';
      expect(seen.has(title), title).to.equal(false);
      seen.add(title);
      expect(page.text()).to.match(words);
      expect(page.find('status').textContent?.trim()).to.equal(title);
      expect(page.has('button', 'Try again') || page.has('button', 'Sign in again')).to.equal(true);
      await page.press('Choose another integration');
    };
    for (const [code, words, more] of [
      ['network_failed', /cannot be reached/],
      ['timed_out', /is taking too long/],
      ['session_expired', /away for a while/],
      ['rate_limited', /Try again in 20 seconds/, { retry_after: 20 }],
      ['provider_unreachable', /is not answering/],
    ] as const) {
      answer = new ConnectionError(code, more);
      await fails(words);
    }
    const online = offline();
    answer = new ConnectionError('network_failed');
    await fails(/You are offline/);
    online();
    answer = undefined;
    for (const [status, code, words] of [
      ['denied', 'access_denied', /Access was not given/],
      ['expired', 'attempt_expired', /stays open for 10 minutes/],
      ['failed', 'account_mismatch', /That is another account/],
      ['failed', 'browser_mismatch', /Another browser/],
      ['cancelled', 'attempt_cancelled', /was cancelled/],
    ] as const) {
      ended = { status, code };
      await fails(words);
    }
    expect(seen.size).to.equal(11);
  });

  it('says before the user leaves what the page will be able to do, and after it what was not granted', async () => {
    frameWindows();
    const server = attempts();
    const page = await embed({ script: server.script });
    await page.choose('Northwind CRM');
    await page.at('waiting', 'open');
    expect(page.text()).to.contain('Acme will read your contacts and deals.');
    const top = () => {
      const figure = page.element.renderRoot.querySelector<HTMLElement>('[part=figure]');
      return (figure?.offsetTop ?? 0) - (figure?.parentElement?.offsetTop ?? 0);
    };
    const before = top();
    server.answer({ status: 'connected', denied_permissions: ['crm_deal_read'] });
    await kickUntil(() => page.element.flow.step === 'connected');
    await page.settled();
    expect(top(), 'what is looked at stays where it is').to.equal(before).above(24);
    expect(page.text()).to.match(/Northwind CRM did not allow Acme to read your deals/);
    const preset = await embed({ set: { integration: 'northwind-crm' } });
    await preset.at('confirming');
    expect(preset.text()).to.contain('Acme will read your contacts and deals.');
    const other = await embed({ set: { integration: 'northwind-crm', authMode: 'redirect' } });
    await other.at('confirming');
    expect(other.text()).not.to.contain('window');
  });

  it('W11, W16: no ticket and no poll secret is in the page, its address, its events or its history', async () => {
    const windows = frameWindows();
    const server = attempts();
    server.answer({ status: 'connected' });
    const page = await embed({ script: server.script });
    await page.choose('Northwind CRM');
    await page.at('connected');
    const seen = [
      document.documentElement.outerHTML,
      page.element.renderRoot instanceof ShadowRoot ? page.element.renderRoot.innerHTML : '',
      location.href,
      JSON.stringify(history.state),
      JSON.stringify([...page.created, ...page.failed].map((event) => event.detail)),
      JSON.stringify(page.element.flow),
      windows.names.join(),
      JSON.stringify({ ...sessionStorage, ...localStorage }),
    ].join('\n');
    expect(seen).not.to.contain('ticket-of');
    expect(seen).not.to.contain('secret-of');
  });
});
